"""What may become of a termly return, and who makes each move (CA L37, DOMAIN 2.6)."""

from core.moves import Moves
from directory.enums import Role
from directory.outreach.moves import AST, BASE_LEAD
from directory.outreach.return_enums import ReturnState as State

# Who receives it follows from who pays for the post: the authority, or the head alone.
RECEIVERS = (Role.AST_COORDINATOR, BASE_LEAD)

RETURNS = (
    Moves("term_return", "A return", State, start=State.DUE)
    .add("submit", [State.DUE, State.RETURNED], State.SUBMITTED, by=[AST])
    .add("receive", State.SUBMITTED, State.RECEIVED, by=RECEIVERS)
    .add("send_back", State.SUBMITTED, State.RETURNED, by=RECEIVERS)
)
