"""Every form of the site, found by opening every address: what is posted beyond its own fields
changes nothing (SAFETY 38), and what belongs to another school is taken by none (SAFETY 34).

A form is sent as the page has it, and where it is accepted once more with a value planted for every
column of every table: both leave the same rows. Then it is sent with numbers of another school's.
Everything is taken back, and one walk serves both."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from django.apps import apps
from django.db import connection, models
from django.http import QueryDict
from django.utils.http import urlencode

from directory.services.claims import make_claim
from subscriptions import sales
from subscriptions.sales import Sale
from tests.config.asking import taken_back
from tests.config.owned_things import a_place_order, a_priced_subscription, an_invoice
from tests.config.site_forms import addresses, forms_at
from tests.config.test_routes import OUR_APPS
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.people import lead_of, person
from tests.factories.psg_catalogue import BookingFactory
from tests.factories.subscriptions import ChargeFactory, SubscriptionSchemeFactory

pytestmark = pytest.mark.django_db

# Their lines follow every change, and name it: what they say differs with it.
FOLLOW = {"core.AuditEntry", "core.AuditWords", "core.AuditSubject", "core.Message"}
# Moments, keys drawn by lot, numbers of rows: with these two of the same differ.
NEW_EACH_TIME = (models.DateTimeField, models.UUIDField, models.AutoField)
PLANTED = {"BooleanField": "on", "CharField": "planted", "TextField": "planted"}
FORM = "application/x-www-form-urlencoded"
NOT_OURS_TO_TRY = ("/account/", "http")
NUMBER = re.compile(r"(?<=_)\d+$")
WRITES = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"(\w+)"')
READS = re.compile(r"[\s(]*(?:SELECT|SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT)\b")


@dataclass
class Walk:
    """What came of every form: what was posted beyond it, and what of another school's."""

    tried: set[str] = field(default_factory=set)
    accepted: set[str] = field(default_factory=set)
    wrong: list[tuple] = field(default_factory=list)
    swapped: int = 0
    taken: list[tuple] = field(default_factory=list)


@contextmanager
def written() -> Iterator[set[str]]:
    """The tables that were written meanwhile, whatever came of it."""
    tables: set[str] = set()

    def look(execute, sql, params, many, context):
        if found := WRITES.match(sql):
            tables.add(found[1])
        else:
            assert READS.match(sql), f"Does this write, and where? {sql}"
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield tables


def our_models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in OUR_APPS and model._meta.label not in FOLLOW
    ]


def rows_of(tables: set[str]) -> dict[tuple[str, str], list]:
    """Each column of what stands in these tables, its values in the order of their rows."""
    found = {}
    for model in our_models():
        fields = model._meta.concrete_fields
        if tables.isdisjoint(each.model._meta.db_table for each in fields):
            continue
        names = [each.attname for each in fields if not isinstance(each, NEW_EACH_TIME)]
        rows = list(model._base_manager.order_by("pk").values_list(*names))
        columns = zip(*rows, strict=True) if rows else [()] * len(names)
        for name, column in zip(names, columns, strict=True):
            found[model._meta.label, name] = [str(value) for value in column]
    return found


def planted() -> dict[str, str]:
    """A value for every column there is, under the names a form may call it."""
    values = {}
    for model in our_models():
        for column in model._meta.concrete_fields:
            value = PLANTED.get(column.get_internal_type(), "31337")
            if column.choices:
                value = str(column.choices[-1][0])
            values[column.name] = values[column.attname] = value
    return values


@pytest.fixture(scope="module")
def walks() -> list[Walk]:
    return []


@pytest.fixture
def walk(walks, client, monkeypatch) -> Walk:
    """Made for the test that asks first. A year is on sale, somebody sells what the factory of
    charges makes, and papers, which have no forms, are not drawn."""
    if not walks:
        sale = Sale(label="A thing", page=lambda charge: "/")
        monkeypatch.setitem(sales._sales, ChargeFactory.build().kind, sale)
        monkeypatch.setattr("weasyprint.HTML.write_pdf", lambda self, **options: b"%PDF-")
        SubscriptionSchemeFactory(price=15_000)
        walks.append(walk_through(client))
    return walks[0]


def walk_through(client) -> Walk:
    walk, extra, foreign = Walk(), planted(), of_another_school()
    before = named_by(foreign)
    for name, address, lead in addresses():
        client.force_login(lead)
        forms = forms_at(client, address)
        for where, typed in forms or [(address, QueryDict())]:
            if not where.startswith(NOT_OURS_TO_TRY):
                _plant(walk, client, name, where, typed, extra)
        for where, typed in forms:
            if not where.startswith(NOT_OURS_TO_TRY):
                _swap(walk, client, name, where, typed, foreign, before)
    return walk


def test_what_is_posted_beyond_a_form_changes_nothing(walk):
    assert walk.wrong == []
    assert len(walk.tried) >= 40
    assert len(walk.accepted) >= 25, sorted(walk.accepted)
    assert "book, open_to_all" in walk.accepted


def _plant(walk: Walk, client, name: str, where: str, typed: QueryDict, extra: dict) -> None:
    if where in walk.tried:
        return
    walk.tried.add(where)
    own = {key.rpartition("-")[2] for key in typed} | {*typed}
    # A tick a person: one more of them is a person too, and refused if not on the list.
    ticks = tuple({NUMBER.sub("", key) for key in typed if NUMBER.search(key)})
    more = {key: extra[key] for key in extra if key not in own and not key.startswith(ticks)}
    answer, tables, first = _after(client, where, typed)
    if answer.status_code != 302:
        return
    walk.accepted.add(name)
    other, other_tables, over = _after(client, where, typed, more)
    kept = rows_of(tables | other_tables)  # what neither wrote
    changed = [each for each in kept if over.get(each, kept[each]) != first.get(each, kept[each])]
    if changed:  # by lot, perhaps: what another sending without them changes too
        *_, again = _after(client, where, typed)
        changed = [
            each for each in changed if again.get(each, kept[each]) == first.get(each, kept[each])
        ]
    if changed or other.status_code != 302:
        walk.wrong.append((name, where, changed, other.status_code))


def _send(client, where: str, typed: QueryDict, more: dict[str, str] | None = None):
    return client.post(where, urlencode({**(more or {}), **dict(typed.lists())}, doseq=True), FORM)


def _after(client, where: str, typed: QueryDict, more: dict | None = None) -> tuple:
    """The answer, the tables it wrote, and what then stood there."""
    with taken_back():
        with written() as tables:
            answer = _send(client, where, typed, more)
        return answer, tables, rows_of(tables) if answer.status_code == 302 else {}


def of_another_school() -> list[models.Model]:
    """What a lead of another school might name by its number."""
    other = SchoolFactory()
    user = lead_of(other)
    return [
        ColleagueFactory(school=other, user=user),
        user,
        BookingFactory(colleague=ColleagueFactory(school=other)),
        make_claim(person(), other),
        ChargeFactory(school=other),
        _one("subscriptions.Subscription", a_priced_subscription(SchoolFactory())),
        _one("subscriptions.Invoice", an_invoice(SchoolFactory())),
        _one("psg_catalogue.PlaceOrder", a_place_order(SchoolFactory())),
    ]


def _one(label: str, thing: dict) -> models.Model:
    return apps.get_model(label).objects.get(**thing)


def named_by(foreign: list[models.Model], tables: set[str] | None = None) -> dict:
    """How many rows point at each, and what each says itself; in these tables, or in all."""
    found = {}
    for each in foreign:
        own = type(each)._base_manager.filter(pk=each.pk)
        if tables is None or each._meta.db_table in tables:
            found[each._meta.label, each.pk] = own.values().get()
        for relation in each._meta.related_objects:
            model = relation.through if relation.many_to_many else relation.related_model
            if tables is None or model._meta.db_table in tables:
                pointing = relation.related_model._base_manager
                number = pointing.filter(**{relation.field.name: each.pk}).count()
                found[each._meta.label, each.pk, str(relation.field)] = number
    return found


def test_no_form_takes_what_is_another_schools(walk):
    assert walk.taken == []
    assert walk.swapped >= 100


def _swap(walk, client, name: str, where: str, typed: QueryDict, foreign: list, before: dict):
    for swapped in _with_foreign_numbers(typed, foreign):
        walk.swapped += 1
        with taken_back():
            with written() as tables:
                answer = _send(client, where, swapped)
            accepted = answer.status_code != 200 and any(
                before[each] != found for each, found in named_by(foreign, tables).items()
            )
            if accepted or answer.status_code >= 500:
                walk.taken.append((name, where, swapped.dict(), answer.status_code))


def _with_foreign_numbers(typed: QueryDict, foreign: list[models.Model]) -> Iterator[QueryDict]:
    """The form with a number of another school's in the place of each number that it has."""
    for name in typed:
        head, _, number = name.rpartition("_")
        chosen = typed.get(name, "")
        for each in foreign:
            swapped = typed.copy()
            if head and number.isdecimal():
                swapped[f"{head}_{each.pk}"] = swapped.pop(name)[0]
                yield swapped
            elif chosen.isdecimal() and not name.endswith("_FORMS"):
                swapped[name] = str(each.pk)
                yield swapped
