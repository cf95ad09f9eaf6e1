"""What stands at an address of a school or a person: made for them, and then asked for by others
(tests/config/test_routes.py, test_owners.py). Each maker takes the school and gives the address's
places besides its URN."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.utils import timezone

from core.models import User
from directory.enums import Role
from directory.models import School
from directory.services.claims import make_claim
from directory.services.invitations import invite_person
from psg_catalogue.services.certificates import number_certificates
from tests.factories.directory import (
    ColleagueFactory,
    PenPortraitPageFactory,
    PractitionerFactory,
    SchoolFactory,
    SchoolGroupFactory,
    the_directory,
)
from tests.factories.outreach import ASTAppointmentFactory
from tests.factories.people import colleague_of, lead_of, office, person
from tests.factories.psg_catalogue import (
    BookingFactory,
    PlaceOrderFactory,
    RegisterEntryFactory,
    StudyGroupSessionFactory,
)
from tests.factories.subscriptions import ChargeFactory, SubscriptionFactory


def a_person(school: School) -> dict:
    return {"pk": colleague_of(school).pk}


def a_colleague(school: School) -> dict:
    return {"pk": ColleagueFactory(school=school).pk}


def a_leaver(school: School) -> dict:
    return {"pk": ColleagueFactory(school=school, left_on=timezone.localdate() - timedelta(9)).pk}


def a_claim(school: School) -> dict:
    return {"pk": make_claim(person(), school).pk}


def an_invitation(school: School) -> dict:
    lead = lead_of(school)
    invited = invite_person("new@example.org", Role.SCHOOL_MEMBER, by=lead, school=school)
    return {"pk": invited.pk}


def a_subscription(school: School) -> dict:
    return {"pk": SubscriptionFactory(school=school).pk}


def a_priced_subscription(school: School) -> dict:
    return {"pk": SubscriptionFactory(school=school, priced=True).pk}


def a_card_order(school: School) -> dict:
    from subscriptions.models import CardOrder
    from subscriptions.services.card_payments import start_card_payment

    subscription = SubscriptionFactory(school=school, priced=True)
    start_card_payment(subscription, by=lead_of(school))
    return {"reference": CardOrder.objects.get(subscription=subscription).reference}


def a_charge(school: School) -> dict:
    return {"pk": ChargeFactory(school=school).pk}


def an_invoice(school: School) -> dict:
    from subscriptions.services.invoices import issue_invoice

    return {
        "number": issue_invoice(SubscriptionFactory(school=school, priced=True), by=None).number
    }


def a_credit_note(school: School) -> dict:
    from subscriptions.services.credit_notes import issue_credit_note
    from subscriptions.services.invoices import issue_invoice

    invoice = issue_invoice(SubscriptionFactory(school=school, priced=True), by=None)
    amounts = {line.pk: 100 for line in invoice.lines.all()}
    return {"number": issue_credit_note(invoice, amounts=amounts, reason="x", by=None).number}


def a_quotation(school: School) -> dict:
    from subscriptions.services.quotations import make_quotation

    quoted = make_quotation(SubscriptionFactory(school=school, priced=True), by=None)
    return {"number": quoted.number}


def a_booking(school: School) -> dict:
    return {"pk": BookingFactory(colleague=ColleagueFactory(school=school)).pk}


def two_of_a_name(school: School) -> dict:
    one, other = (ColleagueFactory(school=school, name="Pearl Hathersedge") for _ in range(2))
    return {"one": one.pk, "other": other.pk}


def a_place_order(school: School) -> dict:
    return {"pk": PlaceOrderFactory(school=school).pk}


def a_waiting_portrait(school: School) -> dict:
    from directory.services.agreement import waiting_for
    from directory.services.portrait_workflow import ensure_portrait_workflow

    the_directory()
    ensure_portrait_workflow()
    practitioner = PractitionerFactory(base_school=school)
    portrait = PenPortraitPageFactory(practitioner=practitioner, own_words="Brisk.", live=False)
    portrait.save_revision()
    portrait.get_workflow().start(portrait, office())
    return {"pk": waiting_for(school).get().pk}


# Of one person, whatever their school: the person and the places.
def an_own_claim() -> tuple[User, dict]:
    user = person()
    return user, {"pk": make_claim(user, SchoolFactory()).pk}


def an_own_session() -> tuple[User, dict]:
    user = person()
    row = UserSession.objects.create(user=user, ip="192.0.2.1", session_key="k", user_agent="x")
    return user, {"pk": row.pk}


def a_support_request(school: School) -> dict:
    from tests.factories.support import OutreachRequestFactory

    return {"pk": OutreachRequestFactory(school=school).pk}


def a_post(school: School) -> dict:
    return {"pk": ASTAppointmentFactory(post__base_school=school).post.pk}


def a_step_of_a_post(school: School) -> dict:
    return {**a_post(school), "step": "leaving"}


def an_own_group() -> tuple[User, dict]:
    """A group that the lead of one of its schools pays for; another lead there does not."""
    school = SchoolFactory()
    user = lead_of(school)
    return user, {"pk": SchoolGroupFactory(schools=[school], finance_contact=user).pk}


def an_own_certificate() -> tuple[User, dict]:
    user = person()
    session = StudyGroupSessionFactory(held=True, came=0)
    RegisterEntryFactory(session=session, colleague=ColleagueFactory(user=user))
    number_certificates(session)
    return user, {"number": session.entries.get().certificate.number}
