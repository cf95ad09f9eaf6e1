"""Erasing a person: what the law asks for, without untruth in what must stay (SAFETY 63).

Names and addresses go; attendances, places and money stay as they were counted. A second run finds
nobody and changes nothing. What is kept and why is said by the tables' own declarations."""

from contextlib import suppress
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import JSONField, Model
from wagtail.models import Page

from core.audit import record
from core.models import AuditDisposal, AuditWords, User
from core.privacy.framework import entries_of
from core.privacy.person import Person
from core.privacy.redaction import Redaction
from core.privacy.tables import PersonalTable, WordsTable, personal_tables, words_tables


@dataclass(frozen=True)
class Line:
    """One table, with how many rows of the person it has."""

    table: PersonalTable
    rows: int


@dataclass
class Erasure:
    """How many rows changed, by heading, and in how many texts a name was found."""

    rows: dict[str, int] = field(default_factory=dict)
    words: int = 0
    sessions: int = 0

    @property
    def total(self) -> int:
        return sum(self.rows.values()) + self.words + self.sessions


def what_there_is(person: Person) -> list[Line]:
    """Every table that knows the person, before anything goes."""
    lines = [Line(table, table.rows_of(person).count()) for table in personal_tables()]
    return [line for line in lines if line.rows]


def pages_naming(person: Person) -> list[Page]:
    """Pages whose own words name the person, and that an erasure does not delete: an editor changes
    those by hand."""
    redaction = Redaction(person)
    pages = Page.objects.exclude(pk__in=_own_pages(person)).specific()
    return [page for page in pages if redaction.finds_in(_words_of(page))]


def _own_pages(person: Person) -> list[int]:
    found = []
    for table in personal_tables():
        if issubclass(apps.get_model(table.model), Page):
            found += table.rows_of(person).values_list("pk", flat=True)
    return found


def _words_of(page: Page) -> list[str]:
    values = [getattr(page, each.attname) for each in page._meta.concrete_fields]
    return [page.title, *(str(value) for value in values if value)]


@transaction.atomic
def erase_person(person: Person, *, by: User | None = None, about: Model | None = None) -> Erasure:
    """Nothing leads to the person any more but what the law keeps, such as invoices. Erasing again
    changes nothing. `about` is the row the erasure is recorded on: the account, unless given."""
    done = Erasure()
    if not person.known:
        return done
    redaction = Redaction(person)
    done.words += _forget_typed_words(person, redaction, by)
    for table in personal_tables():
        if table.erase is None:
            continue
        if changed := table.erase(person, table.rows_of(person)):
            done.rows[table.heading] = done.rows.get(table.heading, 0) + changed
    done.words += sum(_redact(table, redaction) for table in words_tables())
    done.sessions = _end_sessions(person, redaction)
    about = about or person.user
    if about is not None:
        with suppress(ObjectDoesNotExist):  # a row that went whole is recorded by its number
            about.refresh_from_db()
        record(about, "person.erased", by=by, rows=sum(done.rows.values()), texts=done.words)
    transaction.on_commit(caches["fragments"].clear)
    return done


def _forget_typed_words(person: Person, redaction: Redaction, by: User | None) -> int:
    """Words typed with a change that is about the person, or that name them. The mark comes first:
    without it the database lets nothing go."""
    about = set(entries_of(person).exclude(words=None).values_list("pk", flat=True))
    going = [
        words.entry_id
        for words in AuditWords.objects.iterator()
        if words.entry_id in about or redaction.finds_in([words.changes, words.details])
    ]
    AuditDisposal.objects.bulk_create(
        AuditDisposal(words_of=entry, by_id=by.pk if by else None) for entry in going
    )
    AuditWords.objects.filter(entry__in=going).delete()
    return len(going)


def _redact(table: WordsTable, redaction: Redaction) -> int:
    """A mark stands where the name was. A calendar's lines are broken anywhere, so a calendar that
    names the person goes whole; so does a key, which nobody reads."""
    model = apps.get_model(table.model)
    rows = model._base_manager.values_list("pk", *table.fields)
    changed = 0
    for pk, *values in rows.iterator():
        news = {
            name: _without(name, value, redaction)
            for name, value in zip(table.fields, values, strict=True)
        }
        said = dict(zip(table.fields, values, strict=True))
        news = {name: value for name, value in news.items() if value != said[name]}
        if news:
            model._base_manager.filter(pk=pk).update(**_cut(model, news))
            changed += 1
    return changed


def _without(name: str, value, redaction: Redaction):
    if name == "calendar" and value:
        return "" if redaction.finds_in(value.replace("\r\n ", "").replace("\n ", "")) else value
    if name == "once_key" and value:
        return None if redaction.finds_in(value.replace(":", " ")) else value
    return redaction.of(value)


def _cut(model: type[Model], news: dict) -> dict:
    """No longer than the column, as the mark may be longer than a short name."""
    for name, value in news.items():
        column = model._meta.get_field(name)
        if column.max_length and isinstance(value, str) and not isinstance(column, JSONField):
            news[name] = value[: column.max_length]
    return news


def _end_sessions(person: Person, redaction: Redaction) -> int:
    """Log-in sessions of the account, and any in which the name was typed."""
    ours = str(person.user.pk) if person.user else None
    going = []
    for session in Session.objects.iterator():
        data = session.get_decoded()
        if (ours and data.get("_auth_user_id") == ours) or redaction.finds_in(str(data)):
            going.append(session.pk)
    return Session.objects.filter(pk__in=going).delete()[0]
