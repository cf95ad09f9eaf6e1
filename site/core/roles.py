"""What each role may do in the back office. Every app adds its own lines in AppConfig.ready; the
Wagtail groups are brought in line after each migrate and by directory.services.groups."""

from collections import defaultdict

_granted: dict[str, set[str]] = defaultdict(set)
_pages: dict[str, set[tuple[str, str]]] = defaultdict(set)
_collections: dict[str, set[str]] = defaultdict(set)


def allow(role: str, *permissions: str) -> None:
    """Let a role's group have these permissions, each written app_label.codename."""
    _granted[str(role)].update(permissions)


def allow_pages(role: str, page_type: str, *actions: str) -> None:
    """Let a role's group do these things on every page of a type and on all below it.

    `page_type` is written app_label.Model; actions are Wagtail's: add (one's own pages), change
    (anyone's), publish, lock, unlock, bulk_delete."""
    _pages[str(role)].update((page_type, action) for action in actions)


def allow_files(role: str, *permissions: str) -> None:
    """Let a role's group do these things with pictures and documents of every collection, each
    written app_label.codename: "wagtailimages.choose_image"."""
    _collections[str(role)].update(permissions)


def granted() -> dict[str, frozenset[str]]:
    """Every role with a group, and the permissions it has."""
    return _frozen(_granted)


def roles_allowed(permission: str) -> tuple[str, ...]:
    """The roles that have this permission, written app_label.codename. Raises LookupError for one
    that no role has: it is misspelt, or nobody may and nothing asks for it."""
    found = tuple(role for role, names in _granted.items() if permission in names)
    if not found:
        raise LookupError(f"No role is allowed {permission}.")
    return found


def granted_pages() -> dict[str, frozenset[tuple[str, str]]]:
    """Every role with a group, and the (page type, action) pairs it has."""
    return _frozen(_pages)


def granted_files() -> dict[str, frozenset[str]]:
    """Every role with a group, and what it may do with pictures and documents."""
    return _frozen(_collections)


def _frozen(rights: dict[str, set]) -> dict[str, frozenset]:
    return {role: frozenset(each) for role, each in rights.items()}
