"""The tables of outreach."""

from directory.outreach.models.appointment import ASTAppointment
from directory.outreach.models.concern import CategoryOfConcern
from directory.outreach.models.post import ASTPost, PostFunding
from directory.outreach.models.settings import OutreachSettings

__all__ = [
    "ASTAppointment",
    "ASTPost",
    "CategoryOfConcern",
    "OutreachSettings",
    "PostFunding",
]
