"""Every form of the site, found by opening every address: what is posted beyond its own fields
changes nothing (SAFETY 38), and what belongs to another school is taken by none (SAFETY 34).

A form is sent as the page has it, and where it is accepted once more with a value planted for every
column of every table: both leave the same rows. Everything is taken back."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.db import models, transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.urls import reverse

from core.models import User
from directory.services.claims import make_claim
from psg_catalogue.models import Booking, StudyGroupSession
from subscriptions import sales
from subscriptions.sales import Sale
from tests.config.owned_things import a_place_order, a_priced_subscription, an_invoice
from tests.config.test_routes import (
    BARE,
    OUR_APPS,
    OWNERS,
    ROUTES,
    For,
    places_of,
    site_routes,
)
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.people import lead_of, person
from tests.factories.psg_catalogue import BookingFactory, StudyGroupSessionFactory
from tests.factories.subscriptions import ChargeFactory, SubscriptionSchemeFactory

pytestmark = pytest.mark.django_db

# Their lines follow every change, and name it: what they say differs with it.
FOLLOW = {"core.AuditEntry", "core.AuditWords", "core.AuditSubject", "core.Message"}
# Moments, keys drawn by lot, numbers of rows: with these two of the same differ.
NEW_EACH_TIME = (models.DateTimeField, models.UUIDField, models.AutoField)
WORDS = {"email": "somebody@example.org", "url": "https://example.org/", "date": "2026-11-20"}
PLANTED = {"BooleanField": "on", "CharField": "planted", "TextField": "planted"}
NOT_OURS = ("csrfmiddlewaretoken",)
# A school's own addresses, and pages where anyone signed in or not sends a form.
OPEN = [
    name
    for name, kind in ROUTES.items()
    if kind in (For.SIGNED_IN, For.ANYONE) and not places_of(site_routes()[name])
]


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def our_models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in OUR_APPS and model._meta.label not in FOLLOW
    ]


def everything() -> dict[tuple[str, str], list]:
    """Each column of each table, its values in the order of their rows."""
    found = {}
    for model in our_models():
        names = [f.attname for f in model._meta.concrete_fields if not isinstance(f, NEW_EACH_TIME)]
        rows = list(model._base_manager.order_by("pk").values_list(*names))
        columns = zip(*rows, strict=True) if rows else [()] * len(names)
        for name, column in zip(names, columns, strict=True):
            found[model._meta.label, name] = [str(value) for value in column]
    return found


def planted() -> dict[str, str]:
    """A value for every column there is, under the names a form may call it."""
    values = {}
    for model in our_models():
        for field in model._meta.concrete_fields:
            value = PLANTED.get(field.get_internal_type(), "31337")
            if field.choices:
                value = str(field.choices[-1][0])
            values[field.name] = values[field.attname] = value
    return values


def forms_at(client, address: str) -> list[tuple[str, QueryDict]]:
    answer = client.get(address)
    if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html"):
        return []
    return list(forms_on(answer.content, address))


def forms_on(page: bytes, address: str) -> Iterator[tuple[str, QueryDict]]:
    """Where each form posts to, and all that it has, filled in as somebody might."""
    for form in BeautifulSoup(page, "html.parser").find_all("form"):
        if (form.get("method") or "").lower() != "post":
            continue
        typed = QueryDict(mutable=True)
        for each in form.find_all(["input", "select", "textarea", "button"]):
            if (name := each.get("name")) and name not in NOT_OURS:
                _fill(typed, name, each)
        yield form.get("action") or address, typed


def _fill(typed: QueryDict, name: str, each) -> None:
    kind = each.get("type", "text") if each.name == "input" else each.name
    if kind in ("radio", "submit", "button"):
        typed.setdefault(name, each.get("value") or "")
    elif kind == "checkbox":
        typed.appendlist(name, each.get("value") or "on")
    elif kind == "select":
        options = [option.get("value") for option in each.find_all("option")]
        typed[name] = next((value for value in reversed(options) if value), "")
    elif kind == "hidden":
        typed.appendlist(name, each.get("value") or "")
    else:
        typed[name] = each.get("value") or each.text.strip() or WORDS.get(kind, "Some words")


def addresses() -> Iterator[tuple[str, str, User]]:
    """Every address where a lead finds a form: its name, itself, and a lead of its school."""
    for name in sorted({*OWNERS, *BARE}):
        school = SchoolFactory()
        ColleagueFactory.create_batch(2, school=school)
        thing = OWNERS[name](school) if name in OWNERS else {}
        _count_places()
        urn = {"urn": school.urn} if "urn" in places_of(site_routes()[name]) else {}
        yield name, reverse(name, kwargs={**urn, **thing}), lead_of(school)
    lead = lead_of(SchoolFactory())
    for name in OPEN:
        yield name, reverse(name), lead
    for access in ("open_to_all", "at_a_price"):
        session = StudyGroupSessionFactory(**{access: True})
        ColleagueFactory.create_batch(2, school=lead.roles.get().school)
        yield f"book, {access}", reverse("psg_catalogue:book", args=[session.pk]), lead


def _count_places() -> None:
    """Bookings of the factories, counted as those of the services are."""
    taking = Booking.objects.taking_a_place().filter(session=OuterRef("pk")).order_by()
    number = taking.values("session").annotate(number=Count("pk")).values("number")
    StudyGroupSession.objects.update(places_taken=Coalesce(Subquery(number), 0))


@pytest.fixture(autouse=True)
def sold(monkeypatch):
    """A year is on sale, and somebody sells what the factory of charges makes."""
    sale = Sale(label="A thing", page=lambda charge: "/")
    monkeypatch.setitem(sales._sales, ChargeFactory.build().kind, sale)
    return SubscriptionSchemeFactory(price=15_000)


def test_what_is_posted_beyond_a_form_changes_nothing(client):
    extra = planted()
    tried, accepted, wrong = set(), set(), []
    for name, address, lead in addresses():
        client.force_login(lead)
        for where, typed in forms_at(client, address) or [(address, QueryDict())]:
            if where.startswith(("/account/", "http")) or where in tried:
                continue
            tried.add(where)
            own = {key.rpartition("-")[2] for key in typed} | {*typed}
            more = {key: value for key, value in extra.items() if key not in own}
            answer, first = _after(client, where, typed)
            if answer.status_code != 302:
                continue
            accepted.add(name)
            other, over = _after(client, where, {**more, **_lists(typed)})
            changed = [column for column in first if over[column] != first[column]]
            if changed:  # by lot, perhaps: what another sending without them changes too
                _, again = _after(client, where, typed)
                changed = [column for column in changed if again[column] == first[column]]
            if changed or other.status_code != 302:
                wrong.append((name, where, changed, other.status_code))
    assert wrong == []
    assert len(tried) >= 40
    assert len(accepted) >= 25, sorted(accepted)


def _lists(typed: QueryDict | dict) -> dict:
    return dict(typed.lists()) if isinstance(typed, QueryDict) else typed


def _after(client, where: str, typed: QueryDict | dict) -> tuple:
    with taken_back():
        answer = client.post(where, _lists(typed))
        return answer, everything() if answer.status_code == 302 else {}


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


def named_by(foreign: list[models.Model]) -> list:
    """How many rows point at each, and what each says itself."""
    counts = [
        relation.related_model._base_manager.filter(**{relation.field.name: each.pk}).count()
        for each in foreign
        for relation in each._meta.related_objects
    ]
    rows = [type(each)._base_manager.filter(pk=each.pk).values().get() for each in foreign]
    return [counts, rows]


def test_no_form_takes_what_is_another_schools(client):
    foreign = of_another_school()
    before = named_by(foreign)
    tried, taken = 0, []
    for name, address, lead in addresses():
        client.force_login(lead)
        for where, typed in forms_at(client, address):
            if where.startswith(("/account/", "http")):
                continue
            for swapped in _with_foreign_numbers(typed, foreign):
                tried += 1
                with taken_back():
                    answer = client.post(where, _lists(swapped))
                    accepted = answer.status_code != 200 and named_by(foreign) != before
                    if accepted or answer.status_code >= 500:
                        taken.append((name, where, swapped.dict(), answer.status_code))
    assert taken == []
    assert tried >= 100


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
