"""The shared tables: people who log in, pictures, the partnership's settings, mail, the record of
changes."""

from core.models.audit import AuditDisposal, AuditEntry, AuditSubject, AuditWords
from core.models.image import Image, Rendition
from core.models.letter import LetterWords, MailStop
from core.models.message import Message
from core.models.partnership import PartnershipSettings
from core.models.periodic import PeriodicRun
from core.models.user import User, UserManager

__all__ = [
    "AuditDisposal",
    "AuditEntry",
    "AuditSubject",
    "AuditWords",
    "Image",
    "LetterWords",
    "MailStop",
    "Message",
    "PartnershipSettings",
    "PeriodicRun",
    "Rendition",
    "User",
    "UserManager",
]
