"""The demonstration's network of ASTs and its policies."""

from datetime import date, datetime, time, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from core.academic_year import LONDON
from core.models import User
from directory.models import School, Term
from directory.outreach.models import MeetingResource, NetworkMeeting, NetworkNews, Policy
from directory.outreach.models.network import Presence
from directory.outreach.readers import current_asts
from directory.outreach.services.network import mark_attendance
from home.demo.outreach_money import terms_around
from home.demo.outreach_words import (
    AGENDA,
    CONCERN,
    MEETING,
    NEWS,
    NEXT_MEETING,
    NOTES,
    POLICY,
    QUESTIONS,
)

LENGTH = timedelta(hours=2)


def load_network(accounts: dict[str, User]) -> None:
    """A meeting held last term, one to come, news, and three policies."""
    today, by = timezone.localdate(), accounts["coordinator@example.org"]
    before, now = terms_around(today)
    venue = School.objects.filter(name="Marlbridge Upper School").first()
    if before:
        held = _meeting(MEETING, before, before.ends_on - timedelta(days=20), venue)
        held.notes = NOTES
        held.save()
        MeetingResource.objects.create(
            meeting=held, title="Questions to begin with", link="https://www.example.org/questions"
        )
        questions = ContentFile(QUESTIONS.encode(), "questions-to-begin-with.txt")
        MeetingResource.objects.create(meeting=held, title="On one page, to print", file=questions)
        _attendance(held, by)
    if now:
        _meeting(NEXT_MEETING, now, max(today, now.starts_on) + timedelta(days=12), venue)
    for number, (title, words, reach) in enumerate(NEWS):
        NetworkNews.objects.create(
            title=title,
            words=words,
            reach=reach,
            published_on=today - timedelta(days=6 + 20 * number),
        )
    _policies(today)


def _meeting(title: str, term: Term, day: date, venue: School | None) -> NetworkMeeting:
    starts_at = datetime.combine(day, time(13, 30), tzinfo=LONDON)
    return NetworkMeeting.objects.create(
        title=title,
        term=term,
        starts_at=starts_at,
        ends_at=starts_at + LENGTH,
        venue=venue,
        place="The library" if venue else "Online",
        agenda="\n".join(AGENDA),
    )


def _attendance(meeting: NetworkMeeting, by: User) -> None:
    marks = [Presence.PRESENT, Presence.PRESENT, Presence.APOLOGIES, Presence.PRESENT]
    people = list(current_asts())
    given = {each: marks[number % len(marks)] for number, each in enumerate(people)}
    mark_attendance(meeting, given, by=by)


def _policies(today: date) -> None:
    kept = {"title": "AST policy", "owner": "AST coordinator", "words": POLICY}
    new = Policy.objects.create(
        version="2",
        slug="ast-policy-2",
        summary="What ASTs are for, who does what, and how money is released.",
        dated=today - timedelta(days=400),
        review_on=today - timedelta(days=20),
        **kept,
    )
    Policy.objects.create(
        version="1",
        slug="ast-policy-1",
        dated=today - timedelta(days=1200),
        superseded_by=new,
        **kept,
    )
    Policy.objects.create(
        title="Schools that need help first",
        version="1",
        slug="schools-that-need-help-first",
        owner="Head of professional development",
        words=CONCERN,
        dated=today - timedelta(days=300),
        review_on=today + timedelta(days=200),
        visibility="restricted",
    )
