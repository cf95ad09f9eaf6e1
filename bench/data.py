"""The rows the benchmark looks at: thirty of everything a listing shows, and schools that book.

Run as a program it fills an empty, migrated database and prints, as JSON, what there is to ask."""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from bench.addresses import Addresses

ROOT = Path(__file__).resolve().parents[1]
LISTED = 30
SCHOOLS, COLLEAGUES = 8, 25


def make_listings() -> dict[str, str]:
    """Thirty study groups with a session each, thirty pen portraits; the address of one of each."""
    from wagtail_factories import ImageFactory

    from directory.models import KeyStage
    from tests.factories import directory, psg_catalogue

    subjects = directory.SubjectFactory.create_batch(6)
    stages = list(KeyStage.objects.all()[:4])
    for number in range(LISTED):
        portrait = directory.PenPortraitPageFactory(photo=ImageFactory())
        group = psg_catalogue.StudyGroupPageFactory(
            subjects=[subjects[number % 6]],
            key_stages=[stages[number % 4]],
            leaders=[portrait.practitioner],
        )
        session = psg_catalogue.StudyGroupSessionFactory(
            study_group=group, starts_at=psg_catalogue.twilight(7 + number), booked=5
        )
    pages = {
        "home": psg_catalogue.the_home_page(),
        "catalogue": psg_catalogue.the_catalogue(),
        "study group": group,
        "session": session.page,
        "directory": portrait.get_parent().specific,
        "pen portrait": portrait,
    }
    return {name: page.url for name, page in pages.items()}


def make_bookers() -> Addresses:
    """A lead of several subscribed schools, signed in, and a large session to book them onto."""
    from django.test import Client
    from django.urls import reverse

    from directory.enums import Role
    from directory.services.roles import grant_role
    from tests.factories import directory, people, psg_catalogue, subscriptions

    places = []
    lead = people.person(email="bench-lead@example.org")
    for _ in range(SCHOOLS):
        school = directory.SchoolFactory()
        grant_role(lead, Role.SCHOOL_LEAD, school=school)
        subscriptions.SubscriptionFactory(school=school)
        staff = directory.ColleagueFactory.create_batch(COLLEAGUES, school=school)
        places += [(school.urn, colleague.pk) for colleague in staff]
    session = psg_catalogue.StudyGroupSessionFactory(
        starts_at=psg_catalogue.twilight(60), capacity=len(places)
    )
    client = Client()
    client.force_login(lead)
    return Addresses(
        pages={},
        book=reverse("psg_catalogue:book", args=[session.pk]),
        session_cookie=client.cookies["sessionid"].value,
        places=places,
    )


def main() -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    import django

    django.setup()
    pages = make_listings()
    print(json.dumps({**asdict(make_bookers()), "pages": pages}))


if __name__ == "__main__":
    main()
