"""Where the ways of subscribing lead."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from subscriptions.enums import PayBy, SubscriptionState
from subscriptions.models import Subscription
from subscriptions.refusals import Refused
from subscriptions.services.card_payments import start_card_payment

_DONE = {
    SubscriptionState.ACTIVE: "Done. Your school is subscribed: book as soon as you like.",
    SubscriptionState.AWAITING_PO: "Noted. Give your purchase order number here when you have it.",
    SubscriptionState.APPLIED: "The quotation is made. Accept it here, and the invoice follows.",
}


def page_of(subscription: Subscription) -> str:
    """The address of the subscription's own page."""
    return reverse("subscriptions:subscription", args=[subscription.school.urn, subscription.pk])


def after_subscribing(request: HttpRequest, subscription: Subscription) -> HttpResponse:
    """To the card provider's page, or to the subscription's own."""
    if subscription.pay_by != PayBy.CARD:
        messages.success(request, _DONE.get(subscription.state, "Done. This is your subscription."))
        return redirect(page_of(subscription))
    try:
        return redirect(start_card_payment(subscription, by=request.user))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(page_of(subscription))
