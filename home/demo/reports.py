"""The demonstration's administrative costs, and one report frozen as it was given."""

from datetime import date, timedelta

from core.academic_year import AcademicYear
from core.models import User
from home.demo.clock import as_of
from psg_catalogue.models import AdministrativeCost
from psg_catalogue.reports.kinds import BY_SLUG
from psg_catalogue.services.frozen_reports import freeze_report

# Days into the school year, pence, and what for.
COSTS = (
    (12, 14_500, "Printing and postage"),
    (26, 61_200, "Office time"),
    (40, 23_940, "Rooms and refreshments"),
    (55, 61_200, "Office time"),
    (61, 8_275, "Printing and postage"),
)
NOTE = "Schools Forum, November meeting"


def load_reports(accounts: dict[str, User], today: date) -> None:
    """Costs of this year and the last, and the report by subject as the Forum had it."""
    year = AcademicYear.of(today)
    for each in (year.previous, year):
        for days, pence, what_for in COSTS:
            day = each.first_day + timedelta(days=days)
            if day <= today:
                AdministrativeCost.objects.create(
                    spent_on=day, amount_pence=pence, what_for=what_for
                )
    given_on = today - timedelta(days=14)
    if given_on in year:
        with as_of(year.starts_at + (given_on - year.first_day) + timedelta(hours=10)):
            freeze_report(
                BY_SLUG["subjects"], year, as_at=given_on, note=NOTE,
                by=accounts["office@example.org"],
            )  # fmt: skip
