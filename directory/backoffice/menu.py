"""Where schools, practitioners and the words for them are found in the back office."""

from wagtail.admin.viewsets.model import ModelViewSetGroup

from directory.backoffice.groups import GroupScreens
from directory.backoffice.practitioners import PractitionerScreens
from directory.backoffice.schools import AuthorityScreens, SchoolScreens, TermScreens
from directory.backoffice.vocabulary import (
    KeyStageScreens,
    OfferScreens,
    PractitionerKindScreens,
    SubjectScreens,
)


class SchoolsMenu(ModelViewSetGroup):
    menu_label = "Schools, ASTs"
    menu_icon = "home"
    menu_order = 120
    items = (
        SchoolScreens,
        GroupScreens,
        PractitionerScreens,
        SubjectScreens,
        KeyStageScreens,
        OfferScreens,
        PractitionerKindScreens,
        AuthorityScreens,
        TermScreens,
    )
