"""The weekly letter: what is new since the last, what fits, once."""

from datetime import UTC, datetime, time, timedelta

import pytest

from core.academic_year import LONDON
from core.models import Message
from core.services.stops import stop_letters as stop_message
from directory.models import KeyStage
from psg_catalogue.models import NewSessionsSignUp, ProgrammeRules
from psg_catalogue.services.new_sessions import WEEKLY, has_letters, keep_letters_of
from psg_catalogue.services.weekly_letter import last_round, new_sessions, send_weekly_letters
from tests.factories.core import UserFactory
from tests.factories.directory import SubjectFactory
from tests.factories.psg_catalogue import StudyGroupPageFactory, StudyGroupSessionFactory, twilight

MONDAY = datetime(2026, 11, 30, 7, tzinfo=LONDON).astimezone(UTC)
DAY = timedelta(days=1)


def signed_up(email="aurelia@example.org", *, subjects=(), stages=(), since=MONDAY - 7 * DAY):
    made = NewSessionsSignUp.objects.create(email=email, confirmed_at=since, told_until=since)
    made.subjects.set(subjects)
    made.key_stages.set(KeyStage.objects.filter(slug__in=stages))
    return made


def published(title, at=MONDAY - DAY, *, group_at=None, subjects=(), stages=(), **facts):
    group = StudyGroupPageFactory(
        subjects=subjects, key_stages=list(KeyStage.objects.filter(slug__in=stages))
    )
    facts.setdefault("starts_at", twilight(60))
    made = StudyGroupSessionFactory(title=title, study_group=group, **facts)
    for page, moment in ((made.page, at), (group, group_at or at)):
        type(page).objects.filter(pk=page.pk).update(first_published_at=moment)
    return made


def letters():
    return {each.to_email: each.text_body for each in Message.objects.filter(kind=WEEKLY)}


def titles_in(words):
    return sorted(title for title in TITLES if f"\n{title}\n" in words)


TITLES = ("Old", "New", "Music", "Art", "Later", "Draft", "Off", "Over", "Late group")


@pytest.mark.django_db
def test_letter_has_what_is_new_since_the_last_and_nothing_twice():
    signed_up()
    published("Old", MONDAY - 8 * DAY)
    published("New")
    published("Later", MONDAY + timedelta(minutes=1))
    published("Draft", live=False)
    published("Off", postponed=True)
    published("Over", starts_at=twilight(-3))
    published("Late group", MONDAY - 30 * DAY, group_at=MONDAY - DAY)
    assert send_weekly_letters(MONDAY - timedelta(seconds=1)) == 0
    assert send_weekly_letters(MONDAY + timedelta(hours=30)) == 1
    assert titles_in(letters()["aurelia@example.org"]) == ["Late group", "New"]
    assert send_weekly_letters(MONDAY + timedelta(hours=31)) == 0
    assert send_weekly_letters(MONDAY + 7 * DAY) == 1
    found = [titles_in(each.text_body) for each in Message.objects.order_by("pk")]
    assert found == [["Late group", "New"], ["Later"]]
    # Nothing new, no letter; and a week that was missed is made up for in the next.
    assert send_weekly_letters(MONDAY + 14 * DAY) == 0
    published("Art", MONDAY + 15 * DAY)
    assert send_weekly_letters(MONDAY + 28 * DAY) == 1


@pytest.mark.django_db
def test_each_hears_of_their_subjects_and_key_stages_alone():
    music, art = SubjectFactory(slug="music"), SubjectFactory(slug="art")
    published("Music", subjects=[music], stages=["ks2"])
    published("Art", subjects=[art], stages=["ks3"])
    published("New")
    signed_up("all@example.org")
    signed_up("music@example.org", subjects=[music])
    signed_up("ks3@example.org", stages=["ks1", "ks3"])
    signed_up("neither@example.org", subjects=[music], stages=["ks3"])
    signed_up("late@example.org", since=MONDAY)
    NewSessionsSignUp.objects.create(email="unconfirmed@example.org")
    assert send_weekly_letters(MONDAY) == 4
    assert {address: titles_in(words) for address, words in letters().items()} == {
        "all@example.org": ["Art", "Music", "New"],
        "music@example.org": ["Music", "New"],
        "ks3@example.org": ["Art", "New"],
        # What is about no subject and no key stage is for everybody.
        "neither@example.org": ["New"],
    }


@pytest.mark.django_db
def test_letters_own_link_stops_them_and_asking_anew_takes_them_up():
    """The link that mail programs know (RFC 8058): no more letters, and then no address."""
    user = UserFactory(email="aurelia@example.org")
    signed_up(user.email)
    published("New")
    send_weekly_letters(MONDAY)
    stop_message(Message.objects.get())
    assert has_letters(NewSessionsSignUp.objects.get()) is False
    published("Later", MONDAY + DAY)
    assert send_weekly_letters(MONDAY + 7 * DAY) == 0
    assert not NewSessionsSignUp.objects.exists()
    assert has_letters(keep_letters_of(user, subjects=[], key_stages=[])) is True


@pytest.mark.django_db
def test_looking_for_what_is_new_costs_the_same_for_one_and_for_thirty(count_queries):
    def look():
        return new_sessions(MONDAY - 7 * DAY, MONDAY, MONDAY)

    published("New", subjects=[SubjectFactory()], stages=["ks1"])
    few = count_queries(look)
    for _ in range(8):
        published("Art", subjects=[SubjectFactory()], stages=["ks2"])
    assert len(look()) == 9
    assert count_queries(look) == few


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (MONDAY, MONDAY),
        (MONDAY - timedelta(seconds=1), MONDAY - 7 * DAY),
        (MONDAY + 6 * DAY, MONDAY),
        # The Monday after the clocks went back: seven by the clock on the wall (SAFETY 71).
        (datetime(2026, 10, 26, 7, 0, tzinfo=UTC), datetime(2026, 10, 26, 7, 0, tzinfo=UTC)),
        (datetime(2026, 10, 25, 7, 0, tzinfo=UTC), datetime(2026, 10, 19, 6, 0, tzinfo=UTC)),
    ],
)
def test_round_is_the_last_monday_at_seven(now, expected):
    assert last_round(now, ProgrammeRules()) == expected


def test_office_chooses_day_and_hour():
    rules = ProgrammeRules(new_sessions_day=4, new_sessions_at=time(16, 0))
    assert last_round(MONDAY, rules) == datetime(2026, 11, 27, 16, tzinfo=UTC)


@pytest.mark.postgres
def test_several_workers_write_one_letter_each(threads):
    signed_up("one@example.org")
    signed_up("two@example.org")
    published("New")
    outcomes = threads(lambda: send_weekly_letters(MONDAY), times=4)
    assert [outcome.error for outcome in outcomes] == [None] * 4
    assert sum(outcome.result for outcome in outcomes) == 2
    assert sorted(Message.objects.values_list("to_email", flat=True)) == [
        "one@example.org",
        "two@example.org",
    ]
