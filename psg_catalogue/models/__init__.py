"""The catalogue's tables."""

from psg_catalogue.models.agreement import ServiceAgreement
from psg_catalogue.models.booking import Booking, RegisterEntry
from psg_catalogue.models.certificate import Certificate
from psg_catalogue.models.copies import GroupCopy
from psg_catalogue.models.cost import AdministrativeCost
from psg_catalogue.models.evaluation import (
    FEWEST,
    EvaluationAnswer,
    EvaluationDay,
    EvaluationInvitation,
    EvaluationResponse,
)
from psg_catalogue.models.evaluation_form import (
    FEWEST_POINTS,
    MOST_POINTS,
    EvaluationForm,
    EvaluationOption,
    EvaluationQuestion,
    EvaluationVersion,
)
from psg_catalogue.models.feedback import ChangeNote, FeedbackPassedOver
from psg_catalogue.models.figures import YearFigures
from psg_catalogue.models.files import SessionFile
from psg_catalogue.models.frozen_report import FROZEN_REPORTS, FrozenReport
from psg_catalogue.models.new_sessions import NewSessionsSignUp
from psg_catalogue.models.orders import PlaceOrder
from psg_catalogue.models.own_calendar import CalendarFeed
from psg_catalogue.models.pages import CataloguePage, SessionPage, StudyGroupLeader, StudyGroupPage
from psg_catalogue.models.places import AccessNeed, DistinctPeople, UnusedPlace
from psg_catalogue.models.programme import ProgrammeRules
from psg_catalogue.models.proposal import GroupProposal, ProposedSession
from psg_catalogue.models.quality import QAVisit
from psg_catalogue.models.reminders import ReminderHold, ReminderRule
from psg_catalogue.models.rules import BookingRules, SchoolBookingRule
from psg_catalogue.models.session import StudyGroupSession

__all__ = [
    "FEWEST",
    "FEWEST_POINTS",
    "MOST_POINTS",
    "FROZEN_REPORTS",
    "AccessNeed",
    "AdministrativeCost",
    "Booking",
    "BookingRules",
    "CalendarFeed",
    "CataloguePage",
    "Certificate",
    "ChangeNote",
    "DistinctPeople",
    "EvaluationAnswer",
    "EvaluationDay",
    "EvaluationForm",
    "EvaluationInvitation",
    "EvaluationOption",
    "EvaluationQuestion",
    "EvaluationResponse",
    "EvaluationVersion",
    "FeedbackPassedOver",
    "GroupCopy",
    "FrozenReport",
    "GroupProposal",
    "NewSessionsSignUp",
    "PlaceOrder",
    "ProgrammeRules",
    "ProposedSession",
    "QAVisit",
    "RegisterEntry",
    "ReminderHold",
    "ReminderRule",
    "SchoolBookingRule",
    "ServiceAgreement",
    "SessionFile",
    "SessionPage",
    "StudyGroupLeader",
    "StudyGroupPage",
    "StudyGroupSession",
    "UnusedPlace",
    "YearFigures",
]
