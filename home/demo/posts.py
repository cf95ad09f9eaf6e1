"""The demonstration's AST posts: each state of DOMAIN 5.1, by a real site's services."""

from datetime import date, timedelta

from django.utils.text import slugify

from core.academic_year import AcademicYear
from core.models import User
from directory.enums import Season, Tier
from directory.models import LocalAuthority, Practitioner, School, Subject, Term
from directory.outreach.enums import CategoryBody, ConcernCategory, FundingType, Phase, SupportKind
from directory.outreach.models import ASTAppointment, ASTPost, CategoryOfConcern, PostAllocation
from directory.outreach.services import candidates, reviews
from directory.outreach.services.academies import agree_release, keep_in_school
from directory.outreach.services.appointments import (
    appoint_ast,
    assign_mentor,
    mark_induction,
)
from directory.outreach.services.concerns import era_of
from directory.outreach.services.leaving import tell_of_leaving
from directory.outreach.services.posts import ask_for_post, decline_post, register_post
from home.demo.words import (
    BARTHOLOMEW,
    PHILIPPA,
    PORTRAITS,
    TAMSIN,
    WILHELMINA,
    Portrait,
)

BEGAN, CONVERTED, RELEASED = date(2009, 9, 1), date(2011, 9, 1), date(2011, 10, 1)
HALFWAY = 404_000
COSMO = "Cosmo Brackenridge"
HYACINTH, AMBROSE = "Hyacinth Oakapple", "Ambrose Fairlight-Singh"
_PHASES = {
    Tier.MIDDLE: Phase.MIDDLE,
    Tier.UPPER: Phase.SECONDARY,
    Tier.SECONDARY: Phase.SECONDARY,
}


def load_posts(
    practitioners: dict[str, Practitioner], accounts: dict[str, User], today: date
) -> None:
    """The register has everyone with a portrait, and what DOMAIN 5.1 says of each."""
    coordinator = accounts["coordinator@example.org"]
    _areas()
    held = {each.name: _post(each, practitioners[each.name], today) for each in PORTRAITS}
    _academies(held, coordinator)
    _new_ast(held[BARTHOLOMEW], practitioners[PHILIPPA], coordinator)
    _leaver(held[AMBROSE], accounts, today)
    _categories(today)
    _posts_nobody_holds(accounts, coordinator, today)
    _candidates(coordinator, today)
    PostAllocation.objects.create(
        authority=LocalAuthority.objects.get(code="990"),
        posts=12,
        basis_on=date(2004, 4, 1),
        starts_on=date(2008, 4, 1),
        note="School development grant, as reckoned when it began.",
    )


def _areas() -> None:
    """The county's own areas, which the register of schools does not know."""
    ours = School.objects.filter(authority_id="990")
    for area, half in (("North Marlshire", "gte"), ("South Marlshire", "lt")):
        ours.filter(**{f"northing__{half}": HALFWAY}).update(area=area)


def _post(portrait: Portrait, practitioner: Practitioner, today: date) -> ASTAppointment:
    school = practitioner.base_school
    starts_on = BEGAN
    if portrait.name == BARTHOLOMEW:  # newly accredited
        practitioner.accredited_on = today - timedelta(days=160)
        practitioner.save(update_fields=["accredited_on"])
        starts_on = max(AcademicYear.current().first_day, practitioner.accredited_on)
    pays_itself = portrait.name == HYACINTH
    post = register_post(
        school,
        subject=Subject.objects.get(slug=slugify(portrait.subjects[0])),
        phase=_PHASES.get(school.tier, Phase.PRIMARY),
        funding_type=FundingType.SCHOOL_FUNDED if pays_itself else FundingType.LA_FUNDED,
        opened_on=BEGAN,
    )
    percent = 60 if portrait.name == TAMSIN else 100
    return appoint_ast(post, practitioner, starts_on=starts_on, working_percent=percent)


def _academies(held: dict[str, ASTAppointment], coordinator: User) -> None:
    """One that releases its AST by agreement, and one that keeps its own (CB ¶9)."""
    for name in (WILHELMINA, COSMO):
        keep_in_school(held[name].post, starts_on=CONVERTED, by=coordinator)
    post = ASTPost.objects.get(pk=held[WILHELMINA].post.pk)
    agree_release(post, post.base_school, agreed_on=CONVERTED, starts_on=RELEASED, by=coordinator)
    portrait = held[WILHELMINA].practitioner.portrait
    portrait.refresh_from_db()
    if not portrait.live:
        portrait.get_latest_revision().publish()


def _new_ast(appointment: ASTAppointment, mentor: Practitioner, coordinator: User) -> None:
    assign_mentor(appointment, mentor, by=coordinator)
    mark_induction(appointment, {"role", "others"}, by=coordinator)


def _leaver(appointment: ASTAppointment, accounts: dict[str, User], today: date) -> None:
    """Leaves at the end of the summer term; the head of professional development has gone through
    the priorities and not yet decided."""
    summer = Term.objects.filter(season=Season.SUMMER, ends_on__gt=today).order_by("ends_on")
    tell_of_leaving(
        appointment,
        last_day=summer.first().ends_on,
        reason="promoted",
        successor_wanted=True,
        by=accounts["new.lead@example.org"],
    )
    review = appointment.post.reviews.get()
    reviews.weigh_priorities(review, priorities=[], by=accounts["head.of.pd@example.org"])


def _categories(today: date) -> None:
    """One of Ofsted's, in which the base school of an AST is, and one of the authority's own."""
    since = today - timedelta(days=210)
    ofsted = (CategoryBody.OFSTED, ConcernCategory.SPECIAL_MEASURES)
    for name, (body, category) in (
        ("Cold Harbour Primary School", ofsted),
        ("Briarmere Middle School", ofsted),
        ("Emberhurst Primary School", (CategoryBody.LA, ConcernCategory.LOCAL)),
    ):
        CategoryOfConcern.objects.create(
            school=School.objects.get(name=name),
            body=body,
            category=category,
            era=era_of(body, category, since),
            starts_on=since,
            source="Inspection report" if body == CategoryBody.OFSTED else "Officers' meeting",
        )


def _posts_nobody_holds(accounts: dict[str, User], coordinator: User, today: date) -> None:
    """One vacant, one asked for, one not agreed, one whose funding went elsewhere."""
    head, lead = accounts["head.of.pd@example.org"], accounts["lead@example.org"]
    school, subjects = School.objects.get(name="Brindle Down Primary School"), Subject.objects
    register_post(
        School.objects.get(name="Briargarth Upper School"),
        subject=subjects.get(slug="science"),
        phase=Phase.SECONDARY,
        funding_type=FundingType.LA_FUNDED,
        opened_on=BEGAN,
    )
    words = "Half of our neighbours have no specialist. Ours has led their training for two years."
    asked = {"phase": Phase.PRIMARY, "case": words, "by": lead}
    ask_for_post(school, subject=subjects.get(slug="mathematics"), **asked)
    declined = ask_for_post(school, subject=subjects.get(slug="science"), **asked)
    decline_post(declined, answer="Primary science is well served in the county.", by=head)
    _redirected(head, coordinator)


def _redirected(head: User, coordinator: User) -> None:
    """A post of years ago, whose holder retired."""
    post = register_post(
        School.objects.get(name="Briarfold Middle School"),
        subject=Subject.objects.get(slug="mathematics"),
        phase=Phase.MIDDLE,
        funding_type=FundingType.LA_FUNDED,
        opened_on=BEGAN,
    )
    review = reviews.open_review(post, by=coordinator)
    reviews.weigh_priorities(review, priorities=[], by=head)
    words = "By telephone with the headteacher; the school agrees."
    review = reviews.propose_redirect(review, discussion=words, by=head)
    review.decided_on -= timedelta(days=60)
    review.save(update_fields=["decided_on"])
    reviews.redirect_funding(review, by=head)


def _candidates(coordinator: User, today: date) -> None:
    """One on each of three steps of the way."""
    people = (
        ("Ottilie Farrowgate", "Dapplemere Middle School", "Geography", 0),
        ("Lysander Pike", "Quillmere Primary School", "Reading in key stage 1", 1),
        ("Merrin Copplestone", "Briargarth Upper School", "Chemistry", 3),
    )
    for name, school, note, steps in people:
        candidate = candidates.express_interest(
            name=name,
            email=f"{slugify(name)}@example.org",
            school=School.objects.get(name=school),
            note=note,
            by=coordinator,
        )
        if steps:
            candidates.give_support(
                candidate,
                kind=SupportKind.VISIT,
                note="Talked over the process and their concerns.",
                by=coordinator,
            )
        if steps == 3:
            candidates.note_application(candidate, by=coordinator)
            candidates.book_assessment(candidate, day=today, by=coordinator)
            candidates.record_result(candidate, met=True, by=coordinator)
