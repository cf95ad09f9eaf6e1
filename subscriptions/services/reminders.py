"""Reminders of invoices, before and after the day they are due, once each."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from subscriptions.emails_of_money import send_reminder
from subscriptions.models import FinanceSettings, Invoice
from subscriptions.services.locks import lock_invoice


def send_due_reminders() -> int:
    """Each invoice that still asks for money has the reminder whose day has come; returns how many
    invoices were due one. A day that the worker missed is made good, and of several the last alone
    goes out. Run again, nothing more is sent: the outbox knows each by its key."""
    today, days = timezone.localdate(), FinanceSettings.load().reminder_days
    reminded = 0
    for pk in Invoice.objects.unpaid().values_list("pk", flat=True):
        with transaction.atomic():
            # A payment that is being recorded at this moment stops the reminder.
            invoice = lock_invoice(pk)
            step = step_on(invoice, days, today)
            if step is not None and invoice.outstanding_pence:
                send_reminder(invoice, days=step)
                reminded += 1
    return reminded


def step_on(invoice: Invoice, days: list[int], today: date) -> int | None:
    """The last of the reminder days that has come, in days after the due day; None before the
    first. None goes out on the day of the invoice itself."""
    since_due = (today - invoice.due_on).days
    since_issue = (invoice.issued_on - invoice.due_on).days
    come = [each for each in days if since_issue < each <= since_due]
    return come[-1] if come else None
