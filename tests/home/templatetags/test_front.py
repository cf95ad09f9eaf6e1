"""The price on the home page's cover."""

import pytest
from django.utils import timezone

from core.academic_year import AcademicYear
from home.templatetags.front import price_range
from subscriptions.models import PriceRule, SubscriptionScheme

pytestmark = pytest.mark.django_db


def scheme(*prices: int, **fields) -> SubscriptionScheme:
    made = SubscriptionScheme.objects.create(
        academic_year=AcademicYear.of(timezone.localdate()).start, name="This year", **fields
    )
    for price, inside in zip(prices, (True, False), strict=False):
        PriceRule.objects.create(scheme=made, price_pence=price, in_host_authority=inside)
    return made


def test_range_goes_from_the_lowest_to_the_highest_price():
    scheme(24000, 15000)

    assert price_range() == {"lowest": 15000, "highest": 24000, "plus_vat": False}


def test_range_says_when_vat_is_added():
    scheme(24000, vat_treatment="standard")

    assert price_range()["plus_vat"] is True


def test_range_is_empty_while_nothing_is_on_sale():
    SubscriptionScheme.objects.create(academic_year=2010, name="History")

    assert price_range() == {"lowest": None}


def test_home_page_shows_the_range(client):
    scheme(15000, 24000)

    assert "£150 to £240" in client.get("/").content.decode()
