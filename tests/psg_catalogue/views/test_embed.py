"""The next sessions in a frame on a school's own site, and the page where it copies the line."""

import re
from html import unescape

import pytest
from django.core.cache import caches
from django.urls import reverse

from directory.models import KeyStage
from tests.factories.directory import SchoolFactory, SubjectFactory
from tests.factories.people import office
from tests.factories.psg_catalogue import (
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    the_catalogue,
    twilight,
)

pytestmark = pytest.mark.django_db
FRAME, OPTIONS = "/embed/sessions/", "/embed/"


def policy(answer) -> dict[str, list[str]]:
    parts = (part.split() for part in answer["Content-Security-Policy"].split(";"))
    return {words[0]: words[1:] for words in parts if words}


def titles(client, query: str = "") -> list[str]:
    page = client.get(f"{FRAME}?{query}").content.decode()
    return re.findall(r"<a href=\"[^\"]*\">(Group [^<]*)</a>", page)


def test_the_frame_alone_may_stand_on_another_site(client):
    the_catalogue()
    framed = client.get(FRAME)
    assert policy(framed)["frame-ancestors"] == ["*"]
    assert policy(framed)["script-src"] == policy(framed)["form-action"] == ["'none'"]
    assert "X-Frame-Options" not in framed
    for address in ("/", OPTIONS, "/study-groups/", "/programme/", "/account/login/", "/embed/no/"):
        answer = client.get(address)
        assert policy(answer)["frame-ancestors"] == ["'self'"], address
        assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_the_frame_sets_no_cookie_runs_no_script_and_may_be_kept(client):
    StudyGroupSessionFactory(title="<script>", starts_at=twilight(8))
    answer = client.get(FRAME)
    page = answer.content.decode()
    assert answer.cookies == {}
    assert answer["Cache-Control"] == "public, max-age=900"
    assert "Cookie" not in answer.get("Vary", "")
    assert "<script" not in page
    assert "<form" not in page
    assert '<base target="_blank">' in page
    client.force_login(office(first_name="Persis"))
    assert "Persis" not in client.get(FRAME).content.decode()


def test_the_frame_shows_the_next_sessions_that_go_ahead(client):
    for number in range(1, 8):
        group = StudyGroupPageFactory(title=f"Group {number}")
        StudyGroupSessionFactory(study_group=group, starts_at=twilight(number))
    off = StudyGroupPageFactory(title="Group off")
    for why in ({"cancelled": True}, {"postponed": True}, {"live": False}, {"past": True}):
        StudyGroupSessionFactory(study_group=off, **why)
    assert titles(client) == [f"Group {number}" for number in range(1, 6)]
    assert len(titles(client, "number=2")) == 2
    assert len(titles(client, "number=0")) == 1
    for odd in ("number=9999", "number=²", "number=-3", "number=", "within=x&near=%00"):
        assert 5 <= len(titles(client, odd)) <= 7


def test_the_frame_goes_by_subject_key_stage_and_distance(client):
    maths, ks2 = SubjectFactory(), KeyStage.objects.get(slug="ks2")
    here = SchoolFactory(easting=500_000, northing=200_000)
    far = SchoolFactory(easting=530_000, northing=200_000)
    one = StudyGroupPageFactory(title="Group one", subjects=[maths], key_stages=[ks2])
    two = StudyGroupPageFactory(title="Group two")
    StudyGroupSessionFactory(study_group=one, venue=far, starts_at=twilight(5))
    StudyGroupSessionFactory(study_group=two, venue=here, starts_at=twilight(6))
    assert titles(client, f"subject={maths.slug}&stage=ks2") == ["Group one"]
    assert titles(client, f"subject={maths.slug}&stage=ks1") == []
    assert titles(client, f"near={here.urn}&within=5") == ["Group two"]
    assert titles(client, f"near={here.urn}&within=20") == ["Group one", "Group two"]
    assert (
        f"Within 5 miles of {here}"
        in client.get(f"{FRAME}?near={here.urn}&within=5").content.decode()
    )


def test_a_school_chooses_and_copies_the_line(client):
    the_catalogue()
    maths = SubjectFactory()
    school = SchoolFactory(name="Quarrybank School", easting=1, northing=1)
    assert "<iframe" not in client.get(OPTIONS).content.decode()
    typed = {
        "subject": maths.slug,
        "stage": "ks2",
        "school": school.urn,
        "within": "5",
        "number": 4,
    }

    page = client.get(OPTIONS, typed).content.decode()

    line = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1])
    query = f"subject={maths.slug}&stage=ks2&near={school.urn}&within=5"
    assert f'src="http://testserver{FRAME}?{query}&number=4"' in unescape(line)
    assert f'href="http://testserver/study-groups/?{query}"' in unescape(line)
    assert 'title="Study groups: the next sessions"' in line
    assert f'<iframe class="embed__frame gap-top" src="{FRAME}?subject=' in page
    assert reverse("psg_catalogue:catalogue_feed") in page


def test_what_is_wrong_is_said_in_place(client):
    SchoolFactory(name="St Wistan's One")
    SchoolFactory(name="St Wistan's Two")
    several = client.get(OPTIONS, {"school": "wistan", "within": "10", "number": 5})
    assert several.status_code == 422
    assert "Several schools match." in several.content.decode()
    wrong = client.get(OPTIONS, {"school": "nowhere", "number": 99, "subject": "x"})
    for words in ("No open school matches", "20"):
        assert words in wrong.content.decode()
    assert "<iframe" not in wrong.content.decode()


def test_the_frame_costs_the_same_however_many(client, count_queries):
    school = SchoolFactory(easting=500_000, northing=200_000)

    def asked() -> int:
        caches["fragments"].clear()
        return count_queries(lambda: client.get(f"{FRAME}?near={school.urn}&number=20"))

    def add(number: int) -> None:
        for _ in range(number):
            StudyGroupSessionFactory(venue=school)

    add(1)
    asked()
    few = asked()
    add(29)
    assert asked() == few <= 15
