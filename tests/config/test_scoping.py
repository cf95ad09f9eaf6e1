"""Nothing of a school's is read in a view but through the layer that knows whose it is
(SAFETY 33).

`directory.scoping.OfSchools` is that layer. The test reads the source: in the site's own views
every `Model.objects` of a model that belongs to a school goes on to `visible_to(…)` or
`for_school(…)`."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

from config.settings.base import ROOT
from directory.enums import Role
from directory.models import Colleague
from directory.scoping import LEADS, MONEY, OfSchools
from psg_catalogue.models import Booking
from subscriptions.models import Invoice, Subscription
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.people import colleague_of, finance_of, lead_of, office, person
from tests.factories.psg_catalogue import BookingFactory
from tests.factories.subscriptions import SubscriptionFactory

OF_SCHOOLS = {
    model.__name__ for model in apps.get_models() if isinstance(model.objects.all(), OfSchools)
}
LAYER = {"visible_to", "for_school"}


def view_modules() -> list[Path]:
    return sorted(ROOT.glob("*/views/*.py")) + sorted(ROOT.glob("directory/outreach/views/*.py"))


def unscoped(source: str) -> list[str]:
    """The models whose rows the source reads past the layer, with their lines."""
    tree = ast.parse(source)
    parent = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager")):
            continue
        if not (isinstance(node.value, ast.Name) and node.value.id in {*OF_SCHOOLS, "kind"}):
            continue
        chain, at = set(), node
        while isinstance(parent.get(at), ast.Attribute | ast.Call):
            at = parent[at]
            if isinstance(at, ast.Attribute):
                chain.add(at.attr)
        if not chain & LAYER:
            found.append(f"{node.value.id}:{node.lineno}")
    return found


def test_views_read_what_is_a_schools_through_the_layer():
    past = {
        str(path.relative_to(ROOT)): lines
        for path in view_modules()
        if (lines := unscoped(path.read_text()))
    }

    assert past == {}


def test_reading_past_the_layer_is_found():
    named = {"Colleague", "SchoolClaim", "Invitation", "Booking", "Invoice", "CardOrder"}
    assert named <= OF_SCHOOLS
    assert unscoped("get_object_or_404(Colleague, pk=1); Colleague.objects.get(pk=1)") == [
        "Colleague:1"
    ]
    assert unscoped("Colleague.objects.select_related('x').visible_to(user).get(pk=1)") == []


def test_whole_models_are_not_handed_to_a_shortcut():
    """`get_object_or_404(Colleague, pk=…)` would read every school's."""
    handed = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in view_modules()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("get_object_or_404", "get_list_or_404")
        and isinstance(node.args[0], ast.Name)
        and node.args[0].id in OF_SCHOOLS
    ]

    assert handed == []


@pytest.fixture
def two_schools(db):
    return SchoolFactory(), SchoolFactory()


def test_who_sees_what_of_two_schools(two_schools):
    """Rows of both schools are there to leak, of every kind, for each person who may ask."""
    ours, theirs = two_schools
    member = colleague_of(ours)
    for school in two_schools:
        SubscriptionFactory(school=school)
        BookingFactory(colleague=ColleagueFactory(school=school))
    own = BookingFactory(colleague=ColleagueFactory(school=ours, user=member))
    # Somebody known at a school where they hold no role sees nothing of it.
    BookingFactory(colleague=ColleagueFactory(school=theirs, user=member))

    def seen(user) -> list[int]:
        rows = [
            Colleague.objects.visible_to(user),
            Subscription.objects.visible_to(user),
            Booking.objects.visible_to(user),
        ]
        return [kind.count() for kind in rows]

    assert seen(lead_of(ours)) == [2, 1, 2]
    assert seen(finance_of(ours)) == [0, 1, 0]
    assert seen(member) == [0, 0, 1]
    assert Booking.objects.visible_to(member).get() == own
    assert seen(office()) == [4, 2, 4]
    assert seen(UserFactory(admin=True)) == [4, 2, 4]
    assert seen(person(Role.FINANCE)) == [0, 2, 0]
    assert seen(person(Role.EDITOR)) == [0, 0, 0]
    assert seen(person()) == [0, 0, 0]
    assert seen(lead_of(ours, is_active=False)) == [0, 0, 0]


def test_narrower_reach_may_be_asked_for(two_schools):
    ours, _ = two_schools
    SubscriptionFactory(school=ours)

    assert Subscription.objects.visible_to(finance_of(ours)).count() == 1
    assert Subscription.objects.visible_to(finance_of(ours), LEADS).count() == 0
    assert Invoice.objects.all().reach == MONEY
