"""Each state of DOMAIN 5.1 stands in the demonstration."""

import pytest
from django.utils import timezone

from core.academic_year import AcademicYear
from core.models import Message
from directory.models import LocalAuthority, PenPortraitPage
from directory.outreach.enums import ENDED, PostState
from directory.outreach.models import ASTPost, Candidate
from directory.outreach.queries.register import (
    academies_releasing,
    counts_of,
    in_words,
    register_on,
)
from directory.outreach.queries.schools import is_in_ofsted_category
from directory.outreach.services.academies import follow_posts
from directory.services.import_schools import import_schools
from home.demo.calendar import load_terms
from home.demo.generate import DATA
from home.demo.people import load_accounts
from home.demo.portraits import load_practitioners, load_vocabulary
from home.demo.posts import load_posts
from tests.factories.directory import the_directory

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration():
    with (DATA / "schools.csv").open("rb") as file:
        import_schools(file)
    load_terms(LocalAuthority.objects.get(code="990"), [AcademicYear.current()])
    load_vocabulary()
    the_directory()
    accounts = load_accounts()
    load_posts(load_practitioners(accounts), accounts, timezone.localdate())


def test_register_has_each_state(demonstration):
    lines = {
        line.appointment.practitioner.name: line
        for line in register_on(timezone.localdate())
        if line.appointment
    }
    assert len(lines) == 12
    assert lines["Cosmo Brackenridge"].standing == "Retained in school"
    assert lines["Wilhelmina Tock"].funding_label == "Academy release"
    assert lines["Hyacinth Oakapple"].funding_label == "School-funded"
    assert lines["Ambrose Fairlight-Singh"].standing == "Filled, under review"
    assert is_in_ofsted_category(lines["Jocelyn Thrupp"].school)
    assert str(lines["Bartholomew Inkpen"].appointment.mentor) == "Philippa Larkspindle"
    assert academies_releasing() == 1
    words = in_words(counts_of(register_on(timezone.localdate())))
    assert words == (
        "10 LA-funded: 4 secondary, 2 middle, 3 primary, 1 special; 1 school-funded;"
        " 1 academy release; 1 kept by its academy"
    )
    states = set(ASTPost.objects.values_list("state", flat=True))
    assert states == set(PostState) - {ENDED[1]}
    live = PenPortraitPage.objects.live().values_list("title", flat=True)
    assert set(lines) - set(live) == {"Cosmo Brackenridge"}
    assert Candidate.objects.count() == 3
    assert follow_posts() == 0
    assert not Message.objects.filter(subject__contains="Fairlight").exists()
