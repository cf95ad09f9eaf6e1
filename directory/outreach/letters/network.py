"""What ASTs are told: a meeting to come, a piece of news. Each once."""

from core.templatetags.wording import clock_range, long_date
from directory.outreach.letters import Letter, page, post
from directory.outreach.models import NetworkMeeting, NetworkNews
from directory.outreach.people import the_ast
from directory.outreach.readers import current_asts

KIND = "outreach_network"
_REASON = "You have this message because you are an AST of our partnership."


def meeting(found: NetworkMeeting) -> None:
    when = f"{long_date(found.starts_at)}, {clock_range(found.starts_at, found.ends_at)}"
    letter = Letter(
        subject=f"{found.get_kind_display()}, {long_date(found.starts_at)}",
        paragraphs=[f"{found.title}: {when}.", f"Where: {found.where or 'online'}."],
        reason=_REASON,
        button="Agenda and resources",
        url=page("network_meeting", found.pk),
    )
    post(KIND, letter, _asts(), found, f"meeting:{found.pk}")


def news(found: NetworkNews) -> None:
    letter = Letter(
        subject=found.title,
        paragraphs=[part for part in found.words.splitlines() if part.strip()],
        reason=_REASON,
        button="Read it on the site",
        url=page("network_news", found.pk),
    )
    post(KIND, letter, _asts(), found, f"news:{found.pk}")


def _asts() -> list:
    return [the_ast(each) for each in current_asts()]
