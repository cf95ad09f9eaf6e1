"""The staff list on the site."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from directory.models import Colleague
from directory.permissions import has_school_role
from directory.services.colleagues import colleague_leaves, link_account
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.messages import MessageFactory
from tests.factories.people import colleague_of, lead_of, office

pytestmark = pytest.mark.django_db

TYPED = {"name": "Jasper Mallowby", "job_title": "Year 5 teacher", "email": "j@example.org"}


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def lead(client, school):
    user = lead_of(school)
    client.force_login(user)
    return user


def address(name: str, *args) -> str:
    return reverse(f"directory:{name}", args=args)


def test_list_shows_those_here_and_those_who_left_and_nobody_elses(client, school, lead):
    here = ColleagueFactory(school=school, name="Aurelia Finch")
    gone = colleague_leaves(ColleagueFactory(school=school, name="Winifred Oddy"))
    ColleagueFactory(name="Somebody Else")
    page = client.get(address("staff", school.urn))

    assert page.context["colleagues"] == [here]
    assert page.context["left"] == [gone]
    assert "Somebody Else" not in page.content.decode()


def test_list_says_where_letters_do_not_arrive_and_what_to_do(client, school, lead):
    there = address("staff", school.urn)
    ColleagueFactory(school=school, email="Nell@example.org")
    ColleagueFactory(school=school, email="")
    MessageFactory(returned=True, to_email="elsewhere@example.org")
    assert "Mail comes back" not in client.get(there).content.decode()

    MessageFactory(returned=True, to_email="nell@example.org")
    words = client.get(there).content.decode()

    assert words.count("Mail comes back") == 1
    assert "1 address below sends our letters back." in words
    assert "No such mailbox" not in words  # what a server says is for the office


def test_list_costs_the_same_for_one_colleague_and_for_thirty(client, school, lead, count_queries):
    there = address("staff", school.urn)
    ColleagueFactory(school=school, user=colleague_of(school))
    client.get(there)
    one = count_queries(lambda: client.get(there))
    for _ in range(30):
        listed = ColleagueFactory(school=school, user=colleague_of(school))
        MessageFactory(returned=True, to_email=listed.email)

    assert count_queries(lambda: client.get(there)) == one


def test_colleague_is_added_at_ones_own_school(client, school, lead):
    client.post(address("add_colleague", school.urn), {**TYPED, "school": SchoolFactory().pk})
    added = Colleague.objects.get()

    assert (added.school, added.name, added.job_title, added.email) == (school, *TYPED.values())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Enter the full name"),
        ({"name": "<script>alert(1)</script>"}, "without web or email addresses"),
        ({"name": "Jasper\nBcc: x@y.z"}, "on one line"),
        ({"email": "j.mallowby"}, "like name@school.org"),
        ({"email": "a@b.c, evil@x.org"}, "like name@school.org"),
        ({"job_title": "x" * 121}, "at most 120"),
        ({"name": "Jas\x00per"}, "on one line"),
    ],
)
def test_mistake_is_said_and_what_was_typed_is_kept(client, school, lead, changes, sentence):
    page = client.post(address("add_colleague", school.urn), {**TYPED, **changes})
    words = page.content.decode()

    assert sentence in words
    for name, value in TYPED.items():
        if name not in changes:
            assert value in words
    assert not Colleague.objects.exists()


def test_duplicate_is_refused_with_clear_words_and_what_was_typed(client, school, lead):
    ColleagueFactory(school=school, name="Jasper Mallowby", email="J@example.org")
    page = client.post(address("add_colleague", school.urn), {**TYPED, "name": "J. Mallowby"})
    words = page.content.decode()

    assert "Jasper Mallowby is already on your list with this email address." in words
    assert 'value="J. Mallowby"' in words
    assert Colleague.objects.count() == 1


def test_colleague_is_changed(client, school, lead):
    colleague = ColleagueFactory(school=school)
    there = address("change_colleague", school.urn, colleague.pk)
    assert colleague.name in client.get(there).content.decode()
    client.post(there, TYPED)
    colleague.refresh_from_db()

    assert (colleague.name, colleague.job_title, colleague.email) == tuple(TYPED.values())


def test_leaving_asks_first_and_then_ends_the_access(client, school, lead):
    user = colleague_of(school)
    colleague = link_account(school, user)
    there = address("colleague_leaves", school.urn, colleague.pk)
    page = client.get(there).content.decode()
    assert "they see nothing of the school here" in page
    assert has_school_role(user, school) is True
    client.post(there)
    colleague.refresh_from_db()

    assert colleague.left_on is not None
    assert has_school_role(user, school) is False


def test_only_lead_does_not_leave(client, school, lead):
    colleague = link_account(school, lead)
    page = client.post(address("colleague_leaves", school.urn, colleague.pk))

    assert "is the only lead" in page.content.decode()
    assert has_school_role(lead, school) is True


def test_somebody_who_left_is_put_back(client, school, lead):
    colleague = colleague_leaves(ColleagueFactory(school=school))
    there = address("colleague_returns", school.urn, colleague.pk)
    client.get(there)
    colleague.refresh_from_db()
    assert colleague.left_on is not None
    client.post(there)
    colleague.refresh_from_db()

    assert colleague.left_on is None


def test_somebody_whose_address_is_taken_is_not_put_back(client, school, lead):
    colleague = colleague_leaves(ColleagueFactory(school=school, email="j@example.org"))
    ColleagueFactory(school=school, email="j@example.org", name="Jasper Mallowby")
    page = client.post(address("colleague_returns", school.urn, colleague.pk), follow=True)

    assert "Jasper Mallowby is already on your list" in page.content.decode()


def test_leaver_is_neither_changed_nor_left_again(client, school, lead):
    colleague = colleague_leaves(ColleagueFactory(school=school))

    assert client.get(address("change_colleague", school.urn, colleague.pk)).status_code == 404
    assert client.post(address("colleague_leaves", school.urn, colleague.pk)).status_code == 404


def test_office_keeps_any_schools_list_and_the_record_says_for_whom(client, school):
    acting = office()
    client.force_login(acting)
    client.post(address("add_colleague", school.urn), TYPED)
    colleague = Colleague.objects.get()
    client.post(address("change_colleague", school.urn, colleague.pk), {**TYPED, "name": "J. M."})
    client.post(address("colleague_leaves", school.urn, colleague.pk))

    entries = ModelLogEntry.objects.filter(user=acting, action__startswith="colleague.")
    assert sorted(entry.action for entry in entries) == [
        "colleague.added",
        "colleague.changed",
        "colleague.left",
    ]
    assert {entry.data["on_behalf_of"] for entry in entries} == {school.urn}


def test_lead_acts_on_nobodys_behalf(client, school, lead):
    client.post(address("add_colleague", school.urn), TYPED)

    assert ModelLogEntry.objects.get(action="colleague.added").data == {}
