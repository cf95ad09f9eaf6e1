"""Access and dietary needs: noted for one booking, read by the session's leader and the office."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from psg_catalogue.forms.places import NeedsForm
from psg_catalogue.models import AccessNeed, StudyGroupSession
from psg_catalogue.permissions import may_see_needs
from psg_catalogue.queries.needs import needs_of
from psg_catalogue.refusals import BookingRefused
from psg_catalogue.services.needs import note_needs
from psg_catalogue.views.own_bookings import booking_or_404


@never_cache
@sensitive_post_parameters("words")
@login_required
def booking_needs(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what somebody needs, or take it away again. What was noted is not shown here: it is for
    the leader and the office."""
    booking, right = booking_or_404(request, pk)
    noted = AccessNeed.objects.filter(booking=booking).exists()
    form = NeedsForm(request.POST if request.method == "POST" else None, noted=noted)
    if form.is_bound and form.is_valid():
        try:
            need = note_needs(
                booking,
                words=form.cleaned_data["words"],
                by=request.user,
                by_office=right.by_office,
            )
        except BookingRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = "The leader and the office can read it." if need else "Nothing is noted now."
            messages.success(request, said)
            return redirect("psg_catalogue:school_bookings", booking.school.urn)
    page = {"booking": booking, "session": booking.session, "form": form, "noted": noted}
    return render(request, "psg_catalogue/booking_needs.html", page)


@never_cache
@login_required
@require_safe
def session_needs(request: HttpRequest, pk: int) -> HttpResponse:
    """Who needs what: for the session's leader and the office. Others learn nothing."""
    rows = StudyGroupSession.objects.select_related("page", "study_group", "venue")
    session = get_object_or_404(rows, pk=pk)
    if not may_see_needs(request.user, session):
        raise Http404
    page = {"session": session, "needs": needs_of(session)}
    return render(request, "psg_catalogue/session_needs.html", page)
