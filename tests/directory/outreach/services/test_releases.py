"""Releasing a post's money: every state, every role, and the two people it takes (CB ¶7)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from core.models import Message
from core.moves import MoveNotAllowed
from directory.enums import Role
from directory.outreach.funding_enums import Paper, ReleaseState
from directory.outreach.funding_moves import RELEASES
from directory.outreach.funding_refusals import (
    BeforeEndOfTerm,
    DayToCome,
    NothingToRelease,
    NotYours,
    PapersClosed,
    ReasonMissing,
    SamePerson,
    StreamOverspent,
)
from directory.outreach.models import FundingRelease
from directory.outreach.services.releases import (
    committed_pence,
    confirm_release,
    mark_received,
    propose_release,
    release_money,
    resume_release,
    send_back_release,
    unmark_received,
    withhold_release,
)
from directory.outreach.term_amounts import financial_year_of
from tests.directory.outreach.outreach_people import in_state, money_people, with_papers
from tests.factories.outreach_money import (
    FundingReleaseFactory,
    FundingStreamFactory,
    StreamPostFactory,
    TermFactory,
    terms_of_2012,
)
from tests.factories.people import lead_of, person
from tests.plugins.races import errors

pytestmark = pytest.mark.django_db

VERBS = {
    "propose": propose_release,
    "confirm": confirm_release,
    "release": release_money,
    "send_back": lambda release, by: send_back_release(release, reason="Wait.", by=by),
    "withhold": lambda release, by: withhold_release(release, reason="Wait.", by=by),
    "resume": resume_release,
}
# Once done, doing it again is no fault and changes nothing.
IDEMPOTENT = {("confirm", "confirmed"), ("release", "released")}


@pytest.fixture
def people():
    return money_people()


@pytest.fixture
def release():
    return FundingReleaseFactory()


def test_every_move_starts_where_the_table_says_and_nowhere_else(people):
    """Each pair of verb and state; what may not happen leaves the release as it was."""
    for state in ReleaseState.values:
        for name, verb in VERBS.items():
            release = in_state(FundingReleaseFactory(), state, people)
            role = next(iter(RELEASES[name].actors))
            # The head confirmed; so that no other rule than the table's own speaks here.
            by = people[Role.FINANCE] if name == "confirm" else people[Role(role)]
            if state in RELEASES[name].sources:
                verb(release, by=by)
                release.refresh_from_db()
                follows = {"resume": ReleaseState.READY if not release.missing else "awaiting"}
                assert release.state == follows.get(name, RELEASES[name].target), (name, state)
            elif (name, state) not in IDEMPOTENT:
                with pytest.raises(MoveNotAllowed):
                    verb(release, by=by)
                release.refresh_from_db()
                assert release.state == state, (name, state)


def test_every_move_is_refused_to_every_other_role(people, release):
    others = [person(role) for role in Role if not role.value.startswith("school_")]
    others += [lead_of(release.post.base_school), person()]
    for name, verb in VERBS.items():
        source = sorted(RELEASES[name].sources)[0]
        one = in_state(FundingReleaseFactory(), source, people)
        for other in others:
            held = set(other.roles.values_list("role", flat=True))
            if held & RELEASES[name].actors:
                continue
            with pytest.raises(NotYours):
                verb(one, by=other)
        one.refresh_from_db()
        assert one.state == source


def test_release_is_ready_once_each_paper_is_marked_with_day_and_person(people, release):
    coordinator, day = people[Role.AST_COORDINATOR], date(2012, 12, 20)

    for paper in (Paper.CALENDAR, Paper.PLANS):
        release = mark_received(release, paper, on=day, by=coordinator)
    assert (release.state, release.missing) == (ReleaseState.AWAITING, [Paper.VISITS])
    with pytest.raises(MoveNotAllowed):
        propose_release(release, by=coordinator)
    release = mark_received(release, Paper.VISITS, on=day, by=coordinator)

    assert release.state == ReleaseState.READY
    assert (release.visits_on, release.visits_by) == (day, coordinator)
    release = unmark_received(release, Paper.PLANS, by=coordinator)
    assert (release.state, release.plans_by) == (ReleaseState.AWAITING, None)


def test_papers_are_marked_by_the_coordinator_before_the_proposal_and_in_the_past(people, release):
    coordinator, today = people[Role.AST_COORDINATOR], timezone.localdate()
    for other in (people[Role.FINANCE], people[Role.PD_HEAD], lead_of(release.post.base_school)):
        with pytest.raises(NotYours):
            mark_received(release, Paper.PLANS, on=today, by=other)
        with pytest.raises(NotYours):
            unmark_received(release, Paper.PLANS, by=other)
    with pytest.raises(DayToCome):
        mark_received(release, Paper.PLANS, on=today + timedelta(1), by=coordinator)

    release = in_state(release, "proposed", people)
    with pytest.raises(PapersClosed):
        unmark_received(release, Paper.PLANS, by=coordinator)


def test_whole_way_to_released_money_is_on_record_and_told(people, release):
    leader = lead_of(release.post.base_school)

    release = in_state(release, "released", people)

    assert release.amount_pence == 1_333_333
    assert (release.proposed_by, release.confirmed_by, release.released_by) == (
        people[Role.AST_COORDINATOR],
        people[Role.PD_HEAD],
        people[Role.FINANCE],
    )
    history = set(ModelLogEntry.objects.for_instance(release).values_list("action", flat=True))
    assert history >= {"release.proposed", "release.confirmed", "release.released"}
    to_confirm = Message.objects.filter(subject__startswith="To confirm")
    assert {each.to_email for each in to_confirm} == {
        people[Role.PD_HEAD].email,
        people[Role.FINANCE].email,
    }
    told = Message.objects.get(subject__startswith="Outreach funding released")
    assert (told.to_email, "£13,333.33" in told.text_body) == (leader.email, True)
    assert release_money(release, by=people[Role.FINANCE]).released_on == release.released_on
    assert Message.objects.filter(subject__startswith="Outreach funding released").count() == 1


def test_nobody_confirms_what_they_proposed(people, release):
    """In the service, and in the database itself."""
    both = people[Role.AST_COORDINATOR]
    both.roles.create(role=Role.FINANCE)
    release = in_state(release, "proposed", people)

    with pytest.raises(SamePerson):
        confirm_release(release, by=both)

    rows = FundingRelease.objects.filter(pk=release.pk)
    with pytest.raises(IntegrityError, match="nobody_confirms|CHECK"), transaction.atomic():
        rows.update(state=ReleaseState.CONFIRMED, confirmed_by=both)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state=ReleaseState.CONFIRMED, confirmed_by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(plans_on=None, plans_by=None)
    release.refresh_from_db()
    assert release.state == ReleaseState.PROPOSED


def test_money_goes_out_at_the_end_of_term_and_no_sooner(people):
    term = TermFactory(running=True)
    stream = FundingStreamFactory(financial_year=financial_year_of(term).start)
    release = in_state(FundingReleaseFactory(term=term, stream=stream), "confirmed", people)

    with pytest.raises(BeforeEndOfTerm, match="not before"):
        release_money(release, by=people[Role.FINANCE])
    with pytest.raises(IntegrityError, match="no_money|CHECK"), transaction.atomic():
        FundingRelease.objects.filter(pk=release.pk).update(
            state=ReleaseState.RELEASED,
            released_on=term.ends_on - timedelta(1),
            released_by=people[Role.FINANCE],
        )
    with pytest.raises(DayToCome):
        release_money(release, by=people[Role.FINANCE], on=term.ends_on)


def test_withheld_says_why_and_goes_on_from_its_papers(people, release):
    leader, head = lead_of(release.post.base_school), people[Role.PD_HEAD]
    release = in_state(release, "confirmed", people)
    with pytest.raises(ReasonMissing):
        withhold_release(release, reason=" \n ", by=head)

    release = withhold_release(release, reason="Two visits are missing.", by=head)
    assert (release.state, release.confirmed_by) == (ReleaseState.WITHHELD, None)
    letter = Message.objects.get(subject__startswith="Outreach funding withheld")
    assert (letter.to_email, "Two visits" in letter.text_body) == (leader.email, True)

    release = resume_release(release, by=head)
    assert (release.state, release.withheld_reason) == (ReleaseState.READY, "")


def test_sent_back_release_is_proposed_again(people, release):
    release = in_state(release, "confirmed", people)

    release = send_back_release(release, reason="The amount is wrong.", by=people[Role.FINANCE])

    assert (release.state, release.proposed_by) == (ReleaseState.READY, None)
    assert propose_release(release, by=people[Role.AST_COORDINATOR]).state == "proposed"
    assert Message.objects.filter(subject__startswith="To confirm").count() == 4


def test_stream_is_not_overspent_and_nothing_is_not_released(people):
    coordinator = people[Role.AST_COORDINATOR]
    first = in_state(FundingReleaseFactory(placed__cover_pence=9_000_000), "proposed", people)
    second = with_papers(
        FundingReleaseFactory(stream=first.stream, placed__cover_pence=9_000_000), coordinator
    )
    with pytest.raises(StreamOverspent, match="£10,000.00"):
        propose_release(second, by=coordinator)
    empty = with_papers(FundingReleaseFactory(placed__cover_pence=0), coordinator)
    with pytest.raises(NothingToRelease):
        propose_release(empty, by=coordinator)

    assert committed_pence(first.stream) == 3_000_000


def test_three_terms_of_a_stream_come_to_the_whole_of_it(people):
    """DOMAIN 1C: £40,000 = 13,333.34 + 13,333.33 + 13,333.33."""
    placed = StreamPostFactory()
    releases = [
        in_state(
            FundingReleaseFactory(stream=placed.stream, post=placed.post, term=term, placed=False),
            "released",
            people,
        )
        for term in terms_of_2012()
    ]

    assert [each.amount_pence for each in releases] == [1_333_334, 1_333_333, 1_333_333]
    assert committed_pence(placed.stream) == placed.stream.amount_pence


def test_post_has_one_release_a_term(release):
    with pytest.raises(IntegrityError), transaction.atomic():
        FundingReleaseFactory(post=release.post, term=release.term, placed=False)


@pytest.mark.postgres
def test_two_who_confirm_at_once_are_one_confirmation(threads):
    people = money_people()
    release = in_state(FundingReleaseFactory(), "proposed", people)

    outcomes = threads(
        [lambda by=people[role]: confirm_release(release, by=by) for role in
         (Role.PD_HEAD, Role.FINANCE)]
    )  # fmt: skip

    assert [type(error) for error in errors(outcomes)] == [MoveNotAllowed]
    assert ModelLogEntry.objects.filter(action="release.confirmed").count() == 1


@pytest.mark.postgres
def test_two_proposals_at_once_do_not_overspend_a_stream(threads):
    people = money_people()
    coordinator = people[Role.AST_COORDINATOR]
    first = with_papers(FundingReleaseFactory(placed__cover_pence=9_000_000), coordinator)
    second = with_papers(
        FundingReleaseFactory(stream=first.stream, placed__cover_pence=9_000_000), coordinator
    )

    outcomes = threads(
        [lambda one=one: propose_release(one, by=coordinator) for one in (first, second)]
    )

    assert [type(error) for error in errors(outcomes)] == [StreamOverspent]
    assert committed_pence(first.stream) == 3_000_000
