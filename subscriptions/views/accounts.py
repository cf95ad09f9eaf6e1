"""A school's statement of account: what was invoiced, credited and paid, and what is left."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from directory.models import School
from directory.permissions import may_see_money_of
from subscriptions.ledger import statement
from subscriptions.models import Invoice


@login_required
def account(request: HttpRequest, urn: str) -> HttpResponse:
    """For the school's lead and finance contact, the office and the finance office: of the invoices
    that the school may open, its own and those of a group that name it."""
    school = School.objects.filter(urn=urn).first()
    if school is None or not may_see_money_of(request.user, school):
        raise Http404
    entries = statement(Invoice.objects.for_school(school))
    balance = entries[-1].balance if entries else 0
    return render(
        request,
        "subscriptions/account.html",
        {"school": school, "entries": entries, "balance": balance, "total": abs(balance)},
    )
