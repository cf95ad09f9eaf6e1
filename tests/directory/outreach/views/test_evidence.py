"""An AST downloads their own evaluations and logs; nobody else gets any of it (CA L39, L65)."""

import io
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from core.academic_year import AcademicYear
from directory.enums import Role
from directory.outreach.models import OutreachEvaluation, OutreachPlan, SupportedColleague
from tests.factories.directory import PractitionerFactory
from tests.factories.outreach import ASTAppointmentFactory
from tests.factories.people import lead_of, person
from tests.factories.support import OutreachPlanFactory, OutreachVisitFactory

pytestmark = pytest.mark.django_db
YEAR = AcademicYear.current().start
ADDRESSES = ("/my-evidence/", f"/my-evidence/{YEAR}.pdf", f"/my-evidence/{YEAR}.zip")


def evaluated(practitioner, words: str) -> OutreachEvaluation:
    """A plan of that AST, answered just now, with a colleague it supported."""
    plan = OutreachPlanFactory(practitioner=practitioner, agreed=True)
    SupportedColleague.objects.create(plan=plan, name="Jessamy Thorne-Supported")
    OutreachPlan.objects.filter(pk=plan.pk).update(
        state="evaluated", completed_on=timezone.localdate()
    )
    return OutreachEvaluation.objects.create(
        plan=plan,
        kind="completion",
        asked_at=timezone.now(),
        answered_at=timezone.now(),
        respondent_name="Maud Ellerwood",
        support=4,
        support_words=words,
        impact=3,
    )


@pytest.fixture
def ast():
    return ASTAppointmentFactory(practitioner__user=person(Role.PRACTITIONER)).practitioner


def unzipped(content: bytes) -> dict[str, str]:
    bundle = ZipFile(io.BytesIO(content))
    return {
        name: bundle.read(name).decode("utf-8-sig")
        for name in bundle.namelist()
        if not name.endswith(".pdf")
    }


def test_bundle_has_the_asts_own_work_and_nobody_elses(client, ast):
    other = ASTAppointmentFactory(practitioner__user=person()).practitioner
    evaluated(ast, "=Phonics took off")
    evaluated(other, "Somebody else’s praise")
    agreement = ast.outreach_plans.get().live_agreement
    day = max(timezone.localdate() - timedelta(1), AcademicYear.current().first_day)
    OutreachVisitFactory(agreement=agreement, visited_on=day, summary="Taught beside a colleague")
    OutreachVisitFactory(visited_on=day, summary="Another AST’s morning")
    client.force_login(ast.user)

    page = client.get(ADDRESSES[0]).content.decode()
    files = unzipped(client.get(ADDRESSES[2]).content)

    everything = page + "".join(files.values())
    assert set(files) == {"evidence.html", "evaluations.csv", "visits.csv", "sessions-led.csv"}
    assert "Taught beside a colleague" in files["visits.csv"]
    assert "'=Phonics took off" in files["evaluations.csv"]
    for hidden in ("Somebody else", "Another AST", "Jessamy"):
        assert hidden not in everything
    assert ModelLogEntry.objects.filter(action="evidence.downloaded").count() == 1


def test_evidence_is_one_tagged_pdf(client, ast):
    client.force_login(ast.user)

    answer = client.get(ADDRESSES[1])

    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"] == (
        f'attachment; filename="evidence-{AcademicYear.current()}.pdf"'
    )


def test_there_is_no_evidence_for_anyone_who_held_no_post(client, ast):
    visitors = [person(role) for role in Role if not role.value.startswith("school_")]
    visitors += [lead_of(ast.base_school), PractitionerFactory(user=person()).user]
    for visitor in visitors:
        client.force_login(visitor)
        assert {client.get(address).status_code for address in ADDRESSES} == {404}, visitor
    client.logout()
    assert {client.get(address).status_code for address in ADDRESSES} == {302}


def test_evidence_stays_ones_own_after_the_post_has_ended(client):
    left = ASTAppointmentFactory(
        practitioner__user=person(), last_day=timezone.localdate() - timedelta(30)
    )
    client.force_login(left.practitioner.user)

    assert client.get(ADDRESSES[0], {"year": "20x6"}).status_code == 200
    assert client.get(ADDRESSES[2]).status_code == 200


def test_evidence_asks_the_same_of_the_database_for_1_and_for_12(client, ast, count_queries):
    def look():
        client.get(ADDRESSES[0])

    client.force_login(ast.user)
    evaluated(ast, "Well")
    look()
    few = count_queries(look)
    for _ in range(11):
        evaluated(ast, "Well")

    assert count_queries(look) == few <= 15
