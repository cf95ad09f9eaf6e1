"""Subscription income beside administrative cost (CB ¶4), and income against places."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.academic_year import AcademicYear
from core.financial_year import FinancialYear
from psg_catalogue.queries.programme_reports.money import income_and_cost, income_and_places
from subscriptions.income import Income, subscription_income
from subscriptions.models import Payment
from subscriptions.services.credit_notes import issue_credit_note
from subscriptions.services.invoices import billing_of, issue_invoice, issue_joint_invoice
from subscriptions.services.payments import pay_invoice
from tests.factories.directory import SchoolFactory
from tests.factories.psg_catalogue import (
    AdministrativeCostFactory,
    PlaceOrderFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    twilight,
)
from tests.factories.subscriptions import SubscriptionFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def a_day_in_autumn(time_machine):
    time_machine.move_to("2026-11-20 12:00+00:00")


def pay(invoice, pence):
    pay_invoice(invoice, amount_pence=pence, method="bacs", received_on=TODAY, by=None)


def test_subscription_income_is_what_was_invoiced_less_what_was_credited():
    invoice = issue_invoice(SubscriptionFactory(priced=True), by=None)
    issue_invoice(SubscriptionFactory(priced=True), by=None)
    issue_credit_note(
        invoice, amounts={invoice.lines.get().pk: 5_000}, reason="Half a year.", by=None
    )
    pay(invoice, 4_000)
    next_year = SubscriptionFactory(priced=True, academic_year=2027)
    issue_invoice(next_year, by=None)
    earlier = SubscriptionFactory(academic_year=2025)
    Payment.objects.create(
        subscription=earlier, amount_pence=9_000, method="bacs", received_on=date(2026, 4, 1)
    )
    year = AcademicYear(2026)
    assert subscription_income(year) == Income(30_000, 5_000, 4_000)
    assert subscription_income(year).net == 25_000
    assert subscription_income(year, TODAY - timedelta(days=1)) == Income(0, 0, 0)
    assert subscription_income(AcademicYear(2027)) == Income(15_000, 0, 0)
    assert subscription_income(AcademicYear(2025)) == Income(0, 0, 9_000)
    assert subscription_income(FinancialYear(2026)) == Income(45_000, 5_000, 13_000)
    assert subscription_income(FinancialYear(2025)) == Income(0, 0, 0)


def test_a_payment_of_a_joint_invoice_counts_by_the_share_of_its_subscriptions():
    subscription = SubscriptionFactory(priced=True)
    charge = PlaceOrderFactory(school=subscription.school).charge
    invoice = issue_joint_invoice([subscription, charge], billing_of(subscription), by=None)
    pay(invoice, 10_001)
    # 15,000 of 19,500 pence: 7,693.08 of what came in.
    assert subscription_income(AcademicYear(2026)) == Income(15_000, 0, 7_693)


def test_income_and_cost_of_a_school_year_and_of_a_financial_year():
    issue_invoice(SubscriptionFactory(priced=True), by=None)
    AdministrativeCostFactory(spent_on=TODAY)
    AdministrativeCostFactory(spent_on=TODAY, amount_pence=500)
    AdministrativeCostFactory(spent_on=date(2027, 4, 1), what_for="Printing", amount_pence=700)
    AdministrativeCostFactory(spent_on=date(2026, 8, 31), what_for="Postage", amount_pence=300)
    AdministrativeCostFactory(spent_on=date(2026, 3, 31), amount_pence=9_999)

    school_year = income_and_cost(AcademicYear(2026))
    assert school_year.rows == (
        ("Subscriptions invoiced", 15_000),
        ("Credited", 0),
        ("Subscription income", 15_000),
        ("Cost: Rooms and refreshments", -12_500),
        ("Cost: Printing", -700),
        ("Administrative cost", -13_200),
    )
    assert school_year.total == ("Balance", 1_800)
    assert list(school_year.file_rows())[-1] == ["Balance", 18]
    assert income_and_cost(FinancialYear(2026)).total == ("Balance", 15_000 - 12_800)
    assert income_and_cost(AcademicYear(2026), TODAY).total == ("Balance", 2_500)
    assert income_and_cost(AcademicYear(2026), date(2026, 9, 30)).total == ("Balance", 0)


def test_income_against_places_is_of_held_sessions_by_study_group():
    group = StudyGroupPageFactory(title="Voices")
    session = StudyGroupSessionFactory(
        held=True, study_group=group, capacity=20, places_taken=9, came=8, booked=0
    )
    other = StudyGroupSessionFactory(held=True, study_group__title="Wonder", came=2, capacity=10)
    StudyGroupSessionFactory(study_group=group, starts_at=twilight(20))
    sold = issue_invoice(PlaceOrderFactory(session=session).charge, by=None)
    issue_credit_note(sold, amounts={sold.lines.get().pk: 500}, reason="Asked twice.", by=None)
    issue_invoice(PlaceOrderFactory(session=other, school=SchoolFactory()).charge, by=None)
    issue_invoice(SubscriptionFactory(priced=True), by=None)
    session.refresh_from_db()

    report = income_and_places(AcademicYear.of(timezone.localdate()))

    assert report.rows == (
        ("Voices", 1, 20, session.places_taken, round(session.places_taken * 5), 8, 4_000),
        ("Wonder", 1, 10, 0, 0, 2, 4_500),
    )
    assert report.total[2:] == (30, session.places_taken, report.total[4], 10, 8_500)
    assert report.headlines == (
        ("£150.00", "from subscriptions, without VAT"),
        ("£85.00", "from places sold, without VAT"),
        ("£23.50", "for each attendance"),
    )
