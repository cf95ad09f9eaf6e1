"""Claims: "I work at this school", agreed by a lead of that school or by the office."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.audit import record
from core.models import PartnershipSettings, User
from core.services.outbox import one_line, queue_message
from directory.enums import SCHOOL_ROLE_WORDS, SCHOOL_ROLES, ClaimState, Role
from directory.models import RoleAssignment, School, SchoolClaim
from directory.services.colleagues import link_account
from directory.services.roles import grant_role

CLAIMS_AT_A_TIME = 5


class SchoolClosed(Exception):
    """The school is not open, so nobody works there."""


class BelongsAlready(Exception):
    """The person already has that role at the school."""


class TooManyClaims(Exception):
    """The person waits for as many answers as one may at a time: leads are told of each claim."""


class ClaimSettled(Exception):
    """The claim was decided the other way, or withdrawn, before this."""


class OwnClaim(Exception):
    """Nobody agrees their own claim."""


@transaction.atomic
def make_claim(
    user: User, school: School, *, role: Role | str = Role.SCHOOL_MEMBER, job_title: str = ""
) -> SchoolClaim:
    """The claim waits, and those who may agree it are told: the school's leads, or the office where
    there is none. While one waits, asking again gives the same one. Raises SchoolClosed,
    BelongsAlready, TooManyClaims, ValueError for a role that is no school's."""
    role = Role(role)
    if role not in SCHOOL_ROLES:
        raise ValueError(f"{role.label} cannot be claimed.")
    if not school.is_open:
        raise SchoolClosed(f"{school} is not open.")
    if user.roles.live().for_school(school).filter(role=role).exists():
        raise BelongsAlready(f"Has that role at {school}.")
    waiting = user.claims.filter(state=ClaimState.PENDING).exclude(school=school)
    if waiting.count() >= CLAIMS_AT_A_TIME:
        raise TooManyClaims("Waits for as many answers as one may.")
    claim, made = SchoolClaim.objects.get_or_create(
        user=user,
        school=school,
        state=ClaimState.PENDING,
        defaults={"role": role, "job_title": one_line(job_title)},
    )
    if made:
        record(claim, "claim.made", by=user, role=role.value, urn=school.urn)
        _tell_those_who_decide(claim)
    return claim


@transaction.atomic
def agree_claim(
    claim: SchoolClaim, *, by: User, role: Role | str | None = None, on_behalf_of: str = ""
) -> SchoolClaim:
    """The person has the role asked for, or the other school role given, and stands on the staff
    list. Agreeing twice changes nothing. Raises ClaimSettled, OwnClaim."""
    if by.pk == claim.user_id:
        raise OwnClaim("Nobody agrees their own claim.")
    claim = _lock(claim)
    if claim.state == ClaimState.AGREED:
        return claim
    _still_waits(claim)
    role = Role(role or claim.role)
    grant_role(claim.user, role, school=claim.school, by=by, on_behalf_of=on_behalf_of)
    link_account(claim.school, claim.user, job_title=claim.job_title, by=by)
    claim.role = role
    _settle(claim, ClaimState.AGREED, by)
    record(
        claim,
        "claim.agreed",
        by=by,
        on_behalf_of=on_behalf_of,
        role=role.value,
        changes={"state": (ClaimState.PENDING, claim.state)},
    )
    _tell_claimant(claim, "claim_agreed")
    for lead in leads_of(claim.school).exclude(pk__in=[by.pk, claim.user_id]):
        _tell(claim, "claim_settled", lead.email, str(lead))
    return claim


@transaction.atomic
def decline_claim(
    claim: SchoolClaim, *, by: User, reason: str, on_behalf_of: str = ""
) -> SchoolClaim:
    """The person is told no, and why. Declining twice changes nothing. Raises ClaimSettled."""
    claim = _lock(claim)
    if claim.state == ClaimState.DECLINED:
        return claim
    _still_waits(claim)
    claim.reason = one_line(reason)[:300]
    _settle(claim, ClaimState.DECLINED, by)
    changes = {"state": (ClaimState.PENDING, claim.state)}
    record(claim, "claim.declined", by=by, on_behalf_of=on_behalf_of, changes=changes)
    _tell_claimant(claim, "claim_declined")
    return claim


@transaction.atomic
def withdraw_claim(claim: SchoolClaim) -> SchoolClaim:
    """The person no longer asks. Withdrawing twice changes nothing. Raises ClaimSettled."""
    claim = _lock(claim)
    if claim.state == ClaimState.WITHDRAWN:
        return claim
    _still_waits(claim)
    _settle(claim, ClaimState.WITHDRAWN, claim.user)
    record(claim, "claim.withdrawn", by=claim.user)
    return claim


def leads_of(school: School):
    """The school's leads today, whose accounts are open."""
    live = RoleAssignment.objects.live().for_school(school).filter(role=Role.SCHOOL_LEAD)
    return User.objects.filter(pk__in=live.values("user"), is_active=True)


def _lock(claim: SchoolClaim) -> SchoolClaim:
    """The claim, held: of an agreement and a refusal at the same moment one comes first."""
    return (
        SchoolClaim.objects.select_for_update(of=("self",))
        .select_related("user", "school")
        .get(pk=claim.pk)
    )


def _still_waits(claim: SchoolClaim) -> None:
    if claim.state != ClaimState.PENDING:
        raise ClaimSettled(claim.get_state_display())


def _settle(claim: SchoolClaim, state: ClaimState, by: User) -> None:
    claim.state = state
    claim.decided_at = timezone.now()
    claim.decided_by = by
    claim.save()


def _tell_those_who_decide(claim: SchoolClaim) -> None:
    leads = list(leads_of(claim.school))
    for lead in leads:
        _tell(claim, "claim_made", lead.email, str(lead))
    if not leads:
        office = PartnershipSettings.load()
        _tell(claim, "claim_made", office.office_email, office.office_name, for_office=True)


def _tell_claimant(claim: SchoolClaim, kind: str) -> None:
    _tell(claim, kind, claim.user.email, str(claim.user))


def _tell(claim: SchoolClaim, kind: str, email: str, name: str, **words) -> None:
    urn = claim.school.urn
    decision = reverse("directory:claim_decision", args=[urn, claim.pk])
    queue_message(
        kind=kind,
        to_email=email,
        to_name=name,
        about=f"directory.schoolclaim:{claim.pk}",
        once_key=f"{kind}:{claim.pk}:{email.lower()}",
        context={
            "claim": claim,
            "school": claim.school,
            "person": claim.user,
            "role": SCHOOL_ROLE_WORDS[claim.role],
            "decide_url": settings.SITE_URL + decision,
            "people_url": settings.SITE_URL + reverse("directory:people", args=[urn]),
            "school_url": settings.SITE_URL + reverse("directory:school", args=[urn]),
            "claim_url": settings.SITE_URL + reverse("directory:claim"),
            **words,
        },
    )
