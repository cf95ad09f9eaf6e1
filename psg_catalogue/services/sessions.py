"""Making a session: its page of words and its dated row, in one step. What may be done to it later
is in services.session_changes, and offered from here too."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from core.audit import record
from directory.models import School
from psg_catalogue.enums import Access, SessionSource, SessionState
from psg_catalogue.models import SessionPage, StudyGroupPage, StudyGroupSession
from psg_catalogue.services.session_changes import (
    cancel_session,
    change_venue,
    confirm_session,
    move_session,
    postpone_session,
    replan_session,
    resize_session,
    set_access,
    set_booking_deadline,
)
from psg_catalogue.services.session_times import check_deadline, check_times, usual_deadline
from psg_catalogue.session_refusals import NoPlaces

__all__ = [
    "cancel_session",
    "change_venue",
    "confirm_session",
    "create_session",
    "free_slug",
    "move_session",
    "postpone_session",
    "replan_session",
    "resize_session",
    "set_access",
    "set_booking_deadline",
]

USUAL = object()
_SLUG_LENGTH = 200


@transaction.atomic
def create_session(
    study_group: StudyGroupPage,
    *,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    capacity: int,
    venue: School | None = None,
    venue_note: str = "",
    joining_link: str = "",
    access: Access | str = Access.SUBSCRIBERS,
    booking_closes_at=USUAL,
    state: SessionState | str = SessionState.PLANNED,
    source: SessionSource | str = SessionSource.SITE,
    live: bool = True,
    by=None,
    **words,
) -> StudyGroupSession:
    """The study group has one more session: a page, published unless `live` is False, and its row.

    `words` are fields of SessionPage (introduction, bring, access_notes, body). Booking closes at
    noon of the day before, unless a time or None (when it starts) is given. Raises
    EndsBeforeItStarts, LastsTooLong, NoPlaces, DeadlineAfterStart."""
    check_times(starts_at, ends_at)
    if capacity < 1:
        raise NoPlaces
    if booking_closes_at is USUAL:
        booking_closes_at = usual_deadline(starts_at)
    check_deadline(booking_closes_at, starts_at)
    # Held while the page is added: two pages at once would claim the same place in the tree.
    parent = StudyGroupPage.objects.select_for_update().get(pk=study_group.pk)
    page = SessionPage(title=title, slug=free_slug(parent, title), live=live, owner=by, **words)
    page.has_unpublished_changes = not live
    parent.add_child(instance=page)
    revision = page.save_revision(user=by, log_action=False)
    if live:
        revision.publish(user=by, log_action=False, skip_permission_checks=True)
        page.refresh_from_db()
    session = StudyGroupSession.objects.create(
        page=page,
        study_group=parent,
        starts_at=starts_at,
        ends_at=ends_at,
        capacity=capacity,
        venue=venue,
        venue_note=venue_note,
        joining_link=joining_link,
        access=access,
        booking_closes_at=booking_closes_at,
        state=state,
        source=source,
    )
    record(session, "session.created", by=by)
    return session


def free_slug(parent: StudyGroupPage, title: str) -> str:
    """A last part of an address that no other page below `parent` has."""
    stem = slugify(title)[:_SLUG_LENGTH].strip("-") or "session"
    taken = set(parent.get_children().filter(slug__startswith=stem).values_list("slug", flat=True))
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug
