"""What outreach keeps: each model is named here, so that the app is read from one list."""

from directory.outreach.models.appointment import ASTAppointment
from directory.outreach.models.concern import CategoryOfConcern
from directory.outreach.models.evaluation import OutreachEvaluation
from directory.outreach.models.funding import FundingStream, StreamDecision
from directory.outreach.models.network import (
    MeetingAttendance,
    MeetingResource,
    NetworkMeeting,
    NetworkNews,
)
from directory.outreach.models.plan import (
    OutreachAgreement,
    OutreachPlan,
    PlanObjective,
    PlanParty,
    SupportedColleague,
)
from directory.outreach.models.policy import Policy
from directory.outreach.models.post import ASTPost, PostFunding
from directory.outreach.models.release import FundingRelease, StreamPost
from directory.outreach.models.request import OutreachRequest
from directory.outreach.models.rules import SupportRules
from directory.outreach.models.settings import OutreachSettings
from directory.outreach.models.term_return import TermReturn
from directory.outreach.models.visit import OutreachCalendar, OutreachVisit, PlannedHalfDay

__all__ = [
    "ASTAppointment",
    "ASTPost",
    "CategoryOfConcern",
    "FundingRelease",
    "FundingStream",
    "MeetingAttendance",
    "MeetingResource",
    "NetworkMeeting",
    "NetworkNews",
    "OutreachAgreement",
    "OutreachCalendar",
    "OutreachEvaluation",
    "OutreachPlan",
    "OutreachRequest",
    "OutreachSettings",
    "OutreachVisit",
    "PlanObjective",
    "PlanParty",
    "PlannedHalfDay",
    "Policy",
    "PostFunding",
    "StreamDecision",
    "StreamPost",
    "SupportRules",
    "SupportedColleague",
    "TermReturn",
]
