from datetime import date

import pytest

from directory.outreach.enums import ConcernCategory
from directory.outreach.services.concerns import WrongWords, era_of

DAYS = {
    "2005": (date(2005, 9, 1), date(2012, 8, 31)),
    "2012": (date(2012, 9, 1), date(2025, 11, 9)),
    "2025": (date(2025, 11, 10), date(2026, 11, 26)),
}
WORDS = {
    "2005": {"special_measures", "notice_to_improve"},
    "2012": {"special_measures", "serious_weaknesses"},
    "2025": {"special_measures", "significant_improvement"},
}


@pytest.mark.parametrize("category", ConcernCategory)
@pytest.mark.parametrize("era", DAYS)
def test_words_are_those_of_their_day(era, category):
    """DOMAIN 6.6, P27."""
    for day in DAYS[era]:
        if category in WORDS[era]:
            assert era_of("ofsted", category, day) == era
        else:
            with pytest.raises(WrongWords):
                era_of("ofsted", category, day)


def test_authoritys_own_list_has_no_framework():
    assert era_of("la", "local", date(2026, 1, 1)) == ""
    with pytest.raises(WrongWords):
        era_of("la", "special_measures", date(2026, 1, 1))
    with pytest.raises(WrongWords):
        era_of("ofsted", "special_measures", date(2005, 8, 31))
