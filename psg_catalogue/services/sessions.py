"""Making a session: its page of words and its dated row, in one step. What may be done to it later
is in services.session_changes."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from core.audit import record, unsaved_changes
from directory.models import School
from psg_catalogue.enums import Access, SessionSource, SessionState
from psg_catalogue.models import SessionPage, StudyGroupPage, StudyGroupSession
from psg_catalogue.services.session_times import check_deadline, check_times, usual_deadline
from psg_catalogue.session_refusals import NoPlaces, PageHasDate, PriceMissing
from subscriptions.enums import VatTreatment

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
    price_pence: int | None = None,
    place_vat: str = VatTreatment.EXEMPT,
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
    session = StudyGroupSession(
        starts_at=starts_at,
        ends_at=ends_at,
        capacity=capacity,
        venue=venue,
        venue_note=venue_note,
        joining_link=joining_link,
        access=access,
        price_pence=price_pence,
        place_vat=place_vat,
        booking_closes_at=_deadline(booking_closes_at, starts_at),
        state=state,
        source=source,
    )
    _check(session)
    # Held while the page is added: two pages at once would claim the same place in the tree.
    session.study_group = StudyGroupPage.objects.select_for_update().get(pk=study_group.pk)
    session.page = _add_page(session.study_group, title, live, by, words)
    return _keep(session, by)


@transaction.atomic
def date_page(
    page: SessionPage, *, starts_at: datetime, ends_at: datetime, capacity: int,
    booking_closes_at=USUAL, by=None, **details,
) -> StudyGroupSession:  # fmt: skip
    """A session's page that has no row, as a copied one, has one now. `details` are venue,
    venue_note, joining_link and access. Raises PageHasDate, and what `create_session` raises."""
    # Held while we look: two rows for one page would be refused by the database, in worse words.
    page = SessionPage.objects.select_for_update().get(pk=page.pk)
    if StudyGroupSession.objects.filter(page=page).exists():
        raise PageHasDate
    session = StudyGroupSession(
        page=page,
        study_group=StudyGroupPage.objects.parent_of(page).get(),
        starts_at=starts_at,
        ends_at=ends_at,
        capacity=capacity,
        booking_closes_at=_deadline(booking_closes_at, starts_at),
        **details,
    )
    _check(session)
    return _keep(session, by)


@transaction.atomic
def follow_page(page: SessionPage) -> None:
    """After an editor has moved the page, the row belongs to the study group the page is in."""
    session = StudyGroupSession.objects.select_for_update().filter(page=page).first()
    group = StudyGroupPage.objects.parent_of(page).first()
    if session and group and session.study_group_id != group.pk:
        session.study_group = group
        session.calendar_sequence += 1
        changes = unsaved_changes(session, "study_group")
        session.save(update_fields=["study_group", "calendar_sequence"])
        record(session, "session.regrouped", changes=changes)


def _deadline(given, starts_at: datetime) -> datetime | None:
    return usual_deadline(starts_at) if given is USUAL else given


def _check(session: StudyGroupSession) -> None:
    check_times(session.starts_at, session.ends_at)
    check_deadline(session.booking_closes_at, session.starts_at)
    if session.capacity < 1:
        raise NoPlaces
    if session.access == Access.PAID and not session.price_pence:
        raise PriceMissing


def _add_page(parent: StudyGroupPage, title: str, live: bool, by, words: dict) -> SessionPage:
    page = SessionPage(title=title, slug=free_slug(parent, title), live=live, owner=by, **words)
    page.has_unpublished_changes = not live
    parent.add_child(instance=page)
    revision = page.save_revision(user=by, log_action=False)
    if live:
        revision.publish(user=by, log_action=False, skip_permission_checks=True)
        page.refresh_from_db()
    return page


def _keep(session: StudyGroupSession, by) -> StudyGroupSession:
    session.save(force_insert=True)
    shown = {"capacity": (None, session.capacity), "access": (None, session.access)}
    record(session, "session.created", by=by, changes=shown)
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
