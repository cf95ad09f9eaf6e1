import pytest
from django.urls import reverse
from django.utils import timezone

from directory.enums import Outreach, Role
from directory.models import DirectoryPage, Practitioner
from directory.permissions import has_role
from tests.factories.core import UserFactory
from tests.factories.directory import (
    PenPortraitPageFactory,
    PractitionerFactory,
    PractitionerKindFactory,
    SchoolFactory,
    the_directory,
)
from tests.factories.messages import MessageFactory
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """The AST coordinator, signed in."""
    client.force_login(person(Role.AST_COORDINATOR))
    return client


def typed(**changes) -> dict:
    return {
        "name": "Tamsin Quillfeather",
        "kind": PractitionerKindFactory().pk,
        "outreach": Outreach.AVAILABLE,
        **changes,
    }


def of(practitioner: Practitioner, **changes) -> dict:
    return typed(name=practitioner.name, accredited_on="2010-09-01", **changes)


def test_practitioner_is_added_with_base_school_and_account(desk):
    school, user = SchoolFactory(), UserFactory(email="tamsin@example.org")

    desk.post(
        reverse("practitioner:add"),
        typed(base_school=school.pk, account_email="Tamsin@Example.org"),
    )

    added = Practitioner.objects.get()
    assert (added.base_school, added.user) == (school, user)
    assert has_role(user, Role.PRACTITIONER)


def test_portrait_and_role_follow_the_account(desk):
    former, user = person(Role.PRACTITIONER), UserFactory()
    portrait = PenPortraitPageFactory(owner=former)
    practitioner = portrait.practitioner
    practitioner.user = former
    practitioner.save()

    desk.post(
        reverse("practitioner:edit", args=[practitioner.pk]),
        of(practitioner, account_email=user.email),
    )

    portrait.refresh_from_db()
    assert portrait.owner == user
    assert has_role(user, Role.PRACTITIONER)
    assert not former.roles.live().exists()
    assert not former.groups.exists()


def test_portrait_of_a_leaver_is_withdrawn(desk):
    portrait = PenPortraitPageFactory()

    desk.post(
        reverse("practitioner:edit", args=[portrait.practitioner.pk]),
        of(portrait.practitioner, left_on=str(timezone.localdate())),
    )

    portrait.refresh_from_db()
    assert not portrait.live


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("nobody@example.org", "Nobody signs in with this address"),
        ("taken@example.org", "This account is joined to Osric already"),
        ("not an address", "Enter a valid email address"),
    ],
)
def test_account_that_will_not_do_is_a_sentence_and_nothing_is_written(desk, email, said):
    PractitionerFactory(name="Osric", user=UserFactory(email="taken@example.org"))

    response = desk.post(reverse("practitioner:add"), typed(account_email=email))

    assert said in response.content.decode()
    assert Practitioner.objects.count() == 1
    assert 'value="Tamsin Quillfeather"' in response.content.decode()


def test_closed_account_is_not_joined(desk):
    UserFactory(email="closed@example.org", is_active=False)

    response = desk.post(reverse("practitioner:add"), typed(account_email="closed@example.org"))

    assert "Nobody signs in with this address" in response.content.decode()


def test_account_is_taken_off_again(desk):
    former = person(Role.PRACTITIONER, Role.QA_LEAD)
    practitioner = PractitionerFactory(user=former)
    portrait = PenPortraitPageFactory(practitioner=practitioner, owner=former)

    desk.post(reverse("practitioner:edit", args=[practitioner.pk]), of(practitioner))

    practitioner.refresh_from_db()
    portrait.refresh_from_db()
    assert practitioner.user is None
    assert portrait.owner != former
    assert [each.role for each in former.roles.live()] == [Role.QA_LEAD]


def test_list_shows_the_portraits_state_and_the_way_to_it(desk):
    live, draft = PenPortraitPageFactory(), PenPortraitPageFactory(live=False)
    PractitionerFactory(name="Nobody yet")

    page = desk.get(reverse("practitioner:index")).content.decode()

    for words in ("Published", "Draft", "None yet", "Write a portrait"):
        assert words in page
    for portrait in (live, draft):
        assert reverse("wagtailadmin_pages:edit", args=[portrait.pk]) in page


def test_there_is_no_way_to_a_portrait_without_a_directory(desk):
    DirectoryPage.objects.all().delete()
    practitioner = PractitionerFactory()

    page = desk.get(reverse("practitioner:edit", args=[practitioner.pk])).content.decode()

    assert "Write a portrait" not in page


def test_filters_narrow_the_list(desk):
    PractitionerFactory(name="Gone", left=True)
    PractitionerFactory(name="Kept", outreach=Outreach.OWN_SCHOOL)

    def names(query: str) -> list[str]:
        response = desk.get(f"{reverse('practitioner:index')}?{query}")
        return [each.name for each in response.context["object_list"]]

    assert names("in_post=false") == ["Gone"]
    assert names("outreach=own_school") == ["Kept"]
    assert names("q=kep") == ["Kept"]


def test_list_costs_the_same_for_one_and_for_many(desk, count_queries):
    the_directory()
    url = reverse("practitioner:index")
    PractitionerFactory(email="first@example.org")
    desk.get(url)
    one = count_queries(lambda: desk.get(url))
    PenPortraitPageFactory.create_batch(5)
    for number in range(20):
        PractitionerFactory(email=f"p{number}@example.org")
        MessageFactory(returned=True, to_email=f"p{number}@example.org")

    assert count_queries(lambda: desk.get(url)) == one
    assert "Put the address right here" in desk.get(url).content.decode()


def test_chooser_finds_by_name(desk):
    PractitionerFactory(name="Tamsin Quillfeather")
    PractitionerFactory(name="Osric Penhallow-Batt")

    found = desk.get(f"{reverse('practitioner_chooser:choose_results')}?q=quill").content.decode()

    assert "Tamsin" in found
    assert "Osric" not in found
