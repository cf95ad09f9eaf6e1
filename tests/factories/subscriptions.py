"""Made-up schemes and subscriptions."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from core.academic_year import AcademicYear
from subscriptions.enums import SubscriptionState
from subscriptions.models import Charge, PriceRule, Subscription, SubscriptionScheme
from tests.factories.directory import SchoolFactory


class SubscriptionSchemeFactory(DjangoModelFactory):
    academic_year = factory.LazyFunction(lambda: AcademicYear.current().start)
    name = factory.LazyAttribute(lambda it: f"Study groups {AcademicYear(it.academic_year)}")

    class Meta:
        model = SubscriptionScheme
        django_get_or_create = ["academic_year"]
        skip_postgeneration_save = True

    @factory.post_generation
    def price(scheme, create, pence, **kwargs):
        """`price=15000`: one price, in pence, for every school."""
        if create and pence is not None:
            PriceRuleFactory(scheme=scheme, price_pence=pence)


class PriceRuleFactory(DjangoModelFactory):
    """A price for every school; `tier` and `in_host_authority` narrow it."""

    scheme = factory.SubFactory(SubscriptionSchemeFactory)
    price_pence = 15_000

    class Meta:
        model = PriceRule


class SubscriptionFactory(DjangoModelFactory):
    """Active since 1 September of its year, the current one unless `academic_year` is given."""

    school = factory.SubFactory(SchoolFactory)
    academic_year = factory.LazyFunction(lambda: AcademicYear.current().start)
    scheme = factory.SubFactory(
        SubscriptionSchemeFactory, academic_year=factory.SelfAttribute("..academic_year")
    )
    state = SubscriptionState.ACTIVE
    active_from = factory.LazyAttribute(lambda s: AcademicYear(s.academic_year).first_day)
    school_name = factory.SelfAttribute("school.name")
    authority_code = factory.SelfAttribute("school.authority_id")
    made_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = Subscription

    class Params:
        applied = factory.Trait(state=SubscriptionState.APPLIED, active_from=None)
        cancelled = factory.Trait(state=SubscriptionState.CANCELLED)
        # Asked for on the site at £150, exempt: ready to be invoiced or paid by card.
        priced = factory.Trait(
            applied=True,
            price_pence=15_000,
            vat_treatment="exempt",
            contact_name="Nell Hatherley",
            contact_email="nell@example.org",
            finance_name="Ambrose Tull",
            finance_email="finance@example.org",
            payer_name=factory.SelfAttribute("school.name"),
            invoice_address="Mill Lane\nThistlecombe\nZZ3 4AB",
        )


class ChargeFactory(DjangoModelFactory):
    """A place at a session at £40, exempt, of the kind "test_place" (conftest sells it)."""

    kind = "test_place"
    reference = factory.Sequence(str)
    school = factory.SubFactory(SchoolFactory)
    school_name = factory.SelfAttribute("school.name")
    description = "Place at “Phonics first”, 12 March 2027"
    price_pence = 4_000
    vat_treatment = "exempt"
    finance_name = "Ambrose Tull"
    finance_email = "finance@example.org"
    invoice_address = "Mill Lane\nThistlecombe\nZZ3 4AB"

    class Meta:
        model = Charge
