"""What is written about money: to those who confirm it, and to the school it is for. No name of a
teacher is in it, and no visit (P14)."""

from core.models import User
from directory.enums import Role
from directory.models import RoleAssignment
from directory.outreach.letters import Fact, in_a_sentence, page, post
from directory.outreach.models import FundingRelease
from directory.outreach.people import Addressee, school_leads

_ONCE = "outreach_funding"


def to_confirm(release: FundingRelease) -> None:
    """Those who may confirm what was just proposed, but not who proposed it."""
    post(
        "outreach_funding_to_confirm",
        _confirmers(but_not=release.proposed_by_id),
        release,
        once=f"{_ONCE}:confirm:{release.pk}:{release.proposed_at:%Y%m%d%H%M%S%f}",
        url=page("release", release.pk),
        amount_pence=release.amount_pence,
        payee=release.payee_name,
        **_facts(release),
    )


def released(release: FundingRelease) -> None:
    post(
        "outreach_funding_released",
        _school(release),
        release,
        once=f"{_ONCE}:released:{release.pk}",
        amount_pence=release.amount_pence,
        payee=release.payee_name,
        day=release.released_on,
        **_facts(release),
    )


def withheld(release: FundingRelease) -> None:
    post(
        "outreach_funding_withheld",
        _school(release),
        release,
        why=release.withheld_reason,
        **_facts(release),
    )


def _facts(release: FundingRelease) -> dict[str, Fact]:
    return {
        "term": in_a_sentence(release.term),
        "post_subject": str(release.post.subject),
        "school": str(release.post.base_school),
    }


def _confirmers(*, but_not: int) -> list[Addressee]:
    live = RoleAssignment.objects.live().filter(role__in=[Role.PD_HEAD, Role.FINANCE])
    people = User.objects.filter(pk__in=live.values("user"), is_active=True).exclude(pk=but_not)
    return [Addressee(each.email, str(each)) for each in people]


def _school(release: FundingRelease) -> list[Addressee]:
    school = release.post.base_school
    live = RoleAssignment.objects.live().for_school(school).filter(role=Role.SCHOOL_FINANCE)
    finance = User.objects.filter(pk__in=live.values("user"), is_active=True)
    return [*school_leads(school), *(Addressee(each.email, str(each)) for each in finance)]
