"""The directory as visitors narrow it: every test asks the page itself, by its address."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from directory.enums import Outreach, Tier
from directory.models import KeyStage, PractitionerKind
from directory.queries.portraits import shuffled
from tests.factories.core import ImageFactory
from tests.factories.directory import (
    OfferFactory,
    PenPortraitPageFactory,
    PractitionerFactory,
    SchoolFactory,
    SubjectFactory,
    the_directory,
)

pytestmark = pytest.mark.django_db
MILE = 1609.344


@pytest.fixture
def ask(client):
    """`ask("subject=art")`: the screen that address shows."""

    def screen(query: str = ""):
        response = client.get(f"{the_directory().get_url()}?{query}")
        assert response.status_code == 200
        return response.context["screen"]

    return screen


def portrait(name: str, **given):
    practitioner = given.pop("practitioner", {})
    return PenPortraitPageFactory(
        practitioner=PractitionerFactory(name=name, **practitioner), **given
    )


def names(screen) -> list[str]:
    return sorted(card.name for card in screen.cards)


def counts(screen, facet: str) -> dict[str, int]:
    options = [each.options for each in screen.facets if each.name == facet]
    return {option.label: option.count for option in options[0]} if options else {}


def test_everyone_is_shown_in_no_particular_order(ask):
    portrait("Tamsin"), portrait("Osric")

    screen = ask()

    assert names(screen) == ["Osric", "Tamsin"]
    assert (screen.page.paginator.count, screen.order) == (2, "in no particular order")


def test_only_portraits_that_may_be_seen_are_shown(ask):
    portrait("Tamsin")
    portrait("Draft", live=False)
    hidden = portrait("Hidden")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    portrait("Gone", practitioner={"left": True})
    portrait("Candidate", practitioner={"accredited_on": None})

    assert names(ask()) == ["Tamsin"]


def test_kind_that_needs_no_accreditation_is_shown_without(ask):
    kind = PractitionerKind.objects.get(slug="outstanding-practitioner")
    portrait("Delphine", practitioner={"kind": kind, "accredited_on": None})

    assert names(ask()) == ["Delphine"]


def test_order_is_drawn_anew_each_day_and_stays_all_day():
    people = [portrait(f"Person {n}") for n in range(8)]
    monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)

    drawn = [page.pk for page in shuffled(people, monday)]

    assert drawn == [page.pk for page in shuffled(reversed(people), monday)]
    assert drawn != [page.pk for page in shuffled(people, tuesday)]
    assert sorted(drawn) == sorted(page.pk for page in people)


def test_subject_narrows_and_is_a_chip_that_leads_back(ask):
    art, music = SubjectFactory(name="Art", slug="art"), SubjectFactory(name="Music", slug="music")
    portrait("Tamsin", subjects=[art])
    portrait("Hyacinth", subjects=[music])

    screen = ask("subject=art")

    assert names(screen) == ["Tamsin"]
    assert screen.chips == [("Art", "?")]
    assert counts(screen, "subject") == {"Art": 1, "Music": 1}


def test_middle_school_teacher_is_found_under_each_key_stage_they_teach(ask):
    stages = KeyStage.objects.filter(slug__in=["ks2", "ks3"])
    portrait("Bartholomew", key_stages=list(stages))
    portrait("Tamsin", key_stages=[KeyStage.objects.get(slug="eyfs")])

    assert names(ask("key-stage=ks2")) == names(ask("key-stage=ks3")) == ["Bartholomew"]
    assert counts(ask(), "key-stage") == {"Early years": 1, "Key stage 2": 1, "Key stage 3": 1}


def test_kind_of_help_and_tier_of_the_base_school_narrow(ask):
    coaching = OfferFactory(name="Coaching", slug="coaching")
    upper = SchoolFactory(tier=Tier.UPPER)
    portrait("Philippa", practitioner={"base_school": upper}, offers=[coaching])
    portrait("Tamsin", practitioner={"base_school": SchoolFactory(tier=Tier.LOWER)})

    assert names(ask("offer=coaching")) == ["Philippa"]
    assert names(ask("phase=lower")) == ["Tamsin"]
    assert names(ask("phase=lower&offer=coaching")) == []
    assert counts(ask(), "phase") == {"Lower": 1, "Upper": 1}


def test_kinds_of_practitioner_are_a_facet_only_where_there_are_several(ask):
    portrait("Tamsin")
    assert counts(ask(), "kind") == {}

    portrait("Delphine", practitioner={"kind": PractitionerKind.objects.get(slug="sle")})
    assert counts(ask(), "kind") == {
        "Advanced Skills Teacher": 1,
        "Specialist Leader of Education": 1,
    }
    assert names(ask("kind=sle")) == ["Delphine"]


def test_word_that_only_a_draft_has_is_no_option(ask):
    latin = SubjectFactory(name="Latin")
    portrait("Tamsin")
    portrait("Draft", live=False, subjects=[latin])

    assert counts(ask(), "subject") == {}


def test_search_finds_words_of_the_name_the_school_and_the_portrait(ask):
    school = SchoolFactory(name="Little Ambling Lower School", town="Ambling")
    portrait(
        "Tamsin Quillfeather",
        practitioner={"base_school": school},
        own_words="I make daily phonics brisk.",
        experience="<p>My outdoor <b>story</b>-trail</p>",
        key_stages=[KeyStage.objects.get(slug="eyfs")],
        offers=[OfferFactory(name="Coaching")],
    )
    portrait("Osric Penhallow-Batt")

    for typed in (
        "tamsin", "QUILL", "ambling", "phonics", "story%20trail", "early%20phonics", "coaching",
    ):  # fmt: skip
        assert names(ask(f"q={typed}")) == ["Tamsin Quillfeather"], typed


def test_search_does_not_find_markup(ask):
    portrait("Tamsin", expertise='<p><a href="https://example.org">Phonics</a></p>')

    assert names(ask("q=href")) == []


def test_search_for_nonsense_is_an_answer_and_no_fault(ask):
    portrait("Tamsin")

    for typed in ("%00", "x" * 100_000, "%20", "%27%22%3C%3E%25_", "%F0%9F%8E%B5"):
        ask(f"q={typed}")


def test_nothing_found_says_what_to_do(client):
    portrait("Tamsin")

    page = client.get(f"{the_directory().get_url()}?q=latin").content.decode()

    assert "No teacher fits all of that" in page
    assert "“latin”" in page


def test_unknown_values_in_the_address_are_passed_over(ask):
    portrait("Tamsin")

    screen = ask("subject=nonsense&page=99&within=7&near=&kind=%00")

    assert names(screen) == ["Tamsin"]
    assert screen.chips == []


def test_nearest_comes_first_and_those_nowhere_last(ask):
    here = SchoolFactory(name="Hollow Oak", easting=500_000, northing=240_000)
    for name, miles in (("Far", 12), ("Near", 2), ("Middling", 6)):
        school = SchoolFactory(easting=500_000 + round(miles * MILE), northing=240_000)
        portrait(name, practitioner={"base_school": school})
    portrait("Nowhere", practitioner={"base_school": SchoolFactory()})

    screen = ask(f"near={here.urn}")

    assert [card.name for card in screen.cards] == ["Near", "Middling", "Far", "Nowhere"]
    assert screen.order == "nearest first"
    assert screen.cards[0].school.endswith(", about 2 miles away")
    assert screen.chips == [("Near Hollow Oak", "?")]

    screen = ask(f"near={here.urn}&within=10&q=e")
    assert names(screen) == ["Middling", "Near"]
    assert ("Within 10 miles of Hollow Oak", "?q=e") in screen.chips


def test_school_is_chosen_by_name_or_from_several(ask):
    SchoolFactory(name="Hollow Oak Middle School", easting=1, northing=1)
    lower = SchoolFactory(name="Ambling Lower School", town="Ambling", easting=1, northing=1)
    SchoolFactory(name="Ambling Upper School", town="Ambling", easting=1, northing=1)

    assert ask("near=hollow").near.school.name == "Hollow Oak Middle School"

    near = ask("near=ambling&q=a").near
    assert near.school is None
    assert near.choices[0] == (lower.label, f"?q=a&near={lower.urn}")
    assert len(near.choices) == 2
    assert ask(f"near={lower.label}").near.school == lower


def test_school_that_is_not_found_or_nowhere_says_what_to_do(ask):
    lost = SchoolFactory(name="Lost School")

    assert ask("near=zzz").near.problem == ("No school matches “zzz”. Try its town or its URN.")
    assert "Choose a school close to it" in ask(f"near={lost.urn}").near.problem


def test_card_says_subjects_stages_school_and_when(ask):
    portrait(
        "Osric Penhallow-Batt",
        practitioner={"base_school": SchoolFactory(name="Thistlecombe Primary School")},
        subjects=[SubjectFactory(name="Mathematics")],
        key_stages=list(KeyStage.objects.filter(slug__in=["ks1", "ks2"])),
        availability="Tuesday, whole day",
    )

    (card,) = ask().cards
    assert card.line == "Mathematics, key stages 1 and 2"
    assert card.school == "Thistlecombe Primary School"
    assert (card.state, card.state_icon) == ("Tuesday, whole day", "calendar")
    assert card.url.endswith("/osric-penhallow-batt/")


@pytest.mark.parametrize(
    ("outreach", "state", "icon"),
    [
        (Outreach.OWN_SCHOOL, "Works in their own school only", "pause"),
        (Outreach.ASK_SCHOOL, "Ask the base school", "calendar"),
    ],
)
def test_card_says_who_cannot_simply_be_asked(ask, outreach, state, icon):
    portrait("Cosmo", practitioner={"outreach": outreach}, availability="Monday")

    (card,) = ask().cards
    assert (card.state, card.state_icon) == (state, icon)


def test_thirty_are_a_page_and_the_filters_stay(client):
    art = SubjectFactory(name="Art", slug="art")
    for n in range(31):
        portrait(f"Person {n}", subjects=[art])

    first = client.get(f"{the_directory().get_url()}?subject=art")
    second = client.get(f"{the_directory().get_url()}?subject=art&page=2")

    assert [len(page.context["screen"].cards) for page in (first, second)] == [30, 1]
    assert 'href="?subject=art&amp;page=2"' in first.content.decode()
    shown = {card.name for page in (first, second) for card in page.context["screen"].cards}
    assert len(shown) == 31


def test_queries_are_few_and_the_same_for_one_and_for_many(client, count_queries):
    def fill(numbers) -> None:
        for n in numbers:
            portrait(
                f"Person {n}",
                subjects=[SubjectFactory()],
                key_stages=list(KeyStage.objects.all()),
                offers=[OfferFactory()],
            )

    url = the_directory().get_url()
    fill([0])
    client.get(url)
    one = count_queries(lambda: client.get(url))
    fill(range(1, 35))

    assert count_queries(lambda: client.get(url)) == one
    assert one <= 15


def test_every_filter_at_once_costs_no_more_than_a_page_may(client, count_queries):
    here = SchoolFactory(name="Hollow Oak", easting=500_000, northing=240_000)
    picture = ImageFactory()
    portrait("Tamsin", practitioner={"base_school": here}, photo=picture)
    url = f"{the_directory().get_url()}?q=tamsin&near=hollow&within=20"
    client.get(url)

    assert count_queries(lambda: client.get(url)) <= 15


@pytest.mark.usefixtures("shared_cache")
def test_photographs_are_read_together_and_nothing_is_written(client):
    for name in ("Tamsin", "Osric", "Marigold"):
        portrait(name, photo=ImageFactory())
    url = the_directory().get_url()
    client.get(url)

    with CaptureQueriesContext(connection) as asked:
        client.get(url)

    assert [each["sql"] for each in asked if not each["sql"].lstrip("(").startswith("SELECT")] == []
    assert len(asked) <= 15


def test_photograph_is_in_the_plates_frame(client):
    page = portrait("Tamsin", photo=ImageFactory())

    shown = client.get(the_directory().get_url()).content.decode()

    assert f'src="{page.photo.get_rendition("fill-400x500").url}"' in shown
