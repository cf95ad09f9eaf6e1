"""How far schools are from one another, as the crow flies, by the national grid (OSGB36)."""

from math import hypot

METRES_A_MILE = 1609.344

Place = tuple[int, int]


def place_of(easting: int | None, northing: int | None) -> Place | None:
    """Metres east and north, or None where the register does not say."""
    return None if easting is None or northing is None else (easting, northing)


def miles_between(here: Place, there: Place) -> float:
    """The straight line between two places, in miles."""
    return hypot(here[0] - there[0], here[1] - there[1]) / METRES_A_MILE
