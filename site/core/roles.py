"""What each role may do in the back office. Every app adds its own lines in AppConfig.ready; the
Wagtail groups are brought in line after each migrate and by directory.services.roles."""

from collections import defaultdict

_granted: dict[str, set[str]] = defaultdict(set)


def allow(role: str, *permissions: str) -> None:
    """Let a role's group have these permissions, each written app_label.codename."""
    _granted[str(role)].update(permissions)


def granted() -> dict[str, frozenset[str]]:
    """Every role with a group, and the permissions it has."""
    return {role: frozenset(permissions) for role, permissions in _granted.items()}
