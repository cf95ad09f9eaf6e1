"""How long the shared tables keep things."""

from datetime import date, timedelta

from django.db.models import QuerySet
from wagtail.models import ModelLogEntry, PageLogEntry

from core.models import AuditDisposal, AuditEntry, AuditSubject, AuditWords, Message
from core.models.audit import AuditArea
from core.services import periodic
from core.services.retention import (
    Category,
    apply_retention,
    financial_years_before,
    register,
    years_before,
)

# HMRC asks for six years, and the current one (DOMAIN 6.5).
FINANCE_YEARS = 6


def register_periods() -> None:
    """Called once, when the app is ready."""
    register(
        Category(
            name="messages",
            heading="Emails the site sent, and letters written in its forms",
            years=1,
            after="they were written",
            due=_old_messages,
            remove=lambda rows: rows.delete()[0],
        )
    )
    register(
        Category(
            name="changes",
            heading="The record of who changed what",
            years=2,
            after="the change",
            due=_old_changes,
            remove=dispose,
            order=95,
        )
    )
    register(
        Category(
            name="money_changes",
            heading="The record of changes of money",
            years=FINANCE_YEARS,
            least=FINANCE_YEARS,
            after="the financial year ends",
            due=_old_money_changes,
            remove=dispose,
            order=95,
        )
    )
    for model, name, heading in (
        (ModelLogEntry, "history", "The back office’s histories"),
        (PageLogEntry, "page_history", "The back office’s histories of pages"),
    ):
        register(
            Category(
                name=name,
                heading=heading,
                years=2,
                after="the change",
                due=_old_log(model),
                remove=lambda rows: rows.delete()[0],
                order=96,
            )
        )
    periodic.register("apply_retention", every=timedelta(days=1), function=apply_retention)


def _old_messages(today: date, years: int) -> QuerySet[Message]:
    """Also one that still waits: after a year nobody wants it any more."""
    return Message.objects.filter(created_at__lt=years_before(today, years))


def _old_log(model):
    def due(today: date, years: int) -> QuerySet:
        return model.objects.filter(timestamp__lt=years_before(today, years))

    return due


def _old_changes(today: date, years: int) -> QuerySet[AuditEntry]:
    old = AuditEntry.objects.filter(at__lt=years_before(today, years))
    return old.exclude(area=AuditArea.MONEY)


def _old_money_changes(today: date, years: int) -> QuerySet[AuditEntry]:
    old = AuditEntry.objects.filter(at__date__lt=financial_years_before(today, years))
    return old.filter(area=AuditArea.MONEY)


def dispose(rows: QuerySet[AuditEntry]) -> int:
    """The entries go through the record's one door: first the mark, an area and a day each."""
    gone = 0
    for area in sorted(set(rows.order_by().values_list("area", flat=True))):
        old = rows.filter(area=area)
        pks = list(old.values_list("pk", flat=True))
        newest = old.order_by("-at").values_list("at", flat=True)[0]
        before = newest + timedelta(microseconds=1)
        AuditDisposal.objects.create(area=area, before=before, entries=len(pks))
        for model in (AuditWords, AuditSubject):
            model.objects.filter(entry__in=pks)._raw_delete(using=rows.db)
        AuditEntry.objects.filter(pk__in=pks)._raw_delete(using=rows.db)
        gone += len(pks)
    return gone
