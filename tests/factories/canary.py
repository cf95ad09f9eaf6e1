"""One person who is everywhere: in every table that knows of people, beside somebody else."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from wagtail.models import PageLogEntry

from core.audit import record
from core.models import Image, User
from directory.enums import Role
from directory.models import Colleague, PenPortraitPage, School
from directory.services.claims import make_claim
from directory.services.invitations import invite_person
from directory.services.roles import grant_role
from psg_catalogue.enums import Access
from psg_catalogue.models import QAVisit, StudyGroupSession
from psg_catalogue.person_key import person_key
from psg_catalogue.services.bookings import book_places
from psg_catalogue.services.registers import close_register
from tests.factories.core import ImageFactory
from tests.factories.directory import PenPortraitPageFactory, PractitionerFactory, SchoolFactory
from tests.factories.home import ContentPageFactory
from tests.factories.people import lead_of, office, person
from tests.factories.psg_catalogue import (
    BookingFactory,
    RegisterEntryFactory,
    StudyGroupSessionFactory,
    twilight,
)
from tests.factories.subscriptions import SubscriptionFactory

NAME, EMAIL = "Zephyrine Quillfeather", "zephyrine.quillfeather@canary.example"
OTHER, OTHER_EMAIL = "Barnaby Otherwise", "barnaby.otherwise@canary.example"


@dataclass
class Canary:
    """The person and what they left behind."""

    user: User
    school: School
    colleague: Colleague
    portrait: PenPortraitPage
    photo: Image
    held: StudyGroupSession
    coming: StudyGroupSession
    also: dict = field(default_factory=dict)


def a_canary() -> Canary:
    """The person, with an account, roles, claims, a portrait, bookings, register lines, mail, an
    invitation, a subscription in their name, and colleagues who wrote about them."""
    school = SchoolFactory()
    first, _, last = NAME.partition(" ")
    user = lead_of(school, email=EMAIL, first_name=first, last_name=last)
    grant_role(user, Role.PRACTITIONER)
    colleague = Colleague.objects.create(
        school=school, name=NAME, email=EMAIL, job_title="Head of Year 5", user=user
    )
    staff = office(email="office.canary@example.org")
    practitioner = PractitionerFactory(name=NAME, email=EMAIL, user=user, base_school=school)
    photo = ImageFactory(title=f"{NAME}, portrait", description=NAME)
    portrait = PenPortraitPageFactory(practitioner=practitioner, title=NAME, photo=photo)
    portrait.save_revision(user=user).publish()
    coming = StudyGroupSessionFactory(access=Access.OPEN)
    book_places(coming, [colleague], school=school, by=staff, by_office=True)
    held = _a_held_session(colleague)
    make_claim(user, SchoolFactory(), job_title="Subject leader")
    invite_person("zephyrine.quillfeather@canary.example", Role.QA_LEAD, by=staff)
    SubscriptionFactory(
        priced=True, school=school, contact_name=NAME, contact_email=EMAIL, finance_email=EMAIL
    )
    _written_about(staff, held)
    session = SessionStore()
    session.update({"_auth_user_id": str(user.pk), "typed": NAME})
    session.create()
    return Canary(user, school, colleague, portrait, photo, held, coming)


def _a_held_session(colleague: Colleague) -> StudyGroupSession:
    """Held a fortnight ago: the person came, once as booked and once as a walk-in elsewhere."""
    session = StudyGroupSessionFactory(confirmed=True, starts_at=twilight(-14))
    booking = BookingFactory(session=session, colleague=colleague, school=colleague.school)
    session.places_taken = 1
    session.save()
    RegisterEntryFactory(
        session=session,
        booking=booking,
        colleague=colleague,
        name=NAME,
        email=EMAIL,
        school=colleague.school,
        person_key=person_key(NAME, EMAIL),
    )
    close_register(session)
    elsewhere = StudyGroupSessionFactory(held=True)
    RegisterEntryFactory(
        session=elsewhere,
        name=NAME,
        email=EMAIL,
        school=colleague.school,
        person_key=person_key(NAME, EMAIL),
    )
    return session


def _written_about(staff: User, held: StudyGroupSession) -> None:
    QAVisit.objects.create(
        session=held,
        qa_lead=person(Role.QA_LEAD, email="qa.canary@example.org"),
        state=QAVisit.State.SHARED,
        visited_on=timezone.localdate() - timedelta(days=14),
        overall=f"{NAME} asked good questions",
        notes=f"Ask {EMAIL}",
    )
    record(held, "register.reopened", by=staff, reason=f"{NAME} had been left out")
    page = ContentPageFactory(title="Who was there")
    page.title = f"Thanks to {NAME}"
    page.save_revision()
    PageLogEntry.objects.filter(page=page).update(label=f"Thanks to {NAME}")


def somebody_else(canary: Canary) -> User:
    """A colleague of the same school, with as much of their own."""
    first, _, last = OTHER.partition(" ")
    user = lead_of(canary.school, email=OTHER_EMAIL, first_name=first, last_name=last)
    colleague = Colleague.objects.create(
        school=canary.school, name=OTHER, email=OTHER_EMAIL, user=user
    )
    book_places(canary.coming, [colleague], school=canary.school, by=user)
    make_claim(user, SchoolFactory())
    return user
