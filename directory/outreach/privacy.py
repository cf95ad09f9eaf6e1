"""What outreach knows of people, and of which area its changes are."""

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from core.audit import area_of_changes
from core.models.audit import AuditArea
from core.privacy import (
    Person,
    PersonalTable,
    declare,
    declare_actors,
    declare_impersonal,
    declare_words,
)
from core.privacy.person import NO_ADDRESS
from directory.models import Colleague
from directory.outreach.models import (
    ASTAppointment,
    MeetingAttendance,
    OutreachCalendar,
    OutreachEvaluation,
    OutreachPlan,
    OutreachRequest,
    OutreachVisit,
    PlanParty,
    SupportedColleague,
    TermReturn,
)

SOMEBODY = "Somebody since erased"
_HISTORY = "What was done in the post stays, of a former practitioner: funding was paid for it."


def declare_privacy() -> None:
    """Called once, when the app is ready."""
    area_of_changes("outreach", AuditArea.OUTREACH)
    for model in ("fundingstream", "fundingrelease", "streampost"):
        area_of_changes(f"outreach.{model}", AuditArea.MONEY)
    _declare_asking()
    _declare_plans()
    _declare_posts()
    _declare_the_rest()


def _declare_asking() -> None:
    declare(
        PersonalTable(
            model="outreach.OutreachRequest",
            heading="Requests for support",
            fields=("requester_name", "requester_email", "preferred", "practitioner"),
            rows_of=lambda person: _by_address(OutreachRequest, person, "requester_email"),
            goes="Name, job and address are taken out. The request is the school's and stays.",
            erase=lambda person, rows: rows.update(
                requester_name=SOMEBODY, requester_email=NO_ADDRESS, requester_job=""
            ),
            hidden=("nonce", "adviser_comment", "form_key"),
        )
    )
    declare_words("outreach.OutreachRequest", "need", "outcome", "reason", "adviser_comment")
    declare_actors("outreach.OutreachRequest", "requested_by", "adviser")


def _declare_plans() -> None:
    declare(
        PersonalTable(
            model="outreach.OutreachPlan",
            heading="Outreach plans",
            fields=(
                "practitioner",
                "leader_name",
                "leader_email",
                "base_head_name",
                "base_head_email",
            ),
            rows_of=_plans_of,
            goes="Names and addresses are taken out. The plan is the schools' and stays.",
            erase=_empty_plans,
            hidden=("leader_job", "activities", "reason"),
            shared=True,
        )
    )
    declare(
        PersonalTable(
            model="outreach.SupportedColleague",
            heading="Supported in an outreach plan",
            fields=("name",),
            rows_of=_supported,
            goes="Name and job are taken out.",
            erase=lambda person, rows: rows.update(name=SOMEBODY, job=""),
            order=40,
        )
    )
    declare(
        PersonalTable(
            model="outreach.PlanParty",
            heading="Asked to agree an outreach plan",
            fields=("name", "email", "agreed_by"),
            rows_of=lambda person: _by_address(PlanParty, person, "email"),
            goes="Name and address are taken out.",
            erase=lambda person, rows: rows.update(name=SOMEBODY, email=""),
            hidden=("nonce",),
        )
    )
    declare(
        PersonalTable(
            model="outreach.OutreachEvaluation",
            heading="Evaluations of outreach given",
            fields=("respondent_name",),
            rows_of=_evaluations_by,
            goes="Name and job are taken out.",
            erase=lambda person, rows: rows.update(respondent_name=SOMEBODY, respondent_job=""),
            hidden=("nonce",),
            order=40,
        )
    )
    declare_words("outreach.OutreachPlan", "focus", "activities", "reason")
    declare_words("outreach.PlanObjective", "objective", "measure")
    declare_words("outreach.PlanParty", "comment")
    declare_words(
        "outreach.OutreachEvaluation", "support_words", "issues", "impact_words", "anything_else"
    )


def _declare_posts() -> None:
    """What a practitioner did, known by the practitioner's line alone."""
    for model, heading in (
        (ASTAppointment, "Posts held"),
        (OutreachVisit, "Outreach visits"),
        (OutreachCalendar, "Outreach calendars"),
        (TermReturn, "Termly returns"),
        (MeetingAttendance, "Network meetings"),
    ):
        declare(
            PersonalTable(
                model=model._meta.label,
                heading=heading,
                fields=("practitioner",),
                rows_of=_of_practitioner(model),
                stays=_HISTORY,
                hidden=("mentor", "token"),
            )
        )
    declare_actors("outreach.ASTAppointment", "mentor")
    declare_actors("outreach.OutreachVisit", "recorded_by")
    declare_actors("outreach.OutreachCalendar", "submitted_by")
    declare_actors("outreach.TermReturn", "received_by")
    declare_words("outreach.OutreachVisit", "seen", "summary", "next_steps")
    declare_actors("outreach.VisitCorrection", "made_by")
    declare_words("outreach.VisitCorrection", "reason")
    declare_words(
        "outreach.TermReturn", "highlights", "barriers", "support_needed", "returned_reason"
    )


def _declare_the_rest() -> None:
    declare_actors(
        "outreach.FundingRelease",
        "calendar_by",
        "plans_by",
        "visits_by",
        "proposed_by",
        "confirmed_by",
        "released_by",
    )
    declare_impersonal("outreach.FundingRelease", "payee_name")
    declare_impersonal("outreach.FundingStream", "name")
    declare_words("outreach.NetworkMeeting", "agenda", "notes")
    declare_words("outreach.NetworkNews", "title", "words")


def _of_practitioner(model):
    def rows_of(person: Person) -> QuerySet:
        return model.objects.filter(practitioner__in=person.pks("directory.Practitioner"))

    return rows_of


def _by_address(model, person: Person, field: str) -> QuerySet:
    return model.objects.annotate(written_to=Lower(field)).filter(written_to__in=person.emails)


def _plans_of(person: Person) -> QuerySet[OutreachPlan]:
    """Plans of the practitioner's own, and those the person leads at either school."""
    lower = OutreachPlan.objects.annotate(
        leader=Lower("leader_email"), head=Lower("base_head_email")
    )
    return lower.filter(
        Q(practitioner__in=person.pks("directory.Practitioner"))
        | Q(leader__in=person.emails)
        | Q(head__in=person.emails)
    )


def _empty_plans(person: Person, rows: QuerySet) -> int:
    """Of several people on a plan only the one."""
    found = list(rows)
    leader = [each.pk for each in found if each.leader in person.emails]
    head = [each.pk for each in found if each.head in person.emails]
    of = OutreachPlan.objects.filter
    changed = of(pk__in=leader).update(leader_name=SOMEBODY, leader_email=NO_ADDRESS, leader_job="")
    return changed + of(pk__in=head).update(base_head_name=SOMEBODY, base_head_email=NO_ADDRESS)


def _supported(person: Person) -> QuerySet[SupportedColleague]:
    """By name, at a school on whose staff list the person stands."""
    return SupportedColleague.objects.filter(
        name__in=person.names, plan__host_school__in=_schools_of(person)
    )


def _evaluations_by(person: Person) -> QuerySet[OutreachEvaluation]:
    """Those that the person signed, of plans led at a school of theirs."""
    return OutreachEvaluation.objects.filter(
        respondent_name__in=person.names, plan__host_school__in=_schools_of(person)
    )


def _schools_of(person: Person) -> list[int]:
    lines = Colleague.objects.filter(pk__in=person.pks("directory.Colleague"))
    return list(lines.values_list("school", flat=True))
