"""The registry: which fields of which tables are about people, whose a row is, what a copy shows,
and what an erasure does to it. A test fails for a field that looks personal and is declared by
nobody."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import EmailField, Model, QuerySet
from django.db.models.fields.files import FieldFile

from core.audit import keep_private
from core.privacy.person import Person, person_kinds

Erase = Callable[[Person, QuerySet], int]


@dataclass(frozen=True)
class PersonalTable:
    """A table with rows about people.

    `rows_of` gives the rows about one person and nobody else. `goes` says in words what an erasure
    takes, and `erase` does it and returns how many rows it changed; where both are blank, `stays`
    says why the rows remain. `files` are what a copy has besides. `hidden` are the secrets that a
    copy leaves out; a `shared` row has other people's names too, and a copy shows the person's
    own alone. Small `order` first: an account goes after all that leads to it."""

    model: str
    heading: str
    fields: tuple[str, ...]
    rows_of: Callable[[Person], QuerySet]
    goes: str = ""
    stays: str = ""
    erase: Erase | None = None
    hidden: tuple[str, ...] = ()
    shared: bool = False
    files: Callable[[QuerySet], Iterable[FieldFile]] | None = None
    order: int = 50


@dataclass(frozen=True)
class WordsTable:
    """A table with text, or JSON, that may name anyone: an erasure takes the name out of it."""

    model: str
    fields: tuple[str, ...]


_tables: dict[str, PersonalTable] = {}
_words: dict[str, WordsTable] = {}
_actors: dict[str, set[str]] = {}
_impersonal: dict[str, set[str]] = {}


def declare(table: PersonalTable) -> None:
    """From now on these rows are in every copy and in every erasure, and the record of changes
    keeps what their personal fields said to itself."""
    _tables[table.model] = table
    known = apps.get_model(table.model)._meta
    keep_private(table.model, *(n for n in table.fields if not known.get_field(n).is_relation))


def declare_words(model: str, *fields: str) -> None:
    """From now on an erasure looks through these texts, and puts a mark where the name was."""
    _words[model] = WordsTable(model, fields)


def declare_actors(model: str, *fields: str) -> None:
    """These foreign keys say who did something to a row that is about something else. They lead to
    an account, which an erasure empties; the row stays as it is."""
    _actors.setdefault(model, set()).update(fields)


def declare_impersonal(model: str, *fields: str) -> None:
    """These fields look personal by their names and are not: the name of a school, an office's
    address."""
    _impersonal.setdefault(model, set()).update(fields)


def rows_with_account(model: str, field: str = "user") -> Callable[[Person], QuerySet]:
    """The usual `rows_of`: the rows whose foreign key leads to the person's account."""

    def rows_of(person: Person) -> QuerySet:
        rows = apps.get_model(model)._default_manager.all()
        return rows.filter(**{field: person.user}) if person.user else rows.none()

    return rows_of


def personal_tables() -> list[PersonalTable]:
    """Every declared table, in the order an erasure takes them."""
    return sorted(_tables.values(), key=lambda table: (table.order, table.model))


def words_tables() -> list[WordsTable]:
    return list(_words.values())


def actor_fields() -> dict[str, set[str]]:
    """Who did something, by table."""
    return dict(_actors)


_LOOKS_PERSONAL = re.compile(r"(^|_)(name|email|telephone|phone|mobile|address_of)(_|$)")


def undeclared_fields() -> Iterator[str]:
    """Fields that look as if they were about a person and that no app has declared: references to
    accounts and to lines of a staff list, addresses, names. "app.Model.field" each."""
    for model in apps.get_models():
        label = model._meta.label
        known = {
            *(_tables[label].fields if label in _tables else ()),
            *_actors.get(label, ()),
            *_impersonal.get(label, ()),
        }
        for each in _looking_personal(model):
            if each not in known:
                yield f"{label}.{each}"


def _looking_personal(model: type[Model]) -> Iterator[str]:
    people = {kind.model for kind in person_kinds().values()}
    for each in model._meta.concrete_fields:
        if each.model is not model:
            continue  # it stands in the table of a parent, which answers for it
        to_person = each.is_relation and each.related_model._meta.label in people
        typed = not each.is_relation and (
            isinstance(each, EmailField) or _LOOKS_PERSONAL.search(each.name)
        )
        if to_person or typed:
            yield each.name
