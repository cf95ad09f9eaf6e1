"""The forms of the site, as a lead finds them: where each posts to, and what it has."""

from collections.abc import Iterator

from bs4 import BeautifulSoup
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.urls import reverse

from core.models import User
from psg_catalogue.models import Booking, StudyGroupSession
from tests.config.test_routes import BARE, OWNERS, ROUTES, For, places_of, site_routes
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.people import lead_of
from tests.factories.psg_catalogue import StudyGroupSessionFactory

WORDS = {"email": "somebody@example.org", "url": "https://example.org/", "date": "2026-11-20"}
NOT_OURS = ("csrfmiddlewaretoken",)
# A school's own addresses, and pages where anyone signed in or not sends a form.
OPEN = [
    name
    for name, kind in ROUTES.items()
    if kind in (For.SIGNED_IN, For.ANYONE) and not places_of(site_routes()[name])
]


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
        # Where a button has no name, that one sends the form; the others ask for something less.
        nameless = any(_sends(each) and not each.get("name") for each in form.find_all("button"))
        for each in form.find_all(["input", "select", "textarea", "button"]):
            name = each.get("name")
            if name and name not in NOT_OURS and not (nameless and _sends(each)):
                _fill(typed, name, each)
        yield form.get("action") or address, typed


def _sends(each) -> bool:
    return each.name == "button" and each.get("type", "submit") == "submit"


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
