"""Where the back office of study groups is found: one entry of the menu, with these below it."""

from wagtail.admin.viewsets.base import ViewSetGroup

from psg_catalogue.backoffice.bookings import BookingViewSet
from psg_catalogue.backoffice.questions import EvaluationQuestionViewSet
from psg_catalogue.backoffice.registers import RegisterEntryViewSet
from psg_catalogue.backoffice.sessions import StudyGroupSessionViewSet
from psg_catalogue.backoffice.study_groups import StudyGroupListing


class StudyGroupsMenu(ViewSetGroup):
    menu_label = "Study groups"
    menu_icon = "calendar-alt"
    menu_order = 110
    items = (
        StudyGroupListing("study_groups"),
        StudyGroupSessionViewSet(),
        BookingViewSet(),
        RegisterEntryViewSet(),
        EvaluationQuestionViewSet(),
    )
