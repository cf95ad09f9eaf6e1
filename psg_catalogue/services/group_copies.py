"""Copying a study group to another year: the same words and leaders as a draft, and its sessions on
the same weekdays, planned anew."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from core.academic_year import LONDON, AcademicYear
from core.audit import record
from core.models import PartnershipSettings
from core.working_days import is_working_day
from psg_catalogue.enums import SessionState
from psg_catalogue.models import GroupCopy, SessionPage, StudyGroupPage, StudyGroupSession
from psg_catalogue.queries.school_days import closed_on
from psg_catalogue.queries.terms import HostTerm, host_terms
from psg_catalogue.services.session_times import moved_deadline
from psg_catalogue.services.sessions import date_page, free_slug
from psg_catalogue.services.study_groups import lock_catalogue

# Fifty-two weeks: the same weekday, a day or two earlier in the year.
A_YEAR = timedelta(weeks=52)
# Looked at in this order where the day itself is closed.
_NEARBY = (0, 1, -1, 2, -2, 3, -3, 4, -4)


@dataclass
class CopiedGroup:
    """The draft, its planned sessions, the titles of those for which no open day was found, and the
    names of leaders who are not in post any more. `is_new` is False where it was there already."""

    page: StudyGroupPage
    sessions: list[StudyGroupSession] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    is_new: bool = True


@transaction.atomic
def copy_to_year(
    group: StudyGroupPage, year: AcademicYear, *, with_sessions: bool = True, by=None
) -> CopiedGroup:
    """There is a draft with the group's words as they are on the site and its leaders in post, and
    with `with_sessions` those of its latest year before `year`, cancelled ones apart, as planned
    sessions without bookings: on the same weekday and at the same time, in a week when schools of
    the host authority are open. Once for each group and year: asking again gives the same page,
    and the constraint holds what the lock does not. Raises NoCatalogue."""
    catalogue = lock_catalogue()
    # Held while we look, for the same reason as the catalogue: two copies would be made at once.
    group = StudyGroupPage.objects.select_for_update(of=("self",)).get(pk=group.pk)
    known = group.copies.filter(academic_year=year.start).select_related("copy").first()
    if known:
        return CopiedGroup(
            known.copy, list(known.copy.sessions.order_by("starts_at")), is_new=False
        )
    page = _copy_page(catalogue, group, by)
    made = CopiedGroup(page, left=_leave_out_who_left(page, by))
    GroupCopy.objects.create(original=group, copy=page, academic_year=year.start)
    record(page, "study_group.copied", by=by, year=year.start, original=group.pk)
    if with_sessions:
        _copy_sessions(group, year, made, by)
    return made


def sessions_to_copy(group: StudyGroupPage, year: AcademicYear) -> list[StudyGroupSession]:
    """Those of the group's latest year before `year` that has any which was not cancelled."""
    rows = group.sessions.exclude(state=SessionState.CANCELLED).filter(starts_at__lt=year.starts_at)
    rows = list(rows.select_related("page", "venue").order_by("starts_at", "pk"))
    return [each for each in rows if each.year == rows[-1].year]


def _copy_page(catalogue, group: StudyGroupPage, by) -> StudyGroupPage:
    return group.copy(
        recursive=False,
        to=catalogue,
        update_attrs={"slug": free_slug(catalogue, group.title), "owner": by},
        copy_revisions=False,
        keep_live=False,
        user=by,
        log_action=None,
    )


def _leave_out_who_left(page: StudyGroupPage, by) -> list[str]:
    """Leaders stay, in their order, but for those who are not in post any more."""
    gone = [
        each for each in page.leaderships.select_related("practitioner")
        if not each.practitioner.is_current
    ]  # fmt: skip
    if gone:
        page.leaderships.remove(*gone)
        page.save()
        page.save_revision(user=by, log_action=False)
    return [each.practitioner.name for each in gone]


def _copy_sessions(group: StudyGroupPage, year: AcademicYear, made: CopiedGroup, by) -> None:
    terms = host_terms(PartnershipSettings.load(), year)
    closed = _closed_days([term for term in terms if term.starts_on in year], year)
    after = date.min
    for session in sessions_to_copy(group, year):
        day = shifted_day(session.day, year, closed, after)
        if day is None:
            made.undated.append(session.page.title)
            continue
        made.sessions.append(_copy_session(session, made.page, day, by))
        after = day


def shifted_day(
    day: date, year: AcademicYear, is_closed: Callable[[date], bool], after: date
) -> date | None:
    """The same weekday in `year`, as near as can be to the same week, on a day that is not closed
    and later than `after`; None where there is none within four weeks."""
    there = day + (year.start - AcademicYear.of(day).start) * A_YEAR
    # Over some years the weeks fall behind the calendar.
    there += timedelta(weeks=round(((_same_date(day, year) - there).days) / 7))
    nearby = (there + timedelta(weeks=weeks) for weeks in _NEARBY)
    return next((each for each in nearby if each > after and not is_closed(each)), None)


def _same_date(day: date, year: AcademicYear) -> date:
    """The day's date in the academic year; 29 February is the 28th."""
    calendar_year = year.start if day.month >= 9 else year.start + 1
    try:
        return day.replace(year=calendar_year)
    except ValueError:
        return day.replace(year=calendar_year, day=28)


def _closed_days(terms: Iterable[HostTerm], year: AcademicYear) -> Callable[[date], bool]:
    """Whether schools are closed, by the terms of the year; before there are any, on bank holidays
    alone. A day of another year is closed."""
    terms = list(terms)

    def is_closed(day: date) -> bool:
        if day not in year:
            return True
        if not terms:
            return day.weekday() < 5 and not is_working_day(day)
        return bool(closed_on(day, terms))

    return is_closed


def _copy_session(
    session: StudyGroupSession, group: StudyGroupPage, day: date, by
) -> StudyGroupSession:
    """The words of its page, without the files, and its place and places."""
    page: SessionPage = session.page.copy(
        to=group,
        exclude_fields=["files"],
        copy_revisions=False,
        keep_live=False,
        user=by,
        log_action=None,
    )
    starts_at = _at(session.starts_at, day)
    return date_page(
        page,
        starts_at=starts_at,
        ends_at=_at(session.ends_at, day + (_london(session.ends_at) - session.day)),
        booking_closes_at=moved_deadline(session.booking_closes_at, session.starts_at, starts_at),
        capacity=session.capacity,
        venue=session.venue,
        venue_note=session.venue_note,
        joining_link=session.joining_link,
        access=session.access,
        price_pence=session.price_pence,
        place_vat=session.place_vat,
        by=by,
    )


def _london(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def _at(moment: datetime, day: date) -> datetime:
    """The same time by a London clock, on another day."""
    return datetime.combine(day, moment.astimezone(LONDON).time(), tzinfo=LONDON)
