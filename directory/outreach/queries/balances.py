"""How many days an AST has for a year, and how many are used (CA L30, P11).

The allowance is the post's share of the AST's own working time, taken of the year's working days:
20 % of 190 days is 38; somebody who works three days a week has 20 % of 114. Part of a year in post
is that part of the days. While the base school is in an Ofsted category, up to 10 % may be work in
the school itself, within the same allowance (DOMAIN 1D.10); more is shown and warned of, never
deleted."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from core.academic_year import AcademicYear
from directory.models import Practitioner
from directory.outreach.models import (
    ASTAppointment,
    CategoryOfConcern,
    OutreachVisit,
    SupportRules,
)
from directory.outreach.models.visit import Activity
from directory.outreach.queries.term_days import working_days_in

_TENTH = Decimal("0.1")


def in_days(amount: Fraction) -> Decimal:
    """To a tenth of a day, a half upwards; whole days without a nought."""
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    tenths = exact.quantize(_TENTH, ROUND_HALF_UP)
    return tenths.to_integral_value() if tenths == tenths.to_integral_value() else tenths


@dataclass(frozen=True)
class Balance:
    """All in days. `inreach` counts only what the rule allows; `inreach_over` is what it does not,
    because the school was in no Ofsted category on the day or the share was used up."""

    year: AcademicYear
    allowance: Fraction
    outreach: Fraction
    inreach: Fraction
    inreach_allowed: Fraction
    inreach_over: Fraction
    outside_category: Fraction

    @property
    def used(self) -> Fraction:
        return self.outreach + self.inreach

    @property
    def left(self) -> Fraction:
        return self.allowance - self.used

    @property
    def days_allowed(self) -> Decimal:
        return in_days(self.allowance)

    @property
    def days_used(self) -> Decimal:
        return in_days(self.used)

    @property
    def days_left(self) -> Decimal:
        return in_days(self.left)

    @property
    def days_outreach(self) -> Decimal:
        return in_days(self.outreach)

    @property
    def days_inreach(self) -> Decimal:
        return in_days(self.inreach)

    @property
    def percent(self) -> int:
        """Of the allowance, to a whole number, a half upwards."""
        if not self.allowance:
            return 0
        return int(self.used / self.allowance * 100 + Fraction(1, 2))

    @property
    def warnings(self) -> list[str]:
        """What is over, in sentences."""
        said = []
        if self.left < 0:
            said.append(f"{in_days(-self.left)} days over the year’s {self.days_allowed}.")
        if self.outside_category:
            said.append(
                f"{in_days(self.outside_category)} days of in-school work while the base school was"
                " in no Ofsted category: not counted as outreach time."
            )
        above = self.inreach_over - self.outside_category
        if above:
            said.append(
                f"{in_days(above)} days of in-school work above the {in_days(self.inreach_allowed)}"
                " allowed: not counted as outreach time."
            )
        return said


def balance_of(practitioner: Practitioner, year: AcademicYear | None = None) -> Balance:
    return balances([practitioner], year)[practitioner.pk]


def balances(
    practitioners: Iterable[Practitioner], year: AcademicYear | None = None
) -> dict[int, Balance]:
    """Each one's balance by number, in the same six queries however many they are."""
    practitioners, year = list(practitioners), year or AcademicYear.current()
    days, rules = working_days_in(year), SupportRules.load()
    keys = [each.pk for each in practitioners]
    appointments, visits = defaultdict(list), defaultdict(list)
    held = ASTAppointment.objects.overlapping(year.first_day, year.last_day)
    for each in held.filter(practitioner__in=keys).select_related("post"):
        appointments[each.practitioner_id].append(each)
    for each in OutreachVisit.objects.in_year(year).filter(practitioner__in=keys):
        visits[each.practitioner_id].append(each)
    schools = {each.base_school_id for each in practitioners}
    spells = _spells_in_category(schools)
    return {
        each.pk: _balance(
            year,
            _shares(appointments[each.pk], days, rules),
            visits[each.pk],
            spells[each.base_school_id],
            days,
            rules,
        )
        for each in practitioners
    }


@dataclass(frozen=True)
class _Share:
    """Part of a working week, as percents, on certain days of the year."""

    working: int
    outreach: int
    days: frozenset[date]


def _shares(appointments: list[ASTAppointment], days: list[date], rules) -> list[_Share]:
    """One for each appointment; without any, a full post by the rules."""
    if not appointments:
        return [_Share(100, rules.outreach_percent, frozenset(days))]
    return [
        _Share(
            each.working_percent,
            each.post.outreach_percent,
            frozenset(day for day in days if each.is_live_on(day)),
        )
        for each in appointments
    ]


def _spells_in_category(schools: set) -> dict[int, list[CategoryOfConcern]]:
    """When each school was in one of Ofsted's categories."""
    found: dict[int, list] = defaultdict(list)
    for row in CategoryOfConcern.objects.public().filter(school__in=schools):
        found[row.school_id].append(row)
    return found


def _is_in(spells: list[CategoryOfConcern], day: date) -> bool:
    return any(
        row.starts_on <= day and (row.ends_on is None or day < row.ends_on) for row in spells
    )


def _balance(year, shares, visits, spells, days, rules) -> Balance:
    whole = len(days) or 1
    allowance, allowed = Fraction(0), Fraction(0)
    for share in shares:
        own = Fraction(rules.working_days * share.working, 100)
        allowance += own * Fraction(share.outreach, 100) * Fraction(len(share.days), whole)
        part = Fraction(sum(_is_in(spells, day) for day in share.days), whole)
        allowed += own * Fraction(rules.inreach_percent, 100) * part
    outreach = sum(
        (Fraction(v.half_days, 2) for v in visits if v.activity != Activity.INREACH), Fraction(0)
    )
    inreach = [visit for visit in visits if visit.activity == Activity.INREACH]
    inside = sum(
        (Fraction(v.half_days, 2) for v in inreach if _is_in(spells, v.visited_on)), Fraction(0)
    )
    all_inreach = sum((Fraction(v.half_days, 2) for v in inreach), Fraction(0))
    counted = min(inside, allowed)
    return Balance(
        year=year,
        allowance=allowance,
        outreach=outreach,
        inreach=counted,
        inreach_allowed=allowed,
        inreach_over=all_inreach - counted,
        outside_category=all_inreach - inside,
    )
