"""Invoices, credit notes and quotations, as a page to print and as a PDF."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from core.pdf import pdf_is_available, pdf_response
from core.templatetags.wording import long_date
from directory.models import School
from directory.permissions import has_school_role
from subscriptions.emails import bank_facts
from subscriptions.models import CreditNote, Invoice, Quotation, Subscription
from subscriptions.models.invoice import things_of
from subscriptions.services.lines import lines_sold
from subscriptions.wording import by_vat


@login_required
def invoice(request: HttpRequest, number: str) -> HttpResponse:
    return render(request, "subscriptions/paper.html", _invoice(request, number))


@login_required
def invoice_pdf(request: HttpRequest, number: str) -> HttpResponse:
    return _pdf(_invoice(request, number))


@login_required
def credit_note(request: HttpRequest, number: str) -> HttpResponse:
    return render(request, "subscriptions/paper.html", _credit_note(request, number))


@login_required
def credit_note_pdf(request: HttpRequest, number: str) -> HttpResponse:
    return _pdf(_credit_note(request, number))


@login_required
def quotation(request: HttpRequest, number: str) -> HttpResponse:
    return render(request, "subscriptions/paper.html", _quotation(request, number))


@login_required
def quotation_pdf(request: HttpRequest, number: str) -> HttpResponse:
    return _pdf(_quotation(request, number))


def _pdf(paper: dict) -> HttpResponse:
    if not pdf_is_available():
        raise Http404
    return pdf_response("subscriptions/pdf/paper.html", paper, paper["number"])


def _invoice(request: HttpRequest, number: str) -> dict:
    """What an invoice prints: its own words as issued, and beside them what came later. Another
    school's paper does not exist for those who ask (SAFETY 33)."""
    mine = Invoice.objects.visible_to(request.user)
    shown = get_object_or_404(mine, number=number)
    lines = list(shown.lines.select_related("subscription", "charge"))
    things = things_of(lines)
    only = things[0] if len(things) == 1 and isinstance(things[0], Subscription) else None
    return {
        **_common(shown, lines, school=_school_of(request, shown)),
        "subscription": only,
        "kind": "Invoice",
        "is_invoice": True,
        "issued_on": shown.issued_on,
        "order_number": shown.purchase_order_number or _to_follow(only),
        "order_given_later": _given_later(shown, only),
        "until": ("Due", long_date(shown.due_on)),
        "bank": bank_facts(shown.seller, shown.number),
        "stands": shown.stands,
        "state": shown.get_state_display(),
        "outstanding": shown.outstanding_pence,
        "payments": list(shown.payments.all()),
        "credit_notes": list(shown.credit_notes.all()),
        "surplus": shown.surplus_pence,
        "pdf_url": reverse("subscriptions:invoice_pdf", args=[number]),
    }


def _credit_note(request: HttpRequest, number: str) -> dict:
    """For whoever may open its invoice."""
    mine = Invoice.objects.visible_to(request.user)
    notes = CreditNote.objects.select_related("invoice")
    shown = get_object_or_404(notes, number=number, invoice__in=mine)
    return {
        **_common(shown, list(shown.lines.all()), school=_school_of(request, shown.invoice)),
        "kind": "Credit note",
        "is_credit": True,
        "pdf_url": reverse("subscriptions:credit_note_pdf", args=[number]),
        "issued_on": shown.issued_on,
        "until": ("For invoice", shown.invoice.number),
        "reason": shown.reason,
    }


def _school_of(request: HttpRequest, invoice: Invoice) -> School | None:
    """The school whose paper it is; of a paper for several, the reader's own among them."""
    schools = list(invoice.schools.all())
    if len(schools) == 1:
        return schools[0]
    return next((each for each in schools if has_school_role(request.user, each)), None)


def _to_follow(subscription: Subscription | None) -> str:
    return "To follow" if subscription and subscription.po_to_follow else ""


def _given_later(invoice: Invoice, subscription: Subscription | None) -> str:
    now = subscription.purchase_order_number if subscription else ""
    return now if now != invoice.purchase_order_number else ""


def _quotation(request: HttpRequest, number: str) -> dict:
    mine = Quotation.objects.visible_to(request.user).select_related("subscription__school")
    shown = get_object_or_404(mine, number=number)
    return {
        **_common(shown, lines_sold(shown.subscription), school=shown.subscription.school),
        "subscription": shown.subscription,
        "kind": "Quotation",
        "is_quotation": True,
        "pdf_url": reverse("subscriptions:quotation_pdf", args=[number]),
        "is_invoice": False,
        "issued_on": shown.quoted_on,
        "until": ("Valid until", long_date(shown.valid_until)),
    }


def _common(shown: Invoice | CreditNote | Quotation, lines: list, *, school: School | None) -> dict:
    seller = shown.seller
    return {
        "paper": shown,
        "number": shown.number,
        "school": school,
        "seller": seller,
        "seller_lines": seller["address"].splitlines(),
        "payer_lines": shown.payer_address.splitlines(),
        "lines": lines,
        "by_vat": by_vat(lines),
        "vat": sum(line.vat_pence for line in lines),
        "total": shown.total_pence,
        "pdf": pdf_is_available(),
    }
