"""Who is told what of a post. Subjects name schools and never people."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from core.models import PartnershipSettings, User
from core.services.outbox import queue_message
from directory.enums import Role
from directory.models import RoleAssignment
from directory.outreach.models import ASTPost
from directory.services.claims import leads_of

_AS = {
    Role.AST_COORDINATOR: "you coordinate the ASTs",
    Role.PD_HEAD: "you decide about AST posts",
    Role.DIRECTOR: "you hear appeals about AST posts",
}


def holders_of(role: Role) -> list[User]:
    """Those with the role of the programme today, whose accounts are open."""
    live = RoleAssignment.objects.live().filter(role=role)
    return list(User.objects.filter(Q(pk__in=live.values("user")), is_active=True))


def tell_authority(*roles: Role, subject: str, lines: Iterable[str], url: str, about: str) -> None:
    """Each holder of the roles has a letter. Where nobody holds one it goes to the address of the
    partnership's settings, so that nothing is told to nobody."""
    told = False
    for role in roles:
        for user in holders_of(role):
            _queue(user.email, str(user), subject, lines, url, about, _AS[role])
            told = True
    if not told:
        office = PartnershipSettings.load()
        own = office.pd_head_email if Role.PD_HEAD in roles else ""
        address = own or office.coordinator_email or office.office_email
        _queue(address, office.office_name, subject, lines, url, about, "you are the office")


def tell_school(post: ASTPost, *, subject: str, lines: Iterable[str]) -> None:
    """Each lead of the base school has a letter, with the way to the school's posts."""
    school = post.base_school
    url = reverse("outreach:school_posts", args=[school.urn])
    for lead in leads_of(school):
        _queue(
            lead.email,
            str(lead),
            subject,
            lines,
            url,
            about_post(post),
            f"you are a lead of {school}",
        )


def post_url(post: ASTPost) -> str:
    return reverse("outreach:post", args=[post.pk])


def about_post(post: ASTPost) -> str:
    return f"outreach.astpost:{post.pk}"


def _queue(
    email: str, name: str, subject: str, lines: Iterable[str], url: str, about: str, reason: str
) -> None:
    queue_message(
        kind="outreach_post",
        to_email=email,
        to_name=name,
        subject=subject,
        context={"lines": list(lines), "url": settings.SITE_URL + url, "reason": reason},
        about=about,
    )
