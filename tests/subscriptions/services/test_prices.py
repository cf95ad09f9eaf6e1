"""Which price a school pays."""

from datetime import date
from decimal import Decimal

import pytest

from directory.enums import Tier
from subscriptions.enums import VatTreatment
from subscriptions.models import FinanceSettings
from subscriptions.refusals import NoPrice, VatRateMissing
from subscriptions.services.prices import full_price, price_for, vat_on
from tests.factories.directory import SchoolFactory
from tests.factories.subscriptions import PriceRuleFactory, SubscriptionSchemeFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture
def scheme():
    return SubscriptionSchemeFactory()


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
