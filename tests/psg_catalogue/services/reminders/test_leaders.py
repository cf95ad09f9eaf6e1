"""The leader's list: to each leader, and what people need is behind its link alone."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from core.mail import build_email
from core.models import Message
from core.services.outbox import LinkNotWanted, make_link
from psg_catalogue.enums import Reminding
from psg_catalogue.models import AccessNeed, ReminderRule
from psg_catalogue.services.needs import forget_needs
from psg_catalogue.services.reminders import send_now
from psg_catalogue.services.reminders.leaders import LETTER
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory, PractitionerFactory, SchoolFactory
from tests.factories.psg_catalogue import (
    BookingFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
)

pytestmark = pytest.mark.django_db
NEED = "Canary: no nuts"


@pytest.fixture
def session():
    leaders = [
        PractitionerFactory(name="Tamsin Quillfeather", email="tamsin@example.org"),
        PractitionerFactory(name="Osric Penhallow", user=UserFactory(email="osric@example.org")),
        PractitionerFactory(name="No Address"),
        PractitionerFactory(name="Left", email="left@example.org", left=True),
    ]
    made = StudyGroupSessionFactory(study_group=StudyGroupPageFactory(leaders=leaders))
    school = SchoolFactory(name="Nettleford Academy")
    colleague = ColleagueFactory(name="Aurelia Finch", school=school)
    booking = BookingFactory(session=made, colleague=colleague)
    AccessNeed.objects.create(booking=booking, words=NEED)
    return made


@pytest.fixture
def letters(session):
    rule = ReminderRule.objects.get(what=Reminding.LEADERS)
    send_now(session, rule, by=UserFactory())
    return list(Message.objects.filter(kind=LETTER).order_by("pk"))


def path_in(letter):
    words = build_email(letter).body
    return next(word for word in words.split() if "/who-comes/" in word).split("//", 1)[1]


def open_link(client, letter):
    return client.get("/" + path_in(letter).split("/", 1)[1])


def test_each_leader_in_post_with_an_address_has_the_list(letters):
    assert [each.to_email for each in letters] == ["tamsin@example.org", "osric@example.org"]
    for letter in letters:
        assert "Aurelia Finch, Nettleford Academy" in letter.text_body
        assert "1 person has noted what they need" in letter.text_body


def test_needs_are_on_the_list_and_never_in_a_message(client, letters):
    """What is kept and what is sent say how many; the list says what, until the session is over."""
    for letter in letters:
        sent = build_email(letter).message().as_string()
        assert NEED not in sent + letter.text_body + letter.html_body
        assert "[link]" in letter.text_body
    page = open_link(client, letters[0])
    assert NEED in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex"
    assert "no-store" in page["Cache-Control"]


def test_link_dies_with_the_session_its_date_and_its_leader(client, session, letters):
    what, before = letters[0].link_object_id, session.starts_at
    rows = type(session).objects.filter(pk=session.pk)
    for state in ("cancelled", "postponed", "held"):
        rows.update(state=state, cancellation_reason="The leader is unwell.")
        with pytest.raises(LinkNotWanted):
            make_link(LETTER, what)
    rows.update(state="planned", starts_at=before - timedelta(days=1))
    with pytest.raises(LinkNotWanted):
        make_link(LETTER, what)
    rows.update(starts_at=before)
    path = "/" + path_in(letters[0]).split("/", 1)[1]
    altered = path[:-2] + ("x/" if path[-2] != "x" else "y/")
    assert [client.get(each).status_code for each in (path, altered)] == [200, 404]
    with time_machine.travel(session.ends_at, tick=False):
        assert client.get(path).status_code == 404
    session.study_group.leaderships.filter(practitioner__name="Tamsin Quillfeather").delete()
    assert client.get(path).status_code == 404


def test_nothing_is_left_of_needs_when_they_are_forgotten(session, letters):
    forget_needs(session.ends_at)
    assert not AccessNeed.objects.exists()
    for letter in letters:
        assert NEED not in letter.text_body


def test_list_costs_the_same_for_one_and_for_thirty(client, session, letters, count_queries):
    path = reverse("psg_catalogue:leader_list", args=[path_in(letters[0]).split("/")[2]])
    few = count_queries(lambda: client.get(path))
    for booking in BookingFactory.create_batch(10, session=session):
        AccessNeed.objects.create(booking=booking, words=NEED)
    assert count_queries(lambda: client.get(path)) == few <= 15
