"""What is asked of the database once in a request, however many parts of the page ask."""

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import TypeVar

from django.http import HttpRequest, HttpResponse

Answer = TypeVar("Answer")
_answers: ContextVar[dict[Hashable, object] | None] = ContextVar("answers", default=None)


class OnceARequest:
    """Keeps the answers for the length of a request. Outside of one nothing is kept, so a worker
    never acts on yesterday's settings."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        kept = _answers.set({})
        try:
            return self.get_response(request)
        finally:
            _answers.reset(kept)


def once(name: Hashable, ask: Callable[[], Answer]) -> Answer:
    """What `ask` returned the first time in this request."""
    answers = _answers.get()
    if answers is None:
        return ask()
    if name not in answers:
        answers[name] = ask()
    return answers[name]  # type: ignore[return-value]  # kept under the name that it was asked by


def forget(name: Hashable) -> None:
    """It has changed in this request: ask again."""
    answers = _answers.get()
    if answers is not None:
        answers.pop(name, None)
