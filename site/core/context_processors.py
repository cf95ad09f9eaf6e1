"""What every template may count on."""

from django.conf import settings
from django.http import HttpRequest

from core.models import PartnershipSettings


def site(request: HttpRequest) -> dict:
    """The partnership's settings, and whether this is the demonstration."""
    return {
        "partnership": PartnershipSettings.load(request_or_site=request),
        "demo_mode": settings.DEMO_MODE,
    }
