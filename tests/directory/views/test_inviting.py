"""Leads invite colleagues to their school, and think better of it."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from core.models import Message
from directory.enums import Role
from directory.models import Invitation
from directory.services import invitations
from directory.services.invitations import find_open, invite_person
from tests.factories.directory import SchoolFactory
from tests.factories.people import lead_of, office, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory(name="Brindle Down Primary School")


@pytest.fixture
def lead(client, school):
    lead = lead_of(school)
    client.force_login(lead)
    return lead


def invite(client, to, **typed):
    page = reverse("directory:invite_colleague", args=[to.urn])
    return client.post(page, {"email": "new@example.org", "role": "school_member", **typed})


def test_lead_invites_and_sees_who_has_not_come_yet(client, school, lead):
    answer = invite(client, school, role="school_finance")
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role) == ("new@example.org", Role.SCHOOL_FINANCE)
    assert (invitation.school, invitation.invited_by) == (school, lead)
    assert Message.objects.get(kind="invitation").to_email == "new@example.org"
    page = client.get(answer["Location"]).content.decode()

    assert "Invited, and not here yet" in page
    assert "new@example.org" in page


def test_known_and_unknown_addresses_are_invited_alike(client, school, lead):
    """SAFETY 43: the same page, status and number of letters."""
    person(email="known@example.org", first_name="Known")
    answers = []
    for email in ("known@example.org", "stranger@example.org"):
        answer = invite(client, school, email=email)
        said = client.get(answer["Location"]).content.decode()
        answers.append((answer.status_code, f"An invitation is on its way to {email}." in said))

    assert answers == [(302, True)] * 2
    assert Message.objects.filter(kind="invitation").count() == 2
    assert (
        "Known" not in client.get(reverse("directory:people", args=[school.urn])).content.decode()
    )


@pytest.mark.parametrize("role", ["psg_organiser", "admin", "practitioner", "", "nonsense"])
def test_hidden_role_of_the_programme_is_a_form_error(client, school, lead, role):
    """SAFETY 34, 38."""
    page = invite(client, school, role=role)

    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()
    assert not Invitation.objects.exists()


def test_hidden_school_and_sender_change_nothing(client, school, lead):
    """SAFETY 38."""
    other = SchoolFactory()
    invite(client, school, school=other.pk, invited_by=office().pk, accepted_at="2020-01-01")
    invitation = Invitation.objects.get()

    assert (invitation.school, invitation.invited_by) == (school, lead)
    assert invitation.accepted_at is None


def test_bad_address_is_refused_with_what_was_typed_kept(client, school, lead):
    page = invite(client, school, email="a@b.c, evil@x.org").content.decode()

    assert "Enter an email address" in page
    assert "a@b.c, evil@x.org" in page
    assert not Message.objects.exists()


def test_withdrawn_invitation_is_dead_and_off_the_page(client, school, lead):
    invitation = invite_person("new@example.org", Role.SCHOOL_LEAD, by=lead, school=school)
    there = reverse("directory:withdraw_invitation", args=[school.urn, invitation.pk])
    page = client.post(there, follow=True).content.decode()

    assert find_open(invitation.pk) is None
    assert "is withdrawn" in page
    assert "not here yet" not in page


def test_too_many_at_a_time_are_refused_in_words(client, school, lead, monkeypatch):
    monkeypatch.setattr(invitations, "WAITING_AT_A_TIME", 1)
    invite(client, school)
    page = invite(client, school, email="second@example.org").content.decode()

    assert "Withdraw an invitation first" in page
    assert Invitation.objects.count() == 1


def test_office_invites_on_the_schools_behalf_and_the_record_says_so(school):
    acting = Client()
    acting.force_login(office())
    invite(acting, school, role="school_lead")

    entry = ModelLogEntry.objects.get(action="invitation.made")
    assert entry.data["on_behalf_of"] == school.urn


def test_people_page_costs_the_same_with_thirty_invitations(client, school, lead, count_queries):
    page = reverse("directory:people", args=[school.urn])
    invite_person("first@example.org", Role.SCHOOL_MEMBER, by=lead, school=school)
    client.get(page)
    one = count_queries(lambda: client.get(page))
    for n in range(29):
        invite_person(f"new{n}@example.org", Role.SCHOOL_MEMBER, by=lead, school=school)

    assert count_queries(lambda: client.get(page)) == one
