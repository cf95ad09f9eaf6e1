"""A school's subscription: its state, its papers, and what the school may do with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from subscriptions.enums import PayBy, SubscriptionState
from subscriptions.forms.apply import OrderForm
from subscriptions.gateways import cards_are_accepted, get_gateway
from subscriptions.models import Invoice, Subscription
from subscriptions.permissions import may_subscribe_for, subscription_or_404
from subscriptions.price_list import gives_words
from subscriptions.refusals import Refused
from subscriptions.services.card_payments import may_pay_by_card
from subscriptions.services.invoices import outstanding_pence
from subscriptions.services.subscriptions import accept_quotation, supply_purchase_order
from subscriptions.standing import standing_of


@login_required
def subscription(request: HttpRequest, urn: str, pk: int) -> HttpResponse:
    """For the school's lead and finance contact, the office and the finance office."""
    shown = subscription_or_404(request.user, urn, pk)
    return _page(request, shown, _order_form(shown))


@login_required
@require_POST
def order(request: HttpRequest, urn: str, pk: int) -> HttpResponse:
    """A purchase order number is given, or a quotation accepted."""
    shown = subscription_or_404(request.user, urn, pk)
    if not may_subscribe_for(request.user, shown.school):
        raise Http404
    form = _order_form(shown, request.POST)
    if form is None:
        messages.info(request, "There is nothing to add to this subscription.")
        return redirect("subscriptions:subscription", urn, pk)
    if form.is_valid():
        number = form.cleaned_data["purchase_order_number"]
        try:
            if _is_quoted(shown):
                accept_quotation(shown, purchase_order_number=number, by=request.user)
            else:
                supply_purchase_order(shown, number=number, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Thank you. That is noted.")
            return redirect("subscriptions:subscription", urn, pk)
    return _page(request, shown, form)


def _page(request: HttpRequest, shown: Subscription, form: OrderForm | None) -> HttpResponse:
    buyer = may_subscribe_for(request.user, shown.school)
    standing = standing_of(shown)
    # An invoice for several schools is only for those it names, and so is what was paid on it.
    hidden = bool(standing.invoice) and not (
        Invoice.objects.visible_to(request.user).filter(pk=standing.invoice.pk).exists()
    )
    by_card = buyer and may_pay_by_card(shown)
    return render(
        request,
        "subscriptions/subscription.html",
        {
            "school": shown.school,
            "subscription": shown,
            "standing": standing,
            "opens_invoice": not hidden,
            "gives": gives_words(shown.places_included, shown.extra_place_pence),
            "quotation": shown.quotations.first(),
            "payments": [] if hidden else shown.payments.select_related("invoice", "reverses"),
            "outstanding": outstanding_pence(shown),
            "form": form if buyer else None,
            "quoted": _is_quoted(shown),
            "by_card": by_card,
            "no_money": cards_are_accepted() and get_gateway().moves_no_money,
        },
    )


def _is_quoted(shown: Subscription) -> bool:
    return shown.state == SubscriptionState.APPLIED and shown.pay_by == PayBy.INVOICE


def _order_form(shown: Subscription, data=None) -> OrderForm | None:
    """The form, when there is something to give: a number that is to follow, or an acceptance."""
    if shown.has_ended or shown.is_over:
        return None
    if _is_quoted(shown):
        return OrderForm(
            data,
            required=False,
            initial={"purchase_order_number": shown.purchase_order_number},
        )
    return OrderForm(data, required=True) if shown.po_to_follow else None
