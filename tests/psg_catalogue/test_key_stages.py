"""Key stages in words, and phases that overlap them (DOMAIN P24)."""

import pytest

from directory.enums import Tier
from psg_catalogue.key_stages import in_words, phases_of

EYFS, POST_16 = ("eyfs", "Early years"), ("post-16", "Post-16")
ONE, TWO, THREE, FOUR = ((f"ks{n}", f"Key stage {n}") for n in (1, 2, 3, 4))


@pytest.mark.parametrize(
    ("stages", "words"),
    [
        ([], ""),
        ([ONE], "Key stage 1"),
        ([ONE, TWO], "Key stages 1 and 2"),
        ([ONE, TWO, THREE], "Key stages 1 to 3"),
        ([ONE, TWO, FOUR], "Key stages 1, 2 and 4"),
        ([EYFS], "Early years"),
        ([EYFS, ONE], "Early years and key stage 1"),
        ([EYFS, ONE, TWO], "Early years and key stages 1 and 2"),
        ([THREE, FOUR, POST_16], "Key stages 3 and 4 and post-16"),
        ([EYFS, ONE, TWO, THREE, FOUR], "All phases"),
    ],
)
def test_in_words(stages, words):
    assert in_words(stages) == words


def test_a_middle_school_is_met_from_either_side():
    assert Tier.MIDDLE in phases_of(["ks2"])
    assert Tier.MIDDLE in phases_of(["ks3"])
    assert Tier.MIDDLE not in phases_of(["ks1", "ks4"])
    assert phases_of(["unknown"]) == []
