"""A person's name, address and secrets go through the whole site and leave no trace in a log line,
an address or the key of a cached thing (SAFETY 65)."""

import logging
import re

import pytest
from django.core import mail
from django.core.cache import caches
from django.urls import reverse

from core.models import Message, PartnershipSettings
from core.services.sending import send_due_messages
from directory.enums import Role
from directory.models import Colleague, Invitation
from psg_catalogue.enums import Access
from psg_catalogue.models import Booking, EvaluationInvitation
from psg_catalogue.services.bookings import book_places
from tests.factories.directory import SchoolFactory
from tests.factories.people import lead_of, office, person
from tests.factories.psg_catalogue import StudyGroupSessionFactory
from tests.factories.subscriptions import SubscriptionFactory

pytestmark = pytest.mark.django_db
CANARY = re.compile(r"quillfeather|zephyrine", re.IGNORECASE)
EMAIL, NAME = "zephyrine.quillfeather@example.org", "Zephyrine Quillfeather"
_ADDRESSES = re.compile(r"""(?:href|action|src)=["'](?!mailto:|tel:)([^"']*)["']""")


class Walk:
    """Opens pages and sends forms, and keeps every address seen on the way."""

    def __init__(self, client) -> None:
        self.client = client
        self.addresses: list[str] = []

    def open(self, url: str, form: dict | None = None):
        self.addresses.append(url)
        asked = self.client.get(url) if form is None else self.client.post(url, form)
        self.addresses.append(asked.get("Location", ""))
        if "text/html" in asked.get("Content-Type", "") and not asked.streaming:
            self.addresses += _ADDRESSES.findall(asked.content.decode())
        assert asked.status_code in (200, 302), (url, asked.status_code)
        return asked


@pytest.fixture
def walk(client, caplog):
    caplog.set_level(logging.DEBUG)
    return Walk(client)


def test_a_person_goes_through_the_site_and_leaves_no_trace(walk, caplog, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "100/m/ip", "login_failed": "50/m/ip,20/5m/key"}
    school = SchoolFactory()
    SubscriptionFactory(school=school)
    lead = lead_of(school, email=EMAIL, first_name="Zephyrine", last_name="Quillfeather")
    session = StudyGroupSessionFactory(access=Access.OPEN)
    sign_in_and_out(walk)
    walk.client.force_login(lead)
    name_a_colleague_and_book(walk, school, session)
    write_to_the_office(walk)
    walk.open(reverse("directory:what_we_keep"), {})
    walk.client.force_login(office(email="office.person@example.org"))
    let_the_office_look(walk, school, session, lead)
    PartnershipSettings.load()
    send_due_messages()
    assert mail.outbox

    traces = [
        record.getMessage() for record in caplog.records if CANARY.search(record.getMessage())
    ]
    assert traces == []
    assert [address for address in walk.addresses if CANARY.search(address)] == []
    assert [key for key in cache_keys() if CANARY.search(key)] == []
    assert not any(CANARY.search(message.subject) for message in Message.objects.all())
    assert_secrets_are_in_no_log(caplog)


def sign_in_and_out(walk: Walk) -> None:
    address = reverse("account_login")
    walk.open(address, {"login": EMAIL, "password": "wrong, surely"})
    walk.open(address, {"login": EMAIL, "password": "pass"})
    walk.open(reverse("account_reset_password"), {"email": EMAIL})
    walk.client.logout()


def name_a_colleague_and_book(walk: Walk, school, session) -> None:
    form = {"name": NAME, "job_title": "Teacher", "email": f"colleague.{EMAIL}"}
    walk.open(reverse("directory:add_colleague", args=[school.urn]), form)
    assert Colleague.objects.filter(name=NAME, school=school).exists()
    walk.open(reverse("directory:staff", args=[school.urn]))
    walk.open(reverse("directory:people", args=[school.urn]))
    walk.open(reverse("directory:school", args=[school.urn]))
    walk.open(session.page.get_url())
    line = Colleague.objects.get(name=NAME, job_title="Teacher")
    book_places(session, [line], school=school)
    booking = Booking.objects.get()
    walk.open(reverse("psg_catalogue:cancel_booking", args=[booking.pk]))


def write_to_the_office(walk: Walk) -> None:
    walk.open(reverse("home:contact"))
    walk.open("/search/?q=phonics")


def let_the_office_look(walk: Walk, school, session, lead) -> None:
    walk.open("/admin/personal-data/", {"words": "Quillfeather"})
    walk.open(f"/admin/personal-data/account/{lead.pk}/")
    walk.open(f"/admin/personal-data/account/{lead.pk}/copy/", {})
    walk.open(f"/admin/people/{lead.pk}/")
    invited = {"email": f"new.{EMAIL}", "role": Role.EDITOR.value, "school": ""}
    walk.open("/admin/people/invite/", invited)
    assert Invitation.objects.filter(email=f"new.{EMAIL}").exists()
    walk.open("/admin/changes/")
    walk.open(reverse("study_group_sessions:inspect", args=[session.pk]))


def cache_keys() -> list[str]:
    """The keys of what is cached in this process."""
    return [
        key for cache in caches.all(initialized_only=True) for key in getattr(cache, "_cache", {})
    ]


def assert_secrets_are_in_no_log(caplog) -> None:
    """Links that were sent hold secrets; a log line holds none of them."""
    sent = "\n".join(str(each.body) for each in mail.outbox)
    secrets = re.findall(r"/(?:invitation|account/password/reset/key|evaluate)/([\w:-]{8,})", sent)
    nonces = [str(each.nonce) for each in EvaluationInvitation.objects.all()]
    said = "\n".join(record.getMessage() for record in caplog.records)
    assert secrets
    assert [secret for secret in secrets + nonces if secret in said] == []


def test_who_looks_finds(walk):
    """The net itself is not torn."""
    person(email=EMAIL)
    assert _ADDRESSES.findall(f'<a href="/people/{EMAIL}/">') == [f"/people/{EMAIL}/"]
    assert CANARY.search(f"/people/{EMAIL}/")
