"""Pages for some people only, asked about at the price of one query."""

from django.db.models import Q, QuerySet
from wagtail.models import PageViewRestriction


class OneQueryRestrictions:
    """A page that asks in one query whether it, or one above it, is for some people only."""

    def get_view_restrictions(self) -> QuerySet:
        if self.alias_of_id:
            return super().get_view_restrictions()
        ends = range(self.steplen, len(self.path) + 1, self.steplen)
        paths = [self.path[:end] for end in ends]
        return PageViewRestriction.objects.filter(
            # An alias is restricted as the page that it repeats.
            Q(page__path__in=paths) | Q(page__aliases__path__in=paths)
        )
