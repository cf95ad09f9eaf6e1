"""Markup and template code typed anywhere is only words in every letter and in what becomes a PDF
(SAFETY 51); on pages: tests/config/test_every_page.py."""

import pytest
from django.urls import reverse

from core import pdf
from core.models import Message
from psg_catalogue.models import Booking
from psg_catalogue.services.bookings import book_places, cancel_booking
from subscriptions.services.credit_notes import issue_credit_note
from subscriptions.services.invoices import issue_invoice
from tests.config.planting import PLANTED, SCRIPT, WORKED_OUT
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.psg_catalogue import StudyGroupSessionFactory
from tests.factories.subscriptions import SubscriptionFactory

pytestmark = pytest.mark.django_db


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
