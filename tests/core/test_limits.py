"""How often one address may do something."""

import pytest
from django.core.cache import cache

from core.limits import times_lately, visitor_address


@pytest.fixture
def asked(rf):
    return lambda address, **headers: rf.get("/", REMOTE_ADDR=address, headers=headers)


def test_each_address_and_each_thing_has_its_own_count(asked):
    here, there = asked("192.0.2.1"), asked("192.0.2.2")

    assert [times_lately(here, "letters") for _ in range(3)] == [1, 2, 3]
    assert times_lately(there, "letters") == 1
    assert times_lately(here, "codes") == 1


def test_address_is_not_kept(asked):
    times_lately(asked("192.0.2.1"), "letters")

    assert not any("192.0.2.1" in key for key in cache._cache)


@pytest.mark.parametrize(
    ("proxies", "header", "seen"),
    [
        (0, "198.51.100.9", "192.0.2.1"),
        (1, "198.51.100.9", "198.51.100.9"),
        (1, "10.0.0.1, 10.0.0.2, 198.51.100.9", "198.51.100.9"),
        (2, "10.0.0.1, 198.51.100.9, 192.0.2.44", "198.51.100.9"),
    ],
)
def test_proxies_are_believed_as_far_as_they_are_trusted(asked, settings, proxies, header, seen):
    """SAFETY 1.8, 42: what the visitor wrote in front of it counts for nothing."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    assert visitor_address(asked("192.0.2.1", **{"x-forwarded-for": header})) == seen


def test_one_place_of_the_longer_addresses_is_one(asked):
    one, other = "2001:db8:1:2::1", "2001:db8:1:2:ffff::9"

    assert visitor_address(asked(one)) == visitor_address(asked(other)) == "2001:db8:1:2::"
    assert visitor_address(asked("2001:db8:1:3::1")) != visitor_address(asked(one))


def test_address_that_nobody_tells_is_counted_as_one(asked):
    assert times_lately(asked(""), "letters") == 1
    assert times_lately(asked(""), "letters") == 2
