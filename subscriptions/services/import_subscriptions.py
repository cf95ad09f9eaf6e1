"""Bringing an earlier year's subscriptions in: all of a file, or nothing. No invoice is numbered,
and nobody is written to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from core.academic_year import AcademicYear
from core.audit import record
from core.cells import BadCell, past_day_in, pence_in
from core.csv_files import BadRows, CsvFile, CsvRow, RowError
from directory.enums import Tier
from directory.models import School
from directory.queries.schools_then import SchoolThen, schools_on
from directory.services.school_pasts import say_what_it_was
from subscriptions.enums import PaymentMethod, SubscriptionSource, SubscriptionState
from subscriptions.models import Payment, Subscription, SubscriptionScheme
from subscriptions.services.invoices import standing_invoice
from subscriptions.services.locks import lock_invoice
from subscriptions.services.payments import write_payment

COLUMNS = ("urn", "paid_on", "method", "amount", "reference")
# What the school was in that year, where it is something else now.
THEN = ("tier", "area")
LONGEST_AREA = School._meta.get_field("area").max_length


@dataclass
class Tally:
    """What a file did."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    payments: int = 0
    schemes: int = 0

    def __str__(self) -> str:
        return (
            f"subscriptions created {self.created}, updated {self.updated},"
            f" unchanged {self.unchanged}; payments created {self.payments};"
            f" schemes created {self.schemes}"
        )


@dataclass(frozen=True)
class Line:
    """One row, read."""

    line: int
    school: School
    paid_on: date | None
    method: str
    pence: int | None
    reference: str
    then: dict[str, str]

    def same_as(self, other: "Line") -> bool:
        return replace(self, line=0) == replace(other, line=0)


def import_subscriptions(file: BinaryIO, *, year: AcademicYear) -> Tally:
    """Every school of the file has an active subscription of the year, from 1 September whenever it
    was paid; one with no `paid_on` is unpaid. Raises BadRows with every fault; then nothing is
    written."""
    csv_file = CsvFile(file, required=COLUMNS, optional=THEN)
    with transaction.atomic():
        reader = _Reader(year)
        lines = list(reader.read(csv_file))
        if reader.errors:
            raise BadRows(sorted(reader.errors, key=lambda error: error.line))
        return _write(lines, year, reader.existing)


class _Reader:
    """Reads rows against the schools and subscriptions there are, and gathers what is wrong."""

    def __init__(self, year: AcademicYear) -> None:
        self.errors: list[RowError] = []
        self.year = year
        self.schools = {school.urn: school for school in School.objects.all()}
        live = Subscription.objects.live().in_year(year).prefetch_related("earlier_payments")
        self.existing = {subscription.school_id: subscription for subscription in live}
        self._references = set(
            Payment.objects.filter(method=PaymentMethod.CARD).values_list("reference", flat=True)
        )
        self._seen: dict[int, Line] = {}

    def read(self, csv_file: CsvFile) -> Iterator[Line]:
        """The rows that are right, each school once."""
        for row in csv_file.rows():
            try:
                line = self._line(row)
            except BadCell as fault:
                self.errors.append(RowError(row.line, str(fault)))
                continue
            first = self._seen.setdefault(line.school.pk, line)
            if first is line:
                yield line
            elif not first.same_as(line):
                self._refuse(
                    row,
                    f"URN {line.school.urn} already stands in row {first.line},"
                    " with something else.",
                )

    def _refuse(self, row: CsvRow, words: str) -> None:
        self.errors.append(RowError(row.line, words))

    def _line(self, row: CsvRow) -> Line:
        if row.fault:
            raise BadCell(row.fault)
        school = self.schools.get(row["urn"])
        if school is None:
            raise BadCell(f"there is no school with the URN “{row['urn']}”. Import schools first.")
        paid_on = past_day_in(row["paid_on"], "paid_on") if row["paid_on"] else None
        line = Line(
            line=row.line,
            school=school,
            paid_on=paid_on,
            method=_method(row["method"], needed=paid_on is not None),
            pence=pence_in(row["amount"], "amount") if row["amount"] else None,
            reference=row["reference"][:120],
            then=self._then(row),
        )
        if paid_on and line.pence is None:
            raise BadCell("it has a paid_on but no amount.")
        if paid_on and not line.pence:
            raise BadCell("its amount is 0. Leave paid_on empty where nothing was paid.")
        self._check_payment(line)
        return line

    def _then(self, row: CsvRow) -> dict[str, str]:
        """The tier and area that the row gives the school in that year."""
        said = {name: row[name] for name in THEN if row[name]}
        if said and self.year.last_day >= timezone.localdate():
            raise BadCell("the year is not over: change tier and area of the school itself.")
        if "tier" in said:
            said["tier"] = _tier(said["tier"])
        if len(said.get("area", "")) > LONGEST_AREA:
            raise BadCell(f"the area is longer than {LONGEST_AREA} letters.")
        return said

    def _check_payment(self, line: Line) -> None:
        """A payment that stands is neither changed nor doubled."""
        standing = self.existing.get(line.school.pk)
        payments = _payments_of(standing) if standing else []
        if line.paid_on and payments and not any(_is(payment, line) for payment in payments):
            raise BadCell(
                f"URN {line.school.urn} already has another payment for this year."
                " Record a further payment in the back office."
            )
        is_new = line.paid_on and line.method == PaymentMethod.CARD and not payments
        if is_new and line.reference:
            if line.reference in self._references:
                raise BadCell(f"the card payment “{line.reference}” is recorded already.")
            self._references.add(line.reference)


def _payments_of(subscription: Subscription) -> list[Payment]:
    """Earlier records are read ahead for all schools; what was asked for here has an invoice."""
    if subscription.source == SubscriptionSource.HISTORY:
        return list(subscription.earlier_payments.all())
    return list(subscription.payments)


def _is(payment: Payment, line: Line) -> bool:
    return (payment.received_on, payment.method, payment.amount_pence, payment.reference) == (
        line.paid_on,
        line.method,
        line.pence,
        line.reference,
    )


def _tier(words: str) -> str:
    """By its name or its label, in any case."""
    for tier in Tier:
        if words.casefold() in (tier.value, tier.label.casefold()):
            return tier.value
    raise BadCell(f"tier “{words}” is none of {', '.join(Tier.labels)}.")


def _method(words: str, *, needed: bool) -> str:
    plain = words.casefold().replace(" ", "_").replace("-", "_")
    known = set(PaymentMethod.values) - {PaymentMethod.TRANSFER}
    if plain in known or (not plain and not needed):
        return plain
    raise BadCell(f"method “{words}” is not BACS, cheque, internal_recharge or card.")


def _write(lines: list[Line], year: AcademicYear, existing: dict[int, Subscription]) -> Tally:
    tally = Tally()
    scheme, made = SubscriptionScheme.objects.get_or_create(
        academic_year=year.start, defaults={"name": f"Subscription {year}"}
    )
    tally.schemes += made
    said = {line.school.pk: say_what_it_was(line.school, year, **line.then)
            for line in lines if line.then}  # fmt: skip
    schools = School.objects.filter(pk__in=[line.school.pk for line in lines])
    then = {school.pk: school for school in schools_on(year.last_day, schools)}
    for line in lines:
        subscription = existing.get(line.school.pk)
        if subscription is None:
            subscription = _create(line, year, scheme, then[line.school.pk])
            tally.created += 1
            changed = True
        else:
            changed = _activate(subscription, year)
            changed = _owes_payment(subscription, line) or changed
            changed = said.get(line.school.pk, False) or changed
            tally.updated += changed
            tally.unchanged += not changed
        if line.paid_on and changed and _owes_payment(subscription, line):
            _pay(subscription, line)
            tally.payments += 1
    return tally


def _create(
    line: Line, year: AcademicYear, scheme: SubscriptionScheme, then: SchoolThen
) -> Subscription:
    """What the school was called and belonged to is that year's (P4)."""
    subscription = Subscription.objects.create(
        school=line.school,
        scheme=scheme,
        academic_year=year.start,
        state=SubscriptionState.ACTIVE,
        active_from=year.first_day,
        source=SubscriptionSource.HISTORY,
        school_name=then.name,
        authority_code=then.authority_id,
        tier=then.tier,
        price_pence=line.pence,
    )
    record(subscription, "subscription.imported")
    return subscription


def _activate(subscription: Subscription, year: AcademicYear) -> bool:
    """True when a subscription that was only applied for is active now."""
    if subscription.state == SubscriptionState.ACTIVE:
        return False
    subscription.state = SubscriptionState.ACTIVE
    subscription.active_from = year.first_day
    subscription.save(update_fields=["state", "active_from"])
    record(subscription, "subscription.imported")
    return True


def _owes_payment(subscription: Subscription, line: Line) -> bool:
    return bool(line.paid_on) and not subscription.payments.exists()


def _pay(subscription: Subscription, line: Line) -> None:
    paid = {
        "method": line.method,
        "amount_pence": line.pence,
        "received_on": line.paid_on,
        "reference": line.reference,
    }
    if invoice := standing_invoice(subscription):
        write_payment(lock_invoice(invoice.pk), by=None, **paid)
    else:
        Payment.objects.create(subscription=subscription, **paid)
