"""Where the back office of study groups is found: one entry of the menu, with these below it."""

from django.urls import reverse_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup

from core.backoffice.menu_items import MenuItemForSome
from psg_catalogue.backoffice.agreements import AdministrativeCostViewSet, ServiceAgreementViewSet
from psg_catalogue.backoffice.bookings import BookingViewSet
from psg_catalogue.backoffice.comments import CommentsViewSet
from psg_catalogue.backoffice.evaluation_forms import EvaluationFormsViewSet
from psg_catalogue.backoffice.going_out import GoingOutViewSet
from psg_catalogue.backoffice.registers import RegisterEntryViewSet
from psg_catalogue.backoffice.reminder_rules import ReminderRuleViewSet
from psg_catalogue.backoffice.same_people import SamePeopleViewSet
from psg_catalogue.backoffice.sessions import StudyGroupSessionViewSet
from psg_catalogue.backoffice.study_groups import StudyGroupListing
from psg_catalogue.backoffice.unused_places import UnusedPlaceViewSet
from psg_catalogue.permissions import may_see_planning


class PlanningMenuItem(MenuItemForSome):
    """The way to the year's plan, which stands on the site beside the proposals."""

    def is_for(self, user) -> bool:
        return may_see_planning(user)


class StudyGroupsMenu(ViewSetGroup):
    menu_label = "Study groups"
    menu_icon = "calendar-alt"
    menu_order = 110
    items = (
        StudyGroupListing("study_groups"),
        StudyGroupSessionViewSet(),
        GoingOutViewSet("going_out", url_prefix="going-out"),
        ReminderRuleViewSet(),
        BookingViewSet(),
        UnusedPlaceViewSet(),
        RegisterEntryViewSet(),
        SamePeopleViewSet("same_people", url_prefix="same-people"),
        EvaluationFormsViewSet("evaluation_forms", url_prefix="evaluation-forms"),
        CommentsViewSet("evaluation_comments", url_prefix="evaluation-comments"),
        ServiceAgreementViewSet(),
        AdministrativeCostViewSet(),
    )

    def get_submenu_items(self) -> list[MenuItem]:
        board = PlanningMenuItem(
            "Planning board", reverse_lazy("psg_catalogue:planning"), icon_name="date", order=0
        )
        return [board, *super().get_submenu_items()]
