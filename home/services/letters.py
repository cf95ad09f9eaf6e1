"""Letters to the partnership: each becomes one message to the role that answers."""

import uuid

from core.models import Message
from core.services.outbox import queue_message
from home.contact_points import contact_point
from home.enums import ContactRole
from home.models import ContactTopic


def send_contact_letter(
    *,
    letter: uuid.UUID,
    name: str,
    email: str,
    message: str,
    topic: ContactTopic | None = None,
    school: str = "",
    about: str = "",
) -> Message:
    """One message waits for the role of the topic, the office where there is none; an answer goes
    to the writer. The same letter twice is one message. The subject names the topic alone: no
    person stands in it (P14)."""
    role = topic.role if topic else ContactRole.OFFICE
    point = contact_point(role)
    return queue_message(
        kind="contact_letter",
        to_email=point.email,
        to_name=point.title,
        reply_to=email,
        context={
            "topic": topic.name if topic else "",
            "name": name,
            "email": email,
            "school": school,
            "message": message,
            "about_page": about,
        },
        about=f"home.contacttopic:{topic.pk}" if topic else "",
        once_key=f"letter:{letter}",
    )


def send_accessibility_report(
    *, letter: uuid.UUID, problem: str, page_address: str = "", name: str = "", email: str = ""
) -> Message:
    """One message waits for the office. The same report twice is one message."""
    point = contact_point(ContactRole.OFFICE)
    return queue_message(
        kind="accessibility_report",
        to_email=point.email,
        to_name=point.title,
        reply_to=email,
        context={"problem": problem, "page_address": page_address, "name": name, "email": email},
        once_key=f"letter:{letter}",
    )
