"""Appointments: who takes a post up, who leaves it, and the induction of somebody new."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.audit import record
from core.models import User
from directory.models import Practitioner
from directory.outreach.enums import ENDED, NEVER_OPENED, EndReason, InductionAim
from directory.outreach.models import ASTAppointment, ASTPost, InductionStep
from directory.outreach.refusals import DayNotPossible, NotAccredited, PostHeld
from directory.outreach.services.following import follow_leaver, follow_post, lock_post


@transaction.atomic
def appoint_ast(
    post: ASTPost,
    practitioner: Practitioner,
    *,
    starts_on: date,
    working_percent: int = 100,
    mentor: Practitioner | None = None,
    induction: bool = False,
    by: User | None = None,
) -> ASTAppointment:
    """The practitioner holds the post from a day; with `induction`, the four aims stand to be
    reached (CA L100). Asking twice gives the same appointment. Raises NotAccredited, PostHeld,
    DayNotPossible where the post is not in force."""
    if practitioner.accredited_on is None or practitioner.accredited_on > starts_on:
        raise NotAccredited(
            "Only somebody who has met the standards by that day is appointed. The day stands with"
            " the practitioner."
        )
    post = lock_post(post)
    same = post.appointments.filter(practitioner=practitioner, starts_on=starts_on).first()
    if same:
        return same
    if post.state in (*NEVER_OPENED, *ENDED) or starts_on < post.opened_on:
        raise DayNotPossible("The post is not in force on that day.")
    appointment = ASTAppointment(
        post=post,
        practitioner=practitioner,
        starts_on=starts_on,
        working_percent=working_percent,
        mentor=mentor,
    )
    save_alone(appointment)
    if induction:
        InductionStep.objects.bulk_create(
            InductionStep(appointment=appointment, aim=aim) for aim in InductionAim
        )
    record(post, "post.filled", by=by, about=[practitioner])
    follow_leaver(practitioner)
    follow_post(post)
    return appointment


def save_alone(appointment: ASTAppointment) -> None:
    """Save, and turn the database's refusal of a second holder into PostHeld."""
    try:
        with transaction.atomic():
            appointment.save()
    except IntegrityError as error:
        raise PostHeld(
            "Somebody else holds this post on one of these days. Give their last day first."
        ) from error


@transaction.atomic
def end_appointment(
    appointment: ASTAppointment,
    *,
    last_day: date,
    reason: EndReason | str,
    by: User | None = None,
    on_behalf_of: str = "",
) -> ASTAppointment:
    """The person leaves the post after the last day. The same again changes nothing; another day
    replaces the first. Raises DayNotPossible, PostHeld."""
    lock_post(appointment.post)
    appointment = ASTAppointment.objects.select_related("post", "practitioner").get(
        pk=appointment.pk
    )
    if last_day < appointment.starts_on:
        raise DayNotPossible(
            f"The appointment began on {appointment.starts_on:%-d %B %Y}: give a later day."
        )
    if (appointment.last_day, appointment.end_reason) == (last_day, str(reason)):
        return appointment
    appointment.last_day, appointment.end_reason = last_day, str(reason)
    save_alone(appointment)
    record(
        appointment.post,
        "post.leaving",
        by=by,
        on_behalf_of=on_behalf_of,
        about=[appointment.practitioner],
        last_day=last_day,
    )
    follow_leaver(appointment.practitioner)
    return appointment


@transaction.atomic
def assign_mentor(
    appointment: ASTAppointment, mentor: Practitioner | None, *, by: User
) -> ASTAppointment:
    """A new AST can be paired with a mentor (CA L100); none takes the pairing back. Raises
    DayNotPossible for their own mentor."""
    if mentor is not None and mentor.pk == appointment.practitioner_id:
        raise DayNotPossible("The mentor is somebody else: nobody is their own.")
    appointment.mentor = mentor
    appointment.save(update_fields=["mentor"])
    record(appointment.post, "post.mentor", by=by)
    return appointment


@transaction.atomic
def mark_induction(appointment: ASTAppointment, reached: set[str], *, by: User) -> None:
    """Exactly these aims are reached; those reached before keep their day."""
    today = timezone.localdate()
    steps = {step.aim: step for step in appointment.induction.all()}
    for aim in InductionAim:
        step = steps.get(aim) or InductionStep(appointment=appointment, aim=aim)
        step.done_on = (step.done_on or today) if aim in reached else None
        step.save()
    record(appointment.post, "post.induction", by=by)
