"""A certificate by the secret link of the letter after a session, and the page where anyone checks
a number."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from core.limits import times_lately
from core.models import PartnershipSettings
from core.pdf import pdf_is_available, pdf_response
from core.unlisted import unlisted
from psg_catalogue.forms.certificates import CertificateNumberForm
from psg_catalogue.models import Certificate, EvaluationInvitation
from psg_catalogue.services.certificates import (
    certificate_of,
    given_certificate,
    has_valid_certificate,
)
from psg_catalogue.services.evaluation_links import invitation_of_link

CHECKS_AN_HOUR = 60
PDF = "psg_catalogue/pdf/certificate.html"


@never_cache
@sensitive_post_parameters("number")
@unlisted
def check_certificate(request: HttpRequest) -> HttpResponse:
    """What a certificate says, to whoever has its number. The number is posted, so that it stands
    in no address and no log."""
    form = CertificateNumberForm(request.POST if request.method == "POST" else None)
    page = {"form": form}
    if form.is_bound and form.is_valid():
        if times_lately(request, "certificate") > CHECKS_AN_HOUR:
            form.add_error("number", "Too many tries from here. Wait an hour, and try again.")
        else:
            page["certificate"] = given_certificate(form.cleaned_data["number"])
            page["unknown"] = page["certificate"] is None
    status = 422 if form.errors else 200
    return render(request, "psg_catalogue/check_certificate.html", page, status=status)


@never_cache
@require_safe
@unlisted
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody's own certificate, or what is still to be done for it. It needs no account."""
    invitation = _invitation(token)
    certificate = certificate_of(invitation)
    to_answer = not certificate and not invitation.answered
    page = {
        "session": invitation.session,
        "certificate": certificate,
        "pdf_url": _pdf_url(token) if certificate and pdf_is_available() else "",
        "answer_url": reverse("psg_catalogue:evaluate", args=[token]) if to_answer else "",
    }
    return render(request, "psg_catalogue/certificate.html", page)


@never_cache
@require_safe
@unlisted
def pdf_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same on paper."""
    certificate = certificate_of(_invitation(token))
    if certificate is None or not pdf_is_available():
        raise Http404
    return certificate_pdf(request, certificate)


def certificate_pdf(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """The certificate on paper; its name says the number and nobody's."""
    check = request.build_absolute_uri(reverse("psg_catalogue:check_certificate"))
    words = {
        "certificate": certificate,
        "partnership": PartnershipSettings.load(request_or_site=request),
        "check_address": check.partition("://")[2],
    }
    return pdf_response(PDF, words, f"certificate-{certificate.printed}")


def _invitation(token: str) -> EvaluationInvitation:
    """Raises Http404 for every link that leads to no certificate, whatever is wrong with it."""
    invitation = invitation_of_link(token)
    if invitation is None or not has_valid_certificate(invitation):
        raise Http404
    return invitation


def _pdf_url(token: str) -> str:
    return reverse("psg_catalogue:certificate_pdf_by_link", args=[token])
