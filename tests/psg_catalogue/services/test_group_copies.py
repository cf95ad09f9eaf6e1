"""Copying a study group to another year: its words and weekdays, and nothing of the people."""

from datetime import date, datetime, time

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from wagtail.documents.models import Document

from core.academic_year import LONDON, AcademicYear
from directory.models import KeyStage, Term
from psg_catalogue.enums import Access, SessionState
from psg_catalogue.models import GroupCopy, SessionFile, StudyGroupPage, StudyGroupSession
from psg_catalogue.services.group_copies import copy_to_year, shifted_day
from tests.factories.directory import (
    LocalAuthorityFactory,
    PractitionerFactory,
    SchoolFactory,
    SubjectFactory,
)
from tests.factories.people import office
from tests.factories.psg_catalogue import (
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
)

pytestmark = pytest.mark.django_db
NEXT = AcademicYear(2027)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2027-02-02 12:00+00:00")


def at(day: date, hour: int = 16, minute: int = 15) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=LONDON)


def on(group: StudyGroupPage, day: date, **fields) -> StudyGroupSession:
    return StudyGroupSessionFactory(
        study_group=group, starts_at=at(day), ends_at=at(day, 17, 45), **fields
    )


def terms_of_2027() -> None:
    authority = LocalAuthorityFactory()
    for season, starts, ends, half in (
        ("autumn", date(2027, 9, 2), date(2027, 12, 17), (date(2027, 10, 25), date(2027, 10, 29))),
        ("spring", date(2028, 1, 4), date(2028, 3, 31), (date(2028, 2, 14), date(2028, 2, 18))),
    ):
        Term.objects.create(
            authority=authority,
            academic_year=2027,
            season=season,
            starts_on=starts,
            ends_on=ends,
            half_term_starts_on=half[0],
            half_term_ends_on=half[1],
        )


@pytest.fixture
def group() -> StudyGroupPage:
    page = StudyGroupPageFactory(
        title="Reasoning", code="PSG04", aims="<p>Prompts</p>", subjects=[SubjectFactory()],
        key_stages=[KeyStage.objects.get(slug="ks2")],
        leaders=[PractitionerFactory(name="Osric"), PractitionerFactory(name="Ann")],
    )  # fmt: skip
    page.body = [("text", "<p>Between sessions</p>")]
    page.save_revision().publish()
    return StudyGroupPage.objects.get(pk=page.pk)


def test_the_copy_is_a_draft_with_the_same_words_and_leaders(group):
    staff = office()

    made = copy_to_year(group, NEXT, by=staff)

    copy = StudyGroupPage.objects.get(pk=made.page.pk)
    assert (copy.live, copy.title, copy.slug) == (False, "Reasoning", f"{group.slug}-2")
    for name in ("summary", "aims", "audience", "code"):
        assert getattr(copy, name) == getattr(group, name)
    assert copy.body.get_prep_value()[0]["value"] == group.body.get_prep_value()[0]["value"]
    for name in ("subjects", "key_stages"):
        assert list(getattr(copy, name).all()) == list(getattr(group, name).all())
    draft = copy.get_latest_revision_as_object()
    assert [str(each) for each in draft.leaderships.all()] == ["Osric", "Ann"]
    assert (made.sessions, copy.owner) == ([], staff)


def test_a_leader_who_left_is_named_and_not_copied(group):
    leader = group.leaderships.first().practitioner
    leader.left_on = date(2027, 1, 1)
    leader.save()

    made = copy_to_year(group, NEXT)

    draft = StudyGroupPage.objects.get(pk=made.page.pk).get_latest_revision_as_object()
    assert (made.left, [str(each) for each in draft.leaderships.all()]) == (["Osric"], ["Ann"])
    assert group.leaderships.count() == 2


def test_sessions_are_planned_on_the_same_weekday_when_schools_are_open(group):
    terms_of_2027()
    hall = SchoolFactory()
    plain = on(
        group, date(2026, 11, 10), venue=hall, venue_note="Library", capacity=9, access=Access.OPEN,
        booked=3, state=SessionState.CONFIRMED, title="Plain",
    )  # fmt: skip
    document = Document.objects.create(title="Slides")
    SessionFile.objects.create(page=plain.page, document=document)
    on(group, date(2026, 10, 20), title="Into half term")  # 52 weeks on: 19 October, open
    on(group, date(2026, 10, 27), title="Half term")
    on(group, date(2026, 12, 18), title="Last Friday")
    on(group, date(2027, 1, 5), cancelled=True)
    on(group, date(2027, 1, 12), title="Spring")
    on(group, date(2027, 6, 29), title="No summer term yet")
    on(group, date(2025, 11, 11), title="Of the year before")

    made = copy_to_year(group, NEXT)

    days = {each.page.title: each.day for each in made.sessions}
    assert days == {
        "Into half term": date(2027, 10, 19),
        "Half term": date(2027, 11, 2),
        "Plain": date(2027, 11, 9),
        "Last Friday": date(2027, 12, 17),
        "Spring": date(2028, 1, 11),
    }
    assert made.undated == ["No summer term yet"]
    copy = next(each for each in made.sessions if each.page.title == "Plain")
    assert (copy.state, copy.places_taken, copy.bookings.count()) == (SessionState.PLANNED, 0, 0)
    assert (copy.venue, copy.venue_note, copy.capacity, copy.access) == (hall, "Library", 9, "open")
    assert (copy.page.live, copy.page.files.count()) == (False, 0)
    assert copy.study_group_id == made.page.pk
    assert copy.calendar_uid != plain.calendar_uid
    assert plain.bookings.count() == 3


def test_the_time_is_that_of_a_london_clock(group):
    on(group, date(2026, 10, 23))  # summer time; a year later too
    on(group, date(2027, 3, 26))  # winter time; 24 March 2028 is, too
    starts = [each.starts_at for each in copy_to_year(group, NEXT).sessions]
    assert [f"{each.astimezone(LONDON):%H:%M}" for each in starts] == ["16:15", "16:15"]


def test_a_study_group_is_copied_to_a_year_once(group):
    on(group, date(2026, 11, 10))
    first = copy_to_year(group, NEXT)
    again = copy_to_year(group, NEXT)
    assert (again.page.pk, again.is_new, len(again.sessions)) == (first.page.pk, False, 1)
    assert copy_to_year(group, NEXT.next, with_sessions=False).page.pk != first.page.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        other = StudyGroupPageFactory()
        GroupCopy.objects.create(original=group, copy=other, academic_year=NEXT.start)
    # Wagtail's own copy of the copy is an ordinary page.
    first.page.copy(update_attrs={"slug": "another", "title": "Another"})
    assert GroupCopy.objects.count() == 2
    first.page.sessions.get().page.delete()
    StudyGroupPage.objects.get(pk=first.page.pk).delete()
    assert copy_to_year(group, NEXT).is_new


@given(st.dates(date(2009, 9, 1), date(2027, 8, 31)), st.integers(0, 12))
def test_a_shifted_day_keeps_its_weekday_and_stays_near_its_date(day, years):
    year = AcademicYear(AcademicYear.of(day).start + years)
    there = shifted_day(day, year, lambda each: each not in year, date.min)
    assert there.weekday() == day.weekday()
    assert there in year
    early = min(day.day, 28)
    same = [day.replace(year=each, day=early) for each in (year.start, year.start + 1)]
    assert min(abs((there - each).days) for each in same) <= 12
    assert shifted_day(day, year, lambda _: True, date.min) is None
    assert shifted_day(day, year, lambda _: False, there) > there
