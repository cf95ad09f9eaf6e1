"""Invoices and quotations, as a page to print and as a PDF."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from core.pdf import pdf_is_available, pdf_response
from core.templatetags.wording import long_date
from subscriptions.emails import bank_facts
from subscriptions.models import Invoice, Quotation
from subscriptions.services.invoices import outstanding_pence
from subscriptions.services.lines import lines_sold


@login_required
def invoice(request: HttpRequest, number: str) -> HttpResponse:
    return render(request, "subscriptions/paper.html", _invoice(request, number))


@login_required
def invoice_pdf(request: HttpRequest, number: str) -> HttpResponse:
    return _pdf(_invoice(request, number))


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
    """What an invoice prints: its own words as issued, and beside them what came later."""
    shown = _own(request, Invoice, number)
    lines = list(shown.lines.all())
    subscription = shown.subscription
    to_follow = "To follow" if subscription.po_to_follow else ""
    given_later = subscription.purchase_order_number != shown.purchase_order_number
    return {
        **_common(shown, lines),
        "kind": "Invoice",
        "is_invoice": True,
        "issued_on": shown.issued_on,
        "order_number": shown.purchase_order_number or to_follow,
        "order_given_later": subscription.purchase_order_number if given_later else "",
        "until": ("Due", long_date(shown.due_on)),
        "bank": bank_facts(shown.seller, shown.number),
        "stands": shown.stands,
        "state": shown.get_state_display(),
        "outstanding": outstanding_pence(subscription) if shown.stands else 0,
        "payments": list(shown.payments.all()),
    }


def _quotation(request: HttpRequest, number: str) -> dict:
    shown = _own(request, Quotation, number)
    return {
        **_common(shown, lines_sold(shown.subscription)),
        "kind": "Quotation",
        "is_invoice": False,
        "issued_on": shown.quoted_on,
        "until": ("Valid until", long_date(shown.valid_until)),
    }


def _own(request: HttpRequest, kind: type, number: str) -> Invoice | Quotation:
    """Another school's paper does not exist for those who ask (SAFETY 33)."""
    mine = kind.objects.visible_to(request.user).select_related("subscription__school")
    return get_object_or_404(mine, number=number)


def _common(shown: Invoice | Quotation, lines: list) -> dict:
    seller = shown.seller
    return {
        "paper": shown,
        "number": shown.number,
        "subscription": shown.subscription,
        "school": shown.subscription.school,
        "seller": seller,
        "seller_lines": seller["address"].splitlines(),
        "payer_lines": shown.payer_address.splitlines(),
        "lines": lines,
        "net": sum(line.net_pence for line in lines),
        "vat": sum(line.vat_pence for line in lines),
        "total": shown.total_pence,
        "pdf": pdf_is_available(),
    }
