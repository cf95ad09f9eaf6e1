""" "Tell me about new sessions": by anyone, from an account, and by the link of a letter."""

import pytest
from django.urls import reverse

from core.mail import build_email
from core.models import Message
from psg_catalogue.models import NewSessionsSignUp
from tests.factories.core import UserFactory
from tests.factories.directory import SubjectFactory
from tests.factories.people import person

pytestmark = pytest.mark.django_db
PAGE = reverse("psg_catalogue:new_sessions")
ADDRESS = "aurelia@example.org"


def link_in(message):
    word = next(word for word in build_email(message).body.split() if "/new-sessions/" in word)
    return "/" + word.split("//", 1)[1].split("/", 1)[1]


def words(response):
    return " ".join(response.content.decode().split())


def test_anyone_asks_confirms_by_the_link_changes_and_stops(client):
    SubjectFactory(slug="music", name="Music")
    assert 'value="music" id="id_subjects_0" checked' in words(client.get(f"{PAGE}?subject=music"))
    asked = client.post(PAGE, {"email": ADDRESS, "subjects": ["music"], "key_stages": ["ks2"]})
    assert asked["Location"] == reverse("psg_catalogue:new_sessions_asked")
    link = link_in(Message.objects.get())
    # A mail scanner opens it: nothing is confirmed.
    page = client.get(link)
    assert "One press more" in words(page)
    assert page["X-Robots-Tag"] == "noindex"
    assert NewSessionsSignUp.objects.confirmed().count() == 0
    client.post(link, {"do": "keep", "subjects": ["music"]})
    sign_up = NewSessionsSignUp.objects.confirmed().get()
    assert [each.slug for each in sign_up.subjects.all()] == ["music"]
    assert not sign_up.key_stages.exists()
    client.post(link, {"do": "keep"})
    assert not sign_up.subjects.exists()
    assert "No more of these letters" in words(client.post(link, {"do": "stop"}))
    assert not NewSessionsSignUp.objects.exists()
    assert client.get(link).status_code == 404


def test_answer_is_the_same_whatever_is_known_of_the_address(client):
    """SAFETY 43."""
    known = NewSessionsSignUp.objects.create(email="waits@example.org")
    client.force_login(person(email="has@example.org"))
    client.post(PAGE, {"do": "keep"})
    client.logout()
    assert known.pk
    answers = []
    for address in ("has@example.org", "waits@example.org", "new@example.org"):
        response = client.post(PAGE, {"email": address})
        answers.append((response.status_code, response["Location"]))
    assert len(set(answers)) == 1
    assert Message.objects.count() == 3


def test_what_is_no_address_comes_back_and_many_from_one_network_are_stopped(client, monkeypatch):
    page = client.post(PAGE, {"email": "a@b.example, evil@example.org"})
    assert "Enter an email address" in words(page)
    assert not NewSessionsSignUp.objects.exists()
    monkeypatch.setattr("psg_catalogue.views.new_sessions.ASKED_AN_HOUR", 1)
    statuses = [client.post(PAGE, {"email": f"n{n}@example.org"}).status_code for n in range(2)]
    assert statuses == [302, 429]
    assert NewSessionsSignUp.objects.count() == 1


def test_account_needs_no_second_letter_and_sees_its_own_alone(client):
    other = UserFactory(email="other@example.org")
    NewSessionsSignUp.objects.create(email=other.email)
    client.force_login(person(email=ADDRESS))
    assert ADDRESS in words(client.get(PAGE))
    client.post(PAGE, {"do": "keep", "email": "other@example.org"})
    assert NewSessionsSignUp.objects.confirmed().get().email == ADDRESS
    assert not Message.objects.exists()
    assert "You have this letter" in words(client.get(PAGE))
    client.post(PAGE, {"do": "stop"})
    client.post(PAGE, {"do": "stop"})
    assert [row.email for row in NewSessionsSignUp.objects.all()] == ["other@example.org"]
