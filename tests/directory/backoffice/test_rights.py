"""Every role at every address of schools, practitioners and their words, read and posted."""

import pytest
from django.urls import NoReverseMatch, reverse

from directory.enums import Role
from directory.models import (
    KeyStage,
    LocalAuthority,
    Offer,
    Practitioner,
    PractitionerKind,
    School,
    Subject,
    Term,
)
from tests.factories.directory import (
    LocalAuthorityFactory,
    OfferFactory,
    PractitionerFactory,
    SchoolFactory,
    SubjectFactory,
)
from tests.factories.people import lead_of, person

pytestmark = pytest.mark.django_db

EVERYTHING = {"view", "add", "change", "delete"}
NO_DELETE = {"view", "add", "change"}
READ = {"view"}
NOTHING: set[str] = set()
OFFICE, EDITOR, COORDINATOR = Role.PSG_ORGANISER, Role.EDITOR, Role.AST_COORDINATOR
FINANCE, QA, PRACTITIONER = Role.FINANCE, Role.QA_LEAD, Role.PRACTITIONER

# What each role may do with each list.
MAY = {
    "school": {OFFICE: EVERYTHING, EDITOR: READ, COORDINATOR: READ, FINANCE: READ, QA: READ},
    "localauthority": {
        OFFICE: EVERYTHING, EDITOR: READ, COORDINATOR: READ, FINANCE: READ, QA: READ,
    },
    "term": {OFFICE: EVERYTHING, EDITOR: READ, COORDINATOR: READ, FINANCE: READ, QA: READ},
    "practitioner": {OFFICE: EVERYTHING, COORDINATOR: NO_DELETE, EDITOR: READ},
    "subject": {OFFICE: EVERYTHING, EDITOR: NO_DELETE, COORDINATOR: READ},
    "keystage": {OFFICE: EVERYTHING, EDITOR: NO_DELETE, COORDINATOR: READ},
    "offer": {OFFICE: EVERYTHING, EDITOR: NO_DELETE, COORDINATOR: READ},
    "practitionerkind": {OFFICE: EVERYTHING, EDITOR: NO_DELETE, COORDINATOR: READ},
}  # fmt: skip
ROLES = (OFFICE, EDITOR, COORDINATOR, FINANCE, QA, PRACTITIONER)
WRITE = EVERYTHING - READ
VIEWS = {
    "index": EVERYTHING, "index_results": EVERYTHING, "inspect": EVERYTHING,
    "history": WRITE, "history_results": WRITE,
    "add": {"add"}, "edit": {"change"}, "delete": {"delete"},
}  # fmt: skip
MODELS = {
    "school": School,
    "localauthority": LocalAuthority,
    "term": Term,
    "practitioner": Practitioner,
    "subject": Subject,
    "keystage": KeyStage,
    "offer": Offer,
    "practitionerkind": PractitionerKind,
}


def a_row(name: str):
    made = {
        "school": SchoolFactory,
        "localauthority": LocalAuthorityFactory,
        "practitioner": PractitionerFactory,
        "subject": SubjectFactory,
        "offer": OfferFactory,
        "term": lambda: Term.objects.create(
            authority=LocalAuthorityFactory(), academic_year=2026, season="autumn",
            starts_on="2026-09-03", ends_on="2026-12-18",
        ),
        "keystage": KeyStage.objects.first,
        "practitionerkind": PractitionerKind.objects.first,
    }  # fmt: skip
    return made[name]()


def address(name: str, view: str, row) -> str | None:
    try:
        return reverse(
            f"{name}:{view}", args=[] if view in ("index", "index_results", "add") else [row.pk]
        )
    except NoReverseMatch:
        return None


@pytest.fixture(scope="module")
def made(made_once):
    """A row of each list, and somebody in each role."""
    return made_once(lambda: ({name: a_row(name) for name in MAY}, {r: person(r) for r in ROLES}))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", MAY)
def test_role_opens_what_it_may_and_nothing_else(client, made, name, role):
    rows, people = made
    row, may = rows[name], MAY[name].get(role, NOTHING)
    client.force_login(people[role])

    opened = {}
    for view, needs in VIEWS.items():
        if url := address(name, view, row):
            opened[view] = (client.get(url).status_code == 200, bool(needs & may))

    assert {view: is_open for view, (is_open, _) in opened.items()} == {
        view: expected for view, (_, expected) in opened.items()
    }
    before = list(MODELS[name].objects.values())
    typed = {"name": "Taken over", "slug": "taken-over", "urn": "900999", "code": "999"}
    for view, needs in (("add", "add"), ("edit", "change"), ("delete", "delete")):
        if needs not in may:
            response = client.post(address(name, view, row), typed)
            assert response.status_code in (302, 403), view
    assert list(MODELS[name].objects.values()) == before


@pytest.mark.parametrize("name", MAY)
def test_export_is_for_those_who_may_read(client, made, name):
    url = f"{reverse(f'{name}:index')}?export=csv"

    client.force_login(made[1][PRACTITIONER])
    assert client.get(url).status_code == 302


def test_there_are_no_copies(client):
    for name in MAY:
        with pytest.raises(NoReverseMatch):
            reverse(f"{name}:copy", args=[1])


@pytest.mark.parametrize("name", ["school_chooser", "practitioner_chooser"])
def test_choosers_are_closed_to_who_has_no_place_in_the_back_office(client, name):
    school = SchoolFactory()
    client.force_login(lead_of(school))

    for view, args in (("choose", []), ("choose_results", []), ("chosen", [school.pk])):
        assert client.get(reverse(f"{name}:{view}", args=args)).status_code in (302, 403)
