"""People who may stand on a staff list twice: one school, one name, two addresses (P26)."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations

from django.db.models import Count, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Lower, Replace, Trim

from directory.models import Colleague, School
from psg_catalogue.models import DistinctPeople
from psg_catalogue.person_key import same_name

Pair = tuple[Colleague, Colleague]
# `same_name` as the database can say it: case and a space too many do not matter.
_COMPARED = Lower(Trim(Replace("name", Value("  "), Value(" "))))


def pairs_at(school: School) -> list[Pair]:
    """The pairs of one name on a school's list, without those said to be two people. Two queries
    at most."""
    return _pairs(school.colleagues.current().annotate(bookings_made=Count("bookings")))


def names_twice() -> QuerySet[Colleague]:
    """Everyone whose name stands on the list of their school before, and who was not said to be
    another person: as many as names stand twice."""
    named = Colleague.objects.current().annotate(same_name=_COMPARED)
    told_apart = DistinctPeople.objects.filter(one=OuterRef("pk"), other=OuterRef(OuterRef("pk")))
    before = named.filter(
        ~Exists(told_apart),
        school=OuterRef("school"),
        same_name=OuterRef("same_name"),
        pk__lt=OuterRef("pk"),
    )
    return named.filter(Exists(before))


def pairs_everywhere() -> list[Pair]:
    """The same for every school; only rows whose name occurs twice are read."""
    named = Colleague.objects.current().annotate(lower_name=_COMPARED)
    twice = named.values("school", "lower_name").annotate(n=Count("pk")).filter(n__gt=1)
    names = {(each["school"], each["lower_name"]) for each in twice}
    if not names:
        return []
    found = named.filter(
        school__in={school for school, _ in names}, lower_name__in={name for _, name in names}
    )
    found = found.annotate(bookings_made=Count("bookings")).select_related("school")
    return _pairs(found)


def _pairs(colleagues: QuerySet[Colleague]) -> list[Pair]:
    by_name: dict[tuple[int, str], list[Colleague]] = defaultdict(list)
    for colleague in colleagues.order_by("school", "name", "pk"):
        by_name[colleague.school_id, same_name(colleague.name)].append(colleague)
    pairs = [
        pair
        for people in by_name.values()
        for pair in combinations(sorted(people, key=lambda person: person.pk), 2)
    ]
    if not pairs:
        return []
    known = set(DistinctPeople.objects.values_list("one", "other"))
    return [(one, other) for one, other in pairs if (one.pk, other.pk) not in known]


def namesakes(colleagues: Iterable[Colleague]) -> dict[int, str]:
    """What tells people of one name apart on a list: their address, by number; the others are not
    in it. No query."""
    people = list(colleagues)
    times = Counter(same_name(each.name) for each in people)
    return {
        each.pk: each.email or "no email address"
        for each in people
        if times[same_name(each.name)] > 1
    }
