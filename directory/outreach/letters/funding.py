"""What is written about money: to those who confirm it, and to the school it is for. No name of a
teacher is in a subject, and no visit in any of it (P14)."""

from core.models import User
from core.templatetags.wording import long_date, pounds
from directory.enums import Role
from directory.models import RoleAssignment
from directory.outreach.letters import Letter, page, post
from directory.outreach.models import FundingRelease
from directory.outreach.people import Addressee, school_leads

KIND = "outreach_funding"


def to_confirm(release: FundingRelease) -> None:
    """Those who may confirm what was just proposed, but not who proposed it."""
    letter = Letter(
        subject=f"To confirm: outreach funding, {_term(release)}",
        paragraphs=[
            f"{pounds(release.amount_pence, 'full')} for {release.payee_name} is proposed for"
            f" release, for the {_term(release)}. The calendar, the plans and the records of visits"
            " are in.",
            "Somebody other than the person who proposed it confirms it.",
        ],
        reason="You have this message because you may confirm releases of outreach funding.",
        button="Look at it and confirm",
        url=page("release", release.pk),
    )
    once = f"confirm:{release.pk}:{release.proposed_at:%Y%m%d%H%M%S%f}"
    post(KIND, letter, _confirmers(but_not=release.proposed_by_id), release, once)


def released(release: FundingRelease) -> None:
    letter = Letter(
        subject=f"Outreach funding released, {_term(release)}",
        paragraphs=[
            f"{pounds(release.amount_pence, 'full')} was released to {release.payee_name} on"
            f" {long_date(release.released_on)}, for the AST post in {release.post.subject}.",
        ],
        reason=_why(release),
    )
    post(KIND, letter, _school(release), release, f"released:{release.pk}")


def withheld(release: FundingRelease) -> None:
    letter = Letter(
        subject=f"Outreach funding withheld, {_term(release)}",
        paragraphs=[
            f"The funding of the AST post in {release.post.subject} for the {_term(release)} is"
            " not released for now.",
            f"The reason: {release.withheld_reason}",
            "Ask the AST coordinator if something is not clear.",
        ],
        reason=_why(release),
    )
    post(KIND, letter, _school(release), release)


def _why(release: FundingRelease) -> str:
    school = release.post.base_school
    return f"You have this message because you are a lead or finance contact of {school}."


def _term(release: FundingRelease) -> str:
    words = str(release.term)
    return words[:1].lower() + words[1:]


def _confirmers(*, but_not: int) -> list[Addressee]:
    live = RoleAssignment.objects.live().filter(role__in=[Role.PD_HEAD, Role.FINANCE])
    people = User.objects.filter(pk__in=live.values("user"), is_active=True).exclude(pk=but_not)
    return [Addressee(each.email, str(each)) for each in people]


def _school(release: FundingRelease) -> list[Addressee]:
    school = release.post.base_school
    live = RoleAssignment.objects.live().for_school(school).filter(role=Role.SCHOOL_FINANCE)
    finance = User.objects.filter(pk__in=live.values("user"), is_active=True)
    return [*school_leads(school), *(Addressee(each.email, str(each)) for each in finance)]
