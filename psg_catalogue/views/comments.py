"""A comment among the results that whoever reads it asks the office to look at."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from psg_catalogue.forms.evaluations import ReportCommentForm
from psg_catalogue.permissions import may_read_comments
from psg_catalogue.queries.comments import written
from psg_catalogue.services import comments as services


@login_required
def report_comment(request: HttpRequest, reference: uuid.UUID) -> HttpResponse:
    """What is kept back already is not here: nobody but the office reads it."""
    comment = get_object_or_404(written().comments(), pk=reference)
    session = comment.response.session
    if not may_read_comments(request.user, session.study_group):
        raise PermissionDenied
    form = ReportCommentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.report_comment(comment, concern=form.cleaned_data["concern"], by=request.user)
        except services.CommentRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The comment is kept back until the office has looked at it.")
            return redirect("psg_catalogue:results", session.pk)
    page = {"comment": comment, "session": session, "form": form}
    status = 422 if form.errors else 200
    return render(request, "psg_catalogue/report_comment.html", page, status=status)
