"""What outreach is told of study groups: it lies below this app, and asks through its registry."""

from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q

from core.academic_year import LONDON
from directory.models import Practitioner
from directory.outreach.sessions_led import LedSession
from psg_catalogue.enums import Attendance, SessionState
from psg_catalogue.models import StudyGroupLeader, StudyGroupSession


def sessions_led(practitioner: Practitioner, first: date, last: date) -> list[LedSession]:
    """The sessions held in these days, London time, of the study groups somebody leads: one
    query. A joint leader led them too (P25)."""
    groups = StudyGroupLeader.objects.filter(practitioner=practitioner).values("page")
    held = (
        StudyGroupSession.objects.held()
        .filter(study_group__in=groups, **_between(first, last))
        .annotate(came=Count("entries", filter=Q(entries__attendance=Attendance.PRESENT)))
        .order_by("starts_at")
        .values_list("starts_at", "study_group__title", "page__title", "came")
    )
    return [LedSession(at.astimezone(LONDON).date(), *words) for at, *words in held]


def groups_led(practitioners: list[int], first: date, last: date) -> dict[int, int]:
    """How many study groups with a session in these days that is on the site and not cancelled, or
    was held, each of them leads: one query (CB ¶4 counts groups, not sessions, P2; DOMAIN 2.7)."""
    sessions = StudyGroupSession.objects.exclude(state=SessionState.CANCELLED)
    offered = Q(state=SessionState.HELD) | Q(page__live=True, study_group__live=True)
    groups = sessions.filter(offered, **_between(first, last)).values("study_group")
    rows = (
        StudyGroupLeader.objects.filter(practitioner__in=practitioners, page__in=groups)
        .values("practitioner")
        .annotate(groups=Count("page", distinct=True))
    )
    return dict(rows.values_list("practitioner", "groups"))


def _between(first: date, last: date) -> dict[str, datetime]:
    return {
        "starts_at__gte": datetime.combine(first, time.min, tzinfo=LONDON),
        "starts_at__lt": datetime.combine(last + timedelta(days=1), time.min, tzinfo=LONDON),
    }
