"""The directory's tables."""

from directory.models.agreement import BaseSchoolAgreement
from directory.models.authority import LocalAuthority, Term
from directory.models.colleague import Colleague
from directory.models.group import GroupMember, SchoolGroup
from directory.models.invitation import Invitation
from directory.models.portrait import DirectoryPage, PenPortraitPage
from directory.models.practitioner import Practitioner
from directory.models.role import RoleAssignment, SchoolClaim
from directory.models.school import School
from directory.models.school_past import SchoolPast
from directory.models.vocabulary import KeyStage, Offer, PractitionerKind, Subject

__all__ = [
    "BaseSchoolAgreement",
    "Colleague",
    "DirectoryPage",
    "GroupMember",
    "Invitation",
    "KeyStage",
    "LocalAuthority",
    "Offer",
    "PenPortraitPage",
    "Practitioner",
    "PractitionerKind",
    "RoleAssignment",
    "School",
    "SchoolClaim",
    "SchoolGroup",
    "SchoolPast",
    "Subject",
    "Term",
]
