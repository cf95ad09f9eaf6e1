"""Every pair of states, and every role: what is not written here, is not allowed."""

from itertools import product

import pytest

from core.moves import MoveNotAllowed
from directory.outreach.moves import CANDIDATE_MOVES, POST_MOVES, REVIEW_MOVES

HEAD, DIRECTOR, LEAD, SITE = "pd_head", "director", "base_lead", "site"
TWO = {"ast_coordinator", HEAD}

# move: (states it starts from, state it leads to, who makes it)
POST = {
    "approve": ("proposed", "open", TWO),
    "decline": ("proposed", "declined", TWO),
    "review": ("open", "under_review", {LEAD, *TWO}),
    "continue_post": ("under_review", "open", {HEAD, DIRECTOR}),
    "fund_itself": ("under_review", "open", {LEAD}),
    "redirect": ("under_review", "redirected", {HEAD, DIRECTOR}),
    "retain": ("open under_review", "retained", {SITE, *TWO}),
    "release": ("retained", "open", {SITE, *TWO}),
    "close": ("open retained", "closed", {HEAD}),
}
REVIEW = {
    "continue_post": ("open", "continued", {HEAD}),
    "propose_redirect": ("open", "proposed", {HEAD}),
    "appeal": ("proposed", "appealed", {LEAD}),
    "uphold": ("appealed", "continued", {DIRECTOR}),
    "dismiss": ("appealed", "redirected", {DIRECTOR}),
    "redirect": ("proposed", "redirected", {HEAD}),
    "fund_itself": ("open proposed appealed", "school_funded", {LEAD}),
    "lapse": ("open proposed appealed", "lapsed", {SITE}),
}
CANDIDATE = {
    "support": ("interested", "supported", TWO),
    "apply": ("supported", "applied", TWO),
    "book_assessment": ("applied", "assessment_booked", TWO),
    "meet": ("assessment_booked", "met", TWO),
    "not_meet": ("assessment_booked", "not_met", TWO),
    "try_again": ("not_met", "supported", TWO),
    "appoint": ("met", "appointed", TWO),
    "withdraw": (
        "interested supported applied assessment_booked met not_met", "withdrawn", TWO,
    ),
}  # fmt: skip
ACTORS = ("adviser", "ast_coordinator", HEAD, DIRECTOR, LEAD, "ast", SITE, "psg_organiser", "admin")
TABLES = pytest.mark.parametrize(
    ("table", "expected"),
    [(POST_MOVES, POST), (REVIEW_MOVES, REVIEW), (CANDIDATE_MOVES, CANDIDATE)],
    ids=["post", "review", "candidate"],
)


@TABLES
def test_each_move_from_each_state(table, expected):
    assert {move.name for move in table} == set(expected)
    for (name, (sources, target, _)), state in product(expected.items(), table.states.values):
        if state in sources.split():
            assert table.target(name, state) == target
        else:
            with pytest.raises(MoveNotAllowed):
                table.target(name, state)


@TABLES
def test_each_actor_in_each_state(table, expected):
    for actor, state in product(ACTORS, table.states.values):
        may = {
            name
            for name, (sources, _, actors) in expected.items()
            if actor in actors and state in sources.split()
        }
        assert {move.name for move in table.possible(state, actors=[actor])} == may, (actor, state)
