"""The letters of outreach: who has which, and the facts that are handed to its words.

The words are templates as those of every letter (`emails/outreach_…/`), and the office may change
them. A template has the facts named here and nothing else, never a plan or a request whole: what
must be in no letter, the supported colleague and the category of a school (P14), cannot be placed
in one."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db.models import Model
from django.urls import reverse

from core.services.outbox import queue_message
from directory.outreach.people import Addressee

# Words, an amount in pence, a day or an hour, or whether something is so.
Fact = str | int | bool | date


def page(name: str, *args) -> str:
    """The whole address of a page of ours."""
    return settings.SITE_URL + reverse(f"outreach:{name}", args=args)


def in_a_sentence(words: object) -> str:
    """The words as they stand within a sentence: "autumn term 2026"."""
    said = str(words)
    return said[:1].lower() + said[1:]


def post(
    kind: str,
    to: Iterable[Addressee],
    about: Model,
    *,
    link: tuple[str, object] = ("", ""),
    once: str = "",
    **facts: Fact,
) -> None:
    """One message of the kind to each; a second time with the same `once` nobody gets another.
    `link` is a secret link's kind and the number of what it leads to."""
    link_kind, link_object_id = link
    for each in to:
        queue_message(
            kind=kind,
            to_email=each.email,
            to_name=each.name,
            context=facts,
            about=f"{about._meta.label_lower}:{about.pk}",
            once_key=once_key(once, each) if once and each.email else None,
            link_kind=link_kind,
            link_object_id=str(link_object_id),
        )


def once_key(once: str, to: Addressee) -> str:
    """The key of the one message that this reader has of it."""
    return f"{once}:{to.email.lower()}"
