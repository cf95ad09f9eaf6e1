"""One page for every step: what it means, what is asked, and a button."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core.moves import MoveNotAllowed
from directory.outreach.refusals import Refused
from directory.outreach.steps import Step


def take_step(
    request: HttpRequest,
    steps: Mapping[str, Step],
    name: str,
    *,
    scene,
    actors: frozenset[str],
    back_url: str,
    about: str,
    kind: str,
) -> HttpResponse:
    """Ask, do, and go back to the page of the thing. A step that is not this person's is not there
    (404); one that is not possible now leads back with a sentence."""
    step = steps.get(name)
    if step is None or not step.is_for(actors):
        raise Http404
    if not step.possible(scene):
        messages.error(request, f"“{step.title}” is not possible now. See how things stand.")
        return redirect(back_url)
    form = step.make_form(request.POST if request.method == "POST" else None, scene)
    if form.is_bound and form.is_valid():
        typed = {key: value for key, value in form.cleaned_data.items() if key != "which"}
        try:
            said = step.run(scene, request.user, typed)
        except (Refused, MoveNotAllowed) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, said)
            return redirect(back_url)
    page = {"step": step, "form": form, "back_url": back_url, "about": about, "kind": kind}
    return render(request, "outreach/step.html", page)
