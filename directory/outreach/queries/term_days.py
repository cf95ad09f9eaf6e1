"""The working days of a term and of a year, by the host authority's own table (P10, P11)."""

from datetime import date, timedelta

from core.academic_year import AcademicYear
from core.models import PartnershipSettings
from core.once import once
from core.templatetags.wording import long_date, weekday_day
from core.working_days import is_working_day
from directory.models import Term
from directory.outreach.models import OutreachPlan

SATURDAY = 5


def host_terms(year: AcademicYear) -> list[Term]:
    """The host authority's terms of a year, in order; read once a request."""
    host = PartnershipSettings.load().host_authority_code
    terms = Term.objects.in_year(year).filter(authority_id=host)
    return list(once(("terms", host, year.start), lambda: tuple(terms)))


def host_term_on(day: date) -> Term | None:
    """The host authority's term that a day is in, or the next one to come."""
    host = PartnershipSettings.load().host_authority_code
    return Term.objects.filter(authority_id=host, ends_on__gte=day).order_by("starts_on").first()


def working_days_of(term: Term) -> list[date]:
    """Monday to Friday within the term, without bank holidays and the half-term break."""
    span = (term.ends_on - term.starts_on).days + 1
    days = (term.starts_on + timedelta(days=number) for number in range(span))
    return [day for day in days if is_working_day(day) and not _in_half_term(day, term)]


def _in_half_term(day: date, term: Term) -> bool:
    if term.half_term_starts_on is None or term.half_term_ends_on is None:
        return False
    return term.half_term_starts_on <= day <= term.half_term_ends_on


def working_days_in(year: AcademicYear) -> list[date]:
    """The year's working days in term; where the table is empty, every working day of the year, so
    that a share of the year can still be told."""
    found = [day for term in host_terms(year) for day in working_days_of(term)]
    if found:
        return found
    span = (year.last_day - year.first_day).days + 1
    days = (year.first_day + timedelta(days=number) for number in range(span))
    return [day for day in days if is_working_day(day)]


def unusual_about(day: date, plan: OutreachPlan | None = None) -> str:
    """Why work in schools on the day may be a slip of the pen, as a sentence; "" where nothing is
    unusual. A school may work on such a day, so nobody is refused for it (P10)."""
    if plan and plan.starts_on and day < plan.starts_on:
        return f"The plan begins on {long_date(plan.starts_on)}."
    if plan and plan.ends_on and day > plan.ends_on:
        return f"The plan ended on {long_date(plan.ends_on)}."
    if day.weekday() >= SATURDAY:
        return f"{weekday_day(day)} is no day of school."
    if not is_working_day(day):
        return f"{weekday_day(day)} is a bank holiday."
    terms = host_terms(AcademicYear.of(day))
    if terms and not any(term.starts_on <= day <= term.ends_on for term in terms):
        return f"{weekday_day(day)} lies in the school holidays."
    if any(_in_half_term(day, term) for term in terms):
        return f"{weekday_day(day)} lies in the half-term break."
    return ""
