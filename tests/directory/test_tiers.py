import pytest

from directory.enums import Tier
from directory.tiers import tier_of


def tier(type_code="1", type_name="", phase="2", phase_name="", low=None, high=None):
    return tier_of(
        type_code=type_code, type_name=type_name, phase_code=phase, phase_name=phase_name,
        low_age=low, high_age=high,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("phase", "low", "high", "expected"),
    [
        ("1", 2, 5, Tier.NURSERY),
        ("2", 4, 9, Tier.LOWER),
        ("2", 4, 8, Tier.LOWER),
        ("2", 4, 7, Tier.PRIMARY),
        ("2", 4, 11, Tier.PRIMARY),
        ("2", 7, 11, Tier.PRIMARY),
        ("2", None, None, Tier.PRIMARY),
        ("3", 8, 12, Tier.MIDDLE),
        ("5", 9, 13, Tier.MIDDLE),
        ("4", 13, 18, Tier.UPPER),
        ("4", 14, 18, Tier.UPPER),
        ("4", 12, 18, Tier.SECONDARY),
        ("4", 11, 16, Tier.SECONDARY),
        ("4", None, None, Tier.SECONDARY),
        ("4", 16, 19, Tier.POST_16),
        ("6", 16, 19, Tier.POST_16),
        ("7", 3, 18, Tier.ALL_THROUGH),
        ("0", 3, 18, Tier.OTHER),
        ("", None, None, Tier.OTHER),
    ],
)
def test_tier_follows_phase_and_ages(phase, low, high, expected):
    assert tier(phase=phase, low=low, high=high) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("15", Tier.NURSERY),
        ("7", Tier.SPECIAL),
        ("07", Tier.SPECIAL),
        ("12", Tier.SPECIAL),
        ("36", Tier.SPECIAL),
        ("44", Tier.SPECIAL),
        ("14", Tier.ALTERNATIVE_PROVISION),
        ("42", Tier.ALTERNATIVE_PROVISION),
        ("46", Tier.POST_16),
        ("11", Tier.OTHER),
        ("34", Tier.OTHER),
    ],
)
def test_type_decides_where_the_register_gives_no_phase(code, expected):
    assert tier(type_code=code, phase="0", low=4, high=19) == expected


@pytest.mark.parametrize(
    ("type_name", "phase_name", "low", "high", "expected"),
    [
        ("Community Special School", "Not applicable", 4, 19, Tier.SPECIAL),
        ("Pupil Referral Unit", "Not applicable", 11, 16, Tier.ALTERNATIVE_PROVISION),
        ("LA Nursery School", "Nursery", 2, 4, Tier.NURSERY),
        ("Community School", "Middle deemed secondary", 9, 13, Tier.MIDDLE),
        ("Foundation School", "Secondary", 13, 18, Tier.UPPER),
        ("Academy Converter", "All through", 4, 18, Tier.ALL_THROUGH),
    ],
)
def test_names_decide_where_a_copy_of_the_register_left_out_the_codes(
    type_name, phase_name, low, high, expected
):
    found = tier("", type_name, phase="", phase_name=phase_name, low=low, high=high)

    assert found == expected
