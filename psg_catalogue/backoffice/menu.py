"""Where the back office of study groups is found: what is on, what people said of it, and the
reports. Some of it stands in the site's own look; the menu leads to both."""

from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup

from core.backoffice.menu_items import WayToSite
from directory.enums import Role
from directory.permissions import has_role, is_office
from psg_catalogue.backoffice.bookings import BookingViewSet
from psg_catalogue.backoffice.comments import CommentsViewSet
from psg_catalogue.backoffice.evaluation_forms import EvaluationFormsViewSet
from psg_catalogue.backoffice.going_out import GoingOutViewSet
from psg_catalogue.backoffice.registers import RegisterEntryViewSet
from psg_catalogue.backoffice.reminder_rules import ReminderRuleViewSet
from psg_catalogue.backoffice.same_people import SamePeopleViewSet
from psg_catalogue.backoffice.sessions import StudyGroupSessionViewSet
from psg_catalogue.backoffice.study_groups import StudyGroupListing
from psg_catalogue.permissions import (
    may_see_all_results,
    may_see_forum_report,
    may_see_planning,
    may_see_quality,
    may_take_any_register,
    practitioner_of,
)
from psg_catalogue.queries.registers import leads_any
from psg_catalogue.reports.kinds import REPORT_READERS


def leads_some(user) -> bool:
    """A practitioner with a study group of their own."""
    return has_role(user, Role.PRACTITIONER) and leads_any(user)


def takes_registers(user) -> bool:
    """The office takes any, a practitioner those of their own study groups."""
    return may_take_any_register(user) or leads_some(user)


def reads_proposals(user) -> bool:
    """Everyone's, or a practitioner's own."""
    return may_see_planning(user) or (
        has_role(user, Role.PRACTITIONER) and practitioner_of(user) is not None
    )


def reads_reports(user) -> bool:
    return has_role(user, *REPORT_READERS)


class StudyGroupsMenu(ViewSetGroup):
    menu_label = "Study groups"
    menu_icon = "calendar-alt"
    menu_order = 110
    items = (
        StudyGroupListing("study_groups"),
        StudyGroupSessionViewSet(),
        BookingViewSet(),
        RegisterEntryViewSet(),
        SamePeopleViewSet("same_people", url_prefix="same-people"),
        GoingOutViewSet("going_out", url_prefix="going-out"),
        ReminderRuleViewSet(),
    )

    def get_submenu_items(self) -> list[MenuItem]:
        """The year's plan first, and the registers beside the sessions."""
        groups, sessions, *rest = super().get_submenu_items()
        items = [
            WayToSite("Planning board", "psg_catalogue:planning", may=may_see_planning,
                      icon_name="date"),
            WayToSite("Proposed study groups", "psg_catalogue:proposals", may=reads_proposals,
                      icon_name="draft"),
            groups,
            sessions,
            WayToSite("Registers", "psg_catalogue:registers", may=takes_registers,
                      icon_name="list-ul"),
            WayToSite("My sessions", "psg_catalogue:my_sessions", may=leads_some,
                      icon_name="user"),
            *rest,
            WayToSite("Programme to print", "psg_catalogue:programme", may=is_office,
                      icon_name="doc-full"),
        ]  # fmt: skip
        for place, item in enumerate(items):
            item.order = place
        return items


class EvaluationMenu(ViewSetGroup):
    menu_label = "Evaluation"
    menu_icon = "help"
    menu_order = 115
    items = (
        EvaluationFormsViewSet("evaluation_forms", url_prefix="evaluation-forms"),
        CommentsViewSet("evaluation_comments", url_prefix="evaluation-comments"),
    )

    def get_submenu_items(self) -> list[MenuItem]:
        return [
            WayToSite("What people told us", "psg_catalogue:latest_year_results",
                      may=may_see_all_results, icon_name="view", order=0),
            *super().get_submenu_items(),
            WayToSite("QA visits", "psg_catalogue:quality", may=may_see_quality,
                      icon_name="check", order=9),
        ]  # fmt: skip


def forum_report() -> MenuItem:
    return WayToSite("Report to the Forum", "psg_catalogue:latest_forum_report",
                     may=may_see_forum_report, icon_name="site", order=1)  # fmt: skip


def all_reports() -> MenuItem:
    return WayToSite("All reports", "psg_catalogue:reports", may=reads_reports,
                     icon_name="table", order=2)  # fmt: skip
