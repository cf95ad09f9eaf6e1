"""Who may open the people screens: those with one permission, whatever Django's own say."""

from django.contrib.auth import get_user_model
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies.base import BasePermissionPolicy

MANAGE_PEOPLE = "directory.manage_people"


class ManagePeoplePolicy(BasePermissionPolicy):
    """Every action on these screens needs `directory.manage_people`; what is done there is checked
    again by what the person may give (directory.permissions)."""

    def user_has_permission(self, user, action: str) -> bool:
        return user.is_active and user.has_perm(MANAGE_PEOPLE)

    def user_has_any_permission(self, user, actions) -> bool:
        return self.user_has_permission(user, "change")

    def users_with_any_permission(self, actions):
        return get_user_model().objects.none()


class PeopleMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return request.user.has_perm(MANAGE_PEOPLE)


class PeopleScreens(ViewSet):
    """Screens behind that one permission, with their place in the menu."""

    menu_item_class = PeopleMenuItem

    @property
    def permission_policy(self) -> ManagePeoplePolicy:
        return ManagePeoplePolicy(get_user_model())

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
