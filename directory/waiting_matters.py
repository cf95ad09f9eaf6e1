"""What waits for somebody's answer at a school: the first thing on the school's page.

Each app says what of its own waits (`register_matters`, in AppConfig.ready): a higher app knows the
school, never the other way round. An app is asked for the person who looks, and says only what
that person may settle."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from core.templatetags.wording import counted
from directory.enums import ClaimState
from directory.models import School
from directory.permissions import may_book_for
from directory.services.agreement import waiting_for


@dataclass(frozen=True)
class Matter:
    """One line: what waits, and where it is settled."""

    words: str
    url: str


Asked = Callable[[object, School], list[Matter]]
_ASKED: list[Asked] = []


def register_matters(asked: Asked) -> None:
    """`asked(user, school)` gives the app's lines; in the order of registering, once each."""
    if asked not in _ASKED:
        _ASKED.append(asked)


def matters_at(user, school: School) -> list[Matter]:
    """Everything that waits for this person at this school."""
    return [matter for asked in _ASKED for matter in asked(user, school)]


def people_and_portraits(user, school: School) -> list[Matter]:
    """Claims and portraits that a lead has to answer. Two queries."""
    if not may_book_for(user, school):
        return []
    claims = school.claims.filter(state=ClaimState.PENDING).count()
    portraits = waiting_for(school).count()
    found = []
    if claims:
        words = f"{counted(claims, 'person says,people say')} they work here"
        found.append(Matter(words, reverse("directory:people", args=[school.urn])))
    if portraits:
        words = f"{counted(portraits, 'pen portrait')} to agree"
        found.append(Matter(words, reverse("directory:portraits_to_agree", args=[school.urn])))
    return found
