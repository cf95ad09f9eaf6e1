"""What is kept of somebody who wished to become an AST: the copy they are given, what an erasure
takes, and when it goes by itself (DOMAIN 6.5, SAFETY 63, 64, 66)."""

import json
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine

from core.academic_year import LONDON
from core.privacy import person_of
from core.services.erasure import erase_person
from core.services.retention import apply_retention
from core.services.subject_access import copy_for
from directory.enums import Role
from directory.outreach.enums import CandidateState, SupportKind
from directory.outreach.models import Candidate, CandidateSupport
from directory.outreach.services import candidates
from tests.core.services.test_erasure import tables_with
from tests.factories.core import UserFactory
from tests.factories.outreach import ASTPostFactory, CandidateFactory
from tests.factories.people import person

pytestmark = pytest.mark.django_db
NAME, EMAIL = "Zephyrine Hartwhistle", "zephyrine.hartwhistle@canary.example"
BEGUN = datetime(2026, 11, 26, 12, tzinfo=LONDON)


def on(year: int, month: int, day: int):
    return time_machine.travel(datetime(year, month, day, 12, tzinfo=LONDON), tick=False)


@pytest.fixture
def candidate() -> Candidate:
    """Met the standards on the day, with a log of support and a task to offer more."""
    with time_machine.travel(BEGUN, tick=False):
        coordinator = person(Role.AST_COORDINATOR)
        found = CandidateFactory(
            name=NAME, email=EMAIL, note=f"{NAME} offers chemistry",
            state=CandidateState.ASSESSMENT_BOOKED, assessment_on=BEGUN.date(),
        )  # fmt: skip
        candidates.give_support(
            found, kind=SupportKind.VISIT, note=f"{NAME} is nervous", by=coordinator
        )
        return candidates.record_result(found, met=True, by=coordinator)


def test_copy_has_all_that_is_kept_of_a_candidate_and_nothing_of_another(candidate):
    CandidateFactory(name="Barnaby Otherwise", note="Another's note")
    user = UserFactory(email=EMAIL.upper(), first_name="Zephyrine", last_name="Hartwhistle")

    with ZipFile(BytesIO(copy_for(person_of(user), by=user))) as archive:
        words = archive.read("data.json").decode()

    copied = json.loads(words)
    interest, support = (
        copied[heading]
        for heading in ("Interest in becoming an AST", "Support on the way to becoming an AST")
    )
    assert (len(interest), len(support)) == (1, 2)
    assert "offers chemistry" in words
    assert "is nervous" in words
    assert "Another's note" not in words


def test_erasure_takes_the_candidate_and_what_was_still_to_do(candidate):
    other = CandidateFactory(name="Barnaby Otherwise", note="Another's note")
    user = UserFactory(email=EMAIL, first_name="Zephyrine", last_name="Hartwhistle")
    assert "outreach_candidatesupport" in tables_with("hartwhistle")

    erase_person(person_of(user))

    assert tables_with("hartwhistle") == set()
    candidate.refresh_from_db()
    assert (candidate.state, candidate.note) == (CandidateState.WITHDRAWN, "")
    assert list(CandidateSupport.objects.values_list("kind", "note")) == [("visit", "")]
    other.refresh_from_db()
    assert (other.name, other.note) == ("Barnaby Otherwise", "Another's note")
    assert erase_person(person_of(type(user).objects.get(pk=user.pk))).total == 0


def test_appointed_candidate_is_found_by_the_practitioner_they_became(candidate):
    post = ASTPostFactory()
    candidates.appoint_candidate(
        candidate, post, starts_on=BEGUN.date(), by=person(Role.AST_COORDINATOR)
    )
    Candidate.objects.update(email="former.name@example.org")
    practitioner = candidate.__class__.objects.get().practitioner
    erase_person(person_of(row=practitioner))
    assert tables_with("hartwhistle") == set()
    assert Candidate.objects.get().state == CandidateState.APPOINTED


def due() -> int:
    found = {each.category.name: each for each in apply_retention(dry_run=True)}
    return found["candidates"].due


def test_candidate_goes_two_years_after_the_last_that_was_heard(candidate, settings):
    with on(2028, 11, 26):
        assert due() == 0
    with on(2028, 11, 27):
        assert due() == 1
        settings.RETENTION_YEARS = {"candidates": 3}
        assert due() == 0
        settings.RETENTION_YEARS = {}
        # A word since, and it is kept for two years more.
        task = CandidateSupport.objects.get(kind="offer")
        task.done_on = datetime(2027, 3, 1).date()
        task.save()
        assert due() == 0
    with on(2029, 3, 3):
        assert due() == 1
        apply_retention()
        assert due() == 0
    found = Candidate.objects.get()
    assert (found.name, found.note, found.state) == (
        "Name no longer kept", "", CandidateState.WITHDRAWN)  # fmt: skip
    assert "@canary.example" not in found.email
    assert set(CandidateSupport.objects.values_list("note", flat=True)) == {""}
    with on(2026, 12, 1):
        booked = CandidateFactory(
            state=CandidateState.ASSESSMENT_BOOKED, assessment_on=datetime(2029, 6, 1).date()
        )
    with on(2029, 4, 1):
        # Whose assessment is still to come is not quiet.
        assert not Candidate.objects.quiet_since(BEGUN.replace(year=2028)).filter(pk=booked.pk)
