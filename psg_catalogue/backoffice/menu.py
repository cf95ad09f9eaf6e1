"""Where the back office of study groups is found: one entry of the menu, with these below it."""

from wagtail.admin.viewsets.base import ViewSetGroup

from psg_catalogue.backoffice.bookings import BookingViewSet
from psg_catalogue.backoffice.questions import EvaluationQuestionViewSet
from psg_catalogue.backoffice.registers import RegisterEntryViewSet
from psg_catalogue.backoffice.same_people import SamePeopleViewSet
from psg_catalogue.backoffice.sessions import StudyGroupSessionViewSet
from psg_catalogue.backoffice.study_groups import StudyGroupListing
from psg_catalogue.backoffice.unused_places import UnusedPlaceViewSet


class StudyGroupsMenu(ViewSetGroup):
    menu_label = "Study groups"
    menu_icon = "calendar-alt"
    menu_order = 110
    items = (
        StudyGroupListing("study_groups"),
        StudyGroupSessionViewSet(),
        BookingViewSet(),
        UnusedPlaceViewSet(),
        RegisterEntryViewSet(),
        SamePeopleViewSet("same_people", url_prefix="same-people"),
        EvaluationQuestionViewSet(),
    )
