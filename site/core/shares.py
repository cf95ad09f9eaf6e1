"""Sharing an amount of pence so that the parts add up to it, to the penny (P19)."""

from collections.abc import Sequence


def equal_shares(pence: int, parts: int) -> list[int]:
    """`pence` in equal parts; what does not divide goes a penny each to the first parts: 4,000,000
    in three is 1,333,334 and twice 1,333,333 (DOMAIN 1C)."""
    if parts < 1:
        raise ValueError("An amount is shared among one or more.")
    whole, rest = divmod(pence, parts)
    return [whole + (place < rest) for place in range(parts)]


def weighted_shares(pence: int, weights: Sequence[int]) -> list[int]:
    """`pence` in the proportions of `weights`, which are not negative and not all nothing. The
    pennies left over go to the largest remainders, the first of equals first."""
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("Weights are not negative, and one at least is more than nothing.")
    parts = [pence * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: -(pence * weights[at] % whole))
    for at in by_remainder[: pence - sum(parts)]:
        parts[at] += 1
    return parts
