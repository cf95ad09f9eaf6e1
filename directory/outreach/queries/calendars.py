"""Calendars of the term that runs, which the money of the term waits for (CB ¶7)."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from directory.models import Practitioner, Term
from directory.outreach.models import OutreachCalendar
from directory.outreach.queries.holders import working_for_others
from directory.outreach.queries.term_days import host_term_on

# A calendar is looked for once so much of its term is over.
WITHIN = timedelta(days=21)


def calendars_to_come() -> tuple[Term | None, QuerySet[Practitioner]]:
    """The term that runs, and the ASTs who work for other schools and have not handed their
    calendar in; nobody in its first three weeks, or in the holidays."""
    today = timezone.localdate()
    term, asts = host_term_on(today), working_for_others()
    if term is None or term.starts_on > today - WITHIN:
        return term, asts.none()
    handed_in = OutreachCalendar.objects.filter(term=term, submitted_at__isnull=False)
    return term, asts.exclude(pk__in=handed_in.values("practitioner"))
