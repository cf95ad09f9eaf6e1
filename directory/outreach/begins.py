"""Where the people of outreach begin: the first of these roles that somebody holds decides."""

from directory.enums import Role

BEGINS = (
    (Role.AST_COORDINATOR, "outreach:desk"),
    (Role.ADVISER, "outreach:adviser"),
    (Role.PD_HEAD, "outreach:decisions"),
    (Role.DIRECTOR, "outreach:decisions"),
    (Role.FINANCE, "outreach:decisions"),
    (Role.PRACTITIONER, "outreach:my_outreach"),
)


def begins_at(held: set[str]) -> str:
    """The name of the page for somebody with these roles; "" where outreach is not theirs."""
    return next((page for role, page in BEGINS if role.value in held), "")
