"""Who may open the people screens: those with one permission, whatever Django's own say."""

from django.contrib.auth import get_user_model
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from core.backoffice.menu_items import for_those
from core.backoffice.policies import OnePermission

MANAGE_PEOPLE = "directory.manage_people"


class PeopleScreens(ViewSet):
    """Screens behind that one permission, with their place in the menu; what is done there is
    checked again by what the person may give (directory.permissions)."""

    permission = MANAGE_PEOPLE

    @property
    def menu_item_class(self) -> type[MenuItem]:
        return for_those(lambda user: user.has_perm(self.permission))

    @property
    def permission_policy(self) -> OnePermission:
        return OnePermission(get_user_model(), self.permission)

    def get_common_view_kwargs(self, **kwargs) -> dict:
        return super().get_common_view_kwargs(
            **{
                "permission_policy": self.permission_policy,
                "header_icon": self.icon,
                "index_url_name": self.get_url_name("index"),
                "index_results_url_name": self.get_url_name("index_results"),
                **kwargs,
            }
        )
