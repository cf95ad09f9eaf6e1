"""Where outreach is found in the back office."""

from wagtail.admin.viewsets.base import ViewSetGroup

from directory.outreach.backoffice.concerns import CategoryScreens


class OutreachMenu(ViewSetGroup):
    menu_label = "Outreach"
    menu_icon = "group"
    menu_order = 130
    items = (CategoryScreens,)
