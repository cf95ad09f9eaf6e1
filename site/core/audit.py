"""One way to write down who did what, on whose behalf, and what stood there before and after.

Each record is written twice: in the record of changes (core.models.audit), which nobody rewrites,
and in Wagtail's log, from which the back office tells the history of one thing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ForeignKey, Model
from django.utils import timezone
from wagtail.log_actions import get_active_log_context, log, registry
from wagtail.models import ModelLogEntry, Page

from core.models import AuditEntry, AuditSubject, AuditWords
from core.models.audit import AuditArea

Changes = dict[str, tuple[Any, Any]]


@dataclass(frozen=True)
class SubjectKind:
    """A kind of thing that changes are about: its table, how the office asks for one (the label
    and the field of a typed filter), and what is read with it to name it."""

    kind: str
    model: str
    label: str
    lookup: str = "pk"
    related: tuple[str, ...] = ()

    def find(self, typed: str) -> list:
        """The numbers of the rows meant by what was typed: one, or none."""
        rows = apps.get_model(self.model)._base_manager.filter(**{self.lookup: typed})
        return list(rows.values_list("pk", flat=True))


_areas: dict[str, AuditArea] = {}
_kinds: dict[str, SubjectKind] = {}
_same_person: list[Callable[[int], Iterable[tuple[str, Any]]]] = []
_private: dict[str, set[str]] = {}
_also: dict[str, Callable[[Model], Iterable[Model | None]]] = {}
_apart: set[str] = set()


def area_of_changes(where: str, area: AuditArea) -> None:
    """From now on changes of an app's tables ("subscriptions"), or of one of its tables
    ("outreach.fundingrelease"), are of this area. Called in `AppConfig.ready`."""
    _areas[where.lower()] = area


def subject_kind(kind: str, model: str, **asked: Any) -> None:
    """From now on an entry about a row of this table ("directory.School"), or about a row that
    points at one by a foreign key, is found from it. Accounts are found from a foreign key named
    `user` alone: the others say who did something, not whom it is about. `asked` are the other
    fields of SubjectKind."""
    _kinds[model.lower()] = SubjectKind(kind, model, **asked)


def same_person(find: Callable[[int], Iterable[tuple[str, Any]]]) -> None:
    """From now on what is about a person with an account is looked for under these keys too: the
    rows of other tables that `find` returns for an account's number."""
    _same_person.append(find)


def keys_of_person(account: int) -> list[tuple[str, Any]]:
    """Every (kind, id) under which entries about this account's holder stand."""
    return [("account", account), *(key for find in _same_person for key in find(account))]


def also_about(model: str, find: Callable[[Model], Iterable[Model | None]]) -> None:
    """From now on an entry about a row of this table is about the rows that `find` returns too."""
    _also[model.lower()] = find


def subject_kinds() -> dict[str, SubjectKind]:
    """The kinds of subject by name."""
    return {each.kind: each for each in _kinds.values()}


def keep_private(model: str, *names: str) -> None:
    """From now on the record says only that these fields changed, never what they said."""
    _private.setdefault(model.lower(), set()).update(names)


def keep_apart(model: str) -> None:
    """From now on entries about rows of this table are found from no school and no person: that
    there is such a row is itself not for everyone who reads the record."""
    _apart.add(model.lower())


def fields_of(instance: Model, *names: str) -> dict[str, Any]:
    """What these fields say now, to be handed to `changes_since` once they have changed."""
    return {name: getattr(instance, instance._meta.get_field(name).attname) for name in names}


def changes_since(before: dict[str, Any], instance: Model) -> Changes:
    """The fields that say something else than before, each with both values."""
    now = fields_of(instance, *before)
    return {name: (old, now[name]) for name, old in before.items() if old != now[name]}


def unsaved_changes(instance: Model, *names: str) -> Changes:
    """What saving these fields is about to change: asked before `save`, while the row is held."""
    stored = type(instance)._base_manager.filter(pk=instance.pk).first()
    return changes_since(fields_of(stored, *names), instance) if stored else {}


@transaction.atomic
def record(
    instance: Model,
    action: str,
    *,
    by=None,
    on_behalf_of: str = "",
    changes: Changes | None = None,
    about: Iterable[Model | None] = (),
    **details,
) -> None:
    """Add `action` (for example "booking.made") to the history of `instance`.

    `by` is the account that did it, or None for the site itself. `on_behalf_of` names a school,
    by its URN, when the office acts for it. `changes` has what stood in a field before and after;
    `about` names schools, people and sessions that `instance` itself does not point at. `details`
    are kept as JSON: never a name or an email address."""
    told = {**details, "on_behalf_of": on_behalf_of} if on_behalf_of else details
    by = by or get_active_log_context().user
    _tell_history(instance, action, by, told)
    write_entry(
        instance,
        action,
        by=by,
        on_behalf_of=on_behalf_of,
        changes=changes or {},
        about=about,
        details=details,
    )


def _tell_history(instance: Model, action: str, by, told: dict) -> None:
    """One row of Wagtail's log, from which the back office tells the history of one thing. For our
    own tables in one statement: its `create` asks for the account and the content type again."""
    if registry.get_log_model_for_instance(instance) is not ModelLogEntry:
        log(instance, action, user=by, data=told or None)
        return
    if not registry.action_exists(action):
        raise ValueError(f"No history knows what “{action}” is: name it in register_log_actions.")
    content_type = ContentType.objects.get_for_model(instance, for_concrete_model=False)
    row = ModelLogEntry(
        content_type=content_type,
        object_id=str(instance.pk),
        label=ModelLogEntry.objects.get_instance_title(instance),
        action=action,
        data=told,
        user=by,
        uuid=get_active_log_context().uuid,
        timestamp=timezone.now(),
    )
    ModelLogEntry.objects.bulk_create([row])


def write_entry(
    instance: Model,
    action: str,
    *,
    by,
    changes: Changes,
    details: dict,
    on_behalf_of: str = "",
    about: Iterable[Model | None] = (),
) -> AuditEntry:
    """The entry in the record of changes alone."""
    split = _Split()
    hidden = _private.get(instance._meta.label_lower, set())
    for name, pair in changes.items():
        split.add_change(name, None if name in hidden else [plain(value) for value in pair])
    for name, value in details.items():
        split.add_detail(name, plain(value))
    entry = AuditEntry.objects.create(
        action=action,
        area=area_of(instance),
        actor_id=by.pk if by else None,
        on_behalf_of=on_behalf_of[:60],
        model=instance._meta.label_lower,
        object_id=str(instance.pk),
        changes=split.changes,
        details=split.details,
    )
    AuditSubject.objects.bulk_create(
        AuditSubject(entry=entry, kind=kind, object_id=str(pk))
        for kind, pk in sorted(subjects_of(instance, *about), key=str)
    )
    if split.typed_changes or split.typed_details:
        AuditWords.objects.create(
            entry=entry, changes=split.typed_changes, details=split.typed_details
        )
    return entry


@dataclass
class _Split:
    """Facts stay for good; words, which may name a person, stand apart."""

    changes: dict = field(default_factory=dict)
    details: dict = field(default_factory=dict)
    typed_changes: dict = field(default_factory=dict)
    typed_details: dict = field(default_factory=dict)

    def add_change(self, name: str, pair: list | None) -> None:
        if has_words(pair):
            self.typed_changes[name] = pair
            pair = None
        self.changes[name] = pair

    def add_detail(self, name: str, value: Any) -> None:
        (self.typed_details if has_words(value) else self.details)[name] = value


def has_words(value: Any) -> bool:
    """True for what a person may have typed: text with a space or an @ in it, at any depth."""
    if isinstance(value, str):
        return "@" in value or len(value.split()) > 1
    if isinstance(value, dict):
        return any(has_words(each) for each in value.values())
    return isinstance(value, list) and any(has_words(each) for each in value)


def plain(value: Any) -> Any:
    """The value as JSON has it: dates in the ISO form, rows by their number."""
    if isinstance(value, Model):
        return plain(value.pk)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def area_of(instance: Model) -> AuditArea:
    """Pages are publication, whatever their app; of the rest the table or the app decides."""
    if isinstance(instance, Page):
        return AuditArea.PUBLICATION
    meta = instance._meta
    return _areas.get(meta.label_lower) or _areas.get(meta.app_label, AuditArea.OTHER)


def subjects_of(*instances: Model | None) -> set[tuple[str, Any]]:
    """What these rows are, and what they point at, as (kind, id)."""
    found = set()
    named = [each for each in instances if each is not None]
    for each in list(named):
        if also := _also.get(each._meta.label_lower):
            named += [other for other in also(each) if other is not None]
    for instance in named:
        if instance._meta.label_lower in _apart:
            continue
        if own := _kinds.get(instance._meta.label_lower):
            found.add((own.kind, instance.pk))
        for each in instance._meta.concrete_fields:
            if not isinstance(each, ForeignKey):
                continue
            kind = _kinds.get(each.related_model._meta.label_lower)
            if kind is None or (kind.kind == "account" and each.name != "user"):
                continue
            pk = getattr(instance, each.attname)
            if pk is not None:
                found.add((kind.kind, pk))
    return found
