"""The AST register, the page of a post, and a school's own posts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from core.backoffice.exporting import note_export
from core.spreadsheets import csv_response, xlsx_response
from directory.enums import Role
from directory.models import School
from directory.outreach.enums import AUTHORITY_ROLES
from directory.outreach.forms.posts import AskForm, RegisterPostForm
from directory.outreach.forms.register import RegisterForm
from directory.outreach.models import ASTPost, OutreachSettings
from directory.outreach.permissions import (
    actors_for,
    is_authority,
    is_coordinator,
    is_pd_head,
)
from directory.outreach.post_steps import STEPS, Scene
from directory.outreach.queries.coverage import evidence_for
from directory.outreach.queries.register import (
    HEADINGS,
    areas_with_posts,
    as_row,
    register_on,
)
from directory.outreach.queries.register_page import RegisterPage
from directory.outreach.queries.schools import categories_seen_by
from directory.outreach.refusals import Refused
from directory.outreach.services.posts import ask_for_post, register_post
from directory.outreach.services.reviews import appeal_by
from directory.outreach.steps import open_steps
from directory.outreach.views.taking_steps import take_step
from directory.permissions import acting_for, school_or_404


@login_required
def register(request: HttpRequest) -> HttpResponse:
    """The posts of a day for the authority's people, narrowed and on paper; as a file, with the
    names of ASTs in it, for the coordinator (DOMAIN 2.6)."""
    if not is_authority(request.user):
        raise Http404
    form = RegisterForm(request.GET if request.GET else None, areas=areas_with_posts())
    page = RegisterPage(form)
    kind, may_export = request.GET.get("format"), is_coordinator(request.user)
    if kind in ("csv", "xlsx") and not form.errors:
        if not may_export:
            raise Http404
        note_export(request.user, "ast-register")
        respond = csv_response if kind == "csv" else xlsx_response
        rows = [as_row(line) for line in page.lines]
        return respond(f"ast-register-{page.day.isoformat()}", HEADINGS, rows)
    may_add = may_export or is_pd_head(request.user)
    query = request.GET.urlencode()
    return render(
        request,
        "outreach/register.html",
        {
            "form": form,
            "page": page,
            "may_add": may_add,
            "may_export": may_export,
            "query": f"{query}&" if query else "",
        },
    )


@login_required
def add_post(request: HttpRequest) -> HttpResponse:
    """A post that exists already is entered."""
    if not (is_coordinator(request.user) or is_pd_head(request.user)):
        raise Http404
    form = RegisterPostForm(request.POST or None)
    if form.is_valid():
        typed = {key: value for key, value in form.cleaned_data.items() if key != "which"}
        post = register_post(typed.pop("school"), by=request.user, **typed)
        messages.success(request, "The post is in the register.")
        return redirect("outreach:post", post.pk)
    return render(
        request, "outreach/add_post.html", {"form": form, "back_url": reverse("outreach:register")}
    )


def post_or_404(user, pk: int) -> ASTPost:
    """A post that the person may see; to everyone else it is not there."""
    together = ("base_school__authority", "subject", "request")
    return get_object_or_404(ASTPost.objects.visible_to(user).select_related(*together), pk=pk)


@login_required
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """A post: where it stands, its history, and what this person may do next."""
    here = post_or_404(request.user, pk)
    scene, actors = Scene(here), actors_for(request.user, here)
    authority = bool(actors & set(AUTHORITY_ROLES))
    weighing = authority and scene.review is not None
    lines = register_on(scene.today, None if weighing else ASTPost.objects.filter(pk=here.pk))
    line = next((each for each in lines if each.post.pk == here.pk), None)
    scene.holder = line.appointment if line else None
    decided = scene.review is not None and scene.review.decided_on is not None
    return render(
        request,
        "outreach/post.html",
        {
            "post": here,
            "scene": scene,
            "line": line,
            "fundings": list(here.fundings.all()),
            "appointments": list(
                here.appointments.select_related("practitioner", "mentor").order_by("-starts_on")
            ),
            "evidence": evidence_for(here, scene.today, lines) if weighing else [],
            "appeal_by": appeal_by(scene.review) if decided else None,
            "categories": categories_seen_by(request.user, here.base_school, scene.today),
            "steps": open_steps(STEPS, scene, actors),
            "authority": authority,
            "asked": getattr(here, "request", None),
        },
    )


@login_required
def post_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step of a post, for those whose it is."""
    here = post_or_404(request.user, pk)
    return take_step(
        request,
        STEPS,
        step,
        scene=Scene(here),
        actors=actors_for(request.user, here),
        back_url=reverse("outreach:post", args=[here.pk]),
        about=str(here),
        kind="AST post",
    )


@login_required
def school_posts(request: HttpRequest, urn: str) -> HttpResponse:
    """The school's own posts, for its leads and the office."""
    school = school_or_404(request.user, urn, Role.SCHOOL_LEAD)
    today = timezone.localdate()
    known = ASTPost.objects.filter(base_school=school).select_related("subject", "request")
    lines = register_on(today, ASTPost.objects.filter(base_school=school))
    return render(
        request,
        "outreach/school_posts.html",
        {
            "school": school,
            "lines": lines,
            "others": [each for each in known if each.pk not in {line.post.pk for line in lines}],
            "recruiting": not OutreachSettings.load().recruitment_closed,
            "own": not acting_for(request.user, school),
        },
    )


@login_required
def ask(request: HttpRequest, urn: str) -> HttpResponse:
    """A lead asks the authority for a post; while recruitment is closed there is no such page."""
    school = school_or_404(request.user, urn, Role.SCHOOL_LEAD)
    if OutreachSettings.load().recruitment_closed:
        messages.info(request, "The authority does not recruit ASTs now, and takes no requests.")
        return redirect("outreach:school_posts", school.urn)
    form = AskForm(request.POST or None)
    if form.is_valid():
        try:
            ask_for_post(school, **form.cleaned_data, **_doing(request, school))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Asked. You are told of the answer by email.")
            return redirect("outreach:school_posts", school.urn)
    return render(request, "outreach/ask_for_post.html", {"school": school, "form": form})


def _doing(request: HttpRequest, school: School) -> dict:
    return {"by": request.user, "on_behalf_of": acting_for(request.user, school)}
