"""The programme of a term on paper: what stands in it, and that it cannot keep the machine busy."""

from datetime import date

import pytest
from django.core.cache import cache, caches
from wagtail.models import PageViewRestriction

from directory.models import KeyStage, Term
from psg_catalogue.views import programme
from tests.factories.directory import LocalAuthorityFactory, PractitionerFactory, SubjectFactory
from tests.factories.psg_catalogue import (
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    twilight,
)

pytestmark = pytest.mark.django_db
PAGE, TERM, PDF = "/programme/", "/programme/2026-autumn/", "/programme/2026-autumn.pdf"


@pytest.fixture(autouse=True)
def autumn(time_machine):
    time_machine.move_to("2026-11-02 12:00+00:00")
    for season, starts, ends in (
        ("autumn", date(2026, 9, 3), date(2026, 12, 18)),
        ("spring", date(2027, 1, 4), date(2027, 3, 26)),
    ):
        Term.objects.create(
            authority=LocalAuthorityFactory(),
            academic_year=2026,
            season=season,
            starts_on=starts,
            ends_on=ends,
        )


@pytest.fixture
def group():
    page = StudyGroupPageFactory(
        title="Reasoning <every> day",
        aims="<ul><li>Prompts for any lesson</li></ul>",
        subjects=[SubjectFactory(name="Mathematics")],
        key_stages=[KeyStage.objects.get(slug="ks2")],
        leaders=[PractitionerFactory(name="Osric Batt"), PractitionerFactory(name="Ann Zeal")],
    )
    StudyGroupSessionFactory(study_group=page, title="Beginning", starts_at=twilight(8))
    return page


@pytest.fixture
def made(monkeypatch) -> list[str]:
    """What would be drawn, in place of drawing it."""
    drawn: list[str] = []

    def draw(template, context) -> bytes:
        drawn.append(context["booklet"].term.code)
        return b"%PDF-" + str(len(drawn)).encode()

    monkeypatch.setattr(programme, "render_pdf", draw)
    monkeypatch.setattr(programme, "pdf_is_available", lambda: True)
    return drawn


def test_the_page_has_the_terms_study_groups_and_its_indexes(client, group):
    StudyGroupSessionFactory(study_group=group, title="Called off", cancelled=True)
    StudyGroupSessionFactory(study_group=group, title="In spring", starts_at=twilight(80))
    StudyGroupSessionFactory(title="Draft", live=False)
    hidden = StudyGroupSessionFactory(study_group=StudyGroupPageFactory(title="For some only"))
    PageViewRestriction.objects.create(page=hidden.study_group, restriction_type="login")

    page = client.get(PAGE).content.decode()

    for words in (
        "Autumn term 2026", "Reasoning &lt;every&gt; day", "Led by Osric Batt and Ann Zeal",
        "Prompts for any lesson", "Tuesday 10 November", "16:15 to 17:45", "How to book",
    ):  # fmt: skip
        assert words in page
    for words in ("Called off", "In spring", "Draft", "For some only"):
        assert words not in page
    assert page.index("<b>Osric Batt</b>") < page.index("<b>Ann Zeal</b>")
    assert "<b>Mathematics</b>" in page
    assert "In spring" in client.get("/programme/2026-spring/").content.decode()
    for nowhere in ("/programme/2026-summer/", "/programme/x/", "/programme/2026-summer.pdf"):
        assert client.get(nowhere).status_code == 404


def test_without_sessions_the_page_says_so(client):
    assert "Nothing is planned yet" in client.get(PAGE).content.decode()


def test_the_booklet_is_a_pdf_with_the_same_words(client, group):
    pytest.importorskip("weasyprint")
    answer = client.get(PDF)
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"] == 'inline; filename="programme-2026-autumn.pdf"'
    assert answer["Cache-Control"] == "public, max-age=900"
    assert answer.cookies == {}


def test_the_booklet_is_made_once_for_what_it_says(client, group, made):
    first = client.get(PDF)
    assert client.get(PDF).content == first.content
    assert client.get(PDF, headers={"If-None-Match": first["ETag"]}).status_code == 304
    group.sessions.update(places_taken=3)
    assert client.get(PDF).content == first.content
    assert len(made) == 1
    group.title = "Another name"
    group.save_revision().publish()
    assert client.get(PDF, headers={"If-None-Match": first["ETag"]}).content == b"%PDF-2"


def test_one_at_a_time_and_so_often_an_hour(client, group, made, monkeypatch):
    cache.add(programme.BEING_MADE, 1)
    busy = client.get(PDF)
    assert (busy.status_code, busy["Retry-After"]) == (503, "5")
    cache.delete(programme.BEING_MADE)
    monkeypatch.setattr(programme, "MADE_AN_HOUR", 2)
    assert client.get(PDF).status_code == 200
    group.title = "Another name"
    group.save_revision().publish()
    assert client.get(PDF).status_code == 429
    assert made == ["2026-autumn"]


def test_a_booklet_that_fails_leaves_the_way_free(client, group, made, monkeypatch):
    def fail(template, context):
        raise RuntimeError

    monkeypatch.setattr(programme, "render_pdf", fail)
    with pytest.raises(RuntimeError):
        client.get(PDF)
    assert cache.get(programme.BEING_MADE) is None


def test_the_programme_costs_the_same_however_many(client, group, made, count_queries):
    def add(number: int) -> None:
        for _ in range(number):
            page = StudyGroupPageFactory(
                leaders=[PractitionerFactory()], subjects=[SubjectFactory()]
            )
            StudyGroupSessionFactory(study_group=page, starts_at=twilight(9))

    def asked(address: str) -> int:
        for kept in ("default", "fragments"):
            caches[kept].clear()
        return count_queries(lambda: client.get(address))

    asked(TERM)
    few = [asked(TERM), asked(PDF)]
    add(29)
    assert [asked(TERM), asked(PDF)] == few
    assert max(few) <= 15
