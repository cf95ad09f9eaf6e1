"""Sessions that few have booked, some weeks ahead: now it is decided whether they go ahead
(DOMAIN 6.3: "viability decided about 4 weeks ahead")."""

from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from psg_catalogue.enums import OPEN_SESSION_STATES
from psg_catalogue.models import ProgrammeRules, StudyGroupSession


def few_bookings(now: datetime | None = None) -> list[StudyGroupSession]:
    """Those on the site that begin within the weeks of the programme's rules and have fewer booked
    than its least number, or than their places where these are fewer; the soonest first. Two
    queries."""
    now, rules = now or timezone.now(), ProgrammeRules.current()
    coming = StudyGroupSession.objects.published().filter(
        state__in=OPEN_SESSION_STATES,
        starts_at__gt=now,
        starts_at__lte=now + timedelta(weeks=rules.few_weeks_ahead),
        places_taken__lt=rules.fewest_bookings,
    )
    few = coming.filter(places_taken__lt=F("capacity"))
    return list(few.select_related("page", "study_group", "venue").order_by("starts_at", "pk"))
