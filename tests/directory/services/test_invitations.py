"""Invitations: offered by those who may, taken up once, dead in every other case."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from core.mail import build_email
from core.models import Message, User
from core.services.outbox import BadAddress, LinkNotWanted
from directory.emails import invitation_link, invitation_of, invitation_token
from directory.enums import SCHOOL_ROLES, Role
from directory.permissions import has_role, has_school_role, roles_given_by
from directory.services import invitations
from directory.services.accounts import close_account
from directory.services.invitations import (
    InvitationDead,
    MayNotGive,
    TooManyInvitations,
    accept_invitation,
    find_open,
    invite_person,
    withdraw_invitation,
)
from directory.services.roles import RoleNeedsSchool, end_role, grant_role
from tests.factories.core import UserFactory
from tests.factories.directory import SchoolFactory
from tests.factories.people import colleague_of, finance_of, lead_of, office, person
from tests.plugins.races import errors

pytestmark = pytest.mark.django_db

WORDS = {"first_name": "Delphine", "last_name": "Marchbank", "password": "three random words"}
OFFICE_GIVES = {Role.EDITOR, Role.PRACTITIONER, Role.QA_LEAD, *SCHOOL_ROLES}


def test_office_gives_editors_practitioners_qa_leads_and_school_people_only():
    assert roles_given_by(office()) == OFFICE_GIVES


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.PSG_ORGANISER, Role.ADMIN}]
)
def test_nobody_else_gives_any_role(role):
    school = SchoolFactory() if role in SCHOOL_ROLES else None
    assert roles_given_by(person(role, school=school)) == frozenset()


def test_administrator_and_superuser_give_every_role():
    assert roles_given_by(person(Role.ADMIN)) == frozenset(Role)
    assert roles_given_by(UserFactory(admin=True)) == frozenset(Role)
    assert roles_given_by(UserFactory(admin=True, is_active=False)) == frozenset()


@pytest.mark.parametrize("role", sorted(set(Role) - OFFICE_GIVES))
def test_office_invites_nobody_to_a_role_it_may_not_give(role):
    with pytest.raises(MayNotGive):
        invite_person("new@example.org", role, by=office())
    assert Message.objects.count() == 0


def test_invitation_to_a_school_role_names_the_school():
    with pytest.raises(RoleNeedsSchool):
        invite_person("new@example.org", Role.SCHOOL_LEAD, by=office())
    with pytest.raises(RoleNeedsSchool):
        invite_person("new@example.org", Role.EDITOR, by=office(), school=SchoolFactory())


@pytest.mark.parametrize(
    "email", ["not an address", "a@b.c, evil@x.org", "a@example.org\nBcc: x@y.z"]
)
def test_invitation_goes_to_one_address(email):
    with pytest.raises(BadAddress):
        invite_person(email, Role.EDITOR, by=office())


def test_kept_letter_shows_no_link_and_the_sent_one_does():
    invitation = invite_person("new@example.org", Role.EDITOR, by=office())
    message = Message.objects.get()
    token = invitation_token(invitation.pk)

    assert "[link]" in message.text_body
    assert "/invitation/" not in message.text_body + message.html_body
    assert "/invitation/" in build_email(message).body
    assert invitation_of(token) == invitation.pk
    assert len(token.rpartition(":")[2]) * 6 >= 128


def test_known_and_unknown_addresses_get_the_same_letter():
    """SAFETY 43."""
    person(email="known@example.org")
    inviter = office()
    for email in ("known@example.org", "unknown@example.org"):
        invite_person(email, Role.EDITOR, by=inviter)
    known, unknown = Message.objects.order_by("to_email")

    assert known.subject == unknown.subject
    assert known.text_body == unknown.text_body


def test_newcomer_has_an_account_with_the_role():
    invitation = invite_person("New@example.org", Role.PRACTITIONER, by=office())
    user = accept_invitation(invitation, **WORDS)

    assert (user.email, user.get_full_name()) == ("new@example.org", "Delphine Marchbank")
    assert has_role(user, Role.PRACTITIONER) is True
    assert EmailAddress.objects.get(user=user).verified is True
    assert user.is_staff is False


def test_holder_of_an_account_keeps_name_and_password():
    user = person(email="known@example.org")
    accept_invitation(invite_person("known@example.org", Role.EDITOR, by=office()), **WORDS)
    user.refresh_from_db()

    assert has_role(user, Role.EDITOR) is True
    assert user.check_password("pass")
    assert User.objects.filter(email="known@example.org").count() == 1


def test_newcomer_to_a_school_is_on_its_staff_list():
    school = SchoolFactory()
    invitation = invite_person("new@example.org", Role.SCHOOL_LEAD, by=office(), school=school)
    user = accept_invitation(invitation, **WORDS)

    assert has_school_role(user, school, Role.SCHOOL_LEAD) is True
    assert school.colleagues.get().user == user


def test_link_works_once():
    invitation = invite_person("new@example.org", Role.EDITOR, by=office())
    accept_invitation(invitation, **WORDS)
    with pytest.raises(InvitationDead):
        accept_invitation(invitation, **WORDS)


def kill_by_time(invitation):
    invitation.expires_at = timezone.now() - timedelta(seconds=1)
    invitation.save()


def kill_by_hand(invitation):
    withdraw_invitation(invitation, by=invitation.invited_by)


def kill_by_another(invitation):
    invite_person(invitation.email, invitation.role, by=invitation.invited_by)


def kill_with_the_role(invitation):
    end_role(invitation.invited_by.roles.get())


def kill_with_the_account(invitation):
    close_account(invitation.invited_by, by=UserFactory(admin=True))


def kill_with_the_person(invitation):
    invitation.invited_by.delete()


@pytest.mark.parametrize(
    "kill",
    [
        kill_by_time,
        kill_by_hand,
        kill_by_another,
        kill_with_the_role,
        kill_with_the_account,
        kill_with_the_person,
    ],
)
def test_dead_invitation_gives_nothing_and_makes_no_link(kill):
    invitation = invite_person("new@example.org", Role.EDITOR, by=office())
    assert find_open(invitation.pk) == invitation
    kill(invitation)

    with pytest.raises(InvitationDead):
        accept_invitation(invitation, **WORDS)
    with pytest.raises(LinkNotWanted):
        invitation_link(str(invitation.pk))
    assert not User.objects.filter(email="new@example.org").exists()


def test_closed_account_is_not_opened_by_an_invitation():
    user = person(email="known@example.org")
    inviter = office()
    close_account(user, by=inviter)
    invitation = invite_person("known@example.org", Role.EDITOR, by=inviter)
    with pytest.raises(InvitationDead):
        accept_invitation(invitation, **WORDS)
    user.refresh_from_db()

    assert user.is_active is False
    assert has_role(user, Role.EDITOR) is False


def test_altered_token_is_nobodys():
    token = invitation_token(invite_person("new@example.org", Role.EDITOR, by=office()).pk)
    assert invitation_of(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    assert invitation_of("1") is None


@pytest.mark.postgres
def test_link_opened_in_eight_tabs_makes_one_account(threads):
    invitation = invite_person("new@example.org", Role.EDITOR, by=office())
    outcomes = threads(lambda: accept_invitation(invitation, **WORDS).pk, times=8)

    assert User.objects.filter(email="new@example.org").count() == 1
    assert [type(error) for error in errors(outcomes)] == [InvitationDead] * 7


@pytest.mark.postgres
def test_invitation_sent_by_two_presses_at_once_can_be_taken_up_once(threads):
    inviter, school = office(), SchoolFactory()
    outcomes = threads(
        lambda: invite_person("new@example.org", Role.SCHOOL_LEAD, by=inviter, school=school),
        times=4,
    )

    assert errors(outcomes) == []
    alive = {outcome.result.pk for outcome in outcomes if find_open(outcome.result.pk)}
    assert len(alive) == 1


@pytest.mark.parametrize("role", SCHOOL_ROLES)
def test_lead_invites_to_the_roles_of_their_own_school(role):
    school = SchoolFactory()
    invitation = invite_person("new@example.org", role, by=lead_of(school), school=school)
    user = accept_invitation(invitation, **WORDS)

    assert has_school_role(user, school, role) is True
    assert school.colleagues.get(user=user).email == "new@example.org"


def test_nobody_else_of_a_school_and_no_other_schools_lead_invites():
    school = SchoolFactory()
    for sender in (colleague_of(school), finance_of(school), lead_of(SchoolFactory())):
        with pytest.raises(MayNotGive):
            invite_person("new@example.org", Role.SCHOOL_MEMBER, by=sender, school=school)


@pytest.mark.parametrize("role", sorted(set(Role) - set(SCHOOL_ROLES)))
def test_lead_invites_to_no_role_of_the_programme(role):
    school = SchoolFactory()
    with pytest.raises(MayNotGive):
        invite_person("new@example.org", role, by=lead_of(school), school=school)


def test_invitation_dies_for_good_with_its_senders_right():
    """SAFETY 35: the lead goes, and the invitation; the role given back does not wake it."""
    school = SchoolFactory()
    lead_of(school)
    sender = lead_of(school)
    ours = invite_person("new@example.org", Role.SCHOOL_FINANCE, by=sender, school=school)
    end_role(sender.roles.get(), by=office())
    assert find_open(ours.pk) is None
    grant_role(sender, Role.SCHOOL_LEAD, school=school)

    assert find_open(ours.pk) is None
    ours.refresh_from_db()
    assert ours.withdrawn_at is not None


def test_sender_who_keeps_the_right_by_another_role_keeps_the_invitation():
    school = SchoolFactory()
    sender = lead_of(school)
    grant_role(sender, Role.PSG_ORGANISER)
    ours = invite_person("new@example.org", Role.SCHOOL_FINANCE, by=sender, school=school)
    end_role(sender.roles.get(role=Role.SCHOOL_LEAD))

    assert find_open(ours.pk) == ours


def test_school_does_not_write_to_the_whole_county(monkeypatch):
    monkeypatch.setattr(invitations, "WAITING_AT_A_TIME", 2)
    school, other = SchoolFactory(), SchoolFactory()
    lead = lead_of(school)
    for n in range(2):
        invite_person(f"new{n}@example.org", Role.SCHOOL_MEMBER, by=lead, school=school)
    with pytest.raises(TooManyInvitations):
        invite_person("new2@example.org", Role.SCHOOL_MEMBER, by=lead, school=school)

    assert invite_person("new@example.org", Role.SCHOOL_LEAD, by=office(), school=other)
