"""Paying for the schools of a group together."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from subscriptions.forms.groups import PayForSchoolsForm
from subscriptions.group_members import invoices_of, members_of
from subscriptions.models import SubscriptionScheme
from subscriptions.permissions import group_or_404, groups_paid_for_by
from subscriptions.queries import open_schemes
from subscriptions.refusals import Refused
from subscriptions.services.group_payments import GroupOrder, pay_for_schools


@login_required
def groups(request: HttpRequest) -> HttpResponse:
    """The groups a person may pay for: their own, and for the office all that have schools."""
    found = list(groups_paid_for_by(request.user))
    if len(found) == 1:
        return redirect("subscriptions:group", found[0].pk)
    return render(request, "subscriptions/groups.html", {"groups": found})


@login_required
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """Its schools, which of them to pay for, and one button."""
    here = group_or_404(request.user, pk)
    schemes = open_schemes(timezone.localdate())
    scheme = _chosen(request, schemes)
    if scheme is None:
        return render(request, "subscriptions/group_closed.html", {"group": here})
    lines = members_of(here, scheme)
    first = {
        "finance_email": here.finance_email or request.user.email,
        "invoice_address": here.invoice_address,
    }
    data = request.POST if request.method == "POST" else None
    form = PayForSchoolsForm(data, lines=lines, initial=first)
    if form.is_valid():
        try:
            invoice = pay_for_schools(here, scheme, form.chosen, _order(form), by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, f"Done. Invoice {invoice} to {here} is made, and the schools can book."
            )
            return redirect("subscriptions:group", here.pk)
    page = {
        "group": here,
        "scheme": scheme,
        "schemes": schemes,
        "lines": lines,
        "form": form if form.offered else None,
        "invoices": invoices_of(here, scheme, request.user),
        "total": sum(line.price.total_pence for line in lines if line.price),
    }
    return render(request, "subscriptions/group.html", page)


def _chosen(request: HttpRequest, schemes: list[SubscriptionScheme]) -> SubscriptionScheme | None:
    """The year in the address, or the nearest on sale."""
    year = request.GET.get("year", "")
    chosen = [each for each in schemes if str(each.academic_year) == year]
    return next(iter(chosen or schemes), None)


def _order(form: PayForSchoolsForm) -> GroupOrder:
    typed = form.cleaned_data
    return GroupOrder(
        finance_name=typed["finance_name"],
        finance_email=typed["finance_email"],
        invoice_address=typed["invoice_address"],
        purchase_order_number=typed["purchase_order_number"],
        terms_accepted=typed["terms_accepted"],
    )
