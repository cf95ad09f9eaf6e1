"""Claims: agreed by a lead or the office, raced safely, told to those they concern."""

import pytest
from wagtail.models import ModelLogEntry

from core.models import Message, PartnershipSettings
from directory.enums import ClaimState, Role
from directory.models import SchoolClaim
from directory.permissions import has_school_role
from directory.services.claims import (
    CLAIMS_AT_A_TIME,
    BelongsAlready,
    ClaimSettled,
    OwnClaim,
    SchoolClosed,
    TooManyClaims,
    agree_claim,
    decline_claim,
    make_claim,
    withdraw_claim,
)
from directory.services.roles import grant_role
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.people import colleague_of, finance_of, lead_of, office, person
from tests.plugins.races import errors

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str]]:
    """Every message so far: what about and to whom."""
    return sorted(Message.objects.values_list("kind", "to_email"))


@pytest.fixture
def school():
    return SchoolFactory(name="Brindle Down Primary School")


@pytest.fixture
def claimant():
    return person(first_name="Pearl", last_name="Hathersedge", email="pearl@example.org")


def test_claim_waits_and_every_lead_of_the_school_is_told_and_nobody_else(school, claimant):
    one, two = lead_of(school), lead_of(school)
    lead_of(school, is_active=False)
    lead_of(SchoolFactory())
    colleague_of(school)
    finance_of(school)
    office()
    claim = make_claim(claimant, school, role="school_lead", job_title="Year 3 teacher")

    assert claim.state == ClaimState.PENDING
    assert told() == sorted([("claim_made", one.email), ("claim_made", two.email)])
    assert has_school_role(claimant, school) is False


def test_without_a_lead_the_office_is_told(school, claimant):
    colleague_of(school)
    make_claim(claimant, school)

    assert told() == [("claim_made", PartnershipSettings.load().office_email)]
    assert "The school has no lead yet" in Message.objects.get().text_body


def test_letter_to_the_lead_names_who_asks_for_what_and_where_to_answer(school, claimant, settings):
    lead_of(school)
    claim = make_claim(claimant, school, role="school_finance", job_title="Bursar")
    words = Message.objects.get().text_body

    assert "Pearl Hathersedge (pearl@example.org)" in words
    assert "as Bursar.” They ask for access as a finance contact." in words
    assert f"{settings.SITE_URL}/my-school/{school.urn}/claims/{claim.pk}/" in words


def test_claim_made_twice_is_one_and_is_told_once(school, claimant):
    lead_of(school)
    first = make_claim(claimant, school, role="school_member")
    second = make_claim(claimant, school, role="school_lead")

    assert second == first
    assert second.role == Role.SCHOOL_MEMBER
    assert Message.objects.count() == 1


def test_closed_school_is_not_claimed(claimant):
    with pytest.raises(SchoolClosed):
        make_claim(claimant, SchoolFactory(closed=True))
    assert SchoolClaim.objects.count() == 0


def test_school_that_is_proposed_to_close_is_still_open(claimant):
    school = SchoolFactory(status_code="3", status_name="Open, but proposed to close")
    assert make_claim(claimant, school).state == ClaimState.PENDING


def test_role_held_already_is_not_claimed_but_another_is(school):
    user = colleague_of(school)
    with pytest.raises(BelongsAlready):
        make_claim(user, school, role="school_member")
    assert make_claim(user, school, role="school_lead").state == ClaimState.PENDING


@pytest.mark.parametrize("role", ["psg_organiser", "admin", "practitioner"])
def test_no_role_but_a_schools_is_claimed(school, claimant, role):
    with pytest.raises(ValueError, match="cannot be claimed"):
        make_claim(claimant, school, role=role)


def test_claims_that_wait_are_limited(claimant):
    for _ in range(CLAIMS_AT_A_TIME):
        make_claim(claimant, SchoolFactory())
    with pytest.raises(TooManyClaims):
        make_claim(claimant, SchoolFactory())


def test_agreed_claim_gives_the_role_and_a_place_on_the_list_and_tells_the_person(school, claimant):
    lead = lead_of(school)
    claim = make_claim(claimant, school, job_title="Year 3 teacher")
    Message.objects.all().delete()
    agree_claim(claim, by=lead)
    claim.refresh_from_db()

    assert (claim.state, claim.decided_by) == (ClaimState.AGREED, lead)
    assert has_school_role(claimant, school, Role.SCHOOL_MEMBER) is True
    listed = school.colleagues.get(user=claimant)
    assert (listed.name, listed.email, listed.job_title) == (
        "Pearl Hathersedge",
        "pearl@example.org",
        "Year 3 teacher",
    )
    assert told() == [("claim_agreed", "pearl@example.org")]


def test_agreed_claim_joins_the_row_the_school_has_already(school, claimant):
    listed = ColleagueFactory(school=school, email="Pearl@example.org", name="P. Hathersedge")
    agree_claim(make_claim(claimant, school), by=lead_of(school))
    listed.refresh_from_db()

    assert listed.user == claimant
    assert school.colleagues.count() == 1


def test_other_leads_hear_of_an_agreed_claim(school, claimant):
    lead, other = lead_of(school), lead_of(school)
    claim = make_claim(claimant, school)
    Message.objects.all().delete()
    agree_claim(claim, by=lead)

    assert told() == sorted([("claim_agreed", claimant.email), ("claim_settled", other.email)])


def test_role_given_may_be_less_than_the_one_asked_for(school, claimant):
    claim = make_claim(claimant, school, role="school_lead")
    agree_claim(claim, by=lead_of(school), role="school_member")

    assert has_school_role(claimant, school, Role.SCHOOL_LEAD) is False
    assert has_school_role(claimant, school, Role.SCHOOL_MEMBER) is True


def test_agreeing_twice_changes_nothing(school, claimant):
    lead = lead_of(school)
    claim = agree_claim(make_claim(claimant, school), by=lead)
    before = Message.objects.count()
    agree_claim(claim, by=lead)

    assert claimant.roles.count() == 1
    assert Message.objects.count() == before
    assert ModelLogEntry.objects.filter(action="claim.agreed").count() == 1


def test_office_agrees_on_the_schools_behalf_and_the_record_says_so(school, claimant):
    acting = office()
    agree_claim(make_claim(claimant, school), by=acting, on_behalf_of=school.urn)

    entry = ModelLogEntry.objects.get(action="claim.agreed")
    assert entry.user == acting
    assert entry.data["on_behalf_of"] == school.urn


def test_nobody_agrees_their_own_claim(school):
    user = lead_of(school)
    claim = make_claim(user, school, role="school_finance")
    with pytest.raises(OwnClaim):
        agree_claim(claim, by=user)
    assert has_school_role(user, school, Role.SCHOOL_FINANCE) is False


def test_declined_claim_gives_nothing_and_says_why(school, claimant):
    claim = make_claim(claimant, school)
    Message.objects.all().delete()
    decline_claim(claim, by=lead_of(school), reason="You work at the other Brindle.")

    assert has_school_role(claimant, school) is False
    assert told() == [("claim_declined", "pearl@example.org")]
    assert "You work at the other Brindle." in Message.objects.get().text_body


def test_declining_twice_changes_nothing(school, claimant):
    lead = lead_of(school)
    claim = decline_claim(make_claim(claimant, school), by=lead, reason="No.")
    again = decline_claim(claim, by=lead, reason="Another reason.")

    assert again.reason == "No."
    assert Message.objects.filter(kind="claim_declined").count() == 1


def test_withdrawn_claim_is_neither_agreed_nor_declined(school, claimant):
    claim = withdraw_claim(make_claim(claimant, school))
    lead = lead_of(school)
    with pytest.raises(ClaimSettled):
        agree_claim(claim, by=lead)
    with pytest.raises(ClaimSettled):
        decline_claim(claim, by=lead, reason="No.")
    assert has_school_role(claimant, school) is False


def test_settled_claim_is_not_withdrawn(school, claimant):
    claim = agree_claim(make_claim(claimant, school), by=lead_of(school))
    with pytest.raises(ClaimSettled):
        withdraw_claim(claim)
    assert has_school_role(claimant, school) is True


def test_after_an_answer_one_may_ask_again(school, claimant):
    first = decline_claim(make_claim(claimant, school), by=lead_of(school), reason="No.")
    assert make_claim(claimant, school) != first


def test_name_that_is_markup_stays_words_in_the_letter(school):
    lead_of(school)
    make_claim(person(first_name="<script>alert(1)</script>", last_name="{{ 7*7 }}"), school)
    message = Message.objects.get()

    assert "<script>" not in message.html_body
    assert "&lt;script&gt;" in message.html_body
    assert "{{ 7*7 }}" in message.text_body
    assert "\n" not in message.subject


@pytest.mark.postgres
def test_claim_made_by_eight_tabs_at_once_is_one(threads, school, claimant):
    lead_of(school)
    outcomes = threads(lambda: make_claim(claimant, school).pk, times=8)

    assert errors(outcomes) == []
    assert SchoolClaim.objects.count() == 1
    assert Message.objects.count() == 1


@pytest.mark.postgres
def test_of_an_agreement_and_a_refusal_at_once_one_holds(threads, school, claimant):
    one, two = lead_of(school), lead_of(school)
    claim = make_claim(claimant, school)
    outcomes = threads(
        [
            lambda: agree_claim(claim, by=one),
            lambda: decline_claim(claim, by=two, reason="No."),
        ]
    )

    claim.refresh_from_db()
    assert [type(error) for error in errors(outcomes)] == [ClaimSettled]
    agreed = claim.state == ClaimState.AGREED
    assert has_school_role(claimant, school) is agreed
    assert Message.objects.filter(kind="claim_agreed").exists() is agreed
    assert Message.objects.filter(kind="claim_declined").exists() is not agreed


@pytest.mark.postgres
def test_two_leads_who_agree_at_once_give_one_role(threads, school, claimant):
    one, two = lead_of(school), lead_of(school)
    claim = make_claim(claimant, school)
    outcomes = threads([lambda: agree_claim(claim, by=one), lambda: agree_claim(claim, by=two)])

    assert errors(outcomes) == []
    assert claimant.roles.count() == 1
    assert school.colleagues.filter(user=claimant).count() == 1
    assert Message.objects.filter(kind="claim_agreed").count() == 1


def test_claim_of_a_second_school_leaves_the_first(school, claimant):
    """P6: one person with two base schools."""
    grant_role(claimant, Role.SCHOOL_LEAD, school=school)
    other = SchoolFactory()
    agree_claim(make_claim(claimant, other), by=lead_of(other))

    assert has_school_role(claimant, school, Role.SCHOOL_LEAD) is True
    assert has_school_role(claimant, other, Role.SCHOOL_MEMBER) is True
