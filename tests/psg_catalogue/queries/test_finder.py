"""What the address asks for, what answers it, and which filters would still find something."""

from datetime import datetime

import pytest
from django.http import QueryDict

from core.academic_year import AcademicYear
from directory.models import KeyStage
from psg_catalogue.queries.finder import LONGEST_SEARCH, Asked, by_month, find, place_named
from psg_catalogue.queries.programme import Listed, add_groups, sessions_of_years
from psg_catalogue.queries.terms import HostTerm
from tests.factories.directory import (
    PractitionerFactory,
    SchoolFactory,
    SubjectFactory,
)
from tests.factories.psg_catalogue import (
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    twilight,
)

pytestmark = pytest.mark.django_db


def ask(query: str = "", terms=()) -> object:
    asked = Asked.of(QueryDict(query))
    sessions = sessions_of_years(AcademicYear.current(), None, lambda path: path)
    add_groups(sessions)
    return find(sessions, asked, list(terms), place_named(asked.near))


def titles(found) -> list[str]:
    return [session.title for session in found.sessions]


def options(found, name: str) -> dict[str, int]:
    facet = next((facet for facet in found.facets if facet.name == name), None)
    return {option.label: option.count for option in facet.options} if facet else {}


@pytest.fixture
def programme():
    """Mathematics for key stages 1 and 2 at a school; science for key stage 3, online and full."""
    ks1, ks2, ks3 = (KeyStage.objects.get(slug=f"ks{n}") for n in (1, 2, 3))
    mathematics = SubjectFactory(name="Mathematics", slug="mathematics")
    science = SubjectFactory(name="Science", slug="science")
    school = SchoolFactory(name="Thistlecombe Primary School", easting=500_000, northing=240_000)
    StudyGroupSessionFactory(
        title="Numbers",
        venue=school,
        study_group=StudyGroupPageFactory(
            title="Reasoning every day",
            subjects=[mathematics],
            key_stages=[ks1, ks2],
            leaders=[PractitionerFactory(name="Osric Penhallow-Batt")],
        ),
    )
    StudyGroupSessionFactory(
        title="Enquiry",
        online=True,
        full=True,
        starts_at=twilight(20),
        study_group=StudyGroupPageFactory(
            title="Science with a question", subjects=[science], key_stages=[ks3]
        ),
    )


def test_everything_is_found_when_nothing_is_asked(programme):
    found = ask()
    assert titles(found) == ["Numbers", "Enquiry"]
    assert found.chosen == []
    assert options(found, "stage") == {"Key stage 1": 1, "Key stage 2": 1, "Key stage 3": 1}
    assert options(found, "where") == {"At a school": 1, "Online": 1}
    assert options(found, "places") == {"With places left": 1}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("subject=mathematics", ["Numbers"]),
        ("stage=ks1&stage=ks3", ["Numbers", "Enquiry"]),
        ("stage=ks3&where=school", []),
        ("phase=middle", ["Numbers", "Enquiry"]),
        ("phase=lower", ["Numbers"]),
        ("phase=upper", ["Enquiry"]),
        ("where=online", ["Enquiry"]),
        ("places=left", ["Numbers"]),
        ("q=osric", ["Numbers"]),
        ("q=SCIENCE+question", ["Enquiry"]),
        ("q=science+osric", []),
        ("q=thistlecombe", ["Numbers"]),
        ("q=Maths+KS1", ["Numbers"]),
        ("subject=nonsense&stage=%00&where=..", ["Numbers", "Enquiry"]),
    ],
)
def test_filters_and_words_narrow(programme, query, expected):
    assert titles(ask(query)) == expected


def test_filter_that_would_find_nothing_is_not_offered(programme):
    found = ask("where=online")
    assert options(found, "subject") == {"Science": 1}
    assert options(found, "where") == {"At a school": 1, "Online": 1}
    assert options(found, "places") == {}


def test_chosen_filters_each_have_an_address_without_them(programme):
    found = ask("q=numbers&subject=mathematics&stage=ks1&page=4&junk=1")
    assert found.chosen == [
        ("“numbers”", "?stage=ks1&subject=mathematics"),
        ("Key stage 1", "?q=numbers&subject=mathematics"),
        ("Mathematics", "?q=numbers&stage=ks1"),
    ]


def test_near_a_school_leaves_out_what_is_far_and_what_is_online(programme):
    StudyGroupSessionFactory(
        title="Far", venue=SchoolFactory(name="Saltings", easting=540_000, northing=240_000)
    )
    StudyGroupSessionFactory(title="Nowhere", venue=SchoolFactory(easting=None, northing=None))
    found = ask("near=thistlecombe+primary+school&within=5")
    assert titles(found) == ["Numbers"]
    assert found.near.name == "Thistlecombe Primary School"
    assert found.chosen == [("Within 5 miles of Thistlecombe Primary School", "?")]


def test_unknown_place_narrows_nothing(programme):
    found = ask("near=Atlantis&within=900")
    assert (found.near, titles(found)) == (None, ["Numbers", "Enquiry"])


def test_term_filter_goes_by_the_terms_of_the_table(programme):
    day = twilight(14).date()
    term = HostTerm("2026-autumn", "Autumn term 2026", day, day, None)
    found = ask("term=2026-autumn", [term])
    assert titles(found) == ["Numbers"]
    assert options(found, "term") == {"Autumn term 2026": 1}


def test_search_of_a_hundred_thousand_letters_is_cut():
    asked = Asked.of(QueryDict("q=" + "x" * 100_000 + "&near=" + "y" * 100_000))
    assert len(asked.words) == len(asked.near) == LONGEST_SEARCH
    asked = Asked.of(QueryDict("q=a%00b%0D%0Ac"))
    assert asked.words == "a b c"


def test_by_month_keeps_two_novembers_apart():
    rows = [_listed(day) for day in ("2026-11-03", "2026-11-24", "2027-11-02")]
    assert [(name, len(sessions)) for name, sessions in by_month(rows)] == [
        ("November 2026", 2),
        ("November 2027", 1),
    ]


def _listed(day: str) -> Listed:
    listed = Listed.__new__(Listed)
    listed.starts_at = datetime.fromisoformat(f"{day}T16:15:00+00:00")
    return listed
