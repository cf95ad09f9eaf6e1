"""Writing to the partnership: a form, one service, a page that says it has arrived."""

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from home.forms.letters import AccessibilityReportForm, ContactForm, LetterForm
from home.limits import may_write
from home.models import ContactTopic
from home.queries.about import subject_of
from home.services.letters import send_accessibility_report, send_contact_letter

form_view = require_http_methods(["GET", "HEAD", "POST"])


@form_view
@sensitive_post_parameters()
def contact(request: HttpRequest) -> HttpResponse:
    """/contact/?topic=<slug>&about=<number or slug of a page>."""
    asked = request.POST if request.method == "POST" else request.GET
    subject = subject_of(asked.get("about", ""))
    form = ContactForm(request.POST if request.method == "POST" else None, initial=_asked(request))
    if form.is_valid():
        about = f"{subject.title}\n{settings.SITE_URL}{subject.url}" if subject else ""
        if _goes(request, form, send_contact_letter, about=about):
            return redirect("home:contact_sent")
    return _page(request, "home/contact.html", form, subject=subject)


@form_view
@sensitive_post_parameters()
def accessibility_report(request: HttpRequest) -> HttpResponse:
    form = AccessibilityReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _goes(request, form, send_accessibility_report):
        return redirect("home:accessibility_report_sent")
    return _page(request, "home/accessibility_report.html", form)


@require_safe
def contact_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "home/contact_sent.html")


@require_safe
def accessibility_report_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "home/accessibility_report_sent.html")


def _asked(request: HttpRequest) -> dict:
    """What the link chose, and who is signed in."""
    topic = request.GET.get("topic", "")
    asked = {"about": request.GET.get("about", "")[:200]}
    if topic in ContactTopic.objects.values_list("slug", flat=True):
        asked["topic"] = topic
    if request.user.is_authenticated:
        asked |= {"name": request.user.get_full_name(), "email": request.user.email}
    return asked


def _goes(request: HttpRequest, form: LetterForm, send, **words) -> bool:
    """True when the writer may go on: the letter waits, or a machine believes that it does."""
    if form.is_from_a_machine:
        return True
    if not may_write(request):
        form.add_error(
            NON_FIELD_ERRORS,
            "Too many letters came from your network in the last hour. Yours is still below: send"
            " it later, or telephone the office.",
        )
        return False
    typed = {name: value for name, value in form.cleaned_data.items() if name != "website"}
    send(**{**typed, **words})
    return True


def _page(request: HttpRequest, template: str, form: LetterForm, **words) -> HttpResponse:
    """The form, with everything typed; 429 where the limit stopped it."""
    stopped = bool(form.is_bound and form.has_error(NON_FIELD_ERRORS))
    return render(request, template, {"form": form, **words}, status=429 if stopped else 200)
