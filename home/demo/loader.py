"""Loading the demonstration, by the importers and services of a real site, in one transaction."""

import random
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from core.academic_year import AcademicYear
from core.models import Message, User
from directory.enums import Tier
from directory.models import LocalAuthority, School
from directory.services.import_schools import import_schools
from directory.services.school_pasts import say_what_it_was
from home.demo.bookings import load_bookings
from home.demo.books import invoice_a_place, load_books, without_subscription
from home.demo.calendar import load_terms
from home.demo.cards import load_cards
from home.demo.corrections import load_corrections
from home.demo.evaluations import load_registers_and_answers
from home.demo.files import load_files
from home.demo.going_out import load_going_out
from home.demo.letters import load_what_did_not_arrive, load_words
from home.demo.money import load_finance_settings, load_scheme, load_subscriptions
from home.demo.network import load_network
from home.demo.news import load_news
from home.demo.outreach_money import load_outreach_money
from home.demo.outreach_year import load_outreach_year
from home.demo.people import LOGINS, load_accounts, load_staff_lists
from home.demo.places import load_places, load_rules
from home.demo.planning import load_clashes, load_copy, load_proposals
from home.demo.portraits import load_practitioners, load_vocabulary
from home.demo.posts import load_posts
from home.demo.programme import load_programme
from home.demo.quality import load_quality
from home.demo.reports import load_reports
from home.demo.schemes import (
    load_allowance,
    load_priced_session,
    load_renewals,
    load_rolls_and_rules,
    load_trust,
)
from home.demo.support import load_support
from psg_catalogue.services.history import import_registers
from subscriptions.services.import_subscriptions import import_subscriptions

DATA = Path(__file__).parent / "data"
HISTORY = (2009, 2010, 2011)


def is_loaded() -> bool:
    """True when the demonstration's accounts stand in the database."""
    return User.objects.filter(email=LOGINS[0].email).exists()


@transaction.atomic
def load() -> None:
    """The demonstration is in the database, all of it or nothing."""
    chance = random.Random(2026)  # noqa: S311 -- invented data, not secrets
    year, today = AcademicYear.current(), timezone.localdate()
    _bring(import_schools, "schools.csv")
    load_terms(LocalAuthority.objects.get(code="990"), [year.previous, year, year.next])
    load_vocabulary()
    accounts = load_accounts()
    office, finance = accounts["office@example.org"], accounts["finance@example.org"]
    load_words(office)
    practitioners = load_practitioners(accounts)
    staff = load_staff_lists(chance)
    load_finance_settings()
    scheme, next_scheme = load_scheme(year), load_scheme(year.next)
    load_rolls_and_rules([scheme, next_scheme])
    load_subscriptions(scheme, office, finance, chance)
    load_trust(scheme, office)
    load_books(scheme, office, finance)
    load_cards(scheme, without_subscription(scheme, 3), office, finance)
    programme = load_programme(practitioners, office, today)
    load_rules()
    load_bookings(programme, staff, office, chance)
    load_registers_and_answers(programme, accounts, chance)
    load_quality(programme, accounts)
    load_reports(accounts, today)
    load_files(programme)
    load_posts(practitioners, accounts, today)
    load_places(programme, staff, accounts)
    invoice_a_place(finance)
    load_going_out(accounts)
    load_allowance(scheme)
    load_priced_session(programme, office)
    load_renewals(next_scheme, office)
    load_news()
    cast = load_support(accounts, practitioners)
    load_outreach_year(cast)
    # After the posts and the visits: returns and releases are made of them.
    load_outreach_money(accounts)
    load_corrections(cast)
    load_network(accounts)
    load_clashes(programme, office)
    load_copy(programme, office)
    load_proposals(practitioners, accounts, today)
    _keep_mail_of(accounts.values())
    load_what_did_not_arrive(accounts["colleague@example.org"])
    for start in HISTORY:
        _load_history(AcademicYear(start))
    grown = School.objects.get(name="Brindle Down Primary School")
    say_what_it_was(grown, AcademicYear(HISTORY[-1]), tier=Tier.LOWER)


def _keep_mail_of(people) -> None:
    """Only what the accounts above were sent stays in the outbox; nobody else is there to read.
    Reminders of invoices stay, since the worker would send again what it does not find."""
    others = Message.objects.exclude(to_email__in=[user.email for user in people])
    others.exclude(kind="invoice_reminder").delete()


def _load_history(year: AcademicYear) -> None:
    _bring(import_subscriptions, f"subscriptions-{year}.csv", year=year)
    _bring(import_registers, f"registers-{year}.csv")


def _bring(service, name: str, **options) -> None:
    with (DATA / name).open("rb") as file:
        service(file, **options)
