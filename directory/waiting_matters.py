"""What waits for somebody's answer at a school: the first thing on the school's page.

Each app says what of its own waits (`register_matters`, in AppConfig.ready): a higher app knows the
school, never the other way round. An app is asked for the person who looks, and says only what
that person may settle."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from core.counts import count_each
from core.templatetags.wording import counted
from directory.enums import ClaimState
from directory.models import School
from directory.permissions import may_run_school
from directory.services.agreement import waiting_for


@dataclass(frozen=True)
class Matter:
    """One line: what waits, and where it is settled."""

    words: str
    url: str


@dataclass(frozen=True)
class Waiting:
    """Things that may wait. `lines` is asked for its lines only where there are some, with their
    number."""

    things: QuerySet
    lines: Callable[[int], Iterable[Matter]]


Asked = Callable[[object, School], Iterable[Matter | Waiting]]
_ASKED: list[Asked] = []


def register_matters(asked: Asked) -> None:
    """`asked(user, school)` gives what of the app's may wait; in the order of registering, once
    each."""
    if asked not in _ASKED:
        _ASKED.append(asked)


def matters_at(user, school: School) -> list[Matter]:
    """Everything that waits for this person at this school. One query counts what may wait; what
    names each thing asks for those there are."""
    asked = [each for ask in _ASKED for each in ask(user, school)]
    numbers = iter(count_each([each.things for each in asked if isinstance(each, Waiting)]))
    found: list[Matter] = []
    for each in asked:
        if isinstance(each, Matter):
            found.append(each)
        elif number := next(numbers):
            found.extend(each.lines(number))
    return found


def people_and_portraits(user, school: School) -> list[Waiting]:
    """Claims and portraits that a lead has to answer."""
    if not may_run_school(user, school):
        return []

    def claims(number: int) -> list[Matter]:
        words = f"{counted(number, 'person says,people say')} they work here"
        return [Matter(words, reverse("directory:people", args=[school.urn]))]

    def portraits(number: int) -> list[Matter]:
        words = f"{counted(number, 'pen portrait')} to agree"
        return [Matter(words, reverse("directory:portraits_to_agree", args=[school.urn]))]

    pending = school.claims.filter(state=ClaimState.PENDING)
    return [Waiting(pending, claims), Waiting(waiting_for(school), portraits)]
