"""Who is told what of a post or a candidate. Subjects name schools and never people."""

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from core.models import PartnershipSettings, User
from core.services.outbox import queue_message
from directory.enums import Role
from directory.models import RoleAssignment
from directory.outreach.letters import Fact
from directory.outreach.models import ASTPost
from directory.services.claims import leads_of

# As whom somebody reads a letter: why they have it is said accordingly.
_READERS = {
    Role.AST_COORDINATOR: "coordinator",
    Role.PD_HEAD: "pd_head",
    Role.DIRECTOR: "director",
}


def holders_of(role: Role) -> list[User]:
    """Those with the role of the programme today, whose accounts are open."""
    live = RoleAssignment.objects.live().filter(role=role)
    return list(User.objects.filter(Q(pk__in=live.values("user")), is_active=True))


def tell_authority(kind: str, *roles: Role, url: str, about: str, **facts: Fact) -> None:
    """Each holder of the roles has a letter. Where nobody holds one it goes to the address of the
    partnership's settings, so that nothing is told to nobody."""
    told = False
    for role in roles:
        for user in holders_of(role):
            _queue(kind, user.email, str(user), url, about, reader=_READERS[role], **facts)
            told = True
    if not told:
        office = PartnershipSettings.load()
        own = office.pd_head_email if Role.PD_HEAD in roles else ""
        address = own or office.coordinator_email or office.office_email
        _queue(kind, address, office.office_name, url, about, reader="office", **facts)


def tell_school(kind: str, post: ASTPost, **facts: Fact) -> None:
    """Each lead of the base school has a letter, with the way to the school's posts."""
    url = reverse("outreach:school_posts", args=[post.base_school.urn])
    facts = {**of_post(post), **facts}
    for lead in leads_of(post.base_school):
        _queue(kind, lead.email, str(lead), url, about_post(post), **facts)


def of_post(post: ASTPost) -> dict[str, Fact]:
    """What every letter about a post may say of it."""
    return {"school": str(post.base_school), "post_subject": str(post.subject)}


def post_url(post: ASTPost) -> str:
    return reverse("outreach:post", args=[post.pk])


def about_post(post: ASTPost) -> str:
    return f"outreach.astpost:{post.pk}"


def _queue(kind: str, email: str, name: str, url: str, about: str, **facts: Fact) -> None:
    queue_message(
        kind=kind,
        to_email=email,
        to_name=name,
        context={"url": settings.SITE_URL + url, **facts},
        about=about,
    )
