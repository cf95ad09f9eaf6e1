"""What the demonstration shows of schemes: bands, a share for late starters, a trust that pays for
three schools, a school near its allowance, a session at a price, and next year's renewals."""

from datetime import date

from django.utils import timezone

from core.models import User
from directory.enums import GroupKind, Season, Tier
from directory.models import GroupMember, School, SchoolGroup
from home.demo.people import SCHOOL, UNSUBSCRIBED_SCHOOL
from home.demo.programme import Programme
from psg_catalogue.enums import Access
from psg_catalogue.services.session_changes import (
    set_access,
)
from subscriptions.models import PartYearShare, PriceRule, Subscription, SubscriptionScheme
from subscriptions.services.group_payments import GroupOrder, pay_for_schools
from subscriptions.services.renewals import decline_renewal, invite_to_renew, renew

TRUST = "Vale and Heath Learning Trust"
PLACE_PENCE = 4500


def load_rolls_and_rules(schemes: list[SubscriptionScheme]) -> None:
    """Primary schools have a number on roll; larger ones pay more, and late starters a share."""
    schools = list(School.objects.open().filter(tier=Tier.PRIMARY))
    for school in schools:
        school.number_on_roll = 90 + int(school.urn) % 8 * 45
    School.objects.bulk_update(schools, ["number_on_roll"])
    for scheme in schemes:
        PriceRule.objects.get_or_create(
            scheme=scheme, tier=Tier.PRIMARY, roll_from=210, defaults={"price_pence": 20500}
        )
        for season, percent in ((Season.SPRING, 70), (Season.SUMMER, 40)):
            PartYearShare.objects.get_or_create(
                scheme=scheme, season=season, defaults={"percent": percent}
            )


def load_trust(scheme: SubscriptionScheme, office: User) -> None:
    """A trust pays for three schools on one invoice."""
    schools = list(
        School.objects.open()
        .in_authority("990")
        .exclude(name__in=[SCHOOL, UNSUBSCRIBED_SCHOOL])
        .exclude(subscriptions__academic_year=scheme.academic_year)
        .order_by("urn")[:3]
    )
    trust = SchoolGroup.objects.create(
        kind=GroupKind.TRUST,
        name=TRUST,
        finance_email="trust@example.org",
        invoice_address="Heath House\nMarlbridge\nZZ1 1ZZ",
    )
    GroupMember.objects.bulk_create(GroupMember(group=trust, school=each) for each in schools)
    order = GroupOrder(
        finance_name="The trust’s finance office",
        finance_email=trust.finance_email,
        invoice_address=trust.invoice_address,
        purchase_order_number="VHLT-118",
        terms_accepted=True,
    )
    pay_for_schools(trust, scheme, schools, order, by=office)


def load_allowance(scheme: SubscriptionScheme) -> None:
    """One school was sold a number of places, and has two of them left."""
    subscription = (
        Subscription.objects.active()
        .in_year(scheme.year)
        .filter(places_used__gte=3)
        .exclude(school__name=SCHOOL)
        .order_by("school__urn")
        .first()
    )
    if subscription is not None:
        subscription.places_included = subscription.places_used + 2
        subscription.save(update_fields=["places_included"])


def load_priced_session(programme: Programme, office: User) -> None:
    """One session to come is open to schools without a subscription at a price a place."""
    later = [
        session
        for sessions in programme.sessions.values()
        for session in sessions
        if session.starts_at > timezone.now() and session.access == Access.SUBSCRIBERS
    ]
    if later:
        session = max(later, key=lambda each: (each.starts_at, each.pk))
        set_access(session, access=Access.PAID, price_pence=PLACE_PENCE, by=office)


def load_renewals(scheme: SubscriptionScheme, office: User) -> None:
    """From the summer term on schools are invited to the year to come; some have answered."""
    scheme.renewals_from = date(scheme.academic_year, 4, 20)
    scheme.save(update_fields=["renewals_from"])
    if not scheme.renewals_from <= timezone.localdate() < scheme.year.first_day:
        return
    invite_to_renew(scheme, by=office)
    asked = School.objects.filter(renewals__academic_year=scheme.academic_year).order_by("urn")
    for school in asked[:6]:
        renew(school, scheme, by=office)
    for school in asked[6:7]:
        decline_renewal(school, scheme, reason="We train with another partnership.", by=office)
