"""How many rows each of several lists has, in one query."""

from collections.abc import Sequence

from django.db.models import Count, IntegerField, QuerySet, Value


def count_each(lists: Sequence[QuerySet]) -> list[int]:
    """The numbers in the order of the lists. One query, whatever they are of; none for no list."""
    found = [0] * len(lists)
    rows = [_counting(place, each) for place, each in enumerate(lists)]
    if rows:
        for place, number in rows[0].union(*rows[1:], all=True):
            found[place] = number
    return found


def _counting(place: int, rows: QuerySet) -> QuerySet:
    """One row: where the list stands, and how many are in it."""
    within = rows.model._base_manager.filter(pk__in=rows.order_by().values("pk")).order_by()
    numbered = within.annotate(place=Value(place, output_field=IntegerField()))
    return numbered.values("place").annotate(number=Count("pk")).values_list("place", "number")
