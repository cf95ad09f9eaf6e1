from dataclasses import dataclass, field

from django.http import QueryDict

from core.components import Facet, FacetOption
from core.facets import FacetKind, address_without, chosen_chips, counted, narrowed, picks_in

SUBJECT = FacetKind("subject", "Subject", [("art", "Art"), ("music", "Music"), ("pe", "PE")])
STAGE = FacetKind("stage", "Key stage", [("ks1", "Key stage 1"), ("ks2", "Key stage 2")])
KINDS = (SUBJECT, STAGE)


@dataclass
class Person:
    name: str
    tags: dict = field(default_factory=dict)


def person(name: str, subject: str, stages: str) -> Person:
    return Person(name, {"subject": frozenset([subject]), "stage": frozenset(stages.split())})


PEOPLE = [
    person("Ann", "art", "ks1"),
    person("Bea", "art", "ks1 ks2"),
    person("Cid", "music", "ks2"),
]


def names(picks: dict) -> list[str]:
    return [each.name for each in narrowed(PEOPLE, picks)]


def test_any_tick_of_one_facet_and_all_facets_must_fit():
    assert names({}) == ["Ann", "Bea", "Cid"]
    assert names({"subject": frozenset()}) == ["Ann", "Bea", "Cid"]
    assert names({"subject": frozenset(["art", "music"])}) == ["Ann", "Bea", "Cid"]
    assert names({"subject": frozenset(["art"]), "stage": frozenset(["ks2"])}) == ["Bea"]


def test_option_says_how_many_it_would_show_beside_the_other_facets():
    picks = {"subject": frozenset(["art"]), "stage": frozenset(["ks2"])}

    assert counted(PEOPLE, picks, KINDS) == [
        Facet(
            "subject",
            "Subject",
            [FacetOption("art", "Art", 1, True), FacetOption("music", "Music", 1)],
            True,
        ),
        Facet(
            "stage",
            "Key stage",
            [FacetOption("ks1", "Key stage 1", 2), FacetOption("ks2", "Key stage 2", 1, True)],
            True,
        ),
    ]


def test_facet_that_would_show_nothing_is_not_there():
    nobody = [Person("Dot", {"stage": frozenset(["ks1"])})]

    assert [facet.name for facet in counted(nobody, {}, KINDS)] == ["stage"]
    assert counted([], {}, KINDS) == []


def test_ticked_option_stays_when_the_other_facets_leave_it_nothing():
    picks = {"subject": frozenset(["music"]), "stage": frozenset(["ks1"])}

    subject, _ = counted(PEOPLE, picks, KINDS)
    assert FacetOption("music", "Music", 0, True) in subject.options


def test_facet_is_open_when_ticked_or_asked_for():
    facets = counted(PEOPLE, {"stage": frozenset(["ks1"])}, KINDS)
    assert [facet.is_open for facet in facets] == [False, True]

    facets = counted(PEOPLE, {}, KINDS, open_names=["subject"])
    assert [facet.is_open for facet in facets] == [True, False]


def test_values_that_are_no_option_are_passed_over():
    query = QueryDict("subject=art&subject=%00&subject=latin&other=art")

    assert picks_in(query, KINDS) == {"subject": frozenset(["art"]), "stage": frozenset()}


def test_address_loses_one_value_or_the_whole_name_and_goes_to_page_one():
    query = QueryDict("subject=art&subject=pe&q=a%26b&page=3")

    assert address_without(query, "subject", "art") == "?q=a%26b&subject=pe"
    assert address_without(query, "subject") == "?q=a%26b"
    assert address_without(QueryDict("subject=art"), "subject", "art") == "?"
    assert address_without(QueryDict("q=&near=&subject=art&subject=pe"), "q") == (
        "?subject=art&subject=pe"
    )


def test_chip_names_each_tick_and_leads_to_the_list_without_it():
    query = QueryDict("subject=pe&stage=ks1&subject=art")

    assert chosen_chips(query, picks_in(query, KINDS), KINDS) == [
        ("Art", "?stage=ks1&subject=pe"),
        ("PE", "?stage=ks1&subject=art"),
        ("Key stage 1", "?subject=pe&subject=art"),
    ]
