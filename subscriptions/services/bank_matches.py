"""What a line of a bank statement may pay: proposed by reference and amount, never guessed, and
recorded by a person."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from core.audit import record
from core.templatetags.wording import pounds
from subscriptions.enums import PaymentMethod
from subscriptions.models import BankLine, Invoice, Payment
from subscriptions.refusals import LineIsDone, ProposalChanged, ReasonMissing
from subscriptions.services.payments import pay_invoice

# A purchase order number shorter than this may stand in any words by chance.
SHORTEST_ORDER = 4
_NOT_SAID = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True)
class Proposal:
    """`invoice` when the reference and the amount both fit one; else why none is proposed, and the
    invoices that the words name."""

    invoice: Invoice | None = None
    why: str = ""
    named: list[Invoice] = field(default_factory=list)


class Matcher:
    """Reads the invoices that still ask for money once, and proposes for any number of lines."""

    def __init__(self) -> None:
        unpaid = Invoice.objects.unpaid().select_related("payer").order_by("number")
        self._unpaid = list(unpaid)
        self._by_number = {_plain(each.number): each for each in self._unpaid}
        self._by_order: dict[str, list[Invoice]] = {}
        for each in self._unpaid:
            order = _plain(each.purchase_order_number)
            if len(order) >= SHORTEST_ORDER:
                self._by_order.setdefault(order, []).append(each)

    def propose(self, line: BankLine) -> Proposal:
        """What the line may pay. An invoice number says more than a purchase order number."""
        by_number = list(_found(line.words, self._by_number))
        named = by_number or [
            each for found in _found(line.words, self._by_order) for each in found
        ]
        if not named:
            return Proposal(why=self._why_nothing(line))
        fitting = [each for each in named if each.outstanding_pence == line.amount_pence]
        if len(named) == 1 and fitting:
            return Proposal(invoice=named[0], named=named)
        if len(named) > 1:
            numbers = ", ".join(each.number for each in named)
            return Proposal(why=f"Its words fit several invoices: {numbers}.", named=named)
        owed = pounds(named[0].outstanding_pence, "full")
        return Proposal(why=f"{named[0]} still asks for {owed}, which is not this.", named=named)

    def _why_nothing(self, line: BankLine) -> str:
        same = sum(each.outstanding_pence == line.amount_pence for each in self._unpaid)
        said = "No unpaid invoice's number or purchase order stands in its words."
        if not same:
            return said
        asks = "invoice asks" if same == 1 else "invoices ask"
        return f"{said} {same} {asks} for this amount."


def _found(words: str, known: dict) -> Iterable:
    """What is known by a run of the words, which people break with spaces and dashes as they like.
    A run is whole: it begins and ends where a word does, so that 0001 does not fit in 00012."""
    parts = [part for part in _NOT_SAID.sub(" ", words.casefold()).split() if part]
    runs = {
        "".join(parts[start:end])
        for start in range(len(parts))
        for end in range(start + 1, min(start + 7, len(parts) + 1))
    }
    return [known[run] for run in sorted(runs & known.keys())]


def _plain(words: str) -> str:
    return _NOT_SAID.sub("", words.casefold())


def confirm_line(
    line: BankLine, invoice: Invoice, *, by, keep_surplus: bool = False, as_proposed: bool = False
) -> Payment:
    """A person says that the line pays this invoice: the payment is recorded as BACS, with the
    bank's words, on the bank's day. Confirmed twice for one invoice it is one payment. With
    `as_proposed` only while the invoice still asks for exactly this. Raises LineIsDone,
    ProposalChanged, and what `pay_invoice` raises."""
    with transaction.atomic():
        # Two staff at two screens: the second finds the first one's payment.
        line = _locked(line)
        if line.payment_id and line.payment.invoice_id == invoice.pk:
            return line.payment
        if not line.waits:
            raise LineIsDone
        if as_proposed:
            fresh = Matcher().propose(line).invoice
            if fresh is None or fresh.pk != invoice.pk:
                raise ProposalChanged
        payment = pay_invoice(
            invoice,
            amount_pence=line.amount_pence,
            method=PaymentMethod.BACS,
            received_on=line.posted_on,
            reference=line.words[:120],
            keep_surplus=keep_surplus,
            by=by,
        )
        line.payment = payment
        line.save(update_fields=["payment"])
        record(line, "bank_line.matched", by=by, payment=payment.pk, pence=line.amount_pence)
    return payment


def set_aside(line: BankLine, *, reason: str, by) -> BankLine:
    """The line is no payment of an invoice, and waits no more; why stands with it. Raises
    ReasonMissing and LineIsDone."""
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        line = _locked(line)
        if line.payment_id:
            raise LineIsDone
        line.set_aside_reason = reason.strip()
        line.save(update_fields=["set_aside_reason"])
        record(line, "bank_line.set_aside", by=by, pence=line.amount_pence)
    return line


def wait_again(line: BankLine, *, by) -> BankLine:
    """A line that was set aside by mistake waits again; one whose payment was undone too. Raises
    LineIsDone while its payment stands."""
    with transaction.atomic():
        line = _locked(line)
        if line.payment_id and not Payment.objects.filter(reverses=line.payment_id).exists():
            raise LineIsDone
        line.payment, line.set_aside_reason = None, ""
        line.save(update_fields=["payment", "set_aside_reason"])
        record(line, "bank_line.waits_again", by=by, pence=line.amount_pence)
    return line


def _locked(line: BankLine) -> BankLine:
    return BankLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
