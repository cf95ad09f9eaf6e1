"""The public form, the receipt's link, an adviser's request, a school's link, and the board."""

import re

import pytest
from django.urls import reverse

from core.models import Message
from core.services.outbox import make_link
from directory.enums import Role
from directory.outreach.links import REQUEST
from directory.outreach.models import OutreachRequest
from directory.outreach.views import asking
from tests.factories.directory import PenPortraitPageFactory, PractitionerFactory, SchoolFactory
from tests.factories.people import lead_of, person
from tests.factories.support import OutreachRequestFactory, the_ast

pytestmark = pytest.mark.django_db
ASK = "/support/ask/"


def typed(**fields) -> dict:
    return {
        "school": "URN 900777",
        "need": "Phonics does not stick.",
        "requester_name": "Maud Ellerwood",
        "requester_job": "Deputy headteacher",
        "requester_email": "maud@example.org",
        "half_days_wanted": "2.5",
        "head_agrees": "on",
        **fields,
    }


@pytest.fixture
def school():
    return SchoolFactory(urn="900777", name="Cold Harbour Primary School")


def test_anyone_asks_from_a_portrait_without_an_account(client, school):
    ast = the_ast()
    page = PenPortraitPageFactory(practitioner=ast)
    shown = client.get(page.url).content.decode()
    assert f'href="{ASK}?for={page.slug}"' in shown
    form = client.get(f"{ASK}?for={page.slug}").content.decode()
    assert re.search(rf'value="{ast.pk}" selected', form)
    assert "Do not name pupils or staff here." in form

    response = client.post(ASK, typed(preferred=ast.pk))
    assert response["Location"] == "/support/asked/"
    assert client.get("/support/asked/").status_code == 200
    made = OutreachRequest.objects.get()
    assert (made.school, made.preferred, made.half_days_wanted) == (school, ast, 5)
    assert (made.requested_by, made.route) == (None, "school")


def test_what_was_typed_stays_and_each_error_says_what_to_do(client, school):
    SchoolFactory(name="Cold Harbour Upper School")
    for fields, words in (
        ({"need": ""}, "Say what you need help with."),
        ({"school": ""}, "Enter the name, town or URN of your school."),
        ({"school": "Nowhere"}, "No open school matches."),
        ({"school": "Cold Harbour"}, "Several schools match. Choose one."),
        ({"half_days_wanted": "2.3"}, "Count whole and half days"),
        ({"requester_email": "maud"}, "Enter an email address"),
        ({"head_agrees": ""}, "Tick “The headteacher agrees to this request” to go on."),
    ):
        response = client.post(ASK, typed(**fields))
        page = response.content.decode()
        assert (response.status_code, words in page) == (422, True), words
        assert "Deputy headteacher" in page
    assert not OutreachRequest.objects.exists()
    chosen = typed(school="Cold Harbour", which="900777")
    assert client.post(ASK, chosen).status_code == 302
    assert OutreachRequest.objects.get().school == school


def test_machines_and_floods_leave_nothing(client, school, monkeypatch):
    assert client.post(ASK, typed(website="x")).status_code == 302
    assert not OutreachRequest.objects.exists()
    monkeypatch.setattr(asking, "REQUESTS_AN_HOUR", 1)
    client.post(ASK, typed())
    stopped = client.post(ASK, typed())
    assert (stopped.status_code, OutreachRequest.objects.count()) == (429, 1)


def test_form_is_sent_twice_by_going_back_and_is_one_request(client, school):
    form = client.get(ASK).content.decode()
    number = re.search(r'name="form_number" value="([^"]+)"', form)[1]
    for _ in range(2):
        client.post(ASK, typed(form_number=number))
    client.post(ASK, typed(form_number="broken"))
    assert OutreachRequest.objects.count() == 2


def test_receipts_link_shows_where_it_stands_and_withdraws_by_post_alone(client):
    request = OutreachRequestFactory(accepted=True, state="matched")
    path = "/" + make_link(REQUEST, str(request.nonce)).split("/", 3)[3]
    page = client.get(path)
    assert page["X-Robots-Tag"] == "noindex"
    assert "no-store" in page["Cache-Control"]
    # Who is being considered is nobody's to know before their own school agrees.
    assert request.practitioner.name not in page.content.decode()
    request.refresh_from_db()
    assert request.state == "matched"
    client.post(path)
    request.refresh_from_db()
    assert request.state == "withdrawn"
    assert client.get(path[:-2] + "x/").status_code == 404
    assert str(request.pk) not in path.split("/")


def test_adviser_asks_for_a_school_and_the_board_shows_it(client, school):
    adviser = person(Role.ADVISER, first_name="Ada", last_name="Visor")
    client.force_login(adviser)
    response = client.post(
        "/outreach/requests/new/",
        {"school": "900777", "need": "Reading.", "route": "improvement"},
    )
    made = OutreachRequest.objects.get()
    assert response["Location"] == f"/outreach/requests/{made.pk}/"
    assert (made.route, made.requested_by, made.adviser) == ("improvement", adviser, adviser)
    board = client.get("/outreach/requests/").content.decode()
    assert "Cold Harbour Primary School" in board
    assert "Improvement priority of the authority" in board


def test_lead_links_a_feeder_school_with_an_ast_of_their_own(client, school):
    ast = the_ast()
    lead = lead_of(ast.base_school)
    client.force_login(lead)
    address = reverse("outreach:link_schools", args=[ast.base_school.urn])
    link = {"school": "900777", "need": "Transfer.", "link_type": "feeder", "head_agrees": "on"}
    assert client.post(address, {**link, "preferred": the_ast().pk}).status_code == 422
    own = {**link, "preferred": ast.pk, "school": ast.base_school.urn}
    assert "another school than your own" in client.post(address, own).content.decode()
    assert client.post(address, {**link, "preferred": ast.pk}).status_code == 302
    made = OutreachRequest.objects.get()
    assert (made.route, made.base_school, made.school) == ("link", ast.base_school, school)


def test_coordinator_takes_a_request_to_the_base_school_on_its_page(client):
    coordinator, adviser = person(Role.AST_COORDINATOR), person(Role.ADVISER)
    request, ast = OutreachRequestFactory(), the_ast(name="Osric Penhallow-Batt")
    address = reverse("outreach:request", args=[request.pk])
    client.force_login(coordinator)
    client.post(address, {"step": "acknowledge"})
    assert client.post(address, {"step": "ask_adviser"}).status_code == 422
    client.post(address, {"step": "ask_adviser", "ask_adviser-adviser": adviser.pk})
    refused = client.post(address, {"step": "match", "practitioner": ast.pk}, follow=True)
    assert "Ask an adviser first" in refused.content.decode()
    client.force_login(adviser)
    client.post(address, {"step": "advise", "advise-comment": "Yes."})
    client.force_login(coordinator)
    OutreachRequest.objects.update(preferred=the_ast(in_post=False, name="Nobody’s AST"))
    shown = client.get(address).content.decode()
    assert "Osric Penhallow-Batt" in shown
    assert "Nobody’s AST is not on this list" in shown
    OutreachRequest.objects.update(preferred=ast)
    assert "is not on this list" not in client.get(address).content.decode()
    client.post(address, {"step": "match", "practitioner": ast.pk})
    client.post(address, {"step": "offer"})
    request.refresh_from_db()
    assert (request.state, request.practitioner) == ("offered", ast)

    lead = lead_of(ast.base_school)
    client.force_login(lead)
    home = client.get(reverse("directory:school", args=[ast.base_school.urn])).content.decode()
    assert "1 request for your AST’s support to answer" in home
    theirs = reverse("outreach:school_request", args=[ast.base_school.urn, request.pk])
    page = client.get(theirs).content.decode()
    assert "Band" not in page
    assert "Yes." not in page
    client.post(theirs, {"step": "accept"})
    request.refresh_from_db()
    assert request.state == "accepted"


def test_board_and_lists_cost_the_same_for_one_and_for_thirty(client, count_queries):
    coordinator, host = person(Role.AST_COORDINATOR), SchoolFactory()
    lead = lead_of(host)

    def measure() -> list[int]:
        client.force_login(coordinator)
        counts = [count_queries(lambda: client.get("/outreach/requests/"))]
        client.force_login(lead)
        address = reverse("outreach:school_support", args=[host.urn])
        return [*counts, count_queries(lambda: client.get(address))]

    ast = PractitionerFactory()
    OutreachRequestFactory(school=host), OutreachRequestFactory(state="withdrawn")
    measure()  # what is asked once and kept
    before = measure()
    for number in range(14):
        OutreachRequestFactory(school=host, preferred=ast)
        OutreachRequestFactory(accepted=True, state=("matched", "planned")[number % 2])
    assert measure() == before
    assert max(before) <= 25
    assert Message.objects.count() == 0
