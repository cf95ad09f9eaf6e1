"""What a subscription gives and costs, for everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from directory.enums import Role
from directory.models import School
from directory.scoping import schools_with
from subscriptions.gateways import cards_are_accepted

_BUYERS = (Role.SCHOOL_LEAD, Role.SCHOOL_FINANCE)


def offer(request: HttpRequest) -> HttpResponse:
    """The public page; a lead or finance contact finds the way to their own schools on it."""
    schools = []
    if request.user.is_authenticated:
        schools = School.objects.filter(pk__in=schools_with(request.user, _BUYERS))
    return render(
        request, "subscriptions/offer.html", {"schools": schools, "cards": cards_are_accepted()}
    )
