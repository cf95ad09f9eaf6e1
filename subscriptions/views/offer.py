"""What a subscription gives and costs, for everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from directory.enums import Role
from directory.models import School
from subscriptions.gateways import cards_are_accepted

_BUYERS = [Role.SCHOOL_LEAD.value, Role.SCHOOL_FINANCE.value]


def offer(request: HttpRequest) -> HttpResponse:
    """The public page; a lead or finance contact finds the way to their own schools on it."""
    schools = []
    if request.user.is_authenticated:
        held = request.user.roles.live().filter(role__in=_BUYERS)
        schools = School.objects.filter(pk__in=held.values("school"))
    return render(
        request, "subscriptions/offer.html", {"schools": schools, "cards": cards_are_accepted()}
    )
