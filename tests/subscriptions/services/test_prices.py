"""Which price a school pays."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from directory.enums import Season, Tier
from directory.models import LocalAuthority, Term
from subscriptions.enums import VatTreatment
from subscriptions.models import FinanceSettings, PartYearShare, SchemeLine
from subscriptions.refusals import NoPrice, VatRateMissing
from subscriptions.services.invoices import issue_invoice
from subscriptions.services.prices import full_price, price_for, vat_on
from subscriptions.services.subscriptions import Application, apply_for_subscription
from subscriptions.wording import vat_words
from tests.factories.core import UserFactory
from tests.factories.directory import SchoolFactory
from tests.factories.subscriptions import PriceRuleFactory, SubscriptionSchemeFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture
def scheme():
    return SubscriptionSchemeFactory()


@pytest.fixture
def application():
    return Application(
        contact_name="Nell Hatherley",
        contact_email="nell@example.org",
        finance_name="",
        finance_email="finance@example.org",
        payer_name="",
        invoice_address="Mill Lane",
        terms_accepted=True,
    )


@pytest.mark.parametrize(
    ("tier", "other_authority", "pence"),
    [
        (Tier.PRIMARY, False, 100),  # tier and side of the border
        (Tier.PRIMARY, True, 200),  # tier alone
        (Tier.UPPER, False, 300),  # side alone
        (Tier.UPPER, True, 400),  # nothing but the year
    ],
)
def test_rule_that_says_most_wins(scheme, tier, other_authority, pence):
    PriceRuleFactory(scheme=scheme, price_pence=400)
    PriceRuleFactory(scheme=scheme, price_pence=300, in_host_authority=True)
    PriceRuleFactory(scheme=scheme, price_pence=200, tier=Tier.PRIMARY)
    PriceRuleFactory(scheme=scheme, price_pence=100, tier=Tier.PRIMARY, in_host_authority=True)
    school = SchoolFactory(tier=tier, other_authority=other_authority)
    assert price_for(scheme, school) == pence


def test_tier_goes_before_the_border(scheme):
    PriceRuleFactory(scheme=scheme, price_pence=300, in_host_authority=True)
    PriceRuleFactory(scheme=scheme, price_pence=200, tier=Tier.PRIMARY)
    assert price_for(scheme, SchoolFactory(tier=Tier.PRIMARY)) == 200


def test_host_authority_follows_the_setting(scheme, settings):
    PriceRuleFactory(scheme=scheme, price_pence=300, in_host_authority=True)
    PriceRuleFactory(scheme=scheme, price_pence=400, in_host_authority=False)
    settings.HOST_LA_CODE = "991"
    assert price_for(scheme, SchoolFactory(other_authority=True)) == 300
    assert price_for(scheme, SchoolFactory()) == 400


def test_no_fitting_rule_is_refused(scheme):
    PriceRuleFactory(scheme=scheme, tier=Tier.PRIMARY)
    with pytest.raises(NoPrice):
        price_for(scheme, SchoolFactory(tier=Tier.UPPER))


def test_exempt_price_has_no_vat(scheme):
    PriceRuleFactory(scheme=scheme, price_pence=15_000)
    price = full_price(scheme, SchoolFactory(), day=TODAY)
    assert (price.total_pence, price.vat_rate) == (15_000, None)


@pytest.mark.parametrize("since", [None, date(2026, 11, 23)])
def test_standard_rated_waits_for_a_rate_in_force(scheme, since):
    scheme.vat_treatment = VatTreatment.STANDARD
    PriceRuleFactory(scheme=scheme)
    FinanceSettings.objects.create(vat_rate=Decimal(20) if since else None, vat_rate_from=since)
    with pytest.raises(VatRateMissing):
        full_price(scheme, SchoolFactory(), day=TODAY)


def test_standard_rated_adds_the_rate_the_finance_office_typed(scheme):
    scheme.vat_treatment = VatTreatment.STANDARD
    PriceRuleFactory(scheme=scheme, price_pence=10_001)
    FinanceSettings.objects.create(vat_rate=Decimal("17.5"), vat_rate_from=TODAY)
    price = full_price(scheme, SchoolFactory(), day=TODAY)
    assert (price.net_pence, price.vat_pence, price.vat_rate) == (10_001, 1_750, Decimal("17.5"))


def test_half_a_penny_of_vat_goes_up():
    assert vat_on(10, Decimal(5)) == 1
    assert vat_on(9, Decimal(5)) == 0


def test_bands_begin_at_a_number_on_roll_and_end_where_the_next_begins(scheme):
    PriceRuleFactory(scheme=scheme, price_pence=500, in_host_authority=True)
    for roll, pence in ((0, 100), (200, 200), (400, 400)):
        PriceRuleFactory(scheme=scheme, price_pence=pence, roll_from=roll)
    PriceRuleFactory(scheme=scheme, price_pence=300, roll_from=200, tier=Tier.PRIMARY)
    paid = {
        roll: price_for(scheme, SchoolFactory(tier=Tier.UPPER, number_on_roll=roll))
        for roll in (0, 199, 200, 399, 400, 2_000)
    }
    assert paid == {0: 100, 199: 100, 200: 200, 399: 200, 400: 400, 2_000: 400}
    # A tier goes before a band; a school whose roll is not known falls to the rule without one.
    assert price_for(scheme, SchoolFactory(tier=Tier.PRIMARY, number_on_roll=999)) == 300
    assert price_for(scheme, SchoolFactory(tier=Tier.PRIMARY)) == 500


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"tier": Tier.PRIMARY},
        {"roll_from": 200},
        {"in_host_authority": False},
        {"tier": Tier.PRIMARY, "roll_from": 0, "in_host_authority": True},
    ],
)
def test_two_rules_never_say_the_same(scheme, rule):
    PriceRuleFactory(scheme=scheme, price_pence=1, **rule)
    with pytest.raises(IntegrityError), transaction.atomic():
        PriceRuleFactory(scheme=scheme, price_pence=2, **rule)
    PriceRuleFactory(scheme=scheme, price_pence=3, **{**rule, "roll_from": 300})


@pytest.fixture
def terms(scheme):
    """The host authority's three terms of the scheme's year."""
    host, _ = LocalAuthority.objects.get_or_create(code="990", defaults={"name": "Marlshire"})
    start = scheme.academic_year
    for season, first, last in (
        (Season.AUTUMN, date(start, 9, 7), date(start, 12, 18)),
        (Season.SPRING, date(start + 1, 1, 4), date(start + 1, 3, 26)),
        (Season.SUMMER, date(start + 1, 4, 12), date(start + 1, 7, 20)),
    ):
        Term.objects.create(
            authority=host, academic_year=start, season=season, starts_on=first, ends_on=last
        )
    return start


def test_school_that_starts_later_pays_the_share_of_its_term(scheme, terms):
    PriceRuleFactory(scheme=scheme, price_pence=10_001)
    PartYearShare.objects.create(scheme=scheme, season=Season.SPRING, percent=70)
    PartYearShare.objects.create(scheme=scheme, season=Season.SUMMER, price_pence=4_000)
    school = SchoolFactory()

    def on(*day):
        price = full_price(scheme, school, day=date(terms + day[0], *day[1:]))
        return price.net_pence, price.part_year

    assert on(0, 6, 1) == (10_001, "")  # the summer before
    assert on(0, 12, 18) == (10_001, "")  # the last day of the autumn term
    assert on(0, 12, 19) == (7_001, "spring")  # the holidays belong to the term to come
    assert on(1, 3, 26) == (7_001, "spring")
    assert on(1, 3, 27) == on(1, 8, 31) == (4_000, "summer")
    words = full_price(scheme, school, day=date(terms + 1, 1, 4)).part_year_words
    assert words == "From the spring term: £70.01 of £100.01 a year"


def test_a_share_is_never_more_than_the_year_and_needs_a_term_table(scheme, terms):
    PriceRuleFactory(scheme=scheme, price_pence=3_000)
    PartYearShare.objects.create(scheme=scheme, season=Season.SUMMER, price_pence=4_000)
    day = date(terms + 1, 6, 1)
    price = full_price(scheme, SchoolFactory(), day=day)
    assert (price.net_pence, price.part_year) == (3_000, "")
    Term.objects.all().delete()
    scheme.shares.update(price_pence=1)
    assert full_price(scheme, SchoolFactory(), day=day).net_pence == 3_000


@pytest.mark.parametrize("share", [{}, {"percent": 50, "price_pence": 1}, {"percent": 101}])
def test_a_share_is_one_thing_and_part_of_the_whole(scheme, share):
    with pytest.raises(IntegrityError), transaction.atomic():
        PartYearShare.objects.create(scheme=scheme, season=Season.SPRING, **share)


def test_parts_have_lines_and_vat_of_their_own_and_lose_no_penny(scheme, application):
    PriceRuleFactory(scheme=scheme, price_pence=10_001)
    SchemeLine.objects.create(
        scheme=scheme, description="Venue", percent=25, vat_treatment=VatTreatment.STANDARD
    )
    school, by = SchoolFactory(), UserFactory()
    with pytest.raises(VatRateMissing):
        full_price(scheme, school, day=TODAY)
    finance = FinanceSettings.load()
    finance.vat_rate, finance.vat_rate_from = Decimal(20), date(2020, 1, 1)
    finance.save()
    price = full_price(scheme, school, day=TODAY)
    assert [(line.net_pence, line.vat_pence) for line in price.lines] == [(7_501, 0), (2_500, 500)]
    assert vat_words(price) == "exempt; venue £5.00 at 20%"
    subscription = apply_for_subscription(school, scheme, application, by=by)
    assert (subscription.price_pence, subscription.vat_pence) == (10_001, 500)
    lines = issue_invoice(subscription, by=by).lines.all()
    assert [(line.net_pence, line.vat_treatment, line.vat_pence) for line in lines] == [
        (7_501, "exempt", 0),
        (2_500, "standard", 500),
    ]
    assert lines[1].description.startswith("Venue: study groups ")
