"""The table of DOMAIN 2.6: each action, and who may. One made-up world has somebody of each role in
it; for each row the real thing is tried: a page opened, a service called, a listing asked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from core.models import User
from core.moves import MoveNotAllowed
from directory.enums import Role
from directory.models import PenPortraitPage, School
from directory.outreach.enums import PostState, ReviewState
from directory.outreach.funding_refusals import FundingRefused
from directory.outreach.models import OutreachEvaluation, OutreachPlan, TermReturn
from directory.outreach.models.plan import SupportedColleague
from directory.outreach.permissions import actors_for
from directory.outreach.plan_permissions import evaluation_url
from directory.outreach.post_steps import STEPS, Scene
from directory.outreach.queries.schools import categories_seen_by
from directory.outreach.services.evaluations import complete_plan
from directory.outreach.services.plans import send_plan
from directory.outreach.services.releases import confirm_release, propose_release
from directory.outreach.services.term_returns import submit_return
from directory.outreach.steps import open_steps
from directory.services.agreement import agree_portrait, waiting_for
from directory.services.portrait_workflow import ensure_portrait_workflow
from directory.services.roles import grant_role, sync_groups
from psg_catalogue.booking_rights import booking_right
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.permissions import may_plan, may_read_comments
from subscriptions.permissions import buying_school_or_404
from tests.config.asking import answer_of, undrawn
from tests.directory.outreach.outreach_people import in_state
from tests.factories.directory import (
    ColleagueFactory,
    PenPortraitPageFactory,
    PractitionerFactory,
    SchoolFactory,
)
from tests.factories.home import ContentPageFactory
from tests.factories.outreach import (
    ASTPostFactory,
    CategoryOfConcernFactory,
    PostReviewFactory,
)
from tests.factories.outreach_money import FundingReleaseFactory, TermReturnFactory
from tests.factories.people import colleague_of, finance_of, lead_of, person
from tests.factories.psg_catalogue import (
    BookingFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
)
from tests.factories.support import (
    OutreachPlanFactory,
    OutreachRequestFactory,
    OutreachVisitFactory,
    the_ast,
)

COLLEAGUE = "Canarina Featherstone"
REFUSALS = (Http404, PermissionDenied, FundingRefused, MoveNotAllowed)


@dataclass
class World:
    """What there is, and who: `people` by what they are to it. `other_…` are of the same kind and
    have nothing to do with it."""

    host: School
    base: School
    plan: OutreachPlan
    awaiting: OutreachPlan
    done: OutreachPlan
    due: TermReturn
    portrait: PenPortraitPage
    held: StudyGroupSession
    bookings: list[Booking]
    people: dict[str, User | None] = field(default_factory=dict)
    made: dict = field(default_factory=dict)

    def opens(self, who: str, address: str, data: dict | None = None) -> bool:
        """The page is there for them, and is no way to sign in. It is asked who has a page, and not
        what stands on it."""
        with undrawn():
            return answer_of(address, self.people[who], "get", data).status_code == 200


def a_world() -> World:
    """One plan that is under way, one that waits to be agreed, one completed; a study group of the
    AST's that was held; a post under review and one whose school appealed; money of two posts."""
    host, base = SchoolFactory(name="Host school"), SchoolFactory(name="Base school")
    people = _people(host, base)
    ast = the_ast(base_school=base, name="Tamsin Quillfeather")
    people |= {"ast": ast.user, "other_ast": the_ast(base_school=base).user}
    named = {
        "practitioner": ast,
        "host_school": host,
        "leader_email": people["lead"].email,
        "base_head_email": people["base_lead"].email,
    }
    plan = OutreachPlanFactory(
        agreed=True,
        request=OutreachRequestFactory(
            accepted=True, state="planned", school=host, practitioner=ast,
            requested_by=people["adviser"],
        ),
        **named,
    )  # fmt: skip
    SupportedColleague.objects.create(plan=plan, name=COLLEAGUE)
    awaiting = send_plan(OutreachPlanFactory(**named), by=None)
    group = StudyGroupPageFactory(leaders=[ast])
    held = StudyGroupSessionFactory(study_group=group, held=True)
    coming = StudyGroupSessionFactory(study_group=group)
    own, other = (ColleagueFactory(school=host, user=user) for user in (people["member"], None))
    world = World(
        host=host,
        base=base,
        plan=plan,
        awaiting=awaiting,
        done=_a_done_plan(named),
        due=TermReturnFactory(post=ast.appointments.get().post, practitioner=ast),
        portrait=PenPortraitPageFactory(practitioner=ast),
        held=held,
        bookings=[BookingFactory(session=coming, colleague=each, school=host)
                  for each in (own, other)],
        people=people,
    )  # fmt: skip
    CategoryOfConcernFactory(school=host, local=True)
    _money_and_posts(world)
    # What pages belong to whom, and what the groups of the roles may do with them.
    world.portrait.owner = ast.user
    world.portrait.save()
    for each in ("ast", "other_ast"):
        grant_role(people[each], Role.PRACTITIONER)
    sync_groups()
    world.made["agreed"] = _agreed_portrait(world)
    # As they come in from outside, remembering nothing of what they were before.
    world.people = {
        name: user and User.objects.get(pk=user.pk) for name, user in world.people.items()
    }
    return world


def _agreed_portrait(world: World) -> PenPortraitPage:
    """Another AST's, submitted and agreed by the base school."""
    owner = world.people["other_ast"]
    draft = PenPortraitPageFactory(practitioner=owner.practitioner, owner=owner, live=False)
    draft.save_revision(user=owner)
    ensure_portrait_workflow().start(draft, owner)
    agree_portrait(waiting_for(world.base).get(), by=world.people["base_lead"])
    draft.refresh_from_db()
    return draft


def _people(host: School, base: School) -> dict[str, User | None]:
    of_programme = {
        role.value: person(role)
        for role in Role
        if not role.value.startswith("school_") and role != Role.PRACTITIONER
    }
    leads_groups = person(Role.PRACTITIONER)
    StudyGroupPageFactory(leaders=[PractitionerFactory(user=leads_groups)])
    return {
        "public": None,
        "nobody": person(),
        "member": colleague_of(host),
        "lead": lead_of(host),
        "other_lead": lead_of(host),
        "base_lead": lead_of(base),
        "other_base_lead": lead_of(base),
        "lead_elsewhere": lead_of(SchoolFactory()),
        "school_finance": finance_of(host),
        "practitioner": leads_groups,
        "other_adviser": person(Role.ADVISER),
        **of_programme,
    }


def _a_done_plan(named: dict) -> OutreachPlan:
    plan = OutreachPlanFactory(agreed=True, **named)
    OutreachVisitFactory(agreement=plan.live_agreement)
    plan = complete_plan(plan, by=None)
    OutreachEvaluation.objects.filter(plan=plan, kind="follow_up").update(
        asked_at=timezone.now(), answered_at=timezone.now(), support=4, impact=3
    )
    return plan


def _money_and_posts(world: World) -> None:
    acting = {
        Role(name): user
        for name, user in world.people.items()
        if name in ("ast_coordinator", "pd_head", "finance")
    }
    world.made["ready"] = in_state(FundingReleaseFactory(), "ready", acting)
    world.made["proposed"] = in_state(FundingReleaseFactory(), "proposed", acting)
    day = timezone.localdate() - timedelta(days=3)
    world.made["review"] = PostReviewFactory(weighed_on=day).post
    appealed = ASTPostFactory(state=PostState.UNDER_REVIEW)
    PostReviewFactory(
        post=appealed, state=ReviewState.APPEALED, weighed_on=day, decided_on=day,
        decided_by=acting[Role.PD_HEAD], discussion="Said.", appeal="No.", appealed_on=day,
    )  # fmt: skip
    world.made["appealed"] = appealed
    world.made["page"] = ContentPageFactory(title="Something to read")
    world.made["visit"] = OutreachVisitFactory(agreement=world.plan.live_agreement, visited_on=day)


def _step(post: str, *names: str) -> Callable[[World, str], bool]:
    """A step of a post is offered on its page; what is not offered cannot be posted."""

    def attempt(world: World, who: str) -> bool:
        user, here = world.people[who], world.made[post]
        actors = actors_for(user, here) if user else frozenset()
        return bool(open_steps(STEPS, Scene(here), actors).keys() & set(names))

    return attempt


def _page(name: str, *args: Callable[[World], object]) -> Callable[[World, str], bool]:
    return lambda world, who: world.opens(who, reverse(name, args=[each(world) for each in args]))


def _does(act: Callable[[World, User], object]) -> Callable[[World, str], bool]:
    """The service does it for this person, or names why not."""

    def attempt(world: World, who: str) -> bool:
        user = world.people[who]
        if user is None:
            return False
        try:
            act(world, user)
        except REFUSALS:
            return False
        return True

    return attempt


def _agrees(world: World, user: User) -> None:
    before = world.awaiting.parties.filter(agreed_at__isnull=False).count()
    answer_of(reverse("outreach:plan", args=[world.awaiting.pk]), user, "post", {"act": "agree"})
    if world.awaiting.parties.filter(agreed_at__isnull=False).count() == before:
        raise Http404


def _reads(world: World, who: str) -> bool:
    pages = [world.portrait.url, world.held.study_group.url, world.made["page"].url,
             reverse("outreach:paper_forms")]  # fmt: skip
    return all(world.opens(who, page) for page in pages)


def _has(right: Callable[[World, User], object]) -> Callable[[World, str], bool]:
    """True where the layer every page of the kind goes through says yes."""
    return lambda world, who: bool(world.people[who] and right(world, world.people[who]))


def _for_all(world: World, user: User) -> bool:
    right = booking_right(user, world.host)
    return bool(right and right.everyone)


def _sees(number: int) -> Callable[[World, User], bool]:
    return lambda world, user: Booking.objects.visible_to(user).count() >= number


def _publishes(world: World, user: User) -> bool:
    """Directly, or as the last step of the portraits' workflow."""
    portrait = world.made["agreed"]
    task = portrait.current_workflow_task
    steps = {name for name, *_ in task.get_actions(portrait, user)}
    return portrait.permissions_for_user(user).can_publish() or "approve" in steps


HOST_LEADS, BASE_LEADS = {"lead", "other_lead"}, {"base_lead", "other_base_lead"}
OFFICE, COORDINATOR, ADVISERS = {"psg_organiser"}, {"ast_coordinator"}, {"adviser", "other_adviser"}
ASTS = {"ast", "other_ast"}
EVERYBODY = None


@dataclass(frozen=True)
class Row:
    """One line: the action in the words of DOMAIN 2.6, which part of it, who may, and the attempt.
    The office acts on behalf of schools, so it stands beside their leads; its editors write pages
    and publish study groups."""

    action: str
    part: str
    may: set[str] | None
    attempt: Callable[[World, str], bool]


ROWS = (
    Row("Read directory, programme, forms, news", "pages", EVERYBODY, _reads),
    Row("Book places, see own school's bookings", "book for oneself",
        {"member"} | HOST_LEADS | OFFICE, _has(lambda w, u: booking_right(u, w.host))),
    Row("Book places, see own school's bookings", "book for anyone of the school",
        HOST_LEADS | OFFICE, _has(_for_all)),
    Row("Book places, see own school's bookings", "see one's own",
        {"member"} | HOST_LEADS | OFFICE, _has(_sees(1))),
    Row("Book places, see own school's bookings", "see everybody's",
        HOST_LEADS | OFFICE, _has(_sees(2))),
    Row("Apply for / renew subscription, give PO", "act for the school",
        {"school_finance"} | HOST_LEADS | OFFICE,
        _does(lambda w, u: buying_school_or_404(u, w.host.urn))),
    Row("Request AST support", "by the public form", EVERYBODY, _page("outreach:ask")),
    Row("Request AST support", "for a school, by the authority", ADVISERS | COORDINATOR,
        _page("outreach:adviser_asks")),
    Row("Request AST support", "on the school's own pages", HOST_LEADS,
        _page("outreach:school_support", lambda w: w.host.urn)),
    Row("Request AST support", "as a link of the AST's own school", BASE_LEADS,
        _page("outreach:link_schools", lambda w: w.base.urn)),
    Row("Edit pen portrait", "write the draft", {"ast", "editor"} | OFFICE | COORDINATOR,
        _has(lambda w, u: w.portrait.permissions_for_user(u).can_edit())),
    Row("Edit pen portrait", "agree it for the base school", BASE_LEADS | OFFICE,
        _page("directory:portraits_to_agree", lambda w: w.base.urn)),
    Row("Edit pen portrait", "publish what the school agreed", COORDINATOR, _has(_publishes)),
    Row("Agree a plan", "each party", {"ast", "lead", "base_lead"} | COORDINATOR, _does(_agrees)),
    Row("Record visit, calendar, term report", "record a visit", ASTS, _page("outreach:new_visit")),
    Row("Record visit, calendar, term report", "put one right", {"ast"},
        _page("outreach:visit", lambda w: w.made["visit"].pk)),
    Row("Record visit, calendar, term report", "plan half days", ASTS,
        _page("outreach:calendar", lambda w: w.due.term_id)),
    Row("Record visit, calendar, term report", "submit the return", {"ast"},
        _does(lambda w, u: submit_return(w.due, by=u, is_nil=True))),
    Row("Read a plan incl. supported colleague", "its page",
        {"ast", "lead", "base_lead", "adviser"} | COORDINATOR,
        _page("outreach:plan", lambda w: w.plan.pk)),
    Row("Submit outreach evaluation", "signed in", {"lead"},
        _has(lambda w, u: evaluation_url(u, w.done))),
    Row("Read outreach evaluation", "its page", {"ast", "base_lead"} | ADVISERS | COORDINATOR,
        _page("outreach:plan_evaluation", lambda w: w.done.pk)),
    Row("Release funding", "propose", COORDINATOR,
        _does(lambda w, u: propose_release(w.made["ready"], by=u))),
    Row("Release funding", "confirm what another proposed", {"pd_head", "finance"},
        _does(lambda w, u: confirm_release(w.made["proposed"], by=u))),
    Row("Decide post review / hear appeal", "decide", {"pd_head"},
        _step("review", "propose", "continue")),
    Row("Decide post review / hear appeal", "hear the appeal", {"director"},
        _step("appealed", "hear")),
    Row("Create PSG, meetings", "propose", ASTS | {"practitioner"},
        _page("psg_catalogue:propose")),
    Row("Create PSG, meetings", "approve", OFFICE, _has(lambda w, u: may_plan(u))),
    Row("Create PSG, meetings", "publish", OFFICE | {"editor"},
        _has(lambda w, u: w.held.study_group.permissions_for_user(u).can_publish())),
    Row("Take register", "its page", {"ast"} | OFFICE,
        _page("psg_catalogue:register", lambda w: w.held.pk)),
    Row("Read raw session evaluations", "people's own words", {"ast", "qa_lead"} | OFFICE,
        _has(lambda w, u: may_read_comments(u, w.held.study_group))),
    Row("Read raw session evaluations", "the summary", {"ast", "qa_lead"} | OFFICE | COORDINATOR,
        _page("psg_catalogue:results", lambda w: w.held.pk)),
    Row("See LA category of concern", "of a school",
        ADVISERS | COORDINATOR | {"pd_head", "director"},
        _has(lambda w, u: categories_seen_by(u, w.host))),
    Row("Export personal data", "the register of ASTs", COORDINATOR,
        lambda w, who: w.opens(who, reverse("outreach:register"), {"format": "csv"})),
    Row("Export personal data", "termly returns", COORDINATOR,
        lambda w, who: w.opens(who, reverse("outreach:returns"), {"format": "csv"})),
    Row("Export personal data", "bookings", OFFICE,
        lambda w, who: w.opens(who, reverse("bookings:index"), {"export": "csv"})),
)  # fmt: skip

# DOMAIN 2.6, line by line.
ACTIONS = (
    "Read directory, programme, forms, news",
    "Book places, see own school's bookings",
    "Apply for / renew subscription, give PO",
    "Request AST support",
    "Edit pen portrait",
    "Agree a plan",
    "Record visit, calendar, term report",
    "Read a plan incl. supported colleague",
    "Submit outreach evaluation",
    "Read outreach evaluation",
    "Release funding",
    "Decide post review / hear appeal",
    "Create PSG, meetings",
    "Take register",
    "Read raw session evaluations",
    "See LA category of concern",
    "Export personal data",
)
