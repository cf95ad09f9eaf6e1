"""Applying for a subscription in three steps. What is typed waits in the session."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from directory.models import School
from directory.permissions import is_office
from subscriptions.enums import PayBy
from subscriptions.forms.apply import QUOTATION, ContactForm, PayForm, TermsForm
from subscriptions.gateways import GatewayNotConfigured, cards_are_accepted, get_gateway
from subscriptions.models import SubscriptionScheme
from subscriptions.permissions import buying_school_or_404
from subscriptions.price_list import gives_words
from subscriptions.queries import live_subscription, open_schemes
from subscriptions.refusals import AlreadySubscribed, Refused
from subscriptions.services.prices import price_or_refusal
from subscriptions.services.subscriptions import (
    Application,
    apply_for_subscription,
    is_of_school,
)
from subscriptions.views.onward import after_subscribing, page_of

_KEPT = "subscribe"
_HINTS = {
    PayBy.INVOICE.value: (
        "We make a numbered invoice now, as a page and by email. Pay by BACS within {days} days."
        " You can book as soon as it is made."
    ),
    PayBy.CARD.value: (
        "Pay on our card provider’s page and come straight back. A receipt arrives by email."
        " We never see the card number."
    ),
    QUOTATION: "We send a numbered quotation. Accept it here, and the invoice follows.",
}


@login_required
def contact(request: HttpRequest, urn: str) -> HttpResponse:
    """Step 1: the year, whom we write to, who pays."""
    school = buying_school_or_404(request.user, urn)
    schemes = [each for each in open_schemes(timezone.localdate()) if _is_free(school, each)]
    if not schemes:
        return _nothing_to_buy(request, school)
    kept = _kept(request, school)
    form = ContactForm(
        request.POST or None, schemes=schemes, initial=_first_words(request, school) | kept
    )
    if form.is_valid():
        typed = {**form.cleaned_data, "scheme": form.cleaned_data["scheme"].pk}
        _keep(request, school, {**kept, **typed})
        return redirect("subscriptions:subscribe_pay", school.urn)
    return _step(request, school, schemes[0], "contact", {"form": form})


@login_required
def pay(request: HttpRequest, urn: str) -> HttpResponse:
    """Step 2: how to pay."""
    school = buying_school_or_404(request.user, urn)
    kept = _kept(request, school)
    scheme = _chosen(kept)
    if scheme is None or "contact_name" not in kept:
        return redirect("subscriptions:subscribe", school.urn)
    first = {
        "pay": PayBy.INVOICE.value,
        "finance_email": kept["contact_email"],
        **_last_words(school),
    }
    form = PayForm(request.POST or None, with_cards=cards_are_accepted(), initial=first | kept)
    if form.is_valid():
        _keep(request, school, {**kept, **form.cleaned_data})
        return redirect("subscriptions:subscribe_check", school.urn)
    hints = {key: words.format(days=scheme.payment_terms_days) for key, words in _HINTS.items()}
    return _step(request, school, scheme, "pay", {"form": form, "hints": hints})


@login_required
def check(request: HttpRequest, urn: str) -> HttpResponse:
    """Step 3: everything once more, the terms, and done."""
    school = buying_school_or_404(request.user, urn)
    kept = _kept(request, school)
    scheme = _chosen(kept)
    if scheme is None or "pay" not in kept:
        return redirect("subscriptions:subscribe", school.urn)
    form = TermsForm(request.POST or None)
    if form.is_valid():
        try:
            subscription = apply_for_subscription(
                school, scheme, _application(kept), by=request.user
            )
        except AlreadySubscribed as standing:
            _forget(request, school)
            messages.info(request, str(standing))
            return redirect(page_of(standing.subscription))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            _forget(request, school)
            return after_subscribing(request, subscription)
    return _step(
        request, school, scheme, "check", {"form": form, "kept": kept, "how": _how(kept["pay"])}
    )


def _nothing_to_buy(request: HttpRequest, school: School) -> HttpResponse:
    """All years on sale are taken, or none is: say which."""
    for scheme in open_schemes(timezone.localdate()):
        if standing := live_subscription(school, scheme.year):
            messages.info(request, str(AlreadySubscribed(standing)))
            return redirect(page_of(standing))
    return render(request, "subscriptions/not_open.html", {"school": school})


def _is_free(school: School, scheme: SubscriptionScheme) -> bool:
    return live_subscription(school, scheme.year) is None


def _first_words(request: HttpRequest, school: School) -> dict:
    """What we know already, for the school to change."""
    known = {"invoice_address": "\n".join(school.address_lines), **_last_words(school)}
    if is_of_school(request.user, school):
        known["contact_name"] = request.user.get_full_name()
        known["contact_email"] = request.user.email
    return known


def _last_words(school: School) -> dict:
    """What the school said when it last subscribed here."""
    last = school.subscriptions.live().exclude(contact_email="").first()
    if last is None:
        return {}
    kept = ("contact_name", "contact_email", "finance_name", "finance_email", "invoice_address")
    words = {name: getattr(last, name) for name in kept}
    payer = "" if last.payer_name == last.school_name else last.payer_name
    return {name: said for name, said in {**words, "payer_name": payer}.items() if said}


def _application(kept: dict) -> Application:
    choice = kept["pay"]
    return Application(
        contact_name=kept["contact_name"],
        contact_email=kept["contact_email"],
        finance_name=kept["finance_name"],
        finance_email=kept["finance_email"],
        payer_name=kept["payer_name"],
        invoice_address=kept["invoice_address"],
        pay_by=PayBy.CARD if choice == PayBy.CARD else PayBy.INVOICE,
        purchase_order_number=kept["purchase_order_number"],
        po_to_follow=kept["po_to_follow"],
        quotation_first=choice == QUOTATION,
        terms_accepted=True,
    )


def _how(choice: str) -> str:
    return {
        PayBy.INVOICE.value: "By invoice",
        PayBy.CARD.value: "By card",
        QUOTATION: "A quotation first, then by invoice",
    }.get(choice, "By invoice")


def _step(
    request: HttpRequest, school: School, scheme: SubscriptionScheme, step: str, words: dict
) -> HttpResponse:
    """The step's page; the price stays in view."""
    return render(
        request,
        f"subscriptions/apply_{step}.html",
        {
            "school": school,
            "scheme": scheme,
            "price": price_or_refusal(scheme, school),
            "gives": gives_words(scheme.places_included, scheme.extra_place_pence),
            "on_behalf": is_office(request.user) and not is_of_school(request.user, school),
            "no_money": _moves_no_money(),
            **words,
        },
    )


def _moves_no_money() -> bool:
    try:
        return cards_are_accepted() and get_gateway().moves_no_money
    except GatewayNotConfigured:
        return False


def _chosen(kept: dict) -> SubscriptionScheme | None:
    """The scheme chosen in step 1, while it is on sale."""
    schemes = open_schemes(timezone.localdate())
    return next((each for each in schemes if each.pk == kept.get("scheme")), None)


def _kept(request: HttpRequest, school: School) -> dict:
    return dict(request.session.get(_KEPT, {}).get(school.urn, {}))


def _keep(request: HttpRequest, school: School, typed: dict) -> None:
    request.session[_KEPT] = {**request.session.get(_KEPT, {}), school.urn: typed}


def _forget(request: HttpRequest, school: School) -> None:
    others = dict(request.session.get(_KEPT, {}))
    others.pop(school.urn, None)
    request.session[_KEPT] = others
