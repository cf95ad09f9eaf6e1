"""What of study groups waits for somebody, and the sessions of the next seven days, on the home
page of the back office."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from core.academic_year import LONDON
from core.backoffice.today import Dated, Waiting
from core.models import User
from core.templatetags.wording import counted
from directory.enums import Role
from directory.permissions import has_role, is_office
from psg_catalogue.enums import OPEN_SESSION_STATES, TO_LOOK_AT, ProposalState, SessionState
from psg_catalogue.models import (
    EvaluationAnswer,
    GroupProposal,
    RegisterEntry,
    StudyGroupSession,
    UnusedPlace,
)
from psg_catalogue.permissions import (
    may_plan,
    may_record_qa,
    may_review_comments,
    may_take_any_register,
)
from psg_catalogue.queries.few_bookings import few_bookings
from psg_catalogue.queries.quality import visits_to_write_up
from psg_catalogue.queries.same_people import names_twice

DAYS = 7
# A session that is nearer than this ought to be confirmed.
CONFIRMED_BY = timedelta(weeks=2)


def of_study_groups(user: User) -> Iterator[Waiting]:
    """For the office, QA leads and leaders, each what is theirs to do."""
    now = timezone.now()
    sessions = StudyGroupSession.objects.all()
    takes_all = may_take_any_register(user)
    if takes_all or has_role(user, Role.PRACTITIONER):
        own = sessions if takes_all else sessions.led_by(user)
        past = own.filter(state__in=OPEN_SESSION_STATES, ends_at__lt=now)
        yield Waiting(
            "register to close,registers to close", past, reverse("psg_catalogue:registers")
        )
    if is_office(user):
        yield from _for_the_office(sessions, now)
    if may_plan(user):
        asked = GroupProposal.objects.filter(state=ProposalState.PROPOSED)
        url = reverse("psg_catalogue:proposals")
        yield Waiting(
            "proposed study group to decide on,proposed study groups to decide on", asked, url
        )
    if may_review_comments(user):
        yield Waiting(
            "comment to look at,comments to look at",
            EvaluationAnswer.objects.shown().filter(review__in=TO_LOOK_AT),
            reverse("evaluation_comments:index"),
        )
    if may_record_qa(user):
        visits = visits_to_write_up(user)
        yield Waiting(
            "QA visit to write up,QA visits to write up", visits, reverse("psg_catalogue:quality")
        )


def of_places_not_used(user: User) -> Iterator[Waiting]:
    """What finance puts on invoices."""
    if user.has_perm("subscriptions.manage_subscription"):
        yield Waiting(
            "place not used to put on an invoice,places not used to put on an invoice",
            UnusedPlace.objects.to_charge(),
            f"{reverse('unused_places:index')}?to_charge=true",
        )


def _for_the_office(sessions, now: datetime) -> Iterator[Waiting]:
    listed = reverse("study_group_sessions:index")
    soon = sessions.published().filter(
        state=SessionState.PLANNED, starts_at__gt=now, starts_at__lt=now + CONFIRMED_BY
    )
    first, last = now.astimezone(LONDON).date(), (now + CONFIRMED_BY).astimezone(LONDON).date()
    yield Waiting(
        "session of the next two weeks to confirm,sessions of the next two weeks to confirm",
        soon,
        f"{listed}?state=planned&starts_at_from={first}&starts_at_to={last}",
    )
    yield Waiting(
        "session with few bookings,sessions with few bookings",
        few_bookings(now),
        f"{reverse('psg_catalogue:planning')}#few",
    )
    yield Waiting(
        "postponed session that needs a new date,postponed sessions that need a new date",
        sessions.filter(state=SessionState.POSTPONED),
        f"{listed}?state=postponed",
    )
    yield Waiting(
        "person on a register whose school is not settled"
        ",people on registers whose school is not settled",
        RegisterEntry.objects.filter(school=None),
        f"{reverse('register_entries:index')}?to_settle=true",
    )
    yield Waiting(
        "name that stands twice on a staff list,names that stand twice on a staff list",
        names_twice(),
        reverse("same_people:index"),
    )


def next_sessions(user: User) -> list[Dated] | None:
    """From this morning on: all for those who see sessions in the back office, for a leader their
    own. One query."""
    sees_all = user.has_perm("psg_catalogue.view_studygroupsession")
    if not sees_all and not has_role(user, Role.PRACTITIONER):
        return None
    sessions = StudyGroupSession.objects.all()
    today = timezone.localdate()
    begins = datetime.combine(today, time.min, tzinfo=LONDON)
    found = (sessions if sees_all else sessions.led_by(user)).filter(
        state__in=(*OPEN_SESSION_STATES, SessionState.HELD),
        starts_at__gte=begins,
        starts_at__lt=begins + timedelta(days=DAYS),
    )
    takes_all = may_take_any_register(user)
    rows = found.select_related("page", "study_group", "venue").order_by("starts_at", "pk")
    return [_dated(session, sees_all, takes_all or not sees_all) for session in rows]


def _dated(session: StudyGroupSession, sees_all: bool, takes_register: bool) -> Dated:
    register = reverse("psg_catalogue:register", args=[session.pk])
    numbers = f"{session.places_taken} of {counted(session.capacity, 'place')} booked"
    return Dated(
        at=session.starts_at,
        words=session.page.title,
        url=reverse("study_group_sessions:inspect", args=[session.pk]) if sees_all else register,
        about=session.study_group.title,
        note=f"{session.place_in_words}, {numbers}",
        ways=(("Register", register),) if takes_register and sees_all else (),
    )
