"""View as this school: what is seen, what is refused, and what ends it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from directory import viewing
from directory.enums import Role
from directory.services.roles import end_role
from directory.viewing import KEY, LASTS
from tests.config.test_routes import (
    BARE,
    OWNERS,
    ROUTES,
    For,
    address,
    places_of,
    site_routes,
)
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory, PractitionerFactory, SchoolFactory
from tests.factories.people import lead_of, office, person
from tests.factories.psg_catalogue import StudyGroupSessionFactory
from tests.plugins.worlds import undone

pytestmark = pytest.mark.django_db

STOP, SIGN_OUT = "directory:stop_viewing", "account_logout"
BANNER = "You see the site as a lead of"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
# These begin something filled in with the reader's own name and address.
FILLED_IN = {"subscriptions:subscribe", "outreach:link_schools"}


def begin(client, school, by=None):
    """The client is the office, and looks as the school."""
    client.force_login(by or office())
    response = client.post(reverse("directory:view_as", args=[school.urn]))
    assert response.status_code == 302
    return client


def main_of(response) -> str:
    page = TOKEN.sub("", response.content.decode())
    return page[page.index("<main") : page.index("</main>")] if "<main" in page else page


def entries(school) -> list[tuple]:
    rows = AuditEntry.objects.filter(action__startswith="school.view", object_id=str(school.pk))
    return [
        (each.action, each.actor_id, each.on_behalf_of, each.details.get("how"))
        for each in rows.order_by("pk")
    ]


@pytest.fixture
def school():
    return SchoolFactory(name="Brindle Down School")


def test_pages_are_those_of_a_lead_and_of_that_school_alone(client, school):
    """Every page of a school that stands at its URN alone, word for word; of another, nothing."""
    theirs, by = SchoolFactory(), office()
    ColleagueFactory(school=school, name="Aurelia Finch")
    PractitionerFactory(base_school=school)
    StudyGroupSessionFactory()
    lead = lead_of(school)
    pages = {name: reverse(name, args=[school.urn]) for name in BARE if name not in FILLED_IN}
    pages |= {"mine": reverse("directory:my_schools"), "offer": reverse("subscriptions:offer")}
    client.force_login(lead)
    seen_by_lead = {name: client.get(there) for name, there in pages.items()}
    begin(client, school, by)
    different, open_to_us = [], []
    written = AuditEntry.objects.count()

    for name, there in pages.items():
        response = client.get(there)
        lead_saw = seen_by_lead[name]
        if response.status_code != lead_saw.status_code or (
            response.status_code == 200 and main_of(response) != main_of(lead_saw)
        ):
            different.append((name, response.status_code, lead_saw.status_code))
        if response.status_code == 200 and "text/html" in response["Content-Type"]:
            assert BANNER in response.content.decode(), name
    for name in BARE:
        if client.get(reverse(name, args=[theirs.urn])).status_code not in (404, 405):
            open_to_us.append(name)

    assert different == []
    assert open_to_us == []
    assert sum(each.status_code == 200 for each in seen_by_lead.values()) > 8
    assert AuditEntry.objects.count() == written


def test_things_open_as_for_a_lead_and_never_those_of_another_school(client):
    """A booking, an invoice, a post: what a lead's page answers is what is answered here."""
    (ours, theirs), wrong, lead = SchoolFactory.create_batch(2), [], Client()
    lead.force_login(lead_of(ours))
    begin(client, ours)
    routes = site_routes()
    for name, thing_of in OWNERS.items():
        wanted = places_of(routes[name])
        with undone():
            urls = []
            for each in (ours, theirs):
                places = {"urn": each.urn} if "urn" in wanted else {}
                urls.append(reverse(name, kwargs={**places, **thing_of(each)}))
            asked = lead.get(urls[0]).status_code
            answers = [client.get(url).status_code for url in urls]
        if answers[0] != asked or answers[1] not in (404, 405):
            wrong.append((name, asked, answers))

    assert wrong == []


def test_nothing_of_the_office_nor_of_the_person_is_seen(client, school):
    """Also where the person has other roles, leads a study group and is a superuser."""
    by = person(Role.PSG_ORGANISER, Role.QA_LEAD, Role.AST_COORDINATOR, is_superuser=True)
    PractitionerFactory(user=by)
    lead = lead_of(school)
    staff = [name for name, kind in ROUTES.items() if kind is For.STAFF]
    urls = [address(name, places_of(site_routes()[name])) for name in staff]
    client.force_login(lead)
    asked = [client.get(url).status_code for url in urls]
    begin(client, school, by)

    assert [client.get(url).status_code for url in urls] == asked
    masthead = client.get(reverse("directory:school", args=[school.urn])).content.decode()
    assert "Back office" not in masthead
    assert "View as this school" not in masthead
    assert by.email not in masthead


def test_everything_that_changes_is_refused(client, school, monkeypatch):
    """Every address of ours, with nothing written, in every way that is not reading."""
    begin(client, school)
    written = AuditEntry.objects.count()
    taken = []
    there = reverse("directory:add_colleague", args=[school.urn])
    refused = client.post(there, {"name": "Aurelia Finch"})

    # The page that says so is read above, once; here it is only asked whether it comes.
    def shut(*words, **more):
        return HttpResponse(status=403, reason="As a lead")

    monkeypatch.setattr(viewing, "render", shut)
    for name, pattern in site_routes().items():
        response = client.post(address(name, places_of(pattern)), {"any": "thing"})
        if name != STOP and response.reason_phrase != "As a lead":
            taken.append((name, response.status_code))
        if name == STOP:
            begin(client, school)
            written = AuditEntry.objects.count()
    for method in (client.put, client.patch, client.delete):
        assert method(there).reason_phrase == "As a lead"

    assert taken == []
    assert refused.status_code == 403
    assert AuditEntry.objects.count() == written
    assert not school.colleagues.exists()
    page = refused.content.decode()
    assert "Nothing can be changed now" in page
    assert reverse(STOP) in page


def test_back_office_and_own_pages_are_shut(client, school):
    begin(client, school)
    home = reverse("wagtailadmin_home")

    there = reverse("directory:school", args=[school.urn])
    for address_ in (home, reverse("school:index"), "/admin/pages/"):
        response = client.get(address_)
        assert (response.status_code, response["Location"]) == (302, there)
    assert client.post(reverse("school:add"), {"name": "New"}).status_code == 403
    for name in ("account_email", "account_change_password", "mfa_index", "usersessions_list"):
        assert client.get(reverse(name)).status_code == 403
    assert client.get(reverse("directory:what_we_keep")).status_code == 403
    assert client.get(reverse(SIGN_OUT)).status_code == 200

    client.post(reverse(STOP))
    assert client.get(home).status_code == 200


def test_it_ends_after_an_hour(client, school):
    by, there = office(), reverse("directory:people", args=[school.urn])
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        begin(client, school, by)
        clock.move_to(start + LASTS - timedelta(seconds=1))
        assert BANNER in client.get(there).content.decode()
        clock.move_to(start + LASTS)
        page = client.get(there)

    assert page.status_code == 200
    assert BANNER not in page.content.decode()
    assert KEY not in client.session
    assert entries(school)[1:] == [("school.view_ended", by.pk, school.urn, "ran_out")]


def test_it_ends_with_the_role(client, school):
    by = office()
    begin(client, school, by)
    end_role(by.roles.get(), by=UserFactory(admin=True))

    assert client.get(reverse("directory:school", args=[school.urn])).status_code == 404
    assert KEY not in client.session
    assert entries(school)[1:] == [("school.view_ended", by.pk, school.urn, "role_ended")]


def test_it_ends_on_signing_out(client, school):
    by = office()
    begin(client, school, by)

    assert client.post(reverse(SIGN_OUT)).status_code == 302
    assert entries(school)[1:] == [("school.view_ended", by.pk, school.urn, "signed_out")]
    client.force_login(by)
    assert BANNER not in client.get(reverse("directory:my_schools")).content.decode()


def test_reader_without_a_session_needs_none(client):
    """A page for everyone depends on nobody's cookie on its account."""
    assert "Cookie" not in client.get(reverse("home:robots")).get("Vary", "")
