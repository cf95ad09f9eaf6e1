import pytest

from directory.distances import METRES_A_MILE, miles_between, place_of


def test_miles_between_two_places_on_the_grid():
    assert miles_between((500_000, 240_000), (503_000, 244_000)) == pytest.approx(
        5000 / METRES_A_MILE
    )


@pytest.mark.parametrize(("easting", "northing"), [(None, 240_000), (500_000, None), (None, None)])
def test_school_without_both_numbers_is_nowhere(easting, northing):
    assert place_of(easting, northing) is None
