"""Markup and template code typed anywhere is only words everywhere (SAFETY 51): planted in every
column of text that there is, and then looked for on every page, in every letter, in what becomes a
PDF and in the chooser's windows."""

import json

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.urls import reverse
from wagtail.fields import RichTextField

from core import pdf
from core.models import Message
from directory.services.groups import sync_groups
from psg_catalogue.models import Booking
from psg_catalogue.services.bookings import book_places, cancel_booking
from subscriptions.services.credit_notes import issue_credit_note
from subscriptions.services.invoices import issue_invoice
from tests.config.office_doors import doors
from tests.config.office_things import everything
from tests.config.site_forms import addresses
from tests.config.test_routes import OUR_APPS, office_routes
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.psg_catalogue import StudyGroupSessionFactory
from tests.factories.subscriptions import SubscriptionFactory

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)"
PLANTED = SCRIPT + "</script>{{7*7}}"
WORKED_OUT = "script&gt;49"
# What programs read: kinds of things and their numbers.
KEYS = {
    "url_path", "model", "kind", "action", "person_key", "fingerprint", "reference", "about",
    "object_id", "link_object_id", "link_kind",
}  # fmt: skip
# An address, a link and a name for addresses are checked where they are typed; rich text is
# written by the site's own editors, and cleaned when it is saved.
NOT_WORDS = (
    models.EmailField, models.URLField, models.SlugField, models.FileField, RichTextField,
)  # fmt: skip


def plant() -> set[str]:
    """Put it wherever the database takes it; returns the columns."""
    planted = set()
    for model in apps.get_models():
        if model._meta.app_label not in (*OUR_APPS, "wagtailcore"):
            continue
        for field in model._meta.local_fields:
            if _takes_words(field):
                try:
                    with transaction.atomic():
                        model._base_manager.update(**{field.name: PLANTED})
                    planted.add(f"{model._meta.label}.{field.name}")
                except DatabaseError:
                    continue  # kept as it was issued, one of a kind, or a key
    return planted


def _takes_words(field) -> bool:
    long_enough = isinstance(field, models.TextField) or (field.max_length or 0) >= len(PLANTED)
    words = isinstance(field, models.CharField | models.TextField)
    path = field.name in KEYS
    return words and long_enough and not (
        field.choices or field.unique or path or isinstance(field, NOT_WORDS)
    )  # fmt: skip


def shown(answer) -> str:
    """The page, or the page inside a chooser's answer."""
    kind = answer.get("Content-Type", "")
    if answer.streaming or not kind.startswith(("text/html", "application/json")):
        return ""
    said = answer.content.decode()
    if kind.startswith("application/json"):
        try:
            said = str(json.loads(said).get("html", ""))
        except AttributeError:
            return ""
    return said


def test_what_is_typed_is_words_on_every_page(client):
    names = {name for name, _ in office_routes()} | {"school_chooser:choose"}
    office = [door.path for door in doors(everything()) if door.name in names]
    site = [path for _, path, _ in addresses()]
    assert len(plant()) >= 80
    sync_groups()
    client.force_login(UserFactory(admin=True))
    seen, loose = 0, []
    for path in [*office, *site]:
        said = shown(client.get(path))
        seen += PLANTED[:7] in said or "&lt;script&gt;alert(1)" in said
        if SCRIPT in said or WORKED_OUT in said:
            loose.append(path)
    assert loose == []
    assert seen >= 80


def test_what_is_typed_is_words_in_letters_and_papers(client, monkeypatch):
    drawn, render = [], pdf.render_to_string
    monkeypatch.setattr(
        pdf, "render_to_string", lambda *args: drawn.append(render(*args)) or drawn[-1]
    )
    school = SchoolFactory(name=PLANTED)
    person = ColleagueFactory(school=school, name=PLANTED)
    session = StudyGroupSessionFactory(open_to_all=True, venue_note=PLANTED)
    session.page.title = PLANTED
    session.page.save()
    book_places(session, [person], school=school)
    cancel_booking(Booking.objects.get())
    typed = {"purchase_order_number": PLANTED, "payer_name": PLANTED, "invoice_address": PLANTED}
    invoice = issue_invoice(SubscriptionFactory(priced=True, **typed), by=None)
    amounts = {invoice.lines.get().pk: 100}
    note = issue_credit_note(invoice, amounts=amounts, reason=PLANTED, by=None)
    client.force_login(UserFactory(admin=True))
    for name, number in (("invoice_pdf", invoice.number), ("credit_note_pdf", note.number)):
        answer = client.get(reverse(f"subscriptions:{name}", args=[number]))
        assert answer["Content-Type"] == "application/pdf"
    letters = list(Message.objects.all())
    kinds = {"booking_confirmed", "booking_cancelled", "invoice_issued", "credit_note_issued"}
    assert kinds <= {letter.kind for letter in letters}
    assert len(drawn) == 2
    for page in [*drawn, *(letter.html_body for letter in letters)]:
        assert SCRIPT not in page
        assert WORKED_OUT not in page
