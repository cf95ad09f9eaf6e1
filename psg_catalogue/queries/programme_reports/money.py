"""Income against places, and subscription income beside what running the study groups costs."""

from collections import Counter
from datetime import date

from django.db.models import QuerySet, Sum

from core.academic_year import AcademicYear
from core.financial_year import FinancialYear
from core.percent import half_up_percent
from core.report_days import refuse_day_outside
from core.templatetags.wording import pounds
from psg_catalogue.models import AdministrativeCost, StudyGroupPage
from psg_catalogue.queries.programme_reports.facts import Facts, Tally
from psg_catalogue.reports.tables import PERCENT, POUNDS, WORDS, Column, Report
from subscriptions.income import subscription_income
from subscriptions.models import CreditNoteLine, InvoiceLine


def income_and_places(year: AcademicYear, as_at: date | None = None) -> Report:
    """A row a study group: places of its held sessions, how many were taken and used, and what
    places at a price brought in; the subscriptions beside it, which give places everywhere."""
    facts = Facts(year, as_at)
    sold = _places_sold([session.pk for session in facts.sessions], as_at)
    group_of = {session.pk: session.study_group for session in facts.sessions}
    income: Counter = Counter()
    for session, pence in sold.items():
        income[group_of[session]] += pence
    tallies = facts.tally(lambda session: [session.study_group])
    pages = StudyGroupPage.objects.filter(pk__in=tallies).order_by("title", "pk")
    total, places = facts.total(), sum(sold.values())
    subscriptions = subscription_income(year, as_at).net
    return Report(
        columns=(
            Column("Study group", WORDS),
            Column("Sessions held"),
            Column("Places"),
            Column("Taken"),
            Column("Filled", PERCENT),
            Column("Attendances"),
            Column("Places sold", POUNDS),
        ),
        rows=tuple(
            (title, *_used(tallies[pk]), income[pk])
            for pk, title in pages.values_list("pk", "title")
        ),
        total=("All study groups", *_used(total), places),
        headlines=(
            (pounds(subscriptions, "full"), "from subscriptions, without VAT"),
            (pounds(places, "full"), "from places sold, without VAT"),
            (_each(subscriptions + places, total.attendances), "for each attendance"),
        ),
        chart=4,
    )


def _used(tally: Tally) -> tuple[int | None, ...]:
    filled = half_up_percent(tally.places_taken, tally.capacity) if tally.capacity else None
    return tally.sessions, tally.capacity, tally.places_taken, filled, tally.attendances


def _each(pence: int, number: int) -> str:
    return pounds(half_up_percent(pence, number * 100), "full") if number else "–"


def _places_sold(sessions: list[int], as_at: date | None) -> Counter:
    """What was invoiced for places at these sessions less what was credited, without VAT."""
    to = "charge__place_order__session"
    lines = InvoiceLine.objects.filter(**{f"{to}__in": sessions})
    credits = CreditNoteLine.objects.filter(**{f"invoice_line__{to}__in": sessions})
    if as_at:
        lines = lines.filter(invoice__issued_on__lte=as_at)
        credits = credits.filter(credit_note__issued_on__lte=as_at)
    found: Counter = Counter(_by(lines, to))
    found.subtract(_by(credits, f"invoice_line__{to}"))
    return found


def _by(rows: QuerySet, to: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(to).annotate(total=Sum("net_pence")))


def income_and_cost(year: AcademicYear | FinancialYear, as_at: date | None = None) -> Report:
    """Subscription income beside administrative cost, and the balance (CB ¶4)."""
    refuse_day_outside(year, as_at)
    income = subscription_income(year, as_at)
    last = min(as_at, year.last_day) if as_at else year.last_day
    costs = AdministrativeCost.objects.filter(spent_on__range=(year.first_day, last))
    by_purpose = costs.order_by().values_list("what_for").annotate(total=Sum("amount_pence"))
    spent = sorted(by_purpose, key=lambda row: (-row[1], row[0]))
    cost = sum(pence for _, pence in spent)
    balance = income.net - cost
    return Report(
        columns=(Column("", WORDS), Column("Amount", POUNDS)),
        rows=(
            ("Subscriptions invoiced", income.invoiced),
            ("Credited", -income.credited),
            ("Subscription income", income.net),
            *((f"Cost: {what_for}", -pence) for what_for, pence in spent),
            ("Administrative cost", -cost),
        ),
        total=("Balance", balance),
        headlines=(
            (pounds(income.net, "full"), "subscription income, without VAT"),
            (pounds(cost, "full"), "administrative cost"),
            (pounds(balance, "full"), "balance"),
            (pounds(income.paid, "full"), "paid so far, VAT included"),
        ),
    )
