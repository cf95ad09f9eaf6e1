"""Schools in a category of concern: which words belong to which framework (DOMAIN 6.6)."""

from datetime import date

from directory.outreach.enums import CategoryBody, ConcernCategory, FrameworkEra

# The first day of each framework, the latest first.
_BEGAN = (
    (date(2025, 11, 10), FrameworkEra.FROM_2025),
    (date(2012, 9, 1), FrameworkEra.FROM_2012),
    (date(2005, 9, 1), FrameworkEra.FROM_2005),
)
WORDS_OF = {
    FrameworkEra.FROM_2005: (
        ConcernCategory.SPECIAL_MEASURES,
        ConcernCategory.NOTICE_TO_IMPROVE,
    ),
    FrameworkEra.FROM_2012: (
        ConcernCategory.SPECIAL_MEASURES,
        ConcernCategory.SERIOUS_WEAKNESSES,
    ),
    FrameworkEra.FROM_2025: (
        ConcernCategory.SPECIAL_MEASURES,
        ConcernCategory.SIGNIFICANT_IMPROVEMENT,
    ),
}


class WrongWords(ValueError):
    """Ofsted did not use this category on that day."""


def era_of(body: CategoryBody | str, category: ConcernCategory | str, day: date) -> str:
    """The framework of a category that began on the day; "" for the authority's own list. Raises
    WrongWords, with the words of the time (P27)."""
    if body == CategoryBody.LA:
        if category != ConcernCategory.LOCAL:
            raise WrongWords("The authority's own list has one category of its own.")
        return ""
    era = next((era for began, era in _BEGAN if day >= began), None)
    if era is None:
        raise WrongWords("Give a day since September 2005.")
    if category not in WORDS_OF[era]:
        words = " or ".join(each.label.lower() for each in WORDS_OF[era])
        raise WrongWords(f"On that day Ofsted's categories were {words}.")
    return era
