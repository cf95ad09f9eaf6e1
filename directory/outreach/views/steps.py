"""One step of a request, posted from a screen."""

from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from core.moves import MoveNotAllowed
from directory.outreach.models import OutreachRequest
from directory.outreach.request_steps import STEPS, make_form, steps_for
from directory.outreach.services.requests import RequestRefused


def take_step(
    http: HttpRequest, request: OutreachRequest, actors: Iterable[str]
) -> tuple[bool, dict[str, forms.BaseForm]]:
    """Make the posted step. True when it is made, or cannot be any more and that is said; otherwise
    the form with its errors. A step that is not these people's is not one at all."""
    name = http.POST.get("step", "")
    if name not in {each.name for each in steps_for(request, actors, {})}:
        messages.warning(http, "That can no longer be done: somebody has moved the request on.")
        return True, {}
    form = make_form(name, http.POST)
    if not form.is_valid():
        return False, {name: form}
    try:
        STEPS[name].act(request, form.cleaned_data, http.user)
    except (RequestRefused, MoveNotAllowed) as refusal:
        messages.error(http, str(refusal))
    else:
        messages.success(http, STEPS[name].said)
    return True, {}
