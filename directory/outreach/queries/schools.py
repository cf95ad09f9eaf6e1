"""What outreach asks of a school: who maintains it, and whether it is in a category."""

from datetime import date

from django.db.models import Q

from directory.models import School
from directory.outreach.enums import CategoryBody
from directory.outreach.models import CategoryOfConcern

# Community, aided, controlled, foundation, their special schools, referral units, nurseries.
MAINTAINED_TYPES = ("1", "2", "3", "5", "7", "12", "14", "15")
ACADEMY_TYPES = ("28", "33", "34", "35", "36", "40", "41", "42", "43", "44", "45", "46")
_MAINTAINED_GROUP = "4"
_ACADEMY_GROUPS = ("10", "11")  # academies, free schools


def is_maintained(school: School) -> bool:
    """True for a school that its authority maintains. A school the register does not have, with
    neither a code nor the name of an academy, is taken for one."""
    code = school.type_code.lstrip("0")
    if code:
        return code in MAINTAINED_TYPES
    if school.type_group_code:
        return school.type_group_code == _MAINTAINED_GROUP
    name = school.type_name.casefold()
    return not any(word in name for word in ("academy", "free school", "independent"))


def is_academy(school: School) -> bool:
    """True for an academy or free school of any kind."""
    code = school.type_code.lstrip("0")
    if code:
        return code in ACADEMY_TYPES
    if school.type_group_code:
        return school.type_group_code in _ACADEMY_GROUPS
    name = school.type_name.casefold()
    return "academy" in name or "free school" in name


def school_then(school: School, day: date) -> School:
    """The school, or its predecessor where the school had not opened by the day."""
    while school.predecessor and school.open_date and day < school.open_date:
        school = school.predecessor
    return school


def ofsted_category_on(school: School, day: date | None = None) -> CategoryOfConcern | None:
    """Ofsted's category of the day, today unless one is given. Public."""
    return school.categories.public().current(day).first()


def is_in_ofsted_category(school: School, day: date | None = None) -> bool:
    return ofsted_category_on(school, day) is not None


def categories_seen_by(user, school: School, day: date | None = None) -> list[CategoryOfConcern]:
    """The school's categories of the day that the person may see: the authority's own only for the
    authority's people."""
    return list(school.categories.current(day).visible_to(user).order_by("-body"))


def in_category(day: date | None = None, *, local: bool) -> Q:
    """Schools in a category on the day, as a filter on School. With `local` the authority's own
    count too: only for what the authority's people alone will see."""
    rows = CategoryOfConcern.objects.current(day)
    if not local:
        rows = rows.filter(body=CategoryBody.OFSTED)
    return Q(pk__in=rows.values("school"))
