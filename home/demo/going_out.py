"""What goes out around sessions: a second rule, something held, a calendar's address, and people
who hear of new sessions once a week."""

from datetime import time, timedelta

from django.utils import timezone

from core.models import User
from directory.models import KeyStage, Subject
from home.demo.clock import as_of
from psg_catalogue.enums import Reminding, Side
from psg_catalogue.models import (
    NewSessionsSignUp,
    ReminderRule,
    SessionPage,
    StudyGroupPage,
    StudyGroupSession,
)
from psg_catalogue.services.new_sessions import ask_for_letters, confirm_letters, keep_letters_of
from psg_catalogue.services.own_calendar import make_calendar_address
from psg_catalogue.services.reminders import hold_reminder
from psg_catalogue.services.weekly_letter import last_round, send_weekly_letters

READERS = (
    ("maths.lead@example.org", ("mathematics",), ("ks1", "ks2")),
    ("sixth.form@example.org", (), ("post-16",)),
)


def load_going_out(accounts: dict[str, User]) -> None:
    """Call it when everyone is booked."""
    office, colleague = accounts["office@example.org"], accounts["colleague@example.org"]
    ReminderRule.objects.create(
        what=Reminding.ATTENDERS, days=7, side=Side.BEFORE, working_days=False, at=time(8, 0)
    )
    _hold(office)
    make_calendar_address(colleague)
    with as_of(timezone.now() - timedelta(days=10)):
        keep_letters_of(
            colleague, subjects=Subject.objects.filter(slug="mathematics"), key_stages=[]
        )
        for email, subjects, stages in READERS:
            _sign_up(email, subjects, stages)
    ask_for_letters("not.yet@example.org")
    _new_last_week()
    send_weekly_letters()


def _hold(office: User) -> None:
    """The next session but one: its leader's list waits for the room."""
    coming = StudyGroupSession.objects.filter(starts_at__gt=timezone.now(), places_taken__gt=0)
    session = coming.filter(state__in=("planned", "confirmed")).order_by("starts_at")[1:2].first()
    rule = ReminderRule.objects.get(what=Reminding.LEADERS)
    if session:
        hold_reminder(session, rule, because="The room is still to be named.", by=office)


def _new_last_week() -> None:
    """Some groups have been on the site since the days before the last weekly letter."""
    at = last_round(timezone.now()) - timedelta(days=1)
    groups = StudyGroupPage.objects.filter(subjects__slug="mathematics")
    for page in (*groups, *SessionPage.objects.filter(session__study_group__in=groups)):
        type(page).objects.filter(pk=page.pk).update(first_published_at=at)


def _sign_up(email: str, subjects: tuple[str, ...], stages: tuple[str, ...]) -> None:
    chosen = {
        "subjects": Subject.objects.filter(slug__in=subjects),
        "key_stages": KeyStage.objects.filter(slug__in=stages),
    }
    ask_for_letters(email, **chosen)
    confirm_letters(NewSessionsSignUp.objects.get(email=email), **chosen)
