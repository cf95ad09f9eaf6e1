"""What outreach keeps: each model is named here, so that the app is read from one list."""

from directory.outreach.models.academy_release import ReleaseAgreement
from directory.outreach.models.allocation import PostAllocation
from directory.outreach.models.appointment import ASTAppointment
from directory.outreach.models.candidate import Candidate, CandidateSupport, InductionStep
from directory.outreach.models.concern import CategoryOfConcern
from directory.outreach.models.correction import VisitCorrection
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
from directory.outreach.models.post_request import PostRequest
from directory.outreach.models.release import FundingRelease, StreamPost
from directory.outreach.models.request import OutreachRequest
from directory.outreach.models.review import PostReview
from directory.outreach.models.rules import SupportRules
from directory.outreach.models.settings import OutreachSettings
from directory.outreach.models.term_return import TermReturn
from directory.outreach.models.visit import OutreachCalendar, OutreachVisit, PlannedHalfDay

__all__ = [
    "ASTAppointment",
    "ASTPost",
    "Candidate",
    "CandidateSupport",
    "CategoryOfConcern",
    "FundingRelease",
    "FundingStream",
    "InductionStep",
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
    "PostAllocation",
    "PostFunding",
    "PostRequest",
    "PostReview",
    "ReleaseAgreement",
    "StreamDecision",
    "StreamPost",
    "SupportRules",
    "SupportedColleague",
    "TermReturn",
    "VisitCorrection",
]
