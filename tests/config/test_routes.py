"""Every address of ours is of one kind, and the kind holds (SAFETY 33, 36, 46).

A new address fails here until a line in ROUTES says who it is for. An address of one school's or
one person's things needs, besides, an entry in OWNERS that makes such a thing."""

from collections.abc import Callable
from enum import Enum

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.admin.viewsets import viewsets

from directory.models import School
from tests.config.asking import answer_of, signed_in, taken_back, undrawn
from tests.config.owned_things import (
    a_booking,
    a_card_order,
    a_charge,
    a_claim,
    a_colleague,
    a_credit_note,
    a_leaver,
    a_person,
    a_place_order,
    a_post,
    a_priced_subscription,
    a_quotation,
    a_step_of_a_post,
    a_subscription,
    a_support_request,
    a_waiting_portrait,
    an_invitation,
    an_invoice,
    two_of_a_name,
)
from tests.factories.core import UserFactory
from tests.factories.directory import SchoolFactory
from tests.factories.people import colleague_of, finance_of, lead_of, person

pytestmark = pytest.mark.django_db

OUR_APPS = ("config", "core", "directory", "home", "outreach", "psg_catalogue", "subscriptions")


class For(Enum):
    """Who an address is for."""

    ANYONE = "anyone"
    SECRET = "whoever holds the link or code"
    MACHINE = "a program that signs what it sends"
    SIGNED_IN = "anyone who is signed in, with what is their own"
    SCHOOL = "people of the school in the address, and the office"
    OWNER = "those whom the thing in the address concerns"
    STAFF = "leaders and the partnership's own people"
    DEVELOPER = "developers, on a demonstration only"


ROUTES = {
    "core:gallery": For.DEVELOPER,
    "core:mail_events": For.MACHINE,
    "core:stop_letters": For.SECRET,
    "directory:accept_invitation": For.SECRET,
    "directory:end_session": For.OWNER,
    "directory:school_search": For.ANYONE,
    "directory:my_schools": For.SIGNED_IN,
    "directory:what_we_keep": For.SIGNED_IN,
    "directory:claim": For.SIGNED_IN,
    "directory:withdraw_claim": For.OWNER,
    "directory:school": For.SCHOOL,
    "directory:view_as": For.STAFF,
    "directory:stop_viewing": For.SIGNED_IN,
    "directory:people": For.SCHOOL,
    "directory:invite_colleague": For.SCHOOL,
    "directory:withdraw_invitation": For.SCHOOL,
    "directory:person": For.SCHOOL,
    "directory:end_access": For.SCHOOL,
    "directory:claim_decision": For.SCHOOL,
    "directory:staff": For.SCHOOL,
    "directory:add_colleague": For.SCHOOL,
    "directory:change_colleague": For.SCHOOL,
    "directory:colleague_leaves": For.SCHOOL,
    "directory:colleague_returns": For.SCHOOL,
    "directory:portraits_to_agree": For.SCHOOL,
    "directory:portrait_to_agree": For.SCHOOL,
    "outreach:register": For.STAFF,
    "outreach:add_post": For.STAFF,
    "outreach:post": For.OWNER,
    "outreach:post_step": For.OWNER,
    "outreach:school_posts": For.SCHOOL,
    "outreach:ask_for_post": For.SCHOOL,
    "outreach:become_an_ast": For.ANYONE,
    "outreach:interest_noted": For.ANYONE,
    "outreach:candidates": For.STAFF,
    "outreach:add_candidate": For.STAFF,
    "outreach:candidate": For.STAFF,
    "outreach:candidate_step": For.STAFF,
    "outreach:funding": For.STAFF,
    "outreach:stream": For.STAFF,
    "outreach:release": For.STAFF,
    "outreach:returns": For.STAFF,
    "outreach:return": For.OWNER,
    "outreach:remind": For.STAFF,
    "outreach:network": For.OWNER,
    "outreach:network_meeting": For.OWNER,
    "outreach:network_file": For.OWNER,
    "outreach:network_news": For.OWNER,
    "outreach:adviser": For.OWNER,
    "outreach:school_outreach": For.SCHOOL,
    "outreach:desk": For.STAFF,
    "outreach:decisions": For.STAFF,
    "outreach:latest_deployment": For.STAFF,
    "outreach:deployment": For.STAFF,
    "outreach:paper_forms": For.ANYONE,
    "outreach:paper_form": For.ANYONE,
    "outreach:paper_form_odt": For.ANYONE,
    "outreach:paper_form_html": For.ANYONE,
    "outreach:evidence": For.OWNER,
    "outreach:evidence_pdf": For.OWNER,
    "outreach:evidence_zip": For.OWNER,
    "outreach:policies": For.ANYONE,
    "outreach:policy": For.ANYONE,
    "outreach:ask": For.ANYONE,
    "outreach:asked": For.ANYONE,
    "outreach:follow_request": For.SECRET,
    "outreach:requests": For.STAFF,
    "outreach:adviser_asks": For.STAFF,
    "outreach:request": For.STAFF,
    "outreach:school_support": For.SCHOOL,
    "outreach:link_schools": For.SCHOOL,
    "outreach:school_request": For.SCHOOL,
    "outreach:my_outreach": For.SIGNED_IN,
    "outreach:ast_outreach": For.STAFF,
    "outreach:plans": For.SIGNED_IN,
    "outreach:begin_plan": For.OWNER,
    "outreach:plan": For.OWNER,
    "outreach:write_plan": For.OWNER,
    "outreach:plan_pdf": For.OWNER,
    "outreach:plan_evaluation": For.OWNER,
    "outreach:agree_by_link": For.SECRET,
    "outreach:this_term": For.STAFF,
    "outreach:calendar": For.STAFF,
    "outreach:new_visit": For.STAFF,
    "outreach:visit": For.OWNER,
    "outreach:remove_visit": For.OWNER,
    "outreach:evaluations": For.STAFF,
    "outreach:evaluation_thanks": For.ANYONE,
    "outreach:evaluate": For.SECRET,
    "subscriptions:offer": For.ANYONE,
    "subscriptions:subscribe": For.SCHOOL,
    "subscriptions:subscribe_pay": For.SCHOOL,
    "subscriptions:subscribe_check": For.SCHOOL,
    "subscriptions:groups": For.SIGNED_IN,
    "subscriptions:group": For.OWNER,
    "subscriptions:renew": For.SCHOOL,
    "subscriptions:decline_renewal": For.SCHOOL,
    "subscriptions:account": For.SCHOOL,
    "subscriptions:subscription": For.SCHOOL,
    "subscriptions:purchase_order": For.SCHOOL,
    "subscriptions:pay_by_card": For.SCHOOL,
    "subscriptions:pay_charge_by_card": For.SCHOOL,
    "subscriptions:card_return": For.SCHOOL,
    "subscriptions:invoice": For.OWNER,
    "subscriptions:invoice_pdf": For.OWNER,
    "subscriptions:credit_note": For.OWNER,
    "subscriptions:credit_note_pdf": For.OWNER,
    "subscriptions:quotation": For.OWNER,
    "subscriptions:quotation_pdf": For.OWNER,
    "subscriptions:stripe_webhook": For.MACHINE,
    "psg_catalogue:catalogue_feed": For.ANYONE,
    "psg_catalogue:study_group_feed": For.ANYONE,
    "psg_catalogue:calendar_month": For.ANYONE,
    "psg_catalogue:programme": For.ANYONE,
    "psg_catalogue:programme_of_term": For.ANYONE,
    "psg_catalogue:programme_pdf": For.ANYONE,
    "psg_catalogue:embed": For.ANYONE,
    "psg_catalogue:embedded_sessions": For.ANYONE,
    "psg_catalogue:session": For.ANYONE,
    "psg_catalogue:book": For.SIGNED_IN,
    "psg_catalogue:booked": For.SIGNED_IN,
    "psg_catalogue:booking_calendar": For.OWNER,
    "psg_catalogue:cancel_booking": For.OWNER,
    "psg_catalogue:answer_offer": For.OWNER,
    "psg_catalogue:answer_request": For.OWNER,
    "psg_catalogue:pass_on": For.OWNER,
    "psg_catalogue:leave_waiting_list": For.OWNER,
    "psg_catalogue:place_order": For.SCHOOL,
    "psg_catalogue:give_order_back": For.SCHOOL,
    "psg_catalogue:school_bookings": For.SCHOOL,
    "psg_catalogue:agreement": For.SCHOOL,
    "psg_catalogue:booking_needs": For.OWNER,
    "psg_catalogue:session_needs": For.STAFF,
    "psg_catalogue:book_series": For.SIGNED_IN,
    "psg_catalogue:same_people": For.SCHOOL,
    "psg_catalogue:same_person": For.SCHOOL,
    "psg_catalogue:place_offer": For.SECRET,
    "psg_catalogue:leave_list": For.SECRET,
    "psg_catalogue:agree_by_link": For.SECRET,
    "psg_catalogue:registers": For.STAFF,
    "psg_catalogue:register": For.STAFF,
    "psg_catalogue:register_paper": For.STAFF,
    "psg_catalogue:register_worker": For.ANYONE,
    "psg_catalogue:badges": For.STAFF,
    "psg_catalogue:door_sign": For.STAFF,
    "psg_catalogue:correct_register": For.STAFF,
    "psg_catalogue:leader_list": For.SECRET,
    "psg_catalogue:check_in": For.SECRET,
    "psg_catalogue:arrive": For.SECRET,
    "psg_catalogue:arrived": For.ANYONE,
    "psg_catalogue:close_register": For.STAFF,
    "psg_catalogue:reopen_register": For.STAFF,
    "psg_catalogue:evaluation_code": For.SECRET,
    "psg_catalogue:evaluation_thanks": For.ANYONE,
    "psg_catalogue:evaluate": For.SECRET,
    "psg_catalogue:certificate_by_link": For.SECRET,
    "psg_catalogue:certificate_pdf_by_link": For.SECRET,
    "psg_catalogue:check_certificate": For.ANYONE,
    "psg_catalogue:planning": For.STAFF,
    "psg_catalogue:planning_year": For.STAFF,
    "psg_catalogue:proposals": For.STAFF,
    "psg_catalogue:propose": For.STAFF,
    "psg_catalogue:proposal": For.STAFF,
    "psg_catalogue:change_proposal": For.STAFF,
    "psg_catalogue:proposal_step": For.STAFF,
    "psg_catalogue:my_sessions": For.STAFF,
    "psg_catalogue:new_sessions": For.ANYONE,
    "psg_catalogue:new_sessions_asked": For.ANYONE,
    "psg_catalogue:new_sessions_link": For.SECRET,
    "psg_catalogue:own_calendar": For.SIGNED_IN,
    "psg_catalogue:own_calendar_feed": For.SECRET,
    "psg_catalogue:record": For.SIGNED_IN,
    "psg_catalogue:record_pdf": For.SIGNED_IN,
    "psg_catalogue:record_csv": For.SIGNED_IN,
    "psg_catalogue:own_certificate": For.OWNER,
    "psg_catalogue:results": For.STAFF,
    "psg_catalogue:report_comment": For.STAFF,
    "psg_catalogue:results_file": For.STAFF,
    "psg_catalogue:study_group_results_file": For.STAFF,
    "psg_catalogue:latest_year_results": For.STAFF,
    "psg_catalogue:year_results": For.STAFF,
    "psg_catalogue:year_results_file": For.STAFF,
    "psg_catalogue:add_change_note": For.STAFF,
    "psg_catalogue:pass_over_feedback": For.STAFF,
    "psg_catalogue:delete_change_note": For.STAFF,
    "psg_catalogue:quality": For.STAFF,
    "psg_catalogue:quality_year": For.STAFF,
    "psg_catalogue:plan_qa_visit": For.STAFF,
    "psg_catalogue:record_qa_visit": For.STAFF,
    "psg_catalogue:qa_visit": For.STAFF,
    "psg_catalogue:share_qa_visit": For.STAFF,
    "psg_catalogue:call_off_qa_visit": For.STAFF,
    "psg_catalogue:reply_to_qa_visit": For.STAFF,
    "psg_catalogue:paper_answers": For.STAFF,
    "psg_catalogue:door_codes": For.STAFF,
    "psg_catalogue:study_group_results": For.STAFF,
    "psg_catalogue:latest_forum_report": For.STAFF,
    "psg_catalogue:forum_report": For.STAFF,
    "psg_catalogue:reports": For.STAFF,
    "psg_catalogue:latest_report": For.STAFF,
    "psg_catalogue:report": For.STAFF,
    "psg_catalogue:freeze_report": For.STAFF,
    "psg_catalogue:frozen_report": For.STAFF,
    "home:search": For.ANYONE,
    "home:contact": For.ANYONE,
    "home:contact_sent": For.ANYONE,
    "home:accessibility_report": For.ANYONE,
    "home:accessibility_report_sent": For.ANYONE,
    "home:news_feed": For.ANYONE,
    "home:favicon": For.ANYONE,
    "home:robots": For.ANYONE,
    "home:sitemap": For.ANYONE,
}

# Anything that fits an address's places, where the thing itself does not matter.
PLACES = {
    "urn": "900001",
    "pk": 1,
    "slug": "x",
    "kind": "account",
    "step": "x",
    "note_pk": 1,
    "one": 1,
    "other": 2,
    "token": "x",
    "reference": "00000000-0000-0000-0000-000000000000",
    "number": "X-1",
    "year": 2026,
    "month": 11,
    "term": "2026-autumn",
}
# Where the place of that name takes something else.
PLACES_OF_ITS_OWN = {"evaluation_comments:decide": {"pk": PLACES["reference"]}}


def routes(resolver: URLResolver, names: tuple[str, ...] = ()):
    """Every pattern below a resolver, with its full name."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, (*names, *filter(None, [pattern.namespace])))
        else:
            yield ":".join((*names, pattern.name or "")), pattern


def places_of(pattern: URLPattern) -> list[str]:
    return list(pattern.pattern.converters)


def site_routes() -> dict[str, URLPattern]:
    """Our addresses outside the back office, by name."""
    return {
        name: pattern
        for name, pattern in routes(get_resolver())
        if name.partition(":")[0] in OUR_APPS
    }


def office_routes() -> list[tuple[str, list[str]]]:
    """Our addresses in the back office: name and places."""
    ours = [
        each for each in viewsets.viewsets if type(each).__module__.partition(".")[0] in OUR_APPS
    ]
    return [
        (f"{each.url_namespace}:{pattern.name}", places_of(pattern))
        for each in ours
        for pattern in each.get_urlpatterns()
    ]


def address(name: str, places: list[str]) -> str:
    fits = {**PLACES, **PLACES_OF_ITS_OWN.get(name, {})}
    return reverse(name, kwargs={place: fits.get(place, 1) for place in places})


def test_every_address_says_who_it_is_for():
    assert set(ROUTES) == set(site_routes())


SHUT = [
    name
    for name, kind in ROUTES.items()
    if kind in (For.SIGNED_IN, For.SCHOOL, For.STAFF, For.OWNER)
]


@pytest.mark.parametrize("method", ["get", "post"])
def test_stranger_is_asked_to_sign_in_or_learns_nothing(client, method):
    opened, login = [], reverse(settings.LOGIN_URL)
    for name in SHUT:
        response = getattr(client, method)(address(name, places_of(site_routes()[name])))
        asked = response.status_code == 302 and response["Location"].startswith(login)
        if not asked and response.status_code not in (404, 405):
            opened.append((name, response.status_code))

    assert opened == []


def test_back_office_has_addresses_of_ours():
    assert {"people:index", "people:invite", "message:index"} <= {
        name for name, _ in office_routes()
    }


# The door for signing in, and the one that leads there or to somebody's own first page.
SENT_AWAY = ("/account/login/", "/admin/login/")


@pytest.mark.parametrize("method", ["get", "post"])
def test_back_office_opens_for_no_stranger_and_no_school(client, method):
    """A stranger goes all the way in; somebody signed in is asked for at the view itself."""
    school = SchoolFactory()
    visitors = [person(), colleague_of(school), lead_of(school), finance_of(school)]
    opened = []
    for name, places in office_routes():
        path = address(name, places)
        answers = [(None, getattr(client, method)(path))]
        answers += [(each, answer_of(path, each, method)) for each in visitors]
        for visitor, answer in answers:
            away = "" if answer.status_code != 302 else answer["Location"]
            if answer.status_code not in (302, 403, 404, 405) or (
                away and not away.startswith(SENT_AWAY)
            ):
                opened.append((visitor, name, answer.status_code, away))

    assert opened == []


# Each has a secret of its own in the address or the signature, and looks at no cookie: what the
# card provider and the mail provider sign, and the button of a mail program (RFC 8058).
WITHOUT_A_TOKEN = {"subscriptions:stripe_webhook", "core:mail_events", "core:stop_letters"}


def test_three_addresses_of_ours_alone_take_a_post_without_a_token():
    ours = {*site_routes(), *(name for name, _ in office_routes())}
    found = {
        name
        for name, pattern in routes(get_resolver())
        if name in ours and getattr(pattern.callback, "csrf_exempt", False)
    }
    assert found == WITHOUT_A_TOKEN


def test_post_without_a_token_is_refused_everywhere_else():
    visitor = Client(enforce_csrf_checks=True)
    visitor.force_login(UserFactory(admin=True))
    site = [(name, places_of(pattern)) for name, pattern in site_routes().items()]
    with undrawn():
        taken = [
            (name, status)
            for name, places in [*site, *office_routes()]
            if (status := visitor.post(address(name, places), {"any": "thing"}).status_code) != 403
        ]

    assert {name for name, _ in taken} == WITHOUT_A_TOKEN


# What stands at an address of a school: made for it, and then asked for by another school
# (tests/config/test_owners.py).
OWNERS: dict[str, Callable[[School], dict]] = {
    "directory:withdraw_invitation": an_invitation,
    "directory:person": a_person,
    "directory:end_access": a_person,
    "directory:claim_decision": a_claim,
    "directory:change_colleague": a_colleague,
    "directory:colleague_leaves": a_colleague,
    "directory:colleague_returns": a_leaver,
    "directory:portrait_to_agree": a_waiting_portrait,
    "outreach:school_request": a_support_request,
    "outreach:post": a_post,
    "outreach:post_step": a_step_of_a_post,
    "subscriptions:subscription": a_subscription,
    "subscriptions:purchase_order": a_subscription,
    "subscriptions:pay_by_card": a_priced_subscription,
    "subscriptions:pay_charge_by_card": a_charge,
    "subscriptions:card_return": a_card_order,
    "subscriptions:invoice": an_invoice,
    "subscriptions:invoice_pdf": an_invoice,
    "subscriptions:credit_note": a_credit_note,
    "subscriptions:credit_note_pdf": a_credit_note,
    "subscriptions:quotation": a_quotation,
    "subscriptions:quotation_pdf": a_quotation,
    "psg_catalogue:booking_calendar": a_booking,
    "psg_catalogue:cancel_booking": a_booking,
    "psg_catalogue:place_order": a_place_order,
    "psg_catalogue:give_order_back": a_place_order,
    "psg_catalogue:answer_offer": a_booking,
    "psg_catalogue:answer_request": a_booking,
    "psg_catalogue:pass_on": a_booking,
    "psg_catalogue:booking_needs": a_booking,
    "psg_catalogue:same_person": two_of_a_name,
    "psg_catalogue:leave_waiting_list": a_booking,
}
BARE = [
    name
    for name, kind in ROUTES.items()
    if kind is For.SCHOOL and places_of(site_routes()[name]) == ["urn"]
]


LEADS_ONLY = [
    "directory:people",
    "directory:invite_colleague",
    "directory:withdraw_invitation",
    "directory:person",
    "directory:end_access",
    "directory:claim_decision",
    "directory:staff",
    "directory:add_colleague",
    "directory:change_colleague",
    "directory:colleague_leaves",
    "directory:colleague_returns",
    "psg_catalogue:agreement",
    "outreach:school_support",
    "outreach:link_schools",
    "outreach:school_request",
    "outreach:school_posts",
    "outreach:ask_for_post",
    "psg_catalogue:same_people",
    "psg_catalogue:same_person",
]


def test_what_is_the_leads_is_shut_to_colleagues_and_finance():
    school, opened = SchoolFactory(), []
    visitors = {"a colleague": colleague_of(school), "finance": finance_of(school)}
    inside = {who: signed_in(user) for who, user in visitors.items()}
    for name in LEADS_ONLY:
        with taken_back():
            thing = OWNERS[name](school) if name in OWNERS else {}
            there = reverse(name, kwargs={"urn": school.urn, **thing})
            with undrawn():
                for who, visitor in inside.items():
                    found = visitor.get(there).status_code, visitor.post(there).status_code
                    if found[0] not in (404, 405) or found[1] != 404:
                        opened.append((name, who, *found))

    assert opened == []
