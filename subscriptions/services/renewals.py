"""Subscribing again: schools are invited once a year, and renew with one button or say why not."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from core.audit import record
from directory.models import School
from subscriptions.emails_of_renewals import send_renewal
from subscriptions.enums import PayBy
from subscriptions.models import Renewal, Subscription, SubscriptionScheme
from subscriptions.queries import live_subscription
from subscriptions.refusals import AlreadySubscribed, NothingToRenew, ReasonMissing
from subscriptions.services.subscriptions import (
    Application,
    apply_for_subscription,
    is_of_school,
)


@dataclass(frozen=True)
class Tally:
    """How many schools were written to."""

    schools: int


def last_subscription(school: School, scheme: SubscriptionScheme) -> Subscription | None:
    """What a renewal is prefilled from: the school's active subscription of the year before."""
    before = Subscription.objects.active().in_year(scheme.year.previous).filter(school=school)
    return before.select_related("school", "scheme").first()


def invite_to_renew(scheme: SubscriptionScheme, *, by=None) -> Tally:
    """Every open school that is subscribed for the year before, and not for this one, has an
    invitation, and its leads a letter; where it has none, its contact. Once a school and year,
    however often it is asked."""
    now = timezone.now()
    there = Subscription.objects.live().in_year(scheme.year).filter(school=OuterRef("school"))
    asked = Renewal.objects.filter(school=OuterRef("school"), academic_year=scheme.academic_year)
    before = (
        Subscription.objects.active()
        .in_year(scheme.year.previous)
        .filter(~Exists(there), ~Exists(asked), school__in=School.objects.open())
        .select_related("school")
        .order_by("pk")
    )
    return Tally(sum(_invite(each, scheme, now, by) for each in before))


@transaction.atomic
def _invite(before: Subscription, scheme: SubscriptionScheme, now, by) -> bool:
    """Two workers at once: the constraint lets one row in, and only its maker writes."""
    renewal, made = Renewal.objects.get_or_create(
        school=before.school,
        academic_year=scheme.academic_year,
        defaults={"before": before, "invited_at": now},
    )
    if made:
        record(renewal, "renewal.invited", by=by)
        send_renewal("renewal_invitation", renewal, scheme)
    return made


def remind_of_renewals(scheme: SubscriptionScheme, *, by) -> Tally:
    """Every school that has not answered, and was not reminded before, is written to once more."""
    waiting = Renewal.objects.unanswered().filter(
        academic_year=scheme.academic_year, reminded_at=None
    )
    count = 0
    for renewal in waiting.select_related("school", "before"):
        with transaction.atomic():
            # Pressed by two at once: whoever changes the row writes the letter.
            unreminded = Renewal.objects.filter(pk=renewal.pk, reminded_at=None)
            if not unreminded.update(reminded_at=timezone.now()):
                continue
            record(renewal, "renewal.reminded", by=by)
            send_renewal("renewal_reminder", renewal, scheme)
            count += 1
    return Tally(count)


def renew(
    school: School, scheme: SubscriptionScheme, *, purchase_order_number: str = "", by
) -> Subscription:
    """The school has a subscription for the scheme's year, with the contact, the finance contact,
    the payer, the address and the way of paying of the year before, at the new price. By invoice
    it is invoiced at once; by card it waits to be paid. Raises NothingToRenew, and what
    `apply_for_subscription` raises: AlreadySubscribed when another lead was quicker."""
    before = last_subscription(school, scheme)
    if before is None:
        raise NothingToRenew
    application = application_again(before, purchase_order_number)
    return apply_for_subscription(school, scheme, application, by=by)


def application_again(before: Subscription, purchase_order_number: str = "") -> Application:
    """What the school said last time, with this year's number. Terms are agreed to by pressing."""
    return Application(
        contact_name=before.contact_name,
        contact_email=before.contact_email,
        finance_name=before.finance_name,
        finance_email=before.finance_email or before.contact_email,
        payer_name=before.payer_name,
        invoice_address=before.invoice_address or "\n".join(before.school.address_lines),
        pay_by=PayBy(before.pay_by),
        purchase_order_number=purchase_order_number,
        terms_accepted=True,
    )


@transaction.atomic
def decline_renewal(school: School, scheme: SubscriptionScheme, *, reason: str, by) -> Renewal:
    """The school does not go on, and says why; it may still renew later. Said again, the first
    reason stays. Raises ReasonMissing, NothingToRenew and AlreadySubscribed."""
    if not reason.strip():
        raise ReasonMissing
    before = last_subscription(school, scheme)
    if before is None:
        raise NothingToRenew
    if standing := live_subscription(school, scheme.year):
        raise AlreadySubscribed(standing)
    renewal, _ = Renewal.objects.get_or_create(
        school=school, academic_year=scheme.academic_year, defaults={"before": before}
    )
    renewal = Renewal.objects.select_for_update().get(pk=renewal.pk)
    if renewal.declined_at is None:
        renewal.declined_at = timezone.now()
        renewal.declined_by = by
        renewal.decline_reason = reason.strip()[:300]
        renewal.save(update_fields=["declined_at", "declined_by", "decline_reason"])
        for_school = "" if is_of_school(by, school) else school.urn
        record(renewal, "renewal.declined", by=by, on_behalf_of=for_school)
    return renewal


def send_due_invitations() -> int:
    """The daily job: the schemes whose day to invite has come, until their year begins."""
    today = timezone.localdate()
    due = SubscriptionScheme.objects.open_on(today).filter(renewals_from__lte=today)
    return sum(invite_to_renew(scheme).schools for scheme in due if today < scheme.year.first_day)
