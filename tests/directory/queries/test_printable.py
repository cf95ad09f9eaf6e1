import pytest

from tests.factories.directory import (
    OfferFactory,
    PenPortraitPageFactory,
    PractitionerFactory,
    SchoolFactory,
    SubjectFactory,
    the_directory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def printed(client):
    def read():
        response = client.get(f"{the_directory().get_url()}print/")
        assert response.status_code == 200
        return response

    return read


def portrait(name: str, area: str = "", subjects=(), **given):
    school = SchoolFactory(area=area, town="Thistlecombe")
    return PenPortraitPageFactory(
        practitioner=PractitionerFactory(name=name, base_school=school),
        subjects=list(subjects),
        **given,
    )


def groups(pairs) -> dict[str, list[str]]:
    return {heading: [each.name for each in people] for heading, people in pairs}


def test_portraits_stand_by_subject_by_area_and_by_name(printed):
    art, music = SubjectFactory(name="Art"), SubjectFactory(name="Music")
    portrait("Wilhelmina Tock", "North", [music])
    portrait("Bartholomew Inkpen", "North", [music, art])
    portrait("Cosmo Brackenridge")
    portrait("Draft", live=False)

    directory = printed().context["directory"]

    assert directory.count == 3
    assert groups(directory.by_subject) == {
        "Art": ["Bartholomew Inkpen"],
        "Music": ["Bartholomew Inkpen", "Wilhelmina Tock"],
        "Other subjects": ["Cosmo Brackenridge"],
    }
    assert list(groups(directory.by_subject)) == ["Art", "Music", "Other subjects"]
    assert groups(directory.by_area) == {
        "North": ["Bartholomew Inkpen", "Wilhelmina Tock"],
        "Thistlecombe": ["Cosmo Brackenridge"],
    }
    assert [each.page.title for each in directory.portraits] == [
        "Bartholomew Inkpen", "Cosmo Brackenridge", "Wilhelmina Tock",
    ]  # fmt: skip


def test_page_has_each_portraits_words_and_offers(printed):
    portrait("Tamsin", own_words="I make phonics brisk.", offers=[OfferFactory(name="Coaching")])

    page = printed().content.decode()

    assert "I make phonics brisk." in page
    assert "<b>Offers:</b> Coaching." in page


def test_practitioners_email_is_on_no_page(client, printed):
    page = portrait("Tamsin")
    page.practitioner.email = "tamsin@example.org"
    page.practitioner.save()

    for address in (page.get_url(), the_directory().get_url()):
        assert "tamsin@example.org" not in client.get(address).content.decode()
    assert "tamsin@example.org" not in printed().content.decode()


def test_queries_are_the_same_for_one_and_for_many(client, count_queries):
    url = f"{the_directory().get_url()}print/"
    portrait("Tamsin", "North", [SubjectFactory()])
    client.get(url)
    one = count_queries(lambda: client.get(url))
    for n in range(20):
        portrait(f"Person {n}", "South", [SubjectFactory()], offers=[OfferFactory()])

    assert count_queries(lambda: client.get(url)) == one
    assert one <= 15
