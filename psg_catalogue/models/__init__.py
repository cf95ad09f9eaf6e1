"""The catalogue's tables."""

from psg_catalogue.models.booking import Booking, RegisterEntry
from psg_catalogue.models.evaluation import (
    EvaluationAnswer,
    EvaluationInvitation,
    EvaluationQuestion,
    EvaluationResponse,
)
from psg_catalogue.models.pages import CataloguePage, SessionPage, StudyGroupLeader, StudyGroupPage
from psg_catalogue.models.session import ChangeNote, QAVisit, StudyGroupSession

__all__ = [
    "Booking",
    "CataloguePage",
    "ChangeNote",
    "EvaluationAnswer",
    "EvaluationInvitation",
    "EvaluationQuestion",
    "EvaluationResponse",
    "QAVisit",
    "RegisterEntry",
    "SessionPage",
    "StudyGroupLeader",
    "StudyGroupPage",
    "StudyGroupSession",
]
