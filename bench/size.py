"""What a page asks of the database when there is a lot in it: a register of 300 names, 2,000
sessions in the year, 200,000 lines of registers. `make bench` runs it on both databases; run as a
program it fills an empty, migrated database, asks for every page, and ends with 1 where one asked
more than it may."""

import os
import random
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
GROUPS, SESSIONS, NAMES, LINES = 40, 2000, 300, 200_000
SCHOOLS, DAYS_BACK, DAYS_AHEAD = 120, 80, 180
PUBLIC, OFFICE = 15, 25
BATCH = 5000
ROW = "{:<52}{:>9}{:>9}{:>9}"


def make_programme() -> list:
    """The year's sessions: two in five held, the others still to come; of each group as many."""
    from psg_catalogue.enums import SessionState
    from tests.factories import directory, psg_catalogue

    venues = directory.SchoolFactory.create_batch(6)
    leader = directory.PractitionerFactory()
    subjects = directory.SubjectFactory.create_batch(6)
    sessions = []
    for number in range(GROUPS):
        group = psg_catalogue.StudyGroupPageFactory(
            subjects=[subjects[number % 6]], leaders=[leader]
        )
        for turn in range(SESSIONS // GROUPS):
            held = turn % 5 < 2
            span = DAYS_BACK if held else DAYS_AHEAD
            away = 1 + (turn * 7 + number) % span
            starts_at = psg_catalogue.twilight(-away if held else away)
            session = psg_catalogue.StudyGroupSessionFactory(
                study_group=group,
                starts_at=starts_at,
                venue=venues[number % 6],
                state=SessionState.HELD if held else SessionState.PLANNED,
                register_closed_at=starts_at + timedelta(hours=2) if held else None,
                came=0,
            )
            sessions.append(session)
    return sessions


def fill_registers(sessions: list, schools: list) -> None:
    """As many lines as there are, over the sessions held; one session is full of booked people."""
    from psg_catalogue.models import RegisterEntry
    from tests.factories import psg_catalogue

    held = [session for session in sessions if session.state == "held"]
    dice = random.Random(12)  # noqa: S311 -- made-up rows
    states = ["present"] * 8 + ["absent", "apologies"]
    each = LINES // len(held)
    waiting: list[RegisterEntry] = []
    for session in held:
        for number in range(each):
            school = schools[dice.randrange(len(schools))]
            entry = psg_catalogue.RegisterEntryFactory.build(
                session=session,
                school=school,
                name=f"Attender {number}",
                email=f"attender{number}@example.org",
                attendance=states[dice.randrange(10)],
            )
            waiting.append(entry)
        if len(waiting) > BATCH:
            RegisterEntry.objects.bulk_create(waiting)
            waiting = []
    RegisterEntry.objects.bulk_create(waiting)


def make_full_session(school):
    """Today's, with every one of its places booked by one school's people."""
    from django.utils import timezone

    from psg_catalogue.models import Booking
    from tests.factories import directory, psg_catalogue

    begins = timezone.now() - timedelta(minutes=5)
    session = psg_catalogue.StudyGroupSessionFactory(
        starts_at=begins, ends_at=begins + timedelta(minutes=90), capacity=NAMES, state="confirmed"
    )
    people = directory.ColleagueFactory.create_batch(NAMES, school=school)
    Booking.objects.bulk_create(
        Booking(session=session, colleague=person, school=school) for person in people
    )
    type(session).objects.filter(pk=session.pk).update(places_taken=NAMES)
    return session


def addresses(sessions: list, full, school) -> Iterator[tuple[str, str, int]]:
    """Who asks, for what, and how many queries it may cost."""
    from django.urls import NoReverseMatch, reverse
    from wagtail.admin.viewsets import viewsets

    from core.academic_year import AcademicYear
    from psg_catalogue.reports.kinds import KINDS

    held = next(session for session in sessions if session.state == "held")
    coming = next(session for session in sessions if session.state == "planned")
    group = held.page.get_parent()
    ours = lambda name, *args: reverse(f"psg_catalogue:{name}", args=args)  # noqa: E731
    day = coming.starts_at
    for address in (
        "/",
        group.get_parent().url,
        group.get_parent().url + "?q=study",
        group.url,
        held.page.url,
        coming.page.url,
        ours("calendar_month", day.year, day.month),
        ours("catalogue_feed"),
        ours("study_group_feed", group.pk),
        ours("programme"),
        ours("embed"),
        ours("embedded_sessions"),
        "/search/?q=session",
    ):
        yield "nobody", address, PUBLIC
    for address in (
        ours("book", coming.pk),
        f"/my-school/{school.urn}/staff/",
    ):
        yield "lead", address, PUBLIC
    yield "lead", f"/my-school/{school.urn}/", OFFICE
    for address in (
        ours("registers"),
        ours("register", full.pk),
        ours("register_paper", full.pk),
        ours("badges", full.pk),
        ours("results", held.pk),
        ours("study_group_results", group.pk),
        ours("planning"),
        ours("quality"),
        ours("reports"),
        ours("year_results", str(AcademicYear.current())),
        ours("forum_report", str(AcademicYear.current())),
        *(ours("report", kind.slug, str(AcademicYear.current())) for kind in KINDS),
    ):
        yield "office", address, OFFICE
    for viewset in viewsets.viewsets:
        try:
            yield "office", reverse(viewset.get_url_name("index")), OFFICE
        except (AttributeError, NoReverseMatch):
            continue


def ask(clients: dict, who: str, address: str, at_most: int) -> bool:
    """Print what one page costs; True when it is more than it may. It is asked for twice, since the
    first time fills what a running process keeps."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = clients[who]
    client.get(address, follow=True)
    with CaptureQueriesContext(connection) as captured:
        begun = perf_counter()
        response = client.get(address, follow=True)
        list(response.streaming_content if response.streaming else ())
        took = (perf_counter() - begun) * 1000
    over = len(captured) > at_most or response.status_code != 200
    words = f"  {response.status_code}" if response.status_code != 200 else "  over" if over else ""
    print(ROW.format(f"{address[:40]} ({who})", len(captured), at_most, f"{took:.0f}") + words)
    return over


def main() -> int:
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    import django
    from django.conf import settings

    django.setup()
    settings.ALLOWED_HOSTS = ["*"]
    from django.test import Client

    from tests.factories import directory, people, subscriptions
    from tests.factories.core import UserFactory

    begun = perf_counter()
    schools = directory.SchoolFactory.create_batch(SCHOOLS)
    for school in schools[:100]:
        subscriptions.SubscriptionFactory(school=school)
    sessions = make_programme()
    fill_registers(sessions, schools)
    full = make_full_session(schools[0])
    clients = {"nobody": Client(), "lead": Client(), "office": Client()}
    clients["lead"].force_login(people.lead_of(schools[0]))
    clients["office"].force_login(UserFactory(admin=True))
    print(f"Filled in {perf_counter() - begun:.0f} s.")
    print(ROW.format("", "queries", "at most", "ms"))
    over = [ask(clients, *each) for each in addresses(sessions, full, schools[0])]
    print(f"{len(over)} pages, {sum(over)} of them over.")
    return 1 if any(over) else 0


if __name__ == "__main__":
    sys.exit(main())
