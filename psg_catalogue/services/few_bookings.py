"""The office's weekly note of the sessions that few have booked."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.academic_year import LONDON
from core.models import Message, PartnershipSettings
from core.services.outbox import queue_message
from psg_catalogue.models import ProgrammeRules
from psg_catalogue.queries.few_bookings import few_bookings

KIND = "few_bookings"


@transaction.atomic
def tell_office_of_few_bookings(now: datetime | None = None) -> int:
    """The office has one note a week, where there is any such session; returns how many stand in
    it. A second run in the same week writes nothing."""
    now = now or timezone.now()
    year, week, _ = now.astimezone(LONDON).isocalendar()
    key = f"{KIND}:{year}-{week:02d}"
    if Message.objects.filter(once_key=key).exists():
        return 0
    sessions = few_bookings(now)
    if not sessions:
        return 0
    office, rules = PartnershipSettings.load(), ProgrammeRules.current()
    queue_message(
        kind=KIND,
        to_email=office.office_email,
        to_name=office.office_name,
        context={
            "sessions": sessions,
            "rules": rules,
            "url": f"{settings.SITE_URL}{reverse('psg_catalogue:planning')}#few",
        },
        about="psg_catalogue.programmerules",
        once_key=key,
    )
    return len(sessions)
