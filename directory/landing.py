"""Where a person arrives after signing in. The apps above say where their people begin."""

from collections.abc import Callable

from django.urls import reverse

from directory.enums import BACK_OFFICE_ROLES, Role
from directory.scoping import roles_held

# The first of these that a person holds decides.
_ORDER = (
    Role.ADMIN,
    Role.PSG_ORGANISER,
    Role.FINANCE,
    Role.AST_COORDINATOR,
    Role.QA_LEAD,
    Role.EDITOR,
    Role.PRACTITIONER,
    Role.PD_HEAD,
    Role.DIRECTOR,
    Role.ADVISER,
)
_landings: dict[str, str] = {role.value: "wagtailadmin_home" for role in BACK_OFFICE_ROLES}
_for_some: dict[str, Callable] = {}


def lands_on(role: Role, url_name: str, *, may: Callable | None = None) -> None:
    """From now on people with this role begin on that page; with `may`, those of whom it says so,
    and the others in the back office. Called from an app's ready()."""
    _landings[Role(role).value] = url_name
    if may:
        _for_some[Role(role).value] = may


def landing_url(user) -> str:
    """The first page for this person: that of their role, or their school's."""
    if user.is_superuser:
        return reverse("wagtailadmin_home")
    held = {role for role, _ in roles_held(user)}
    first = next((role.value for role in _ORDER if role.value in held & _landings.keys()), None)
    if first is None:
        return reverse("directory:my_schools")
    may = _for_some.get(first)
    return reverse(_landings[first] if may is None or may(user) else "wagtailadmin_home")
