"""Where outreach is found in the back office."""

from wagtail.admin.viewsets.base import ViewSetGroup

from directory.outreach.backoffice.concerns import CategoryScreens
from directory.outreach.backoffice.money import ReleaseScreens, StreamScreens
from directory.outreach.backoffice.network import MeetingScreens, NewsScreens, PolicyScreens
from directory.outreach.backoffice.posts import AllocationScreens, PostScreens
from directory.outreach.backoffice.support import PlanScreens, RequestScreens, VisitScreens


class OutreachMenu(ViewSetGroup):
    menu_label = "Outreach"
    menu_icon = "group"
    menu_order = 130
    items = (
        PostScreens,
        AllocationScreens,
        RequestScreens,
        PlanScreens,
        VisitScreens,
        CategoryScreens,
        StreamScreens,
        ReleaseScreens,
        MeetingScreens,
        NewsScreens,
        PolicyScreens,
    )
