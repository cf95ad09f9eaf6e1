"""Percentages as people write them."""

from decimal import ROUND_HALF_UP, Decimal


def half_up_percent(part: int, whole: int) -> int:
    """`part` of `whole` in whole percent, halves away from zero: 35.5 is 36 (P18)."""
    share = Decimal(part) * 100 / Decimal(whole)
    return int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP))
