"""What the roles may do with outreach in the back office. Each concept adds its own lines."""

from core.roles import allow
from directory.enums import Role
from directory.outreach.enums import AUTHORITY_ROLES


def declare_rights() -> None:
    """Called once, when the app is ready."""
    for role in AUTHORITY_ROLES:
        for model in ("astpost", "categoryofconcern", "postallocation"):
            allow(role, *named(model, "view"))
    for role in (Role.ADVISER, Role.AST_COORDINATOR):
        allow(role, *named("outreachrequest", "view"))
    for model in ("outreachplan", "outreachvisit"):
        allow(Role.AST_COORDINATOR, *named(model, "view"))
    allow(Role.AST_COORDINATOR, "outreach.change_supportrules")
    for role in (Role.ADVISER, Role.AST_COORDINATOR, Role.PD_HEAD):
        allow(role, *named("categoryofconcern", "add", "change"))
    for role in (Role.AST_COORDINATOR, Role.PD_HEAD):
        allow(role, *named("astpost", "change"), *named("postallocation", "add", "change"))
        allow(role, "outreach.change_outreachsettings")
    _money_and_network()


def _money_and_network() -> None:
    """The coordinator keeps streams, meetings, news and policies; releases move on the site's own
    pages, where the table of moves says who may (DOMAIN 2.6)."""
    kept = ("fundingstream", "networkmeeting", "networknews", "policy")
    for model in kept:
        allow(Role.AST_COORDINATOR, *named(model, "view", "add", "change", "delete"))
    for role in (Role.AST_COORDINATOR, Role.PD_HEAD, Role.FINANCE, Role.DIRECTOR):
        allow(role, *named("fundingstream", "view"), *named("fundingrelease", "view"))


def named(model: str, *actions: str) -> list[str]:
    """The permissions of a model of this app: "outreach.view_astpost"."""
    return [f"outreach.{action}_{model}" for action in actions]
