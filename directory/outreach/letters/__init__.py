"""The letters of outreach. Their words stand together, since what must never be in them is easier
to keep out where all can be read: no supported colleague, no category (P14).

`emails/outreach_letter/` lays them out; `emails/outreach_request/`, `outreach_plan/` and
`outreach_evaluation/` are the same layout under the names the outbox lists them by."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Model
from django.urls import reverse

from core.services.outbox import queue_message
from directory.outreach.people import Addressee


@dataclass(frozen=True)
class Letter:
    """What one letter says. `button` leads to `url`, or to a secret link of `link_kind`."""

    subject: str
    paragraphs: list[str]
    reason: str
    button: str = ""
    url: str = ""
    link_kind: str = ""
    link_object_id: str = ""
    quoted: list[tuple[str, str]] = field(default_factory=list)


def page(name: str, *args) -> str:
    """The whole address of a page of ours."""
    return settings.SITE_URL + reverse(f"outreach:{name}", args=args)


def post(kind: str, letter: Letter, to: Iterable[Addressee], about: Model, once: str = "") -> None:
    """One message to each; a second time with the same `once` nobody gets another."""
    label = f"{about._meta.label_lower}:{about.pk}"
    for each in to:
        queue_message(
            kind=kind,
            to_email=each.email,
            to_name=each.name,
            subject=letter.subject,
            context={"letter": letter, "secret": bool(letter.link_kind)},
            about=label,
            once_key=f"{kind}:{once}:{each.email.lower()}" if once and each.email else None,
            link_kind=letter.link_kind,
            link_object_id=letter.link_object_id,
        )
