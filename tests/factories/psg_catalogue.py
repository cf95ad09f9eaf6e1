"""Made-up study groups, sessions, bookings and registers.

`StudyGroupSessionFactory()` is a published session a fortnight ahead in a fresh study group, with
no bookings. Traits: `full`, `held`, `cancelled`, `postponed`, `confirmed`, `past`, `online`,
`open_to_all`, `at_a_price`. `booked=3`, `waiting=2`, `came=4` and `answered=5` bring the rows that
go with them;
`full` books both its two places, `held` has three people present.
"""

from datetime import datetime, time, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from core.academic_year import LONDON, AcademicYear
from psg_catalogue.enums import (
    Access,
    Attendance,
    BookingState,
    QAVisitState,
    QuestionKind,
    SessionState,
)
from psg_catalogue.models import (
    FEWEST,
    AdministrativeCost,
    Booking,
    CataloguePage,
    ChangeNote,
    EvaluationAnswer,
    EvaluationQuestion,
    EvaluationResponse,
    PlaceOrder,
    QAVisit,
    RegisterEntry,
    ServiceAgreement,
    SessionPage,
    StudyGroupLeader,
    StudyGroupPage,
    StudyGroupSession,
)
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory, PractitionerFactory, SchoolFactory
from tests.factories.home import the_home_page
from tests.factories.pages import PageFactory
from tests.factories.subscriptions import ChargeFactory

TWILIGHT = time(16, 15)
LASTING = timedelta(minutes=90)


def twilight(days_ahead: int) -> datetime:
    """16:15 in London so many days from today; days before today are below zero."""
    day = timezone.localdate() + timedelta(days=days_ahead)
    return datetime.combine(day, TWILIGHT, tzinfo=LONDON)


def the_catalogue() -> CataloguePage:
    """The one catalogue page, made where there is none."""
    return CataloguePage.objects.first() or CataloguePageFactory()


class CataloguePageFactory(PageFactory):
    title = "Study groups"
    slug = "study-groups"
    parent = factory.LazyFunction(the_home_page)

    class Meta:
        model = CataloguePage


class StudyGroupPageFactory(PageFactory):
    """`subjects=[…]`, `key_stages=[…]` and `leaders=[practitioner, …]` may be given."""

    title = factory.Sequence(lambda n: f"Study group {n}")
    summary = "Short prompts that make pupils explain."
    audience = "Teachers and teaching assistants"
    parent = factory.LazyFunction(the_catalogue)

    class Meta:
        model = StudyGroupPage
        skip_postgeneration_save = True

    @factory.post_generation
    def subjects(page, create, given, **kwargs):
        if create and given:
            page.subjects.set(given)
            page.save()

    @factory.post_generation
    def key_stages(page, create, given, **kwargs):
        if create and given:
            page.key_stages.set(given)
            page.save()

    @factory.post_generation
    def leaders(page, create, given, **kwargs):
        for order, practitioner in enumerate(given or []):
            StudyGroupLeaderFactory(page=page, practitioner=practitioner, sort_order=order)


class StudyGroupLeaderFactory(DjangoModelFactory):
    page = factory.SubFactory(StudyGroupPageFactory)
    practitioner = factory.SubFactory(PractitionerFactory)

    class Meta:
        model = StudyGroupLeader


class SessionPageFactory(PageFactory):
    title = factory.Sequence(lambda n: f"Session {n}")
    parent = factory.SubFactory(StudyGroupPageFactory)

    class Meta:
        model = SessionPage


class StudyGroupSessionFactory(DjangoModelFactory):
    """A session with its page. Give `study_group` and `title`, and `live=False` to hide it."""

    study_group = factory.SubFactory(StudyGroupPageFactory)
    page = factory.SubFactory(
        SessionPageFactory,
        parent=factory.SelfAttribute("..study_group"),
        title=factory.SelfAttribute("..title"),
        live=factory.SelfAttribute("..live"),
    )
    starts_at = factory.LazyFunction(lambda: twilight(14))
    ends_at = factory.LazyAttribute(lambda session: session.starts_at + LASTING)
    venue = factory.SubFactory(SchoolFactory)
    capacity = 20

    class Meta:
        model = StudyGroupSession
        exclude = ["title", "live"]
        skip_postgeneration_save = True

    class Params:
        confirmed = factory.Trait(state=SessionState.CONFIRMED)
        past = factory.Trait(starts_at=factory.LazyFunction(lambda: twilight(-14)))
        full = factory.Trait(capacity=2, places_taken=2)
        held = factory.Trait(
            state=SessionState.HELD,
            starts_at=factory.LazyFunction(lambda: twilight(-14)),
            register_closed_at=factory.LazyFunction(timezone.now),
        )
        cancelled = factory.Trait(
            state=SessionState.CANCELLED, cancellation_reason="The leader is unwell."
        )
        postponed = factory.Trait(state=SessionState.POSTPONED)
        online = factory.Trait(venue=None, joining_link="https://meet.example.org/secret-room")
        open_to_all = factory.Trait(access=Access.OPEN)
        # Subscribers at no further cost, others at £45 a place, exempt.
        at_a_price = factory.Trait(access=Access.PAID, price_pence=4_500)

    title = factory.Sequence(lambda n: f"Session {n}")
    live = True

    @factory.post_generation
    def booked(session, create, given, **kwargs):
        """As many confirmed bookings as places are taken, or the number given for both."""
        if not create:
            return
        if given is not None:
            session.places_taken = given
            session.save(update_fields=["places_taken"])
        BookingFactory.create_batch(session.places_taken, session=session)

    @factory.post_generation
    def waiting(session, create, given, **kwargs):
        """So many more on the waiting list."""
        if create and given:
            BookingFactory.create_batch(given, session=session, waiting=True)

    @factory.post_generation
    def came(session, create, given, **kwargs):
        """So many marked present; three where a session is held and no number is given."""
        if given is None and session.state == SessionState.HELD:
            given = 3
        if create and given:
            RegisterEntryFactory.create_batch(given, session=session)

    @factory.post_generation
    def answered(session, create, given, **kwargs):
        """So many answered evaluations, shown in whole steps of five, that gave every scale
        `answered__scale` (4 where it is not given)."""
        if not create or not given:
            return
        scales = list(EvaluationQuestion.objects.filter(kind=QuestionKind.SCALE))
        for number in range(given):
            response = EvaluationResponse.objects.create(
                session=session, shown=number < given - given % FEWEST
            )
            EvaluationAnswer.objects.bulk_create(
                EvaluationAnswer(response=response, question=each, scale=kwargs.get("scale", 4))
                for each in scales
            )


class BookingFactory(DjangoModelFactory):
    """A confirmed booking; it does not count itself into the session's `places_taken`."""

    session = factory.SubFactory(StudyGroupSessionFactory)
    colleague = factory.SubFactory(ColleagueFactory)
    school = factory.SelfAttribute("colleague.school")

    class Meta:
        model = Booking

    class Params:
        waiting = factory.Trait(
            state=BookingState.WAITING_LIST, waiting_since=factory.LazyFunction(timezone.now)
        )
        cancelled = factory.Trait(
            state=BookingState.CANCELLED_BY_SCHOOL, ended_at=factory.LazyFunction(timezone.now)
        )


class RegisterEntryFactory(DjangoModelFactory):
    """A line of the register: present, of the school given."""

    session = factory.SubFactory(StudyGroupSessionFactory)
    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"Attender {n}")
    email = factory.Sequence(lambda n: f"attender{n}@example.org")
    school_name = factory.SelfAttribute("school.name")
    authority_code = factory.SelfAttribute("school.authority_id")
    attendance = Attendance.PRESENT
    person_key = factory.LazyAttribute(lambda entry: entry.email or entry.name.lower())

    class Meta:
        model = RegisterEntry

    class Params:
        absent = factory.Trait(attendance=Attendance.ABSENT)
        apologies = factory.Trait(attendance=Attendance.APOLOGIES)
        walk_in_at_the_door = factory.Trait(walk_in=True)


class ChangeNoteFactory(DjangoModelFactory):
    session = factory.SubFactory(StudyGroupSessionFactory)
    you_said = "Too many prompts in one go."
    we_changed = "Three prompts, each shown on video first."

    class Meta:
        model = ChangeNote


class QAVisitFactory(DjangoModelFactory):
    """A planned visit. Traits: `made` (a draft), `shared`, `called_off`."""

    session = factory.SubFactory(StudyGroupSessionFactory)
    qa_lead = factory.SubFactory(UserFactory)

    class Meta:
        model = QAVisit

    class Params:
        written = factory.Trait(
            visited_on=factory.SelfAttribute("session.day"),
            strengths="Everyone tried it.",
            development="The last part was hurried.",
            overall="Well led.",
        )
        made = factory.Trait(written=True, state=QAVisitState.MADE)
        shared = factory.Trait(
            written=True,
            state=QAVisitState.SHARED,
            shared_at=factory.LazyFunction(timezone.now),
        )
        called_off = factory.Trait(state=QAVisitState.CALLED_OFF)


class ServiceAgreementFactory(DjangoModelFactory):
    """In force from the first day of this academic year until it is ended."""

    provider = "Marlbridge Training School"
    starts_on = factory.LazyFunction(lambda: AcademicYear.current().first_day)
    quality_share = 25

    class Meta:
        model = ServiceAgreement


class AdministrativeCostFactory(DjangoModelFactory):
    what_for = "Rooms and refreshments"
    amount_pence = 12_000

    class Meta:
        model = AdministrativeCost


class PlaceOrderFactory(DjangoModelFactory):
    """Places of a school that are held to be paid by card, without anybody on them."""

    session = factory.SubFactory(StudyGroupSessionFactory)
    school = factory.SubFactory(SchoolFactory)
    charge = factory.SubFactory(
        ChargeFactory,
        kind="place",
        school=factory.SelfAttribute("..school"),
        price_pence=4_500,
    )
    pay_by = "card"
    each_pence = 4_500
    held_until = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=2))

    class Meta:
        model = PlaceOrder
