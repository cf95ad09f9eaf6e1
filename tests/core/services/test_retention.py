"""Each category goes on its day, and no day before; what the law keeps stays (SAFETY 64)."""

from copy import deepcopy
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from core.academic_year import LONDON, AcademicYear
from core.checks import check_retention
from core.models import AuditDisposal, AuditEntry, Message, User
from core.services import periodic
from core.services.retention import apply_retention, categories
from directory.models import Colleague, PenPortraitPage
from directory.services.accounts import close_account
from psg_catalogue.models import Booking, EvaluationAnswer, RegisterEntry, YearFigures
from psg_catalogue.queries.forum_report import Identities, forum_figures
from psg_catalogue.queries.report_years import terms_beside
from subscriptions.models import Invoice, Subscription
from subscriptions.services.invoices import issue_invoice
from tests.factories.canary import EMAIL, a_canary
from tests.factories.core import UserFactory
from tests.factories.messages import MessageFactory
from tests.factories.psg_catalogue import (
    RegisterEntryFactory,
    StudyGroupSessionFactory,
)

pytestmark = pytest.mark.django_db
# A Thursday of the school year 2026-27, which ends on 31 August 2027, and of 2026/27.
NOW = datetime(2026, 11, 26, 12, tzinfo=LONDON)


@pytest.fixture(scope="module")
def made(made_once):
    """Everything about one person, made on one day of November 2026."""

    def build():
        with time_machine.travel(NOW, tick=False):
            made = a_canary()
            issue_invoice(Subscription.objects.get(contact_email=EMAIL), by=made.user)
            return made

    return made_once(build)


@pytest.fixture
def canary(made):
    """It is that day."""
    with time_machine.travel(NOW, tick=False):
        yield deepcopy(made)


def counts() -> dict[str, int]:
    """What is due today, by category."""
    return {each.category.name: each.due for each in apply_retention(dry_run=True)}


def on(day: date):
    return time_machine.travel(datetime.combine(day, NOW.time(), tzinfo=LONDON), tick=False)


DAYS = [
    ("messages", date(2027, 11, 26), date(2027, 11, 27)),
    ("invitations", date(2027, 11, 26), date(2027, 11, 27)),
    ("changes", date(2028, 11, 26), date(2028, 11, 27)),
    ("history", date(2028, 11, 26), date(2028, 11, 27)),
    ("page_history", date(2028, 11, 26), date(2028, 11, 27)),
    ("registers", date(2030, 8, 31), date(2030, 9, 1)),
    ("bookings", date(2030, 8, 31), date(2030, 9, 1)),
    ("invoices", date(2033, 3, 31), date(2033, 4, 1)),
    ("subscription_contacts", date(2033, 3, 31), date(2033, 4, 1)),
    ("money_changes", date(2033, 3, 31), date(2033, 4, 1)),
]


@pytest.mark.parametrize(("name", "last_day", "its_day"), DAYS)
def test_a_category_is_due_on_its_day(canary, name, last_day, its_day):
    with on(last_day):
        assert counts()[name] == 0
    with on(its_day):
        assert counts()[name] > 0


def test_what_is_due_goes_and_a_second_run_changes_nothing(canary):
    RegisterEntryFactory(session=canary.held)
    with on(date(2030, 9, 1)):
        gone = {each.category.name: each for each in apply_retention()}
        assert gone["registers"].gone == gone["registers"].due > 0
        assert not RegisterEntry.objects.exists()
        assert not Booking.objects.exists()
        assert not Message.objects.exists()
        assert Invoice.objects.count() == 1
        again = [each for each in apply_retention() if each.gone]
    assert again == []


def test_the_forum_report_says_the_same_when_only_numbers_are_left(canary):
    year = AcademicYear(2026)
    session = StudyGroupSessionFactory(held=True)
    RegisterEntryFactory.create_batch(3, session=session)
    before = forum_figures(year)
    terms = terms_beside(year.next, None, Identities())
    assert before.attendances > 5
    with on(date(2030, 9, 1)):
        apply_retention()
        assert not RegisterEntry.objects.exists()
        assert YearFigures.objects.get().academic_year == 2026
        assert forum_figures(year) == before
        assert forum_figures(year.next).attendances_previous_year == before.attendances
        assert terms_beside(year.next, None, Identities()) == terms


def test_earlier_records_lose_their_names_and_can_still_be_asked_as_at_any_day(canary):
    session = StudyGroupSessionFactory(held=True, source="history", starts_at=NOW - timedelta(60))
    before = forum_figures(AcademicYear(2026), date(2026, 10, 31))
    RegisterEntry.objects.exclude(session=session).delete()
    with on(date(2030, 9, 1)):
        apply_retention()
        assert set(session.entries.values_list("name", "email")) == {("Name no longer kept", "")}
        assert forum_figures(AcademicYear(2026), date(2026, 10, 31)) == before
        assert not YearFigures.objects.exists()


def test_words_of_evaluations_go_after_two_years_and_marks_stay(canary):
    from psg_catalogue.models import EvaluationQuestion, EvaluationResponse

    response = EvaluationResponse.objects.create(session=canary.held)
    scale, text = EvaluationQuestion.objects.order_by("pk")[:2]
    EvaluationAnswer.objects.create(response=response, question=scale, scale=3, text="Good")
    EvaluationAnswer.objects.create(response=response, question=text, text="The tea was cold")
    with on(date(2029, 8, 31)):
        assert counts()["evaluations"] == 0
    with on(date(2029, 9, 1)):
        apply_retention()
    assert list(EvaluationAnswer.objects.values_list("scale", "text")) == [(3, "")]
    assert EvaluationResponse.objects.filter(pk=response.pk).exists()


def test_papers_of_money_name_nobody_after_six_years_and_the_current_one(canary):
    with on(date(2033, 3, 31)):
        apply_retention()
        assert Invoice.objects.get().finance_email == EMAIL
    with on(date(2033, 4, 1)):
        apply_retention()
    assert Invoice.objects.get().finance_email == ""
    assert set(Subscription.objects.values_list("finance_email", "contact_name")) == {("", "")}


def test_the_record_of_changes_goes_by_its_own_door(canary):
    money = AuditEntry.objects.filter(area="money").count()
    with on(date(2028, 11, 27)):
        apply_retention()
        assert AuditDisposal.objects.filter(before__isnull=False).exists()
        assert AuditEntry.objects.filter(area="money").count() == money
        assert not AuditEntry.objects.exclude(area="money").filter(at__lt=NOW).exists()


def test_portraits_go_a_year_after_the_practitioner(canary):
    canary.portrait.practitioner.left_on = date(2026, 12, 1)
    canary.portrait.practitioner.save()
    with on(date(2027, 11, 30)):
        assert counts()["portraits"] == 0
    with on(date(2027, 12, 1)):
        apply_retention()
    assert not PenPortraitPage.objects.exists()


def test_an_account_that_nobody_uses_is_erased_and_one_with_a_role_is_not(canary):
    unused = UserFactory(email="unused@example.org", date_joined=NOW)
    with on(date(2028, 11, 26)):
        assert counts()["accounts"] == 0
    with on(date(2028, 11, 27)):
        apply_retention()
        unused.refresh_from_db()
        canary.user.refresh_from_db()
        assert str(unused) == f"Erased account {unused.pk}"
        assert canary.user.email == EMAIL
        close_account(canary.user, by=None)
        apply_retention()
    assert User.objects.get(pk=canary.user.pk).email != EMAIL


def test_a_leaver_goes_with_the_last_booking(canary):
    Colleague.objects.filter(pk=canary.colleague.pk).update(left_on=date(2026, 12, 1))
    with on(date(2030, 8, 31)):
        apply_retention()
        assert Colleague.objects.filter(pk=canary.colleague.pk).exists()
    with on(date(2030, 9, 1)):
        apply_retention()
    assert not Colleague.objects.filter(pk=canary.colleague.pk).exists()


def test_the_command_reports_each_category_and_a_dry_run_changes_nothing(capsys):
    old = MessageFactory(sent=True, created_at=timezone.now() - timedelta(days=400))
    call_command("apply_retention", "--dry-run")
    said = capsys.readouterr().out
    assert "messages: Emails the site sent" in said
    assert "(1 year after they were written): 1 due." in said
    assert Message.objects.filter(pk=old.pk).exists()
    call_command("apply_retention")
    assert "1 due, 1 gone." in capsys.readouterr().out
    assert not Message.objects.filter(pk=old.pk).exists()


def test_the_periods_are_settings_and_the_law_has_the_last_word(settings):
    settings.RETENTION_YEARS = {"messages": 2}
    MessageFactory(sent=True, created_at=timezone.now() - timedelta(days=400))
    assert counts()["messages"] == 0
    assert check_retention(None) == []
    settings.RETENTION_YEARS = {"messages": 0, "invoices": 5, "nothing": 3, "bookings": "two"}
    assert len(check_retention(None)) == 4


def test_the_worker_does_it_daily():
    job = periodic.registered_jobs()["apply_retention"]
    assert job.every == timedelta(days=1)
    assert {each.name for each in categories()} >= {name for name, _, _ in DAYS}
