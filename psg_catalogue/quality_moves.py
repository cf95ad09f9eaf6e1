"""What may become of a QA visit, and who makes each move (CB ¶8, DOMAIN 2.6)."""

from core.moves import Moves
from directory.enums import Role
from psg_catalogue.enums import QAVisitState as State

QUALITY_MOVES = (
    Moves("qa_visit", "A visit", State, start=State.PLANNED)
    .add("make", State.PLANNED, State.MADE, by=[Role.QA_LEAD])
    .add("share", State.MADE, State.SHARED, by=[Role.QA_LEAD])
    .add("reply", State.SHARED, State.SHARED, by=["leader"])
    .add("call_off", [State.PLANNED, State.MADE], State.CALLED_OFF, by=[Role.QA_LEAD, "site"])
)
