"""The steps of a post and its review: who takes each, when, and the service behind it."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils import timezone

from directory.enums import Role
from directory.models import School
from directory.outreach.enums import OPEN_REVIEWS, FundingType, PostState
from directory.outreach.forms import posts as forms
from directory.outreach.models import (
    ASTAppointment,
    ASTPost,
    InductionStep,
    PostReview,
    ReleaseAgreement,
)
from directory.outreach.moves import BASE_LEAD, COORDINATORS, POST_MOVES, REVIEW_MOVES
from directory.outreach.queries.holders import holder_on
from directory.outreach.queries.schools import ACADEMY_TYPES, is_academy, is_in_ofsted_category
from directory.outreach.services import academies, appointments, posts, reviews
from directory.outreach.services.leaving import tell_of_leaving
from directory.outreach.steps import Step

_BOTH = frozenset(role.value for role in COORDINATORS)
_HEAD = frozenset({Role.PD_HEAD.value})
_DIRECTOR = frozenset({Role.DIRECTOR.value})
_LEAD = frozenset({BASE_LEAD})


@dataclass
class Scene:
    """A post, and what stands round it today."""

    post: ASTPost

    @cached_property
    def today(self):
        return timezone.localdate()

    @cached_property
    def reviews(self) -> list[PostReview]:
        """The latest first."""
        return list(self.post.reviews.select_related("decided_by", "heard_by"))

    @property
    def review(self) -> PostReview | None:
        """The one that waits for somebody."""
        return next((each for each in self.reviews if each.state in OPEN_REVIEWS), None)

    @cached_property
    def holder(self) -> ASTAppointment | None:
        return holder_on(self.post, self.today)

    @cached_property
    def induction(self) -> list[InductionStep]:
        return list(self.holder.induction.all()) if self.holder else []

    @cached_property
    def releases(self) -> list[ReleaseAgreement]:
        return list(self.post.release_agreements.select_related("academy"))

    @property
    def release(self) -> ReleaseAgreement | None:
        """The one without an end."""
        return next((each for each in self.releases if each.ends_on is None), None)

    @cached_property
    def in_ofsted_category(self) -> bool:
        return is_in_ofsted_category(self.post.base_school)

    @cached_property
    def academies(self) -> QuerySet[School]:
        """The base school where it is an academy, and those it is to become."""
        school = self.post.base_school
        kinds = [*ACADEMY_TYPES, *(f"0{code}" for code in ACADEMY_TYPES)]
        after = Q(predecessor=school, type_code__in=kinds)
        return School.objects.filter(after | Q(pk=school.pk) if is_academy(school) else after)

    def may(self, move: str) -> bool:
        return self.post.state in POST_MOVES[move].sources

    def may_review(self, move: str) -> bool:
        return self.review is not None and self.review.state in REVIEW_MOVES[move].sources


def _needs_holder(scene: Scene) -> bool:
    return scene.post.state in (PostState.OPEN, PostState.UNDER_REVIEW, PostState.RETAINED)


def _may_appoint(scene: Scene) -> bool:
    held = scene.holder is not None and scene.holder.last_day is None
    return scene.post.state in (PostState.OPEN, PostState.UNDER_REVIEW) and not held


def _may_release(scene: Scene) -> bool:
    in_force = scene.post.is_in_force and scene.release is None
    return in_force and scene.academies.exists()


def _may_redirect(scene: Scene) -> bool:
    """Offered only where the four were gone through and none holds (CA L81)."""
    review = scene.review
    if not scene.may_review("propose_redirect") or review.weighed_on is None:
        return False
    return not review.priorities and not scene.in_ofsted_category


def _approve(scene: Scene, by, typed: dict) -> str:
    posts.approve_post(scene.post, by=by, **typed)
    return "The post is agreed, and the school is told."


def _decline(scene: Scene, by, typed: dict) -> str:
    posts.decline_post(scene.post, by=by, **typed)
    return "Not agreed. The school is told."


def _appoint(scene: Scene, by, typed: dict) -> str:
    appointments.appoint_ast(scene.post, typed.pop("practitioner"), by=by, **typed)
    return "The appointment is in the register."


def _leaving(scene: Scene, by, typed: dict) -> str:
    typed["reason"] = typed["reason"] or "other"
    tell_of_leaving(scene.holder, by=by, **typed)
    return "Thank you. The coordinator is told; the portrait comes down on the last day."


def _review(scene: Scene, by, typed: dict) -> str:
    reviews.open_review(scene.post, by=by)
    return "The post is under review."


def _weigh(scene: Scene, by, typed: dict) -> str:
    reviews.weigh_priorities(scene.review, by=by, **typed)
    return "Kept. Now decide, with a note of what was discussed with the school."


def _continue(scene: Scene, by, typed: dict) -> str:
    reviews.continue_post(scene.review, by=by, **typed)
    return "The post goes on. The school is told."


def _propose(scene: Scene, by, typed: dict) -> str:
    reviews.propose_redirect(scene.review, by=by, **typed)
    return "The school is told, and until when it may appeal."


def _appeal(scene: Scene, by, typed: dict) -> str:
    reviews.appeal(scene.review, by=by, **typed)
    return "Your appeal is with the director."


def _hear(scene: Scene, by, typed: dict) -> str:
    reviews.hear_appeal(scene.review, by=by, **typed)
    return "The school is told."


def _redirect(scene: Scene, by, typed: dict) -> str:
    reviews.redirect_funding(scene.review, by=by)
    return "The post ends, and its funding is free for another."


def _fund(scene: Scene, by, typed: dict) -> str:
    reviews.fund_itself(scene.review, by=by, **typed)
    return "The post goes on, paid for by the school."


def _release(scene: Scene, by, typed: dict) -> str:
    academies.agree_release(scene.post, by=by, **typed)
    return "The release agreement is kept."


def _end_release(scene: Scene, by, typed: dict) -> str:
    academies.end_release(scene.release, by=by, **typed)
    return "The release ends on that day."


def _keep(scene: Scene, by, typed: dict) -> str:
    academies.keep_in_school(scene.post, by=by, **typed)
    return "The academy keeps its AST."


def _convert(scene: Scene, by, typed: dict) -> str:
    academies.convert_post(scene.post, typed["school"], on=typed["on"], by=by)
    return "The post is at the academy."


def _mentor(scene: Scene, by, typed: dict) -> str:
    appointments.assign_mentor(scene.holder, typed["mentor"], by=by)
    return "Kept."


def _induction(scene: Scene, by, typed: dict) -> str:
    appointments.mark_induction(scene.holder, set(typed["aims"]), by=by)
    return "Kept."


def _exempt(scene: Scene, by, typed: dict) -> str:
    posts.exempt_post(scene.post, by=by, **typed)
    return "The exemption is kept, with its reason."


def _end_exemption(scene: Scene, by, typed: dict) -> str:
    posts.end_exemption(scene.post, by=by)
    return "Outreach is expected again."


def _close(scene: Scene, by, typed: dict) -> str:
    posts.close_post(scene.post, by=by, **typed)
    return "The post is closed."


STEPS: dict[str, Step] = {
    "approve": Step(
        "Agree the post", "Agree it", _BOTH, lambda scene: scene.may("approve"), _approve,
        forms.ApproveForm, "The school is told by email.",
    ),
    "decline": Step(
        "Do not agree the post", "Do not agree it", _BOTH,
        lambda scene: scene.may("decline"), _decline, forms.DeclineForm, kind="stop",
    ),
    "appoint": Step(
        "Appoint an AST", "Appoint", _BOTH, _may_appoint, _appoint, forms.AppointForm,
        "Only somebody who has met the standards can be appointed. Candidates are appointed from"
        " their own page.",
    ),
    "leaving": Step(
        "Tell us an AST is leaving", "Tell the coordinator", _LEAD | _BOTH,
        lambda scene: _needs_holder(scene) and scene.holder is not None, _leaving,
        forms.LeavingForm,
        "The funding supports the post and not the person. A post that the authority pays for is"
        " held against its priorities when somebody leaves; one that the school pays for is not.",
    ),
    "review": Step(
        "Look at the post again", "Begin a review", _BOTH,
        lambda scene: scene.may("review") and scene.post.funding_on() == FundingType.LA_FUNDED,
        _review, words="The head of professional development is told.",
    ),
    "weigh": Step(
        "Go through the four priorities", "Keep", _HEAD,
        lambda scene: scene.may_review("continue_post"), _weigh, forms.WeighForm,
        "Funding is redirected only from a post that meets none of them.",
        initial=lambda scene: {
            "priorities": [
                *(each.value for each in scene.review.priorities),
                *(["category"] if scene.in_ofsted_category else []),
            ]
        },
        needs_scene=True,
    ),
    "continue": Step(
        "The post goes on", "Decide: the post goes on", _HEAD,
        lambda scene: scene.may_review("continue_post") and bool(scene.review.weighed_on),
        _continue, forms.DiscussionForm, "The school is told by email.",
    ),
    "propose": Step(
        "Redirect the funding", "Decide: redirect the funding", _HEAD, _may_redirect, _propose,
        forms.DiscussionForm,
        "None of the four priorities holds. The school may appeal to the director, or pay itself.",
        kind="stop",
    ),
    "appeal": Step(
        "Appeal to the director", "Appeal", _LEAD, lambda scene: scene.may_review("appeal"),
        _appeal, forms.AppealForm,
    ),
    "hear": Step(
        "Hear the appeal", "Answer the school", _DIRECTOR,
        lambda scene: scene.may_review("uphold"), _hear, forms.HearForm,
    ),
    "redirect": Step(
        "Redirect the funding now", "Redirect it", _HEAD,
        lambda scene: scene.may_review("redirect")
        and scene.today > reviews.appeal_by(scene.review),
        _redirect, words="The school has not appealed in time.", kind="stop",
    ),
    "fund": Step(
        "Pay for the post ourselves", "We pay from this day", _LEAD,
        lambda scene: scene.may_review("fund_itself"), _fund, forms.FromDayForm,
        "The post goes on, school-funded: the school coordinates the AST’s work, and other schools"
        " ask it first.",
    ),
    "release": Step(
        "Enter a release agreement", "Keep the agreement", _BOTH, _may_release, _release,
        forms.ReleaseForm,
        "The academy goes on releasing its AST and receives the costs of outreach.",
        needs_scene=True,
    ),
    "end-release": Step(
        "End the release", "End it", _BOTH, lambda scene: scene.release is not None, _end_release,
        forms.EndDayForm, "From that day on the academy keeps its AST.", kind="stop",
    ),
    "keep": Step(
        "The academy keeps its AST", "Keep in school", _BOTH,
        lambda scene: scene.may("retain") and is_academy(scene.post.base_school), _keep,
        forms.FromDayForm, "The portrait comes down, and nobody else can ask for the AST.",
        kind="stop",
    ),
    "convert": Step(
        "The school became an academy", "Move the post", _BOTH,
        lambda scene: scene.post.is_in_force and not is_academy(scene.post.base_school), _convert,
        forms.ConvertForm,
        "What the authority pays ends on that day, unless a release agreement is entered before.",
    ),
    "mentor": Step(
        "Pair with a mentor", "Keep", _BOTH, lambda scene: scene.holder is not None, _mentor,
        forms.MentorForm, initial=lambda scene: {"mentor": scene.holder.mentor},
    ),
    "induction": Step(
        "Mark the induction", "Keep", _BOTH,
        lambda scene: bool(scene.induction), _induction,
        forms.InductionForm,
        initial=lambda scene: {
            "aims": [each.aim for each in scene.induction if each.done_on]
        },
    ),
    "exempt": Step(
        "Exempt from outreach", "Exempt", _BOTH,
        lambda scene: scene.post.is_in_force and not scene.post.is_exempt_on(scene.today),
        _exempt, forms.ExemptForm,
        "Outreach is expected of every AST, also where the school pays, unless circumstances are"
        " exceptional.",
    ),
    "end-exemption": Step(
        "End the exemption", "Outreach is expected again", _BOTH,
        lambda scene: scene.post.is_in_force and scene.post.is_exempt_on(scene.today),
        _end_exemption,
    ),
    "close": Step(
        "Close the post", "Close it", _HEAD,
        lambda scene: scene.may("close") and scene.holder is None, _close, forms.ClosedForm,
        kind="stop",
    ),
}  # fmt: skip
