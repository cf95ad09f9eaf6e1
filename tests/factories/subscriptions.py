"""Made-up schemes and subscriptions."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from core.academic_year import AcademicYear
from subscriptions.enums import SubscriptionState
from subscriptions.models import Subscription, SubscriptionScheme
from tests.factories.directory import SchoolFactory


class SubscriptionSchemeFactory(DjangoModelFactory):
    academic_year = factory.LazyFunction(lambda: AcademicYear.current().start)
    name = factory.LazyAttribute(lambda it: f"Study groups {AcademicYear(it.academic_year)}")

    class Meta:
        model = SubscriptionScheme
        django_get_or_create = ["academic_year"]


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
