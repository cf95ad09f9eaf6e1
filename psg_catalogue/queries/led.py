"""The study groups that somebody leads (CB ¶4: a pen portrait lists them)."""

from dataclasses import dataclass

from django.http import HttpRequest

from directory.models import Practitioner
from psg_catalogue.models import StudyGroupPage
from psg_catalogue.queries.addresses import addresses
from psg_catalogue.queries.programme import Listed, add_counts, add_groups, sessions_led_by


@dataclass(frozen=True)
class GroupsLed:
    """Each group by one session: its next, or its last when there is none to come. `others` have no
    session at all: title and address."""

    sessions: list[Listed]
    others: list[tuple[str, str]]


def groups_led(practitioner: Practitioner, request: HttpRequest | None = None) -> GroupsLed:
    """At most five queries, however many groups and sessions there are."""
    to_url = addresses(request)
    by_group: dict[int, Listed] = {}
    for session in sessions_led_by(practitioner.pk, to_url):
        shown = by_group.get(session.group_id)
        if shown is None or shown.is_over:
            by_group[session.group_id] = session
    sessions = sorted(by_group.values(), key=lambda each: (each.is_over, each.starts_at))
    add_groups(sessions)
    add_counts(sessions)
    pages = StudyGroupPage.objects.live().filter(leaderships__practitioner=practitioner)
    others = pages.exclude(pk__in=by_group).order_by("title").values_list("title", "url_path")
    return GroupsLed(sessions, [(title, to_url(path)) for title, path in others])
