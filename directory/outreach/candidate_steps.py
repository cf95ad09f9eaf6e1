"""The steps of a candidate, all the coordinator's."""

from dataclasses import dataclass

from directory.outreach.enums import ENDED_CANDIDATES
from directory.outreach.forms import candidates as forms
from directory.outreach.models import Candidate
from directory.outreach.moves import CANDIDATE_MOVES, COORDINATORS
from directory.outreach.services import candidates as services
from directory.outreach.steps import Step

_BOTH = frozenset(role.value for role in COORDINATORS)


@dataclass
class CandidateScene:
    candidate: Candidate

    def may(self, move: str) -> bool:
        return self.candidate.state in CANDIDATE_MOVES[move].sources


def _support(scene: CandidateScene, by, typed: dict) -> str:
    services.give_support(scene.candidate, by=by, **typed)
    return "It stands in the log."


def _apply(scene: CandidateScene, by, typed: dict) -> str:
    services.note_application(scene.candidate, by=by)
    return "The application is noted."


def _book(scene: CandidateScene, by, typed: dict) -> str:
    services.book_assessment(scene.candidate, by=by, **typed)
    return "The day of the assessment is kept."


def _result(scene: CandidateScene, by, typed: dict) -> str:
    services.record_result(scene.candidate, by=by, **typed)
    if typed["met"]:
        return "The result is kept. Your next task: offer support."
    return "The result is kept."


def _again(scene: CandidateScene, by, typed: dict) -> str:
    services.try_again(scene.candidate, by=by)
    return "Supported anew."


def _appoint(scene: CandidateScene, by, typed: dict) -> str:
    services.appoint_candidate(scene.candidate, typed.pop("post"), by=by, **typed)
    return "The new AST is in the register, with an induction to come."


def _withdraw(scene: CandidateScene, by, typed: dict) -> str:
    services.withdraw_candidate(scene.candidate, by=by)
    return "No longer a candidate."


STEPS: dict[str, Step] = {
    "support": Step(
        "Note support", "Keep in the log", _BOTH,
        lambda scene: scene.candidate.state not in ENDED_CANDIDATES, _support, forms.SupportForm,
        "A visit to talk over the process, help with the portfolio, a call. A task of the same"
        " kind is done with it.",
    ),
    "apply": Step(
        "Has applied", "Note the application", _BOTH, lambda scene: scene.may("apply"), _apply,
        words="The candidate has applied for the assessment.",
    ),
    "book": Step(
        "Book the assessment", "Keep the day", _BOTH,
        lambda scene: scene.may("book_assessment"), _book, forms.AssessmentForm,
    ),
    "result": Step(
        "Record the result", "Keep the result", _BOTH, lambda scene: scene.may("meet"), _result,
        forms.ResultForm,
        "Where the standards are met, a task to offer support is made.",
    ),
    "again": Step(
        "Support anew", "Support anew", _BOTH, lambda scene: scene.may("try_again"), _again,
        words="The candidate would like to be assessed again.",
    ),
    "appoint": Step(
        "Appoint to a post", "Appoint", _BOTH, lambda scene: scene.may("appoint"), _appoint,
        forms.AppointCandidateForm,
        "The day of the assessment is the day of accreditation. The induction begins.",
        needs_scene=True,
    ),
    "withdraw": Step(
        "Is no longer a candidate", "Take off the list", _BOTH,
        lambda scene: scene.may("withdraw"), _withdraw, kind="stop",
    ),
}  # fmt: skip
