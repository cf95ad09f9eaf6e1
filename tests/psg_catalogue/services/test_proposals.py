"""A practitioner proposes, the office answers, and a draft is made (DOMAIN 2.6)."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.academic_year import LONDON
from core.models import Message
from core.moves import MoveNotAllowed
from core.privacy import person_of
from core.services.erasure import erase_person
from core.services.retention import apply_retention
from directory.models import Practitioner
from psg_catalogue.enums import OPEN_PROPOSALS, ProposalState, SessionState
from psg_catalogue.models import GroupProposal, StudyGroupPage, StudyGroupSession
from psg_catalogue.proposal_moves import PROPOSAL_MOVES
from psg_catalogue.proposal_refusals import AlreadyProposed, NoCatalogue, NotInPost, NoWords
from psg_catalogue.queries.told import groups_led
from psg_catalogue.services import proposals as services
from tests.factories.directory import PractitionerFactory, SchoolFactory
from tests.factories.people import office, person
from tests.factories.proposals import a_proposal, a_wish, words_of_proposal
from tests.factories.psg_catalogue import the_catalogue

pytestmark = pytest.mark.django_db
NOW = "2026-11-20 12:00+00:00"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW)
    the_catalogue()


def told() -> list[tuple[str, str]]:
    """Whom a letter went to, and what it was called."""
    rows = Message.objects.filter(kind__startswith="proposal_").order_by("pk")
    return [(each.to_email, each.subject.partition(":")[0]) for each in rows]


def test_a_proposal_is_kept_and_both_sides_have_it_in_writing():
    proposer = PractitionerFactory(user=person(email="osric@example.org"))
    other = PractitionerFactory(name="Rufus")

    proposal = a_proposal(
        proposer, co_leaders=[other, proposer], dates=[a_wish(date(2027, 1, 12))], session_count=1
    )

    assert (proposal.state, proposal.session_count) == ("proposed", 1)
    assert list(proposal.co_leaders.all()) == [other]
    assert told() == [
        ("office@example.org", "A study group is proposed"),
        ("osric@example.org", "We have your proposal"),
    ]
    assert "/planning/proposals/" in Message.objects.earliest("pk").text_body


def test_more_dates_than_sessions_make_as_many_sessions():
    days = [a_wish(date(2027, 1, 12) + timedelta(weeks=n)) for n in range(4)]
    assert a_proposal(session_count=2, dates=days).session_count == 4


def test_only_who_is_in_post_proposes_and_a_title_once_a_year():
    with pytest.raises(NotInPost):
        a_proposal(PractitionerFactory(left=True))
    proposer = PractitionerFactory()
    first = a_proposal(proposer)
    with pytest.raises(AlreadyProposed):
        a_proposal(proposer, title="REASONING every day")
    a_proposal(proposer, year=words_of_proposal().year.next)
    a_proposal()  # somebody else may
    other = a_proposal(proposer, title="Another")
    with pytest.raises(AlreadyProposed):
        services.change_proposal(other, words_of_proposal())
    services.withdraw_proposal(first)
    a_proposal(proposer)


def test_approval_makes_a_draft_with_the_words_filled_in_and_the_dates_planned():
    staff, venue = office(), SchoolFactory()
    proposer, other = PractitionerFactory(), PractitionerFactory()
    proposal = a_proposal(
        proposer,
        co_leaders=[other],
        venue=venue,
        venue_note="The library",
        capacity=12,
        dates=[a_wish(date(2027, 1, 12), "Beginning"), a_wish(date(2027, 3, 30))],
    )

    made = services.approve_proposal(proposal, by=staff)

    page = StudyGroupPage.objects.get()
    assert (made.page, page.live, page.title) == (page, False, "Reasoning every day")
    assert (page.summary, page.audience) == (proposal.summary, proposal.audience)
    assert "Evidence from &lt;b&gt;one&lt;/b&gt; class" in page.aims
    assert "<p>Pupils say why.</p>" in page.aims
    assert [each.practitioner for each in page.leaderships.all()] == [proposer, other]
    assert list(page.subjects.all()) == list(proposal.subjects.all())
    assert [each.slug for each in page.key_stages.all()] == ["ks1"]
    assert page.latest_revision.as_object().summary == page.summary
    sessions = StudyGroupSession.objects.order_by("starts_at")
    assert [(each.page.title, each.page.live) for each in sessions] == [
        ("Beginning", False), ("Session 2", False),
    ]  # fmt: skip
    # Summer time has begun by the second: 16:15 in London is 15:15 UTC.
    starts = [each.starts_at.astimezone(LONDON) for each in sessions]
    assert [f"{each:%d %b %H:%M}" for each in starts] == ["12 Jan 16:15", "30 Mar 16:15"]
    assert sessions[1].starts_at.astimezone(timezone.get_fixed_timezone(0)).hour == 15
    for each in sessions:
        assert (each.state, each.venue, each.venue_note) == (
            SessionState.PLANNED, venue, "The library",
        )  # fmt: skip
        assert each.capacity == 12
    proposal.refresh_from_db()
    assert (proposal.page, proposal.settled_by) == (page, staff)


def test_approving_twice_gives_the_same_page_and_one_letter(time_machine):
    proposal = a_proposal(
        PractitionerFactory(email="osric@example.org"), dates=[a_wish(date(2026, 11, 25))]
    )
    time_machine.move_to("2026-11-26 12:00+00:00")

    made = services.approve_proposal(proposal)
    again = services.approve_proposal(proposal)

    assert (made.passed, made.sessions) == (1, [])
    assert again.page == made.page
    assert StudyGroupPage.objects.count() == 1
    assert [what for _, what in told()].count("Your proposal is approved") == 1
    assert "3 more sessions have to be dated" in Message.objects.latest("pk").text_body


def test_without_a_catalogue_nothing_is_approved():
    the_catalogue().delete()
    proposal = a_proposal()
    with pytest.raises(NoCatalogue):
        services.approve_proposal(proposal)
    proposal.refresh_from_db()
    assert proposal.state == "proposed"


def test_a_draft_counts_towards_the_three_when_it_is_on_the_site():
    """DOMAIN 2.7: published, running or completed."""
    proposer = PractitionerFactory()
    made = services.approve_proposal(a_proposal(proposer, dates=[a_wish(date(2027, 1, 12))]))
    year = words_of_proposal().year
    assert groups_led([proposer.pk], year.first_day, year.last_day) == {}
    for page in (made.page, made.sessions[0].page):
        page.get_latest_revision().publish()
    assert groups_led([proposer.pk], year.first_day, year.last_day) == {proposer.pk: 1}


def test_words_come_back_with_it_and_changing_proposes_it_again():
    proposer = PractitionerFactory(email="osric@example.org")
    proposal = a_proposal(proposer, dates=[a_wish(date(2027, 1, 12))])
    Message.objects.all().delete()

    services.send_back(proposal, answer="Could one be online?", by=office())
    assert told() == [("osric@example.org", "Your proposal, please look again")]
    assert "Could one be online?" in Message.objects.get().text_body

    changed = services.change_proposal(proposal, words_of_proposal(title="Online too"))
    assert (changed.state, changed.title, changed.dates.count()) == ("proposed", "Online too", 0)
    assert changed.answer == "Could one be online?"
    assert told()[1] == ("office@example.org", "A study group is proposed again")
    # Changed once more before it is read: nobody is written to again.
    services.change_proposal(changed, words_of_proposal(title="Online"))
    assert len(told()) == 3


def test_declining_and_sending_back_say_why_and_withdrawing_is_told_once():
    proposer = PractitionerFactory(email="osric@example.org")
    for answer in (services.send_back, services.decline_proposal):
        with pytest.raises(NoWords):
            answer(a_proposal(proposer, title=answer.__name__), answer="  ")
    proposal = a_proposal(proposer)
    services.decline_proposal(proposal, answer="Delphine leads one.", by=office())
    assert "Delphine leads one." in Message.objects.latest("pk").text_body
    gone = a_proposal(proposer)
    Message.objects.all().delete()
    services.withdraw_proposal(gone)
    services.withdraw_proposal(gone)
    assert sorted(told()) == [
        ("office@example.org", "A proposal is withdrawn"),
        ("osric@example.org", "Your proposal is withdrawn"),
    ]


RUN = {
    "send_back": lambda it: services.send_back(it, answer="Why?"),
    "propose_again": lambda it: services.change_proposal(it, words_of_proposal()),
    "approve": services.approve_proposal,
    "decline": lambda it: services.decline_proposal(it, answer="No."),
    "withdraw": services.withdraw_proposal,
}


def test_every_move_starts_where_the_table_says_and_nowhere_else():
    assert set(RUN) == {move.name for move in PROPOSAL_MOVES}
    # Doing a thing again changes nothing, and a proposal that waits may be rewritten.
    quiet = {("approve", "approved"), ("withdraw", "withdrawn"), ("propose_again", "proposed")}
    for move, state in product(PROPOSAL_MOVES, ProposalState.values):
        proposal = a_proposal()
        is_open = state in OPEN_PROPOSALS
        GroupProposal.objects.filter(pk=proposal.pk).update(
            state=state, answer="Words.", settled_at=None if is_open else timezone.now()
        )
        if (move.name, state) == ("approve", "approved"):
            GroupProposal.objects.filter(pk=proposal.pk).update(page=_a_page())
        if state in move.sources or (move.name, state) in quiet:
            RUN[move.name](proposal)
            expected = move.target
        else:
            with pytest.raises(MoveNotAllowed):
                RUN[move.name](proposal)
            expected = state
        proposal.refresh_from_db()
        assert proposal.state == expected, (move.name, state)


def _a_page() -> StudyGroupPage:
    return the_catalogue().add_child(
        instance=StudyGroupPage(title="Made", summary="Made", slug=f"made-{timezone.now():%f}")
    )


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "declined", "answer": "", "settled_at": timezone.now()},
        {"state": "approved", "settled_at": None},
        {"state": "proposed", "settled_at": timezone.now()},
        {"capacity": 0},
    ],
)
def test_the_database_refuses_what_makes_no_sense(broken):
    proposal = a_proposal()
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupProposal.objects.filter(pk=proposal.pk).update(**broken)


def test_of_an_erased_practitioner_no_name_stays_and_old_proposals_go(time_machine):
    proposer = PractitionerFactory(name="Zephyrine Quillfeather", email="zq@example.org")
    proposal = a_proposal(proposer, aims="As Zephyrine Quillfeather does it")
    services.decline_proposal(proposal, answer="Sorry, Zephyrine Quillfeather", by=office())

    erase_person(person_of(row=proposer), by=None)

    proposal.refresh_from_db()
    assert "Quillfeather" not in f"{proposal.aims}{proposal.answer}{proposal.proposer}"
    time_machine.move_to("2030-08-31 12:00+00:00")
    apply_retention()
    assert GroupProposal.objects.filter(pk=proposal.pk).exists()
    time_machine.move_to("2030-09-02 12:00+00:00")
    apply_retention()
    assert not GroupProposal.objects.filter(pk=proposal.pk).exists()
    assert Practitioner.objects.filter(pk=proposer.pk).exists()
