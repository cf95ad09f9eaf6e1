"""The reports as pages, files and frozen copies: who reads which, and that a figure once given can
be given again."""

import csv
from io import StringIO

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse

from core.academic_year import AcademicYear
from directory.enums import Role
from psg_catalogue.models import FrozenReport, RegisterEntry
from psg_catalogue.reports.kinds import KINDS
from psg_catalogue.services.frozen_reports import NoNote, freeze_report
from tests.factories.core import UserFactory
from tests.factories.directory import PractitionerFactory, SubjectFactory
from tests.factories.people import office, person
from tests.factories.psg_catalogue import (
    AdministrativeCostFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
)

pytestmark = pytest.mark.django_db
PROGRAMME = {kind.slug for kind in KINDS if not kind.slug.startswith("income")}
MONEY = {"income-and-places", "income-and-cost"}
READS = {
    Role.PSG_ORGANISER: PROGRAMME | MONEY,
    Role.DIRECTOR: PROGRAMME | MONEY,
    Role.FINANCE: MONEY,
    Role.QA_LEAD: PROGRAMME,
    Role.AST_COORDINATOR: PROGRAMME,
    Role.PD_HEAD: PROGRAMME,
    Role.PRACTITIONER: set(),
    Role.EDITOR: set(),
}
BY_SLUG = {kind.slug: kind for kind in KINDS}


def at(slug, year=None):
    return reverse("psg_catalogue:report", args=[slug, year or AcademicYear.current()])


@pytest.fixture
def held():
    leader = PractitionerFactory(name="Ada Marsh")
    group = StudyGroupPageFactory(leaders=[leader], subjects=[SubjectFactory(name="=Art")])
    return StudyGroupSessionFactory(held=True, study_group=group, came=2)


@pytest.mark.parametrize("role", READS)
def test_each_report_is_for_its_readers(client, held, role):
    client.force_login(person(role))
    opened = {slug for slug in BY_SLUG if client.get(at(slug), follow=True).status_code == 200}
    assert opened == READS[role]
    index = client.get(reverse("psg_catalogue:reports"))
    assert index.status_code == (200 if READS[role] else 403)
    if READS[role]:
        assert {kind.slug for kind, _ in index.context["kinds"]} == READS[role]
    for slug in BY_SLUG:
        address = reverse("psg_catalogue:freeze_report", args=[slug, AcademicYear.current()])
        status = client.post(address, {"note": "For the Forum"}).status_code
        assert status == (302 if slug in READS[role] else 403)
    assert set(FrozenReport.objects.values_list("slug", flat=True)) == READS[role]
    client.force_login(person(Role.PRACTITIONER))
    for frozen in FrozenReport.objects.all():
        page = reverse("psg_catalogue:frozen_report", args=[frozen.pk])
        assert client.get(page).status_code == 403


def test_a_report_is_a_table_a_chart_and_safe_files_up_to_a_day(client, held):
    client.force_login(office())
    page = client.get(at("subjects")).content.decode()
    assert "All sessions, each once" in page
    assert "<svg" in page
    assert "Each person marked present at each session" in page
    assert "?format=csv" in page
    rows = list(csv.reader(StringIO(_text(client.get(f"{at('subjects')}?format=csv")))))
    assert rows == [
        ["\ufeffSubject", "Study groups", "Sessions held", "Attendances", "Schools"],
        ["'=Art", "1", "1", "2", "2"],
        ["All sessions, each once", "1", "1", "2", "2"],
    ]
    workbook = client.get(f"{at('subjects')}?format=xlsx")
    assert workbook["Content-Disposition"].endswith(f'subjects-{AcademicYear.current()}.xlsx"')
    first = AcademicYear.current().first_day
    early = client.get(f"{at('subjects')}?as_at={first.isoformat()}").content.decode()
    assert "Nothing to count yet" in early
    for wrong in ("1999-01-01", "soon"):
        refused = client.get(f"{at('subjects')}?as_at={wrong}")
        assert refused.status_code == 422
        assert "All sessions, each once" in refused.content.decode()
    assert client.get(at("nonsense")).status_code == 404
    assert client.get(at("subjects", "nonsense")).status_code == 404


def _text(response) -> str:
    return b"".join(response.streaming_content).decode()


def test_money_is_of_a_school_year_or_a_financial_year(client):
    AdministrativeCostFactory()
    client.force_login(person(Role.FINANCE))
    school_year = client.get(at("income-and-cost"))
    assert isinstance(school_year.context["year"], AcademicYear)
    financial = client.get(f"{at('income-and-cost')}?by=financial")
    assert "/" in str(financial.context["year"])
    assert "−£120.00" in financial.content.decode() or "-£120.00" in financial.content.decode()
    client.force_login(office())
    assert isinstance(client.get(f"{at('subjects')}?by=financial").context["year"], AcademicYear)


def test_a_frozen_report_is_shown_again_as_it_was_and_a_name_only_while_it_is_known(client, held):
    staff = office()
    client.force_login(staff)
    address = reverse("psg_catalogue:freeze_report", args=["leaders", AcademicYear.current()])
    assert client.post(address, {"note": " "}).status_code == 422
    for _ in range(2):
        done = client.post(address, {"note": "For the Forum"})
    frozen = FrozenReport.objects.get()
    assert done["Location"] == reverse("psg_catalogue:frozen_report", args=[frozen.pk])
    assert (frozen.frozen_by, frozen.note, frozen.title) == (staff, "For the Forum", "By leader")
    assert "Ada Marsh" not in str(frozen.content)
    before = client.get(done["Location"]).context["report"]

    RegisterEntry.objects.filter(session=held).first().delete()
    held.study_group.leaderships.get().practitioner.name = "Somebody else"
    leader = held.study_group.leaderships.get().practitioner
    leader.name = "A former practitioner"
    leader.save()

    page = client.get(done["Location"])
    shown = page.context["report"]
    assert (shown.rows, shown.total, shown.headings) == (before.rows, before.total, before.headings)
    assert "A former practitioner" in page.content.decode()
    assert "For the Forum" in page.content.decode()
    assert "As the study groups name them" in page.content.decode()
    [_, row, total] = csv.reader(StringIO(_text(client.get(f"{done['Location']}?format=csv"))))
    assert (row, total[3]) == (["A former practitioner", "1", "1", "2", "2"], "2")
    now = client.get(at("leaders")).context["report"]
    assert now.total[3] == 1
    client.post(address, {"note": "For the Forum"})
    assert FrozenReport.objects.count() == 2
    listed = client.get(reverse("psg_catalogue:reports")).content.decode()
    assert listed.count("For the Forum") == 2


def test_the_database_keeps_frozen_reports_as_they_are(held):
    with pytest.raises(NoNote):
        freeze_report(BY_SLUG["venues"], AcademicYear.current(), note=" ", by=UserFactory())
    frozen = freeze_report(
        BY_SLUG["venues"], AcademicYear.current(), note="Given", by=UserFactory()
    )
    refused = pytest.raises((IntegrityError, InternalError))
    with refused, transaction.atomic():
        FrozenReport.objects.filter(pk=frozen.pk).update(note="Other")
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        FrozenReport.objects.filter(pk=frozen.pk).delete()


def test_the_forum_report_is_frozen_with_its_words(client, held):
    client.force_login(person(Role.DIRECTOR))
    year = AcademicYear.current()
    page = client.get(reverse("psg_catalogue:forum_report", args=[year])).content.decode()
    address = reverse("psg_catalogue:freeze_report", args=["schools-forum", year])
    assert address in page
    day = held.day.isoformat()
    client.post(address, {"note": "January meeting", "as_at": day})
    frozen = FrozenReport.objects.get()
    assert (frozen.as_at.isoformat(), ["Attendances", 2] in frozen.content["rows"]) == (day, True)
    shown = client.get(reverse("psg_catalogue:frozen_report", args=[frozen.pk])).content.decode()
    assert "1 session took place, with 2 attendances" in shown


def test_pages_of_reports_cost_the_same_however_much_there_is(client, held, count_queries):
    client.force_login(office())
    index = reverse("psg_catalogue:reports")
    staff = UserFactory()
    freeze_report(BY_SLUG["venues"], AcademicYear.current(), note="1", by=staff)
    few = count_queries(lambda: client.get(index))
    for number in range(2, 5):
        freeze_report(BY_SLUG["venues"], AcademicYear.current(), note=str(number), by=staff)
    assert count_queries(lambda: client.get(index)) == few <= 15
    assert count_queries(lambda: client.get(at("schools"))) <= 25
