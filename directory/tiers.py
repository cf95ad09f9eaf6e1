"""A school's tier, worked out from the register: its phases do not tell lower, middle and upper
apart, and give special schools none at all (DOMAIN 6.1)."""

from directory.enums import Tier

_NURSERY_TYPES = {"15"}
_SPECIAL_TYPES = {"7", "8", "10", "12", "33", "36", "44"}
_ALTERNATIVE_TYPES = {"14", "38", "42", "43"}
_POST_16_TYPES = {"18", "32", "39", "45", "46"}
_PHASES = {
    "1": Tier.NURSERY, "3": Tier.MIDDLE, "5": Tier.MIDDLE, "6": Tier.POST_16, "7": Tier.ALL_THROUGH,
}  # fmt: skip
_PHASE_CODES = {
    "nursery": "1", "primary": "2", "middle deemed primary": "3", "secondary": "4",
    "middle deemed secondary": "5", "16 plus": "6", "all-through": "7", "all through": "7",
    "not applicable": "0",
}  # fmt: skip


def tier_of(
    *, type_code: str, type_name: str, phase_code: str, phase_name: str,
    low_age: int | None, high_age: int | None,
) -> Tier:  # fmt: skip
    """The tier of a school of this type, phase and statutory ages. Codes may have leading zeros or
    be blank, then the names decide: copies of the register leave some out."""
    by_type = _tier_by_type(type_code.lstrip("0"), type_name.casefold())
    if by_type:
        return by_type
    phase = phase_code.lstrip("0") or _PHASE_CODES.get(phase_name.casefold(), "")
    if phase in _PHASES:
        return _PHASES[phase]
    if phase == "2":
        # A lower or first school ends at 8 or 9; an infant school, which ends at 7, is primary.
        return Tier.LOWER if high_age in (8, 9) else Tier.PRIMARY
    if phase == "4":
        if low_age is not None and low_age >= 16:
            return Tier.POST_16
        return Tier.UPPER if low_age is not None and low_age >= 13 else Tier.SECONDARY
    return Tier.OTHER


def _tier_by_type(code: str, name: str) -> Tier | None:
    if code in _NURSERY_TYPES or "nursery" in name:
        return Tier.NURSERY
    if code in _SPECIAL_TYPES or (not code and "special" in name):
        return Tier.SPECIAL
    if code in _ALTERNATIVE_TYPES or "pupil referral" in name or "alternative provision" in name:
        return Tier.ALTERNATIVE_PROVISION
    if code in _POST_16_TYPES or "16-19" in name or "further education" in name:
        return Tier.POST_16
    return None
