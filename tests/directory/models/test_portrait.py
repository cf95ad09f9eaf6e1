import pytest
from django.db import IntegrityError, transaction

from directory.enums import Outreach
from directory.models import KeyStage
from tests.factories.core import ImageFactory
from tests.factories.directory import (
    OfferFactory,
    PenPortraitPageFactory,
    PractitionerFactory,
    SchoolFactory,
    SubjectFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client):
    def page(portrait) -> str:
        response = client.get(portrait.get_url())
        assert response.status_code == 200
        return response.content.decode()

    return page


def test_database_refuses_a_second_portrait_of_a_practitioner():
    first, second = PenPortraitPageFactory(), PenPortraitPageFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        type(second).objects.filter(pk=second.pk).update(practitioner=first.practitioner)


def test_page_shows_the_facts_their_words_and_what_they_offer(read):
    school = SchoolFactory(name="Little Ambling Lower School", town="Little Ambling")
    portrait = PenPortraitPageFactory(
        practitioner=PractitionerFactory(name="Tamsin Quillfeather", base_school=school),
        subjects=[SubjectFactory(name="English"), SubjectFactory(name="SEND")],
        key_stages=list(KeyStage.objects.filter(slug__in=["eyfs", "ks1"])),
        offers=[OfferFactory(name="Model lessons")],
        own_words="I make daily phonics brisk.",
        availability="Wednesday, whole day",
        travel_area="Anywhere in Marlshire",
        expertise="<p>Early language</p>",
        other_expertise="Outdoor learning",
        experience="<p>A story trail</p>",
        what_i_can_offer="<ul><li>A catch-up group</li></ul>",
    )

    page = read(portrait)

    for words in (
        "Advanced Skills Teacher", "English and SEND", "Early years and key stage 1",
        "Little Ambling Lower School, Little Ambling", "Wednesday, whole day",
        "Anywhere in Marlshire", "In Tamsin’s words", "I make daily phonics brisk.",
        "Model lessons", "A catch-up group", "Early language", "Outdoor learning",
        "A story trail", "Ask Tamsin for support",
    ):  # fmt: skip
        assert words in page


def test_one_who_works_in_their_own_school_has_no_button_to_ask(read):
    portrait = PenPortraitPageFactory(
        practitioner=PractitionerFactory(outreach=Outreach.OWN_SCHOOL)
    )

    page = read(portrait)

    assert "Works in their own school only" in page
    assert "for support" not in page
    assert "contact the AST coordinator" in page


def test_one_whom_the_school_pays_is_asked_for_and_the_school_answers(read):
    """CB ¶2: the school coordinates the work that it funds."""
    page = read(
        PenPortraitPageFactory(practitioner=PractitionerFactory(outreach=Outreach.ASK_SCHOOL))
    )

    assert "funds this work itself and answers; the authority has a copy" in page
    assert "for support" in page


def test_name_ending_in_s_takes_an_apostrophe(read):
    page = read(PenPortraitPageFactory(practitioner=PractitionerFactory(name="Rufus Candlewick")))

    assert "In Rufus’ words" in page


def test_photograph_has_its_description_and_without_one_the_name(read):
    described = PenPortraitPageFactory(photo=ImageFactory(description="Tamsin reading aloud"))
    bare = PenPortraitPageFactory(photo=ImageFactory(description=""))

    assert 'alt="Tamsin reading aloud"' in read(described)
    assert f'alt="Photograph of {bare.title}"' in read(bare)


def test_script_in_what_is_written_is_inert(read):
    portrait = PenPortraitPageFactory(own_words="<script>alert(1)</script>{{7*7}}")

    page = read(portrait)

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in page


def test_copy_does_not_claim_the_practitioner():
    portrait = PenPortraitPageFactory()

    copy = portrait.copy(update_attrs={"slug": "copy"}, keep_live=False)

    assert copy.practitioner is None


def test_queries_for_a_portrait_are_few(client, count_queries):
    portrait = PenPortraitPageFactory(
        photo=ImageFactory(), subjects=[SubjectFactory()], offers=[OfferFactory()]
    )
    client.get(portrait.get_url())

    assert count_queries(lambda: client.get(portrait.get_url())) <= 15
