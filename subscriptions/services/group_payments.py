"""A trust, a federation or a cluster that pays for its schools: one subscription a school, and one
invoice for them all (P6)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from core.audit import record
from directory.models import School, SchoolGroup
from subscriptions.models import Invoice, Subscription, SubscriptionScheme
from subscriptions.permissions import contact_schools
from subscriptions.queries import live_subscription
from subscriptions.refusals import (
    AlreadySubscribed,
    NobodyToPayFor,
    NotInGroup,
    TermsNotAccepted,
)
from subscriptions.services.invoices import Billing, issue_joint_invoice, standing_invoice
from subscriptions.services.locks import lock_subscription
from subscriptions.services.payers import payer_named
from subscriptions.services.subscriptions import Application, write_application


@dataclass(frozen=True)
class GroupOrder:
    """What whoever pays typed, for all the schools."""

    finance_name: str
    finance_email: str
    invoice_address: str
    purchase_order_number: str = ""
    terms_accepted: bool = False


@transaction.atomic
def pay_for_schools(
    group: SchoolGroup,
    scheme: SubscriptionScheme,
    schools: Sequence[School],
    order: GroupOrder,
    *,
    by,
) -> Invoice:
    """Each school has an active subscription of its own at its own price, and the group has one
    invoice with a line for each. What a school had applied for and nobody has invoiced is taken
    up. All of them or none. The invoice is shown to the office and to the group's finance contact's
    own school; the other schools see that the group pays. Raises NobodyToPayFor, NotInGroup,
    AlreadySubscribed, TermsNotAccepted, and what `apply_for_subscription` raises."""
    if not order.terms_accepted:
        raise TermsNotAccepted
    if not schools:
        raise NobodyToPayFor
    members = set(group.schools_on().values_list("pk", flat=True))
    covered = []
    for school in sorted(schools, key=lambda each: each.pk):
        if school.pk not in members:
            raise NotInGroup(school, group)
        covered.append(_subscription(group, scheme, school, order, by))
    return issue_joint_invoice(
        covered, _billing(group, scheme, order, by), shown_to=contact_schools(group), by=by
    )


def _subscription(
    group: SchoolGroup, scheme: SubscriptionScheme, school: School, order: GroupOrder, by
) -> Subscription:
    standing = live_subscription(school, scheme.year)
    if standing is None:
        standing = write_application(school, scheme, _application(group, school, order), by=by)
    standing = lock_subscription(standing.pk)
    if standing.has_ended or standing_invoice(standing):
        raise AlreadySubscribed(standing)
    standing.covered_by = group
    standing.payer_name = group.name
    standing.po_to_follow = False
    standing.save(update_fields=["covered_by", "payer_name", "po_to_follow"])
    record(standing, "subscription.covered", by=by, on_behalf_of=school.urn, group=group.pk)
    return standing


def _application(group: SchoolGroup, school: School, order: GroupOrder) -> Application:
    """The school's own contact stays the one it named before; money goes to the group."""
    last = school.subscriptions.live().exclude(contact_email="").first()
    return Application(
        contact_name=last.contact_name if last else "",
        contact_email=last.contact_email if last else "",
        finance_name=order.finance_name,
        finance_email=order.finance_email,
        payer_name=group.name,
        invoice_address=order.invoice_address,
        purchase_order_number=order.purchase_order_number,
        terms_accepted=True,
    )


def _billing(group: SchoolGroup, scheme: SubscriptionScheme, order: GroupOrder, by) -> Billing:
    return Billing(
        payer=payer_named(group.name),
        payer_name=group.name,
        payer_address=order.invoice_address,
        terms_days=scheme.payment_terms_days,
        purchase_order_number=order.purchase_order_number,
        finance_name=order.finance_name,
        finance_email=order.finance_email,
        contact_name=by.get_full_name() if by else "",
        contact_email=by.email if by else "",
    )
