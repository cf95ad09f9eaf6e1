"""Subscribing again with one button, or saying why not."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from directory.models import School
from directory.permissions import is_office
from subscriptions.forms.apply import OrderForm
from subscriptions.forms.renewals import DeclineForm
from subscriptions.models import SubscriptionScheme
from subscriptions.permissions import buying_school_or_404
from subscriptions.price_list import gives_words
from subscriptions.queries import live_subscription, open_schemes
from subscriptions.refusals import AlreadySubscribed, Refused
from subscriptions.services.prices import price_or_refusal
from subscriptions.services.renewals import (
    application_again,
    decline_renewal,
    last_subscription,
    renew,
)
from subscriptions.services.subscriptions import is_of_school
from subscriptions.views.onward import after_subscribing, page_of


@login_required
def renew_with_one_button(request: HttpRequest, urn: str) -> HttpResponse:
    """Everything as it was, at the new price, and one button."""
    school = buying_school_or_404(request.user, urn)
    scheme = _to_renew(school)
    if scheme is None:
        return _nothing_to_renew(request, school)
    form = OrderForm(request.POST if request.method == "POST" else None, required=False)
    if form.is_valid():
        number = form.cleaned_data["purchase_order_number"]
        try:
            subscription = renew(school, scheme, purchase_order_number=number, by=request.user)
        except AlreadySubscribed as standing:
            messages.info(request, str(standing))
            return redirect(page_of(standing.subscription))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return after_subscribing(request, subscription)
    return render(request, "subscriptions/renew.html", _page(request, school, scheme, form))


@login_required
def decline(request: HttpRequest, urn: str) -> HttpResponse:
    """Asks why, and keeps it for the office."""
    school = buying_school_or_404(request.user, urn)
    scheme = _to_renew(school)
    if scheme is None:
        return _nothing_to_renew(request, school)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            decline_renewal(school, scheme, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Thank you for saying so. You can still renew if you want.")
            return redirect("directory:school", school.urn)
    page = _page(request, school, scheme, form)
    return render(request, "subscriptions/decline_renewal.html", page)


def _to_renew(school: School) -> SubscriptionScheme | None:
    """The first year on sale that the school has not, and the year before which it had."""
    for scheme in open_schemes(timezone.localdate()):
        free = live_subscription(school, scheme.year) is None
        if free and last_subscription(school, scheme):
            return scheme
    return None


def _nothing_to_renew(request: HttpRequest, school: School) -> HttpResponse:
    """Renewed already, it leads to what there is; else to subscribing as for the first time."""
    for scheme in reversed(open_schemes(timezone.localdate())):
        if standing := live_subscription(school, scheme.year):
            messages.info(request, str(AlreadySubscribed(standing)))
            return redirect(page_of(standing))
    return redirect("subscriptions:subscribe", school.urn)


def _page(request: HttpRequest, school: School, scheme: SubscriptionScheme, form) -> dict:
    before = last_subscription(school, scheme)
    return {
        "school": school,
        "scheme": scheme,
        "before": before,
        "again": application_again(before),
        "price": price_or_refusal(scheme, school),
        "gives": gives_words(scheme.places_included, scheme.extra_place_pence),
        "on_behalf": is_office(request.user) and not is_of_school(request.user, school),
        "form": form,
    }
