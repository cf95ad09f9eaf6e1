"""Places that are sold: the step that shows the price and asks how to pay, and the order's page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from directory.permissions import may_see_money_of
from psg_catalogue.booking_rights import BookingRight
from psg_catalogue.forms.paying import PayForPlacesForm
from psg_catalogue.models import PlaceOrder, StudyGroupSession
from psg_catalogue.queries.place_price import each_words
from psg_catalogue.services.place_orders import withdraw_order
from psg_catalogue.services.place_terms import PlaceTerms
from psg_catalogue.services.place_times import last_day_in_time
from subscriptions.enums import PayBy
from subscriptions.gateways import cards_are_accepted
from subscriptions.permissions import may_subscribe_for
from subscriptions.refusals import Refused
from subscriptions.services.card_payments import may_pay_by_card, start_card_payment
from subscriptions.services.credit_notes import creditable_pence
from subscriptions.services.invoices import standing_invoice

_OURS = ("csrfmiddlewaretoken", "pay-")


def payment_form(request: HttpRequest) -> PayForPlacesForm | None:
    """What was typed in the second step; None in the first."""
    if "pay-agreed_pence" not in request.POST:
        return None
    return PayForPlacesForm(request.POST, with_cards=cards_are_accepted())


def ask_to_pay(
    request: HttpRequest,
    session: StudyGroupSession,
    right: BookingRight,
    terms: PlaceTerms,
    form: PayForPlacesForm | None,
) -> HttpResponse:
    """The second step: how many, what it costs, how to pay. Who is coming goes along unseen."""
    changed = form is not None and form.is_valid()
    if form is None or changed:
        form = _fresh_form(request, right, terms, form)
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if not name.startswith(_OURS)
    ]
    page = {
        "session": session,
        "right": right,
        "terms": terms,
        "each": each_words(terms.each_pence, terms.vat_treatment, session),
        "form": form,
        "kept": kept,
        "changed": changed,
        "in_time_until": last_day_in_time(session),
    }
    return render(request, "psg_catalogue/book_pay.html", page)


def _fresh_form(
    request: HttpRequest, right: BookingRight, terms: PlaceTerms, form: PayForPlacesForm | None
) -> PayForPlacesForm:
    first = {
        "pay_by": PayBy.INVOICE.value,
        "finance_email": request.user.email if not right.by_office else "",
        "invoice_address": "\n".join(right.school.address_lines),
    }
    typed = form.cleaned_data if form is not None else {}
    initial = {**first, **typed, "agreed_pence": terms.total_pence}
    return PayForPlacesForm(with_cards=cards_are_accepted(), initial=initial)


def go_and_pay(request: HttpRequest, order: PlaceOrder) -> HttpResponse:
    """To the card provider's page; where that fails, to the order's, with the reason."""
    try:
        return redirect(start_card_payment(order.charge, by=request.user))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("psg_catalogue:place_order", order.school.urn, order.pk)


@login_required
def place_order(request: HttpRequest, urn: str, pk: int) -> HttpResponse:
    """What was bought, for whom, and whether it is paid: for those who see the school's money."""
    order = _order_or_404(request, urn, pk)
    buyer = may_subscribe_for(request.user, order.school)
    bookings = order.bookings.select_related("colleague", "credit_note").order_by(
        "colleague__name", "pk"
    )
    invoice = standing_invoice(order.charge)
    page = {
        "order": order,
        "session": order.session,
        "school": order.school,
        "bookings": bookings,
        "invoice": invoice,
        "asked": creditable_pence(order.charge) if invoice else order.charge.total_pence,
        "by_card": buyer and order.is_held and may_pay_by_card(order.charge),
        "may_give_back": buyer and order.is_held,
    }
    return render(request, "psg_catalogue/place_order.html", page)


@login_required
@require_POST
def give_order_back(request: HttpRequest, urn: str, pk: int) -> HttpResponse:
    """Held places are free again before they are paid for."""
    order = _order_or_404(request, urn, pk)
    if not may_subscribe_for(request.user, order.school):
        raise Http404
    if withdraw_order(order, by=request.user).charge.has_ended:
        messages.success(request, "The places are given back, and nothing is to be paid.")
    else:
        messages.info(request, "These places are paid for, so they stay.")
    return redirect(reverse("psg_catalogue:place_order", args=[urn, pk]))


def _order_or_404(request: HttpRequest, urn: str, pk: int) -> PlaceOrder:
    """An order of the school's own; of any other they learn nothing (SAFETY 33)."""
    orders = PlaceOrder.objects.select_related(
        "charge__school", "school", "session__page", "session__study_group", "session__venue"
    )
    order = get_object_or_404(orders, pk=pk, school__urn=urn)
    if not may_see_money_of(request.user, order.school):
        raise Http404
    return order
