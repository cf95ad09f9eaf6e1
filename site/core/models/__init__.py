"""The shared tables: people who log in, pictures, the partnership's settings, mail, cache."""

from core.models.image import Image, Rendition
from core.models.message import Message
from core.models.partnership import PartnershipSettings
from core.models.periodic import PeriodicRun
from core.models.user import User, UserManager

__all__ = [
    "Image",
    "Message",
    "PartnershipSettings",
    "PeriodicRun",
    "Rendition",
    "User",
    "UserManager",
]
