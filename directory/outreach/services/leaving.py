"""A base school tells that its AST is leaving (CA L69, L90)."""

from datetime import date

from django.db import transaction

from core.models import User
from directory.enums import Role
from directory.outreach.enums import EndReason, FundingType, PostState, ReviewTrigger
from directory.outreach.letters.posts import about_post, of_post, post_url, tell_authority
from directory.outreach.models import ASTAppointment
from directory.outreach.services.appointments import end_appointment
from directory.outreach.services.following import follow_post, lock_post, take_down_portraits
from directory.outreach.services.reviews import open_review


@transaction.atomic
def tell_of_leaving(
    appointment: ASTAppointment,
    *,
    last_day: date,
    reason: EndReason | str = EndReason.LEFT,
    successor_wanted: bool = False,
    by: User | None = None,
    on_behalf_of: str = "",
) -> ASTAppointment:
    """The last day is known, the coordinator is told, and a post that the authority pays for goes
    to review (CA L81); one that the school pays for does not, and falls vacant. The portrait comes
    down on the last day. The same again changes nothing. Raises DayNotPossible, PostHeld."""
    lock_post(appointment.post)
    # Asked of the row: of two who tell at the same moment the second finds it told.
    before = ASTAppointment.objects.values_list("last_day", flat=True).get(pk=appointment.pk)
    appointment = end_appointment(
        appointment, last_day=last_day, reason=reason, by=by, on_behalf_of=on_behalf_of
    )
    if before == last_day:
        return appointment
    post = follow_post(appointment.post)
    reviewed = post.funding_on(last_day) == FundingType.LA_FUNDED and post.state == PostState.OPEN
    if reviewed:
        open_review(post, trigger=ReviewTrigger.LEAVER, successor_wanted=successor_wanted, by=by)
    tell_authority(
        "outreach_post_leaving",
        Role.AST_COORDINATOR,
        url=post_url(post),
        about=about_post(post),
        day=last_day,
        reviewed=reviewed,
        successor_wanted=successor_wanted,
        **of_post(post),
    )
    take_down_portraits()
    appointment.post = post
    return appointment
