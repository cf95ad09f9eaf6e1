"""Applying for a subscription, and what a school or the office may do with it before money comes.

By invoice, with a purchase order number or without one, the invoice is issued at once, so that the
school can book today and the office has nothing to do. "To follow" waits (`awaiting_po`): the
number brings the invoice by itself, or the office issues it without. A quotation waits (`applied`)
until the school accepts it, and a card order (`applied`) until the provider confirms it."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.audit import record, unsaved_changes
from directory.enums import Role
from directory.models import School
from directory.permissions import has_school_role
from subscriptions.emails import send_ended, send_order_awaited
from subscriptions.enums import PayBy, SubscriptionState
from subscriptions.models import Subscription, SubscriptionScheme
from subscriptions.queries import live_subscription, scheme_is_open
from subscriptions.refusals import (
    AlreadySubscribed,
    MoneyReceived,
    NotWaiting,
    PurchaseOrderMissing,
    ReasonMissing,
    SchemeClosed,
    SchoolClosed,
    SubscriptionEnded,
    TermsNotAccepted,
)
from subscriptions.services.credit_notes import credit_sold
from subscriptions.services.invoices import issue_invoice, paid_pence
from subscriptions.services.lines import keep_lines
from subscriptions.services.locks import lock_subscription
from subscriptions.services.prices import full_price
from subscriptions.services.quotations import make_quotation


@dataclass(frozen=True)
class Application:
    """What the school typed (DOMAIN 3, form 12)."""

    contact_name: str
    contact_email: str
    finance_name: str
    finance_email: str
    payer_name: str
    invoice_address: str
    pay_by: str = PayBy.INVOICE
    purchase_order_number: str = ""
    po_to_follow: bool = False
    quotation_first: bool = False
    terms_accepted: bool = False


def apply_for_subscription(
    school: School, scheme: SubscriptionScheme, application: Application, *, by
) -> Subscription:
    """The school has a live subscription for the scheme's year, at today's price, with the school
    as it is today (P4). The module says what follows. Raises TermsNotAccepted, SchoolClosed,
    SchemeClosed, NoPrice, VatRateMissing, and AlreadySubscribed with the standing one."""
    with transaction.atomic():
        subscription = write_application(school, scheme, application, by=by)
        doing = {"by": by, "on_behalf_of": school.urn if subscription.by_office else ""}
        if subscription.pay_by == PayBy.INVOICE:
            if subscription.quotation_first:
                make_quotation(subscription, **doing)
            elif subscription.po_to_follow:
                send_order_awaited(subscription)
            else:
                issue_invoice(subscription, **doing)
    subscription.refresh_from_db()
    return subscription


def write_application(
    school: School, scheme: SubscriptionScheme, application: Application, *, by
) -> Subscription:
    """As `apply_for_subscription`, for a caller that issues the invoice itself, in the same
    transaction."""
    if not application.terms_accepted:
        raise TermsNotAccepted
    if not school.is_open:
        raise SchoolClosed
    if not scheme_is_open(scheme, timezone.localdate()):
        raise SchemeClosed
    subscription = _create(school, scheme, application, by)
    record(
        subscription,
        "subscription.applied",
        by=by,
        on_behalf_of=school.urn if subscription.by_office else "",
        pay_by=str(subscription.pay_by),
        changes={
            "state": (None, subscription.state),
            "price_pence": (None, subscription.price_pence),
        },
    )
    return subscription


def _create(
    school: School, scheme: SubscriptionScheme, application: Application, by
) -> Subscription:
    price = full_price(scheme, school, day=timezone.localdate())
    waits = application.po_to_follow and not application.quotation_first
    by_invoice = application.pay_by == PayBy.INVOICE
    state = SubscriptionState.AWAITING_PO if waits and by_invoice else SubscriptionState.APPLIED
    try:
        # Two tabs, or two leads, at once: the constraint lets one in, and the other finds it.
        with transaction.atomic():
            subscription = Subscription.objects.create(
                school=school,
                scheme=scheme,
                academic_year=scheme.academic_year,
                state=state,
                school_name=school.name,
                authority_code=school.authority_id,
                tier=school.tier,
                price_pence=price.net_pence,
                vat_treatment=price.vat_treatment,
                vat_rate=price.vat_rate,
                vat_pence=price.vat_pence,
                part_year=price.part_year,
                places_included=scheme.places_included,
                extra_place_pence=scheme.extra_place_pence,
                pay_by=application.pay_by,
                contact_name=application.contact_name,
                contact_email=application.contact_email,
                finance_name=application.finance_name,
                finance_email=application.finance_email,
                payer_name=application.payer_name or school.name,
                invoice_address=application.invoice_address,
                purchase_order_number=application.purchase_order_number,
                po_to_follow=application.po_to_follow and by_invoice,
                quotation_first=application.quotation_first and by_invoice,
                terms_accepted_at=timezone.now(),
                applied_by=by,
                by_office=not is_of_school(by, school),
            )
            keep_lines(subscription, price)
            return subscription
    except IntegrityError:
        standing = live_subscription(school, scheme.year)
        if standing is None:
            raise
        raise AlreadySubscribed(standing) from None


def is_of_school(by, school: School) -> bool:
    """True for a lead or finance contact of the school; the office acts for it."""
    return has_school_role(by, school, Role.SCHOOL_LEAD, Role.SCHOOL_FINANCE)


def accept_quotation(
    subscription: Subscription, *, purchase_order_number: str = "", by
) -> Subscription:
    """The school takes up what was quoted: its invoice is issued, with a purchase order number if
    it has one. Asked twice, nothing more happens. Raises SubscriptionEnded."""
    return _go_ahead(subscription, purchase_order_number, by)


def supply_purchase_order(subscription: Subscription, *, number: str, by) -> Subscription:
    """The purchase order number is kept, and what waited for it is invoiced. An invoice issued
    before keeps its words; its page shows the number beside it. Raises PurchaseOrderMissing and
    SubscriptionEnded."""
    if not number.strip():
        raise PurchaseOrderMissing
    return _go_ahead(subscription, number.strip(), by)


def _go_ahead(subscription: Subscription, number: str, by) -> Subscription:
    with transaction.atomic():
        subscription = lock_subscription(subscription.pk)
        if subscription.has_ended:
            raise SubscriptionEnded
        on_behalf_of = "" if is_of_school(by, subscription.school) else subscription.school.urn
        if number and number != subscription.purchase_order_number:
            subscription.purchase_order_number = number
            subscription.po_to_follow = False
            changes = unsaved_changes(subscription, "purchase_order_number", "po_to_follow")
            subscription.save(update_fields=["purchase_order_number", "po_to_follow"])
            record(
                subscription,
                "purchase_order.given",
                by=by,
                on_behalf_of=on_behalf_of,
                changes=changes,
            )
        if subscription.price_pence is not None:
            issue_invoice(subscription, by=by, on_behalf_of=on_behalf_of)
    subscription.refresh_from_db()
    return subscription


def decline_subscription(subscription: Subscription, *, reason: str, by) -> Subscription:
    """An application is declined, with a reason the school reads, and leaves room for another.
    Raises ReasonMissing, SubscriptionEnded and NotWaiting."""
    return _end(subscription, SubscriptionState.DECLINED, reason, by)


def cancel_subscription(
    subscription: Subscription, *, reason: str, by, credit_pence: int | None = None
) -> Subscription:
    """The subscription ends today, with a reason the school reads. Of its invoice `credit_pence`,
    VAT included, are taken back by a credit note; with None all of one that nobody has paid. The
    rest stays owed, and money that is not owed any more stands as a surplus. Bookings stay. Raises
    ReasonMissing, SubscriptionEnded, CreditTooMuch, and MoneyReceived when money came and nobody
    said how much is credited."""
    return _end(subscription, SubscriptionState.CANCELLED, reason, by, credit_pence)


def _end(
    subscription: Subscription, state: str, reason: str, by, credit_pence: int | None = None
) -> Subscription:
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        subscription = lock_subscription(subscription.pk)
        if subscription.has_ended:
            raise SubscriptionEnded
        if state == SubscriptionState.DECLINED and subscription.state == SubscriptionState.ACTIVE:
            raise NotWaiting
        if credit_pence is None and (paid := paid_pence(subscription)) > 0:
            raise MoneyReceived(paid)
        credit_sold(subscription, pence=credit_pence, reason=reason, by=by)
        subscription.state = state
        subscription.ended_on = timezone.localdate()
        subscription.end_reason = reason.strip()
        fields = ["state", "ended_on", "end_reason"]
        changes = unsaved_changes(subscription, *fields)
        subscription.save(update_fields=fields)
        record(subscription, f"subscription.{subscription.state}", by=by, changes=changes)
        send_ended(subscription)
    return subscription
