"""Whose calendar and records a request is about: its own AST's, and nobody else's (DOMAIN 2.6)."""

from django.http import Http404, HttpRequest

from directory.models import Practitioner
from directory.outreach.plan_permissions import practitioner_of


def own_ast_or_404(request: HttpRequest) -> Practitioner:
    """The AST that this account is. For everyone else the page is not there."""
    found = practitioner_of(request.user)
    if found is None:
        raise Http404
    return found
