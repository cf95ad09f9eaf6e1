"""An academic year in an address."""

from django.http import Http404

from core.academic_year import AcademicYear, NotAnAcademicYear


def year_or_404(words: str) -> AcademicYear:
    """The year that an address names, in the one way it is written there: 2011-12."""
    try:
        year = AcademicYear.parse(words)
    except NotAnAcademicYear as error:
        raise Http404 from error
    if str(year) != words:
        raise Http404
    return year
