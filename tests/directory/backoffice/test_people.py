"""The people screens of the back office: who may open them, and what they cannot be made to do."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from core.models import Message, User
from directory.backoffice.claims import schools_without_lead
from directory.enums import BACK_OFFICE_ROLES, Role
from directory.models import Invitation
from directory.permissions import has_role
from directory.services.accounts import close_account
from directory.services.claims import make_claim
from directory.services.invitations import invite_person
from directory.services.roles import end_role, end_school_roles, grant_role
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory, PractitionerFactory, SchoolFactory
from tests.factories.messages import MessageFactory
from tests.factories.people import colleague_of, lead_of, office, person

pytestmark = pytest.mark.django_db

MANAGERS = {Role.PSG_ORGANISER, Role.ADMIN}


@pytest.fixture
def acting(client):
    user = office(first_name="Ottilie", last_name="Grange")
    client.force_login(user)
    return user


@pytest.fixture
def admin(client):
    user = person(Role.ADMIN)
    client.force_login(user)
    return user


def screens(user: User) -> list[str]:
    """Every address of the screens, for someone who is there."""
    role = user.roles.first() or grant_role(user, Role.EDITOR)
    invitation = invite_person("x@example.org", Role.EDITOR, by=UserFactory(admin=True))
    return [
        reverse("people:index"),
        reverse("people:index_results"),
        reverse("people:invite"),
        reverse("people:person", args=[user.pk]),
        reverse("people:account", args=[user.pk]),
        reverse("people:end_role", args=[role.pk]),
        reverse("people_invitations:index"),
        reverse("people_invitations:index_results"),
        reverse("people_invitations:withdraw", args=[invitation.pk]),
        reverse("people_claims:index"),
        reverse("people_claims:index_results"),
        reverse("schools_without_lead:index"),
        reverse("schools_without_lead:index_results"),
        reverse("returned_mail:index"),
    ]


@pytest.mark.parametrize("role", sorted(set(BACK_OFFICE_ROLES) - MANAGERS))
def test_screens_are_shut_to_every_other_role(client, role):
    someone = person(Role.EDITOR)
    addresses = screens(someone)
    client.force_login(person(role))
    for there in addresses:
        for answer in (client.get(there), client.post(there, {"close": "1"})):
            assert answer.status_code in (302, 405)
            if answer.status_code == 302:
                assert answer["Location"] == reverse("wagtailadmin_home")
    someone.refresh_from_db()

    assert someone.is_active is True
    assert has_role(someone, Role.EDITOR) is True
    assert Invitation.objects.get().withdrawn_at is None


@pytest.mark.parametrize("role", sorted(MANAGERS))
def test_screens_open_for_those_who_manage_people(client, role):
    addresses = screens(person(Role.EDITOR))
    client.force_login(person(role))

    assert {client.get(there).status_code for there in addresses} == {200, 405}


@pytest.mark.parametrize("role", BACK_OFFICE_ROLES)
def test_wagtails_own_accounts_and_groups_are_shut_to_every_role(client, role):
    """SAFETY 39: whoever edits accounts there can make a superuser."""
    target = UserFactory(admin=True, email="super@example.org")
    client.force_login(person(role))
    for there in (
        "/admin/users/",
        "/admin/users/new/",
        f"/admin/users/edit/{target.pk}/",
        f"/admin/users/delete/{target.pk}/",
        f"/admin/users/history/{target.pk}/",
        f"/admin/bulk/core/user/delete/?id={target.pk}",
        f"/admin/bulk/core/user/assign_role/?id={target.pk}",
        f"/admin/bulk/core/user/set_active_state/?id={target.pk}",
        "/admin/groups/",
        "/admin/groups/new/",
        "/admin/groups/edit/1/",
    ):
        typed = {"email": "mine@example.org", "is_superuser": "on", "password1": "x" * 20}
        for answer in (client.get(there), client.post(there, typed)):
            assert answer.status_code in (302, 403, 404), there
    target.refresh_from_db()

    assert target.email == "super@example.org"
    assert User.objects.filter(is_superuser=True).count() == 1


def test_wagtails_own_accounts_are_open_to_superusers(client):
    client.force_login(UserFactory(admin=True))

    assert client.get("/admin/users/").status_code == 200
    assert "/admin/users/" in client.get("/admin/").content.decode()


@pytest.mark.parametrize("role", BACK_OFFICE_ROLES)
def test_every_back_office_role_opens_it_and_its_menu_shows_what_the_role_may_open(client, role):
    client.force_login(person(role))
    page = client.get("/admin/")
    menu = page.content.decode()

    assert page.status_code == 200
    assert ("/admin/people/invitations/" in menu) is (role in MANAGERS)
    assert ('"/my-school/"' in menu) is (role == Role.PSG_ORGANISER)
    assert "/admin/users/" not in menu
    assert "/admin/groups/" not in menu


def test_role_that_ended_shuts_the_back_office_at_the_next_request(client):
    user = person()
    given = grant_role(user, Role.EDITOR)
    client.force_login(user)
    assert client.get("/admin/").status_code == 200
    end_role(given)

    assert client.get("/admin/").status_code == 302


def test_people_are_found_by_name_address_and_role(client, acting):
    school = SchoolFactory(name="Brindle Down Primary School")
    nell = lead_of(school, first_name="Nell", last_name="Oddy", email="nell@example.org")
    person(Role.EDITOR)
    there = reverse("people:index")

    for query in ({"q": "oddy"}, {"q": "NELL@"}, {"role": "school_lead"}):
        assert list(client.get(there, query).context["object_list"]) == [nell]
    assert "Lead, Brindle Down Primary School" in client.get(there).content.decode()


def test_list_costs_the_same_for_one_person_and_for_thirty(client, acting, count_queries):
    school = SchoolFactory()
    there = reverse("people:index")
    lead_of(school)
    client.get(there)
    one = count_queries(lambda: client.get(there))
    for _ in range(30):
        lead = lead_of(school)
        grant_role(lead, Role.EDITOR)
        MessageFactory(returned=True, to_email=lead.email)

    assert count_queries(lambda: client.get(there)) == one
    assert "Came back on" in client.get(there).content.decode()


def test_mail_that_comes_back_is_listed_with_whose_it_is_at_one_price(
    client, acting, count_queries
):
    there = reverse("returned_mail:index")
    assert "Every letter that we have heard of arrived." in client.get(there).content.decode()

    listed, user = ColleagueFactory(email="Nell@example.org"), lead_of(SchoolFactory())
    practitioner = PractitionerFactory(email="ast@example.org")
    ColleagueFactory(email="left@example.org", left_on=timezone.localdate())
    for email in ("nell@example.org", user.email, "ast@example.org", "left@example.org"):
        MessageFactory(returned=True, to_email=email)
    words = client.get(there).content.decode()

    for said in (
        reverse("directory:change_colleague", args=[listed.school.urn, listed.pk]),
        reverse("people:person", args=[user.pk]),
        f"{practitioner}, practitioner",
        "550 5.1.1 No such mailbox",
        "On no list.",
    ):
        assert said in words
    assert "Mail to this address does not arrive." in (
        client.get(reverse("people:person", args=[user.pk])).content.decode()
    )
    few = count_queries(lambda: client.get(there))
    for each in ColleagueFactory.create_batch(10):
        MessageFactory(returned=True, to_email=each.email)
    assert count_queries(lambda: client.get(there)) == few <= 25


def test_name_that_is_markup_is_words_in_lists_and_messages(client, acting):
    """SAFETY 51."""
    user = person(Role.EDITOR, first_name="<script>alert(1)</script>", last_name="{{ 7*7 }}")
    there = reverse("people:end_role", args=[user.roles.get().pk])
    ended = client.post(there, {"ends_on": timezone.localdate().isoformat()}, follow=True)
    pages = [client.get(reverse("people:index")), ended]

    for page in pages:
        assert "<script>alert" not in page.content.decode()
        assert "{{ 7*7 }}" in page.content.decode()


def test_person_page_shows_every_role_with_its_dates(client, acting):
    school = SchoolFactory(name="Brindle Down Primary School")
    user = lead_of(school)
    ended = grant_role(user, Role.EDITOR)
    end_role(ended)
    page = client.get(reverse("people:person", args=[user.pk]))

    assert [
        (line["role"].role, line["live"], line["may_end"]) for line in page.context["roles"]
    ] == [
        ("editor", False, False),
        ("school_lead", True, True),
    ]


def test_office_ends_roles_it_may_give_and_no_others(client, acting):
    editor, finance = person(Role.EDITOR), person(Role.FINANCE)
    today = timezone.localdate().isoformat()
    for user in (editor, finance):
        client.post(reverse("people:end_role", args=[user.roles.get().pk]), {"ends_on": today})

    assert has_role(editor, Role.EDITOR) is False
    assert has_role(finance, Role.FINANCE) is True


def test_role_may_end_on_a_later_day_but_not_in_the_past(client, acting):
    user = person(Role.EDITOR)
    there = reverse("people:end_role", args=[user.roles.get().pk])
    today = timezone.localdate()
    page = client.post(there, {"ends_on": (today - timedelta(1)).isoformat()})
    assert "cannot end in the past" in page.content.decode()
    assert has_role(user, Role.EDITOR) is True
    client.post(there, {"ends_on": (today + timedelta(9)).isoformat()})

    assert user.roles.get().ends_on == today + timedelta(9)
    assert has_role(user, Role.EDITOR) is True


def test_school_role_ended_by_the_office_is_recorded_for_the_school(client, acting):
    school = SchoolFactory()
    user = colleague_of(school)
    today = timezone.localdate().isoformat()
    client.post(reverse("people:end_role", args=[user.roles.get().pk]), {"ends_on": today})

    assert ModelLogEntry.objects.get(action="role.ended").data["on_behalf_of"] == school.urn


def test_office_closes_and_reopens_an_account(client, acting):
    user = person(Role.EDITOR)
    there = reverse("people:account", args=[user.pk])
    assert "every role ends today" in client.get(there).content.decode()
    user.refresh_from_db()
    assert user.is_active is True
    client.post(there, {"close": "1"})
    user.refresh_from_db()
    assert user.is_active is False
    client.post(there, {"close": "1"})
    user.refresh_from_db()
    assert user.is_active is False
    client.post(there, {"open": "1"})
    user.refresh_from_db()

    assert user.is_active is True
    assert has_role(user, Role.EDITOR) is False


def beyond_the_office() -> list[User]:
    return [
        person(Role.FINANCE),
        person(Role.ADMIN),
        person(Role.PSG_ORGANISER),
        person(Role.AST_COORDINATOR),
        UserFactory(admin=True),
    ]


def test_office_closes_nobody_with_a_role_it_may_not_give_and_not_itself(client, acting):
    for user in [acting, *beyond_the_office()]:
        client.post(reverse("people:account", args=[user.pk]), {"close": "1"})
        user.refresh_from_db()
        assert user.is_active is True


def test_administrator_closes_anyone_but_superusers_and_themselves(client, admin):
    for user in [admin, UserFactory(admin=True)]:
        client.post(reverse("people:account", args=[user.pk]), {"close": "1"})
        user.refresh_from_db()
        assert user.is_active is True
    other = person(Role.ADMIN)
    client.post(reverse("people:account", args=[other.pk]), {"close": "1"})
    other.refresh_from_db()

    assert other.is_active is False


def test_no_screen_makes_or_changes_a_superuser(client, admin):
    """SAFETY 39."""
    target = UserFactory(admin=True, email="super@example.org")
    hidden = {"is_superuser": "on", "is_staff": "on", "email": "mine@example.org", "password": "x"}
    for there in (
        reverse("people:person", args=[target.pk]),
        reverse("people:account", args=[target.pk]),
        reverse("people:invite"),
    ):
        client.post(there, {**hidden, "role": "editor", "close": "1"})
    target.refresh_from_db()

    assert (target.email, target.is_active) == ("super@example.org", True)
    assert User.objects.filter(is_superuser=True).count() == 1


def test_invitation_is_sent_and_withdrawn(client, acting):
    typed = {"email": "new@example.org", "role": "editor", "school": ""}
    client.post(reverse("people:invite"), typed)
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.invited_by) == (
        "new@example.org",
        "editor",
        acting,
    )
    assert Message.objects.get().to_email == "new@example.org"
    assert "new@example.org" in client.get(reverse("people_invitations:index")).content.decode()

    client.post(reverse("people_invitations:withdraw", args=[invitation.pk]))
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None


def test_office_does_not_withdraw_what_it_may_not_offer(client, acting):
    invitation = invite_person("new@example.org", Role.FINANCE, by=UserFactory(admin=True))
    client.post(reverse("people_invitations:withdraw", args=[invitation.pk]))
    invitation.refresh_from_db()

    assert invitation.withdrawn_at is None


def test_known_and_unknown_addresses_are_invited_alike(client, acting):
    """SAFETY 43."""
    person(email="known@example.org")
    answers = [
        client.post(reverse("people:invite"), {"email": email, "role": "editor", "school": ""})
        for email in ("known@example.org", "new@example.org")
    ]

    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    assert Message.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"email": "a@b.c, evil@x.org"}, "like name@school.org"),
        ({"email": ""}, "Enter the email address"),
        ({"role": ""}, "Choose the role"),
        ({"role": "finance"}, "not one of the available choices"),
        ({"role": "admin"}, "not one of the available choices"),
        ({"role": "school_lead"}, "Choose the school this role is at"),
        ({"role": "school_lead", "school": "999999"}, "Choose a school from the list"),
        ({"school": "900301"}, "Leave this empty"),
    ],
)
def test_mistake_in_an_invitation_is_said_and_nothing_is_sent(client, acting, changes, sentence):
    SchoolFactory(pk=900301)
    typed = {"email": "new@example.org", "role": "editor", "school": ""}
    page = client.post(reverse("people:invite"), {**typed, **changes})

    assert sentence in page.content.decode()
    assert not Invitation.objects.exists()
    assert not Message.objects.exists()


def test_claims_are_listed_and_lead_to_the_schools_page(client, acting, count_queries):
    claim = make_claim(person(first_name="Pearl"), SchoolFactory())
    there = reverse("people_claims:index")
    page = client.get(there).content.decode()
    assert reverse("directory:claim_decision", args=[claim.school.urn, claim.pk]) in page
    one = count_queries(lambda: client.get(there))
    for _ in range(30):
        make_claim(person(), SchoolFactory())

    assert count_queries(lambda: client.get(there)) == one


def test_schools_without_a_lead_are_those_where_somebody_waits_or_works(client, acting):
    with_lead, members, asked, quiet, closed_lead = SchoolFactory.create_batch(5)
    lead_of(with_lead)
    make_claim(person(), with_lead)
    colleague_of(members)
    make_claim(person(), asked)
    close_account(lead_of(closed_lead), by=UserFactory(admin=True))
    colleague_of(closed_lead)
    gone = SchoolFactory()
    end_school_roles(lead_of(gone), gone, by=None, may_leave_no_lead=True)

    found = {school: school.waiting for school in schools_without_lead()}
    assert found == {members: 0, asked: 1, closed_lead: 0}
    assert quiet not in found
    page = client.get(reverse("schools_without_lead:index"))
    assert set(page.context["object_list"]) == set(found)
