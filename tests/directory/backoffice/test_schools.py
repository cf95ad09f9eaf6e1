import io

import openpyxl
import pytest
from django.urls import reverse

from directory.enums import Role, SchoolSource, Tier
from directory.models import LocalAuthority, School, Subject, Term
from tests.factories.directory import (
    LocalAuthorityFactory,
    PractitionerFactory,
    SchoolFactory,
    SubjectFactory,
)
from tests.factories.people import office, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """The office, signed in."""
    client.force_login(office())
    return client


def listed(desk, query: str = "") -> list[str]:
    response = desk.get(f"{reverse('school:index')}?{query}")
    assert response.status_code == 200
    return [school.name for school in response.context["object_list"]]


def typed(school: School | None = None, **changes) -> dict:
    """What the form of a school posts."""
    names = ("name", "urn", "type_name", "phase_name", "street", "locality", "town", "postcode",
             "website", "tier", "area")  # fmt: skip
    values = {name: getattr(school, name) for name in names} if school else {}
    return {
        "name": "Bramblewick School", "urn": "900777", "tier": Tier.OTHER,
        "authority": LocalAuthorityFactory().pk, **values, **changes,
    }  # fmt: skip


def test_schools_are_found_by_town_and_by_urn(desk):
    SchoolFactory(name="Ferncastle School", town="Nettleford", urn="900801")
    SchoolFactory(name="Hollow Oak School")

    assert listed(desk, "q=nettle") == ["Ferncastle School"]
    assert listed(desk, "q=900801") == ["Ferncastle School"]
    assert listed(desk, "q=nowhere") == []


def test_filters_narrow_the_list(desk):
    SchoolFactory(name="Abroad", other_authority=True)
    SchoolFactory(name="Closed", closed=True)
    SchoolFactory(name="Upper", tier=Tier.UPPER, source=SchoolSource.GIAS)

    assert listed(desk, "authority=991") == ["Abroad"]
    assert listed(desk, "tier=upper") == ["Upper"]
    assert listed(desk, "is_open=false") == ["Closed"]
    assert listed(desk, "source=gias") == ["Upper"]


def test_list_costs_the_same_for_one_and_for_many(desk, count_queries):
    SchoolFactory()
    url = reverse("school:index")
    desk.get(url)
    one = count_queries(lambda: desk.get(url))
    SchoolFactory.create_batch(30)

    assert count_queries(lambda: desk.get(url)) == one


def test_school_the_register_does_not_have_is_typed_whole(desk):
    desk.post(reverse("school:add"), typed())

    school = School.objects.get()
    assert (school.urn, school.source, school.is_open) == ("900777", SchoolSource.MANUAL, True)


@pytest.mark.parametrize("urn", ["", "90001", "9000011", "ABCDEF", "９００００１"])
def test_urn_that_is_none_is_a_sentence(desk, urn):
    response = desk.post(reverse("school:add"), typed(urn=urn))

    assert response.context["form"].errors["urn"]
    assert not School.objects.exists()


def test_of_the_registers_schools_only_what_is_the_countys_own_changes(desk):
    old = SchoolFactory()
    school = SchoolFactory(name="Ferncastle School", source=SchoolSource.GIAS)

    desk.post(
        reverse("school:edit", args=[school.pk]),
        typed(
            school, name="Other", urn="900999", authority="991", tier=Tier.SPECIAL, area="North",
            predecessor=old.pk,
        ),
    )  # fmt: skip

    school.refresh_from_db()
    assert (school.name, school.authority_id) == ("Ferncastle School", "990")
    assert (school.tier, school.area, school.predecessor) == (Tier.SPECIAL, "North", old)


def test_urn_of_a_school_is_for_good(desk):
    school = SchoolFactory(urn="900555")

    desk.post(
        reverse("school:edit", args=[school.pk]), typed(school, urn="900556", name="New name")
    )

    school.refresh_from_db()
    assert (school.urn, school.name) == ("900555", "New name")


def test_school_does_not_follow_itself(desk):
    school = SchoolFactory()

    response = desk.post(
        reverse("school:edit", args=[school.pk]), typed(school, predecessor=school.pk)
    )

    assert "A school does not follow itself" in response.content.decode()


def test_school_in_use_stays_and_the_page_says_why(desk):
    school = SchoolFactory()
    PractitionerFactory(base_school=school)

    response = desk.post(reverse("school:delete", args=[school.pk]))

    assert "stays: it is in use by 1 practitioner." in response.content.decode()
    assert School.objects.filter(pk=school.pk).exists()


def test_school_nobody_uses_is_deleted(desk):
    school = SchoolFactory()

    desk.post(reverse("school:delete", args=[school.pk]))

    assert not School.objects.exists()


def test_script_in_a_name_is_inert_in_lists_and_messages(desk):
    school = SchoolFactory(name="<script>alert(1)</script>")
    PractitionerFactory(base_school=school)

    pages = [
        desk.get(reverse("school:index")),
        desk.get(reverse("school:inspect", args=[school.pk])),
        desk.post(reverse("school:delete", args=[school.pk])),
        desk.get(reverse("school_chooser:choose_results")),
        desk.get(reverse("practitioner:index")),
    ]

    for page in pages:
        assert "<script>alert(1)" not in page.content.decode()


def test_export_has_no_formula(desk):
    SchoolFactory(name="=HYPERLINK(1)", town="Nettle\x0bford")

    csv = b"".join(desk.get(f"{reverse('school:index')}?export=csv").streaming_content).decode()
    assert "'=HYPERLINK(1)" in csv
    xlsx = b"".join(desk.get(f"{reverse('school:index')}?export=xlsx").streaming_content)
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx)).active
    name = sheet[2][1]
    assert (name.value, name.data_type) == ("=HYPERLINK(1)", "s")


def test_code_of_an_authority_is_for_good(desk):
    authority = LocalAuthorityFactory(code="990", name="Marlshire")

    desk.post(
        reverse("localauthority:edit", args=["990"]), {"code": "995", "name": "County of Marlshire"}
    )

    authority.refresh_from_db()
    assert list(LocalAuthority.objects.values_list("code", "name")) == [
        ("990", "County of Marlshire")
    ]


def test_term_that_ends_before_it_starts_is_a_sentence(desk):
    response = desk.post(
        reverse("term:add"),
        {
            "authority": LocalAuthorityFactory().pk, "academic_year": "2026", "season": "autumn",
            "starts_on": "2026-09-03", "ends_on": "2026-09-01",
        },
    )  # fmt: skip

    assert "A term ends after it starts." in response.content.decode()
    assert not Term.objects.exists()


def test_word_twice_is_a_sentence(desk):
    SubjectFactory(name="Art", slug="art")

    response = desk.post(reverse("subject:add"), {"name": "Art", "slug": "art-2"})

    assert response.context["form"].errors["name"]
    assert Subject.objects.count() == 1


def test_chooser_tells_same_named_schools_apart(desk):
    school = SchoolFactory(name="St Wistan's School", town="Ambling", urn="900321")
    SchoolFactory(name="Hollow Oak School")

    found = desk.get(f"{reverse('school_chooser:choose_results')}?q=wistan").content.decode()
    assert "900321" in found
    assert "Marlshire" in found
    assert "Hollow Oak" not in found
    chosen = desk.get(reverse("school_chooser:chosen", args=[school.pk])).json()
    assert chosen["result"]["title"] == "St Wistan's School, Ambling, URN 900321"


def test_office_views_as_a_school_from_its_page_and_nobody_else_is_offered_it(client, desk):
    school = SchoolFactory()
    there, begins = (
        reverse("school:inspect", args=[school.pk]),
        reverse("directory:view_as", args=[school.urn]),
    )
    assert f'action="{begins}"' in desk.get(there).content.decode()

    client.force_login(person(Role.EDITOR))
    response = client.get(there)
    assert response.status_code == 200
    assert begins not in response.content.decode()
