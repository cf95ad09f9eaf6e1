"""What outreach keeps: each model is named here, so that the app is read from one list."""

from directory.outreach.models.appointment import ASTAppointment
from directory.outreach.models.concern import CategoryOfConcern
from directory.outreach.models.evaluation import OutreachEvaluation
from directory.outreach.models.plan import (
    OutreachAgreement,
    OutreachPlan,
    PlanObjective,
    PlanParty,
    SupportedColleague,
)
from directory.outreach.models.post import ASTPost, PostFunding
from directory.outreach.models.request import OutreachRequest
from directory.outreach.models.rules import SupportRules
from directory.outreach.models.settings import OutreachSettings
from directory.outreach.models.visit import OutreachCalendar, OutreachVisit, PlannedHalfDay

__all__ = [
    "ASTAppointment",
    "ASTPost",
    "CategoryOfConcern",
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
    "PostFunding",
    "SupportRules",
    "SupportedColleague",
]
