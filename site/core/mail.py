"""Between the outbox and the mail server: the backend that keeps every email as a row first, the
email a row becomes, and whether this copy of the site may send at all (SAFETY 62)."""

from email.utils import formataddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.html import escape
from wagtail.models import Site

from core.letters import letter_of
from core.letters.writing import LINK_PLACEHOLDER, STOP_PLACEHOLDER
from core.models import Message
from core.services.outbox import make_link, queue_written
from core.services.stops import stop_address

# Backends from which no message leaves the machine.
KEEPS_MAIL_HERE = tuple(
    f"django.core.mail.backends.{name}.EmailBackend"
    for name in ("console", "dummy", "filebased", "locmem")
) + ("anymail.backends.test.EmailBackend", "anymail.backends.console.EmailBackend")

_SMTP = "django.core.mail.backends.smtp.EmailBackend"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_REAL_MAIL_PORTS = (25, 465, 587)


class OutboxBackend(BaseEmailBackend):
    """For mail that libraries write (accounts, page workflows): it becomes rows of the outbox, one
    an address, so that it is kept and retried like our own."""

    def send_messages(self, email_messages) -> int:
        """Keep each email; one with files goes straight to the transport. Returns how many."""
        for email in email_messages:
            if email.attachments:
                transport().send_messages([email])
                continue
            for address in email.recipients():
                queue_written(
                    to=address,
                    subject=email.subject,
                    text=email.body,
                    reply_to=next(iter(email.reply_to), ""),
                )
        return len(email_messages)


def transport() -> BaseEmailBackend:
    """The backend that really sends: MAIL_TRANSPORT, from the EMAIL_BACKEND variable."""
    return get_connection(settings.MAIL_TRANSPORT)


def nothing_leaves_here() -> bool:
    """True where the transport only keeps mail: in a folder, in memory, on the screen, or in a
    mail catcher on this machine, which listens on none of the ports of real mail."""
    if settings.MAIL_TRANSPORT in KEEPS_MAIL_HERE:
        return True
    catcher = settings.EMAIL_HOST in _LOOPBACK and settings.EMAIL_PORT not in _REAL_MAIL_PORTS
    return settings.MAIL_TRANSPORT == _SMTP and catcher


def why_held() -> str:
    """Why this copy of the site may send nothing at all, or "" when it may. Messages stay queued.

    A demonstration needs MAIL_ALLOWED_DOMAINS before anything leaves it. A database that was
    restored at another address still carries its old one in the site record, and sends nothing
    until somebody changes that."""
    if nothing_leaves_here():
        return ""
    if settings.DEMO_MODE and not settings.MAIL_ALLOWED_DOMAINS:
        return "a demonstration sends no mail unless MAIL_ALLOWED_DOMAINS says to whom"
    ours = urlsplit(settings.SITE_URL).hostname
    theirs = Site.objects.filter(is_default_site=True).values_list("hostname", flat=True).first()
    if theirs and theirs not in (ours, "localhost"):
        return f"this database belongs to {theirs}, and SITE_URL says {ours}"
    return ""


def may_go_to(address: str) -> bool:
    """False for an address outside MAIL_ALLOWED_DOMAINS, where that is set."""
    allowed = settings.MAIL_ALLOWED_DOMAINS
    domain = address.rpartition("@")[2].lower()
    return not allowed or any(domain == d or domain.endswith(f".{d}") for d in allowed)


def build_email(message: Message, *, calendar_inline: bool = True) -> EmailMultiAlternatives:
    """The email of a row, with its secret link made now; a kind that may be stopped says how, to
    people and to mail programs (RFC 8058). Raises LinkNotWanted, BadHeaderError."""
    text, html = message.text_body, message.html_body
    if message.link_kind:
        link = make_link(message.link_kind, message.link_object_id)
        text = text.replace(LINK_PLACEHOLDER, link)
        html = html.replace(LINK_PLACEHOLDER, escape(link))
    headers = {"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"}
    if letter_of(message.kind).may_stop:
        stop = stop_address(message)
        text = text.replace(STOP_PLACEHOLDER, stop)
        html = html.replace(STOP_PLACEHOLDER, escape(stop))
        headers |= {
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    email = EmailMultiAlternatives(
        subject=message.subject,
        body=text,
        to=[
            formataddr((message.to_name, message.to_email)) if message.to_name else message.to_email
        ],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers=headers,
    )
    if html:
        email.attach_alternative(html, "text/html")
    if message.calendar:
        mimetype = f"text/calendar; method={message.calendar_method}"
        if calendar_inline:
            email.attach_alternative(message.calendar, mimetype)
        email.attach("invite.ics", message.calendar, mimetype)
    return email


def message_id(message: Message) -> str:
    """The same header on each try, so that a message delivered twice shows once (SAFETY 58)."""
    return f"<{message.message_id}@{urlsplit(settings.SITE_URL).hostname}>"
