"""What may become of a release of funding, and who makes each move (DOMAIN 2.6)."""

from core.moves import Moves
from directory.enums import Role
from directory.outreach.funding_enums import ReleaseState as State

COORDINATOR, HEAD, FINANCE = Role.AST_COORDINATOR, Role.PD_HEAD, Role.FINANCE

RELEASES = (
    Moves("funding_release", "A release", State, start=State.AWAITING)
    .add("complete", State.AWAITING, State.READY, by=["site"])
    .add("reopen_papers", State.READY, State.AWAITING, by=["site"])
    .add("propose", State.READY, State.PROPOSED, by=[COORDINATOR])
    .add("send_back", [State.PROPOSED, State.CONFIRMED], State.READY, by=[HEAD, FINANCE])
    .add("confirm", State.PROPOSED, State.CONFIRMED, by=[HEAD, FINANCE])
    .add("release", State.CONFIRMED, State.RELEASED, by=[HEAD, FINANCE])
    .add(
        "withhold",
        [State.AWAITING, State.READY, State.PROPOSED, State.CONFIRMED],
        State.WITHHELD,
        by=[COORDINATOR, HEAD],
    )
    .add("resume", State.WITHHELD, State.AWAITING, by=[COORDINATOR, HEAD])
)
