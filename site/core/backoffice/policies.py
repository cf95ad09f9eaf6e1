"""Who may open screens of the back office, where Wagtail's add, change, delete and view say less
than there is to say."""

from django.contrib.auth import get_user_model
from django.db.models import Model
from wagtail.permission_policies.base import BasePermissionPolicy


class OnePermission(BasePermissionPolicy):
    """Whatever is done on the screens, it asks this one permission, written app_label.codename."""

    def __init__(self, model: type[Model], permission: str) -> None:
        super().__init__(model)
        self.permission = permission

    def user_has_permission(self, user, action: str) -> bool:
        return user.is_active and user.has_perm(self.permission)

    def user_has_any_permission(self, user, actions) -> bool:
        return self.user_has_permission(user, "")

    def users_with_any_permission(self, actions):
        return get_user_model().objects.none()
