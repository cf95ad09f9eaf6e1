"""To the card provider's page, back from it, and what the provider tells us meanwhile."""

import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt  # noqa: TID251 -- the one exempt view
from django.views.decorators.http import require_POST

from subscriptions.enums import OrderState
from subscriptions.gateways import BadSignature, GatewayError, get_gateway
from subscriptions.models import CardOrder
from subscriptions.permissions import charge_or_404, may_subscribe_for, subscription_or_404
from subscriptions.refusals import Refused
from subscriptions.services.card_events import WrongMode, receive_event
from subscriptions.services.card_payments import page_of, start_card_payment

logger = logging.getLogger(__name__)


@login_required
@require_POST
def pay_by_card(request: HttpRequest, urn: str, pk: int) -> HttpResponse:
    """What is owed, by card: leads to the provider's page."""
    subscription = subscription_or_404(request.user, urn, pk)
    if not may_subscribe_for(request.user, subscription.school):
        raise Http404
    try:
        return redirect(start_card_payment(subscription, by=request.user))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("subscriptions:subscription", urn, pk)


@login_required
@require_POST
def pay_charge_by_card(request: HttpRequest, urn: str, pk: int) -> HttpResponse:
    """As `pay_by_card`, for a charge; a refusal is said on the page of whatever was sold."""
    charge = charge_or_404(request.user, urn, pk)
    if not may_subscribe_for(request.user, charge.school):
        raise Http404
    try:
        return redirect(start_card_payment(charge, by=request.user))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(page_of(charge))


@login_required
def card_return(request: HttpRequest, urn: str, reference) -> HttpResponse:
    """Where the provider's page leads back to. It says what our own rows say, and changes nothing
    (SAFETY 21): only the provider's confirmation does."""
    mine = CardOrder.objects.visible_to(request.user)
    mine = mine.select_related("subscription__school", "charge__school")
    order = get_object_or_404(mine, reference=reference)
    school = order.sold.school
    if school.urn != urn:
        raise Http404
    waits = order.state in (OrderState.OPEN, OrderState.PENDING)
    return render(
        request,
        "subscriptions/card_return.html",
        {
            "order": order,
            "school": school,
            "sold": order.sold,
            "sold_url": page_of(order.sold),
            "waits": waits,
        },
    )


@csrf_exempt
@require_POST
def stripe_webhook(request: HttpRequest) -> HttpResponse:
    """An event of the provider's. 400 for what is not one, and its body is kept nowhere; 503 when
    the provider cannot be asked now, so that it sends the event again."""
    try:
        event = get_gateway().read_event(request.body, request.headers.get("Stripe-Signature", ""))
        outcome = receive_event(event)
    except (BadSignature, WrongMode):
        return HttpResponse("Refused.", status=400, content_type="text/plain")
    except GatewayError as fault:
        logger.warning("A card event could not be handled now: %s", type(fault).__name__)
        return HttpResponse("Later.", status=503, content_type="text/plain")
    return HttpResponse(outcome, content_type="text/plain")
