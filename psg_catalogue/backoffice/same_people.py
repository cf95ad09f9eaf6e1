"""People of one name on one staff list, of every school: for the office to settle, or leave."""

from django.urls import path
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from core.backoffice.menu_items import for_those
from psg_catalogue.booking_rights import READ_BOOKINGS
from psg_catalogue.models import Booking
from psg_catalogue.queries.same_people import pairs_everywhere


class SamePeopleView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Each pair leads to the school's own page, where somebody says which it is."""

    permission_policy = ModelPermissionPolicy(Booking)
    permission_required = "view"
    template_name = "backoffice/people/same_people.html"
    page_title = "One person or two?"
    header_icon = "group"

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs, pairs=pairs_everywhere())


class SamePeopleViewSet(ViewSet):
    menu_item_class = for_those(lambda user: user.has_perm(READ_BOOKINGS))
    icon = "group"
    menu_label = "One person or two?"

    def get_urlpatterns(self) -> list:
        return [path("", SamePeopleView.as_view(), name="index")]
