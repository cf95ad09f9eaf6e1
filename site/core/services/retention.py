"""How long things are kept: each app registers its categories, the worker clears them out daily,
and the privacy page says what is registered here and nothing else (DOMAIN 6.5, SAFETY 64).

A period is a number of years and a day it is counted from. The office's own periods stand in the
setting RETENTION_YEARS, by the name of the category."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError, QuerySet, RestrictedError
from django.utils import timezone

from core.academic_year import LONDON, AcademicYear
from core.financial_year import FinancialYear

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Category:
    """What is kept for some years and then goes.

    `after` says in words what the years are counted from ("the school year ends") and `then` what
    becomes of it. `due` gives the rows whose day has come, for today and the years; `remove` takes
    them and returns how many went. Without `due` the category only stands on the privacy page."""

    name: str
    heading: str
    years: int
    after: str
    then: str = "Deleted"
    least: int = 1
    due: Callable[[date, int], QuerySet] | None = None
    remove: Callable[[QuerySet], int] | None = None
    order: int = 50

    @property
    def kept_for(self) -> int:
        """Years: the office's own, or the ones it comes with."""
        return settings.RETENTION_YEARS.get(self.name, self.years)

    @property
    def in_words(self) -> str:
        """ "3 years after the school year ends"."""
        if not self.kept_for:
            return self.after
        return f"{self.kept_for} {'year' if self.kept_for == 1 else 'years'} after {self.after}"


@dataclass(frozen=True)
class Outcome:
    """One line of the report: how many rows were due, how many went, how many had to stay."""

    category: Category
    due: int
    gone: int
    stays: int = 0


_categories: dict[str, Category] = {}


def register(category: Category) -> None:
    """From now on this is cleared out daily and stands on the privacy page. Called in
    `AppConfig.ready`."""
    _categories[category.name] = category


def categories() -> list[Category]:
    """Every category, in the order they are cleared: what leads to others goes first."""
    return sorted(_categories.values(), key=lambda each: (each.order, each.name))


def apply_retention(*, dry_run: bool = False, today: date | None = None) -> list[Outcome]:
    """Everything whose day has come is gone, each category in a transaction of its own; a fault in
    one stops none of the others. A second run on the same day changes nothing."""
    today = today or timezone.localdate(timezone=LONDON)
    clearing = [each for each in categories() if each.due is not None]
    return [_clear(each, today, dry_run) for each in clearing]


def _clear(category: Category, today: date, dry_run: bool) -> Outcome:
    with transaction.atomic():
        rows = category.due(today, category.kept_for)
        due = rows.count()
        if dry_run or not due:
            return Outcome(category, due, 0)
        gone = category.remove(rows)
    logger.info("Retention: %s, %s rows.", category.name, gone)
    return Outcome(category, due, gone, max(due - gone, 0))


def delete_each(rows: Iterable) -> int:
    """Delete one by one what nothing else needs; a row that something protects stays."""
    gone = 0
    for row in rows:
        try:
            with transaction.atomic():
                row.delete()
                gone += 1
        except (ProtectedError, RestrictedError):
            continue
    return gone


def years_before(today: date, years: int) -> datetime:
    """The same day so many years ago, at its midnight in London; 29 February gives the 28th."""
    try:
        day = today.replace(year=today.year - years)
    except ValueError:
        day = today.replace(year=today.year - years, day=28)
    return datetime.combine(day, time.min, tzinfo=LONDON)


def school_years_before(today: date, years: int) -> datetime:
    """What is older belongs to school years that ended so many years ago or more."""
    return AcademicYear(AcademicYear.of(today).start - years).starts_at


def financial_years_before(today: date, years: int) -> date:
    """What is older belongs to financial years that ended so many years ago or more: "six years
    and the current one"."""
    return date(FinancialYear.of(today).start - years, 4, 1)
