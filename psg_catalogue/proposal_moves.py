"""What may become of a proposed study group: its leader proposes, the training school's office
approves (DOMAIN 2.6)."""

from core.moves import Moves
from psg_catalogue.enums import OPEN_PROPOSALS, ProposalState

_S = ProposalState
PROPOSER, OFFICE = "proposer", "psg_organiser"

PROPOSAL_MOVES = (
    Moves("proposal", "A proposal", ProposalState, start=_S.PROPOSED)
    .add("send_back", _S.PROPOSED, _S.SENT_BACK, by=(OFFICE,))
    .add("propose_again", _S.SENT_BACK, _S.PROPOSED, by=(PROPOSER,))
    .add("approve", _S.PROPOSED, _S.APPROVED, by=(OFFICE,))
    .add("decline", OPEN_PROPOSALS, _S.DECLINED, by=(OFFICE,))
    .add("withdraw", OPEN_PROPOSALS, _S.WITHDRAWN, by=(PROPOSER,))
)
