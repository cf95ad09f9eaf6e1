"""Mail that comes back: every address at which letters do not arrive, and where it is put right."""

from django.urls import path
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from directory.backoffice.people_policy import PeopleScreens
from directory.queries.returned_mail import returned_mail


class ReturnedMailView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    permission_policy = None
    permission_required = "change"
    template_name = "backoffice/people/returned_mail.html"
    page_title = "Mail that comes back"

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs, rows=returned_mail(self.request.user))


class ReturnedMailScreens(PeopleScreens):
    name = "returned_mail"
    url_prefix = "people/returned-mail"
    icon = "mail"
    menu_label = "Mail that comes back"

    def get_urlpatterns(self) -> list:
        view = ReturnedMailView.as_view(
            permission_policy=self.permission_policy, header_icon=self.icon
        )
        return [path("", view, name="index")]
