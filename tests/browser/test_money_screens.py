"""Screens of money in a real browser: no axe violation in light or dark, no sideways scroll at any
width on the school's own, and the back office's in light (its lists: `test_office_screens`)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from directory.enums import Role
from psg_catalogue.services.bookings import book_places, cancel_booking
from psg_catalogue.services.place_orders import PlacePayment
from subscriptions.models import BankLine
from subscriptions.services.credit_notes import issue_credit_note
from subscriptions.services.invoices import issue_invoice
from subscriptions.services.payments import pay_invoice
from subscriptions.services.renewals import invite_to_renew
from tests.browser.hands import look, look_at_screens, sign_in
from tests.factories.directory import ColleagueFactory, SchoolFactory, SchoolGroupFactory
from tests.factories.people import lead_of, person
from tests.factories.psg_catalogue import StudyGroupSessionFactory, twilight
from tests.factories.subscriptions import (
    ChargeFactory,
    SubscriptionFactory,
    SubscriptionSchemeFactory,
)

pytestmark = pytest.mark.browser


def test_screens_of_money_break_no_rule(page, axe, live_server):
    today = timezone.localdate()
    subscription = SubscriptionFactory(priced=True, purchase_order_number="PO-4711")
    school = subscription.school
    invoice = issue_invoice(subscription, by=None)
    pay_invoice(invoice, amount_pence=5_000, method="bacs", received_on=today, by=None)
    charge = ChargeFactory(kind="unused", school=school)
    issue_invoice(charge, by=None)
    amounts = {invoice.lines.get().pk: 3_000}
    note = issue_credit_note(invoice, amounts=amounts, reason="Asked for twice.", by=None)
    for row, words in enumerate(("PO-4711", "Hall hire"), start=1):
        BankLine.objects.create(
            fingerprint=str(row), posted_on=today, amount_pence=7_000, row=row, words=words
        )
    sign_in(page.context, live_server.url, lead_of(school))
    for path in (
        reverse("directory:school", args=[school.urn]),
        reverse("subscriptions:subscription", args=[school.urn, subscription.pk]),
        reverse("subscriptions:account", args=[school.urn]),
        reverse("subscriptions:invoice", args=[invoice.number]),
        reverse("subscriptions:credit_note", args=[note.number]),
    ):
        look(page, axe, path)
    sign_in(page.context, live_server.url, person(Role.FINANCE))
    office = (
        reverse("subscription_invoice:inspect", args=[invoice.pk]),
        reverse("subscription_invoice:credit", args=[invoice.pk]),
        reverse("subscription_payer:inspect", args=[invoice.payer_id]),
        reverse("subscription_payer:debts"),
        reverse("bank_line:match"),
        reverse("bank_line:bring"),
    )
    look_at_screens(page, axe, office)


def test_screens_of_schemes_groups_renewals_and_priced_places_break_no_rule(page, axe, live_server):
    today = timezone.localdate()
    scheme = SubscriptionSchemeFactory(price=15_000)
    next_scheme = SubscriptionSchemeFactory(
        academic_year=scheme.academic_year + 1, price=15_000, opens_on=today, renewals_from=today
    )
    school = SchoolFactory(tier="primary")
    SubscriptionFactory(priced=True, school=school, scheme=scheme)
    lead = lead_of(school)
    group = SchoolGroupFactory(schools=[school, SchoolFactory()], finance_contact=lead)
    invite_to_renew(next_scheme, by=None)
    session = StudyGroupSessionFactory(at_a_price=True, starts_at=twilight(60))
    buyer = SchoolFactory()
    people = ColleagueFactory.create_batch(3, school=buyer)
    payment = PlacePayment("invoice", 13_500, "finance@example.org")
    booked = book_places(session, people, school=buyer, by=lead_of(buyer), payment=payment).booked
    cancel_booking(booked[0])
    sign_in(page.context, live_server.url, lead)
    for path in (
        reverse("subscriptions:renew", args=[school.urn]),
        reverse("subscriptions:decline_renewal", args=[school.urn]),
        reverse("subscriptions:groups"),
        reverse("subscriptions:group", args=[group.pk]),
    ):
        look(page, axe, path)
    sign_in(page.context, live_server.url, booked[0].booked_by)
    for path in (
        reverse("directory:school", args=[buyer.urn]),
        reverse("psg_catalogue:place_order", args=[buyer.urn, booked[0].order_id]),
        reverse("psg_catalogue:cancel_booking", args=[booked[1].pk]),
    ):
        look(page, axe, path)
    page.goto(reverse("psg_catalogue:book", args=[session.pk]))
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Book").first.click()
    page.get_by_role("heading", name="How would you like to pay?").wait_for()
    axe(page)
    sign_in(page.context, live_server.url, person(Role.FINANCE))
    office = (reverse("renewal:index"), reverse("subscription_invoice:ledger"))
    look_at_screens(page, axe, office)
