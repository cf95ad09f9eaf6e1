"""What the roles may do with outreach in the back office. Each concept adds its own lines."""

from core.roles import allow
from directory.enums import Role
from directory.outreach.enums import AUTHORITY_ROLES


def declare_rights() -> None:
    """Called once, when the app is ready."""
    for role in AUTHORITY_ROLES:
        allow(role, *named("astpost", "view"), *named("astappointment", "view"))
        allow(role, *named("categoryofconcern", "view"))
    for role in (Role.ADVISER, Role.AST_COORDINATOR, Role.PD_HEAD):
        allow(role, *named("categoryofconcern", "add", "change"))
    for role in (Role.AST_COORDINATOR, Role.PD_HEAD):
        allow(role, *named("astpost", "change"), *named("astappointment", "change"))
        allow(role, "outreach.change_outreachsettings")


def named(model: str, *actions: str) -> list[str]:
    """The permissions of a model of this app: "outreach.view_astpost"."""
    return [f"outreach.{action}_{model}" for action in actions]
