"""When a rule's hour comes, by working days, by days, and around a change of the clock."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.academic_year import LONDON
from core.working_days import working_days_after
from psg_catalogue.enums import Reminding, Side
from psg_catalogue.models import ReminderRule


def london(*parts, fold=0):
    return datetime(*parts, tzinfo=LONDON, fold=fold)


def rule(days=2, side=Side.BEFORE, at=time(8), **facts):
    return ReminderRule(what=Reminding.ATTENDERS, days=days, side=side, at=at, **facts)


@pytest.mark.parametrize(
    ("starts_at", "expected"),
    [
        (london(2026, 11, 26, 16, 15), london(2026, 11, 24, 8)),  # Thursday: Tuesday
        (london(2026, 11, 24, 16, 15), london(2026, 11, 20, 8)),  # Tuesday: Friday before
        (london(2026, 12, 29, 16, 15), london(2026, 12, 23, 8)),  # Christmas and its substitute
        (london(2027, 3, 30, 9, 0), london(2027, 3, 24, 8)),  # after Easter
        (london(2026, 10, 27, 0, 30), london(2026, 10, 23, 8)),  # clocks went back on the Sunday
    ],
)
def test_two_working_days_before(starts_at, expected):
    assert rule().due_at(starts_at) == expected


def test_days_count_each_day_and_working_days_after_leave_out_the_weekend():
    thursday = london(2026, 11, 26, 16, 15)
    assert rule(3, working_days=False).due_at(thursday) == london(2026, 11, 23, 8)
    assert rule(3, Side.AFTER).due_at(thursday) == london(2026, 12, 1, 8)
    assert rule(3, Side.AFTER, working_days=False).due_at(thursday) == london(2026, 11, 29, 8)
    assert rule(0, at=time(7)).due_at(thursday) == london(2026, 11, 26, 7)
    assert working_days_after(london(2026, 12, 24).date(), 1) == london(2026, 12, 29).date()


@pytest.mark.parametrize("fold", [0, 1])
def test_hour_is_the_clocks_own_around_its_change(fold):
    """SAFETY 71: the hour from 1 to 2 comes twice on the October Sunday, and not at all in March;
    the day is the same, and the hour is the one the clock shows."""
    october = london(2026, 10, 25, 1, 30, fold=fold)
    one_day = rule(1, at=time(1, 30), working_days=False)
    assert one_day.due_at(october) == london(2026, 10, 24, 1, 30)
    assert one_day.due_at(london(2026, 10, 26, 16)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    # 1:30 did not come; what was due then is due when the clock has sprung to 2:30.
    assert one_day.due_at(london(2027, 3, 29, 16)) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    # Counted by the days on the calendar, and not as 24 hours: that would be 7:00.
    assert rule(1, working_days=False).due_at(london(2026, 10, 26, 16)) == london(2026, 10, 25, 8)
    # Comparable with any other moment, also between two of the one hour.
    assert rule(0, Side.AFTER, time(1, 30)).due_at(october) <= october + timedelta(hours=1)


def test_rule_says_what_it_does():
    assert rule().offset_words == "2 working days before the session, at 08:00"
    assert rule(1, working_days=False, at=time(14, 5)).offset_words == (
        "1 day before the session, at 14:05"
    )
    assert rule(0, at=time(7)).offset_words == "on the day of the session, at 07:00"


def test_rule_on_the_day_comes_before_any_session_begins():
    rule(0, at=time(7)).clean()
    with pytest.raises(ValidationError, match="7:00 at the latest"):
        rule(0, at=time(7, 1)).clean()


@pytest.mark.django_db
def test_database_keeps_one_rule_a_day_on_its_own_side():
    """The rules that a new site begins with, and what can stand beside them."""
    begins = ReminderRule.objects.values_list("what", "days", "side", "working_days", "at")
    assert sorted(begins) == [
        ("attenders", 2, "before", True, time(8)),
        ("evaluation", 3, "after", True, time(8)),
        ("leaders", 1, "before", True, time(14)),
    ]
    rule(7).save()
    wrong = [rule(), rule(3, Side.AFTER), rule(61)]
    wrong.append(ReminderRule(what=Reminding.EVALUATION, days=1, side=Side.BEFORE))
    for each in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            each.save()
