"""What ASTs are told: a meeting to come, a piece of news. Each once."""

from directory.outreach.letters import page, post
from directory.outreach.models import NetworkMeeting, NetworkNews
from directory.outreach.people import the_ast
from directory.outreach.readers import current_asts

_ONCE = "outreach_network"


def meeting(found: NetworkMeeting) -> None:
    post(
        "outreach_network_meeting",
        _asts(),
        found,
        once=f"{_ONCE}:meeting:{found.pk}",
        url=page("network_meeting", found.pk),
        sort=found.get_kind_display(),
        title=found.title,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        where=found.where,
    )


def news(found: NetworkNews) -> None:
    post(
        "outreach_network_news",
        _asts(),
        found,
        once=f"{_ONCE}:news:{found.pk}",
        url=page("network_news", found.pk),
        title=found.title,
        news="\n\n".join(part for part in found.words.splitlines() if part.strip()),
    )


def _asts() -> list:
    return [the_ast(each) for each in current_asts()]
