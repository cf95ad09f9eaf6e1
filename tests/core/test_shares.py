import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.shares import equal_shares, weighted_shares

EXAMPLES = settings(max_examples=int(os.environ.get("SHARES_EXAMPLES", "50")), deadline=None)
PENCE = st.integers(0, 10**12)


def test_forty_thousand_pounds_over_three_terms():
    """DOMAIN 1C: 13,333.34 + 13,333.33 + 13,333.33."""
    assert equal_shares(4_000_000, 3) == [1_333_334, 1_333_333, 1_333_333]


@EXAMPLES
@given(PENCE, st.integers(1, 60))
def test_equal_shares_add_up_and_differ_by_a_penny_at_most(pence, parts):
    shares = equal_shares(pence, parts)

    assert (len(shares), sum(shares)) == (parts, pence)
    assert max(shares) - min(shares) <= 1


@EXAMPLES
@given(PENCE, st.lists(st.integers(0, 400), min_size=1, max_size=40).filter(any))
def test_weighted_shares_add_up_and_lie_within_a_penny_of_their_due(pence, weights):
    shares = weighted_shares(pence, weights)

    assert sum(shares) == pence
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share * sum(weights) - pence * weight) < sum(weights)


def test_nobody_to_share_among_is_refused():
    with pytest.raises(ValueError, match="one or more"):
        equal_shares(100, 0)
    for weights in ([0, 0], [3, -1], []):
        with pytest.raises(ValueError, match=r"Weights|empty"):
            weighted_shares(100, weights)
