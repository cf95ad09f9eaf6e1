"""Made-up terms, funding streams, releases, returns and meetings of ASTs."""

from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from core.academic_year import AcademicYear
from directory.enums import Season
from directory.models import Term
from directory.outreach.models import (
    FundingRelease,
    FundingStream,
    NetworkMeeting,
    NetworkNews,
    Policy,
    StreamPost,
    TermReturn,
)
from tests.factories.directory import LocalAuthorityFactory
from tests.factories.outreach import ASTAppointmentFactory, ASTPostFactory

FORTY_THOUSAND = 4_000_000


def season_now() -> Season:
    """So that the term and its money lie in one financial year."""
    return Season.SUMMER if 4 <= timezone.localdate().month <= 8 else Season.AUTUMN


class TermFactory(DjangoModelFactory):
    """The host authority's autumn term of 2012, paid for by 2012/13."""

    authority = factory.SubFactory(LocalAuthorityFactory)
    academic_year = 2012
    season = Season.AUTUMN
    starts_on = date(2012, 9, 4)
    ends_on = date(2012, 12, 21)

    class Meta:
        model = Term
        django_get_or_create = ["authority", "academic_year", "season"]

    class Params:
        summer = factory.Trait(
            season=Season.SUMMER,
            academic_year=2011,
            starts_on=date(2012, 4, 16),
            ends_on=date(2012, 7, 20),
        )
        spring = factory.Trait(
            season=Season.SPRING, starts_on=date(2013, 1, 7), ends_on=date(2013, 4, 5)
        )
        # Begun lately, and not over.
        running = factory.Trait(
            academic_year=factory.LazyFunction(lambda: AcademicYear.current().start),
            season=factory.LazyFunction(season_now),
            starts_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(20)),
            ends_on=factory.LazyFunction(lambda: timezone.localdate() + timedelta(20)),
        )


def terms_of_2012() -> list[Term]:
    """The three that 2012/13 pays for, in order."""
    return [TermFactory(summer=True), TermFactory(), TermFactory(spring=True)]


class FundingStreamFactory(DjangoModelFactory):
    """£40,000 for 2012/13 (CB L26)."""

    name = factory.Sequence(lambda n: f"Outreach fund {n}")
    financial_year = 2012
    amount_pence = FORTY_THOUSAND

    class Meta:
        model = FundingStream


class StreamPostFactory(DjangoModelFactory):
    """A post on a stream for its whole year, with the whole of the stream as cover."""

    stream = factory.SubFactory(FundingStreamFactory)
    post = factory.SubFactory(ASTPostFactory)
    starts_on = factory.LazyAttribute(lambda placed: placed.stream.year.first_day)
    ends_on = factory.LazyAttribute(lambda placed: placed.stream.last_day)
    cover_pence = FORTY_THOUSAND

    class Meta:
        model = StreamPost


class FundingReleaseFactory(DjangoModelFactory):
    """The release of a post's autumn term, awaiting its papers; `ready=True` has them all."""

    stream = factory.SubFactory(FundingStreamFactory)
    post = factory.SubFactory(ASTPostFactory)
    term = factory.SubFactory(TermFactory)
    not_before = factory.LazyAttribute(lambda release: release.term.ends_on)
    payee_name = factory.LazyAttribute(lambda release: release.post.base_school.name)

    class Meta:
        model = FundingRelease
        skip_postgeneration_save = True

    @factory.post_generation
    def placed(release, create, given, **kwargs):
        if create and given is not False:
            StreamPostFactory(stream=release.stream, post=release.post, **kwargs)


class TermReturnFactory(DjangoModelFactory):
    """Due for the autumn of 2012, from somebody with an account."""

    term = factory.SubFactory(TermFactory)
    post = factory.SubFactory(ASTPostFactory)
    practitioner = factory.LazyAttribute(
        lambda due: ASTAppointmentFactory(post=due.post).practitioner
    )

    class Meta:
        model = TermReturn


class NetworkMeetingFactory(DjangoModelFactory):
    term = factory.SubFactory(TermFactory)
    title = factory.Sequence(lambda n: f"Autumn network meeting {n}")
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=10))
    ends_at = factory.LazyAttribute(lambda meeting: meeting.starts_at + timedelta(hours=2))
    agenda = "Coaching in pairs\nWhat helped"

    class Meta:
        model = NetworkMeeting


class NetworkNewsFactory(DjangoModelFactory):
    title = factory.Sequence(lambda n: f"Specialist leaders, note {n}")
    words = "Details were published today."

    class Meta:
        model = NetworkNews


class PolicyFactory(DjangoModelFactory):
    title = "AST policy"
    version = factory.Sequence(lambda n: f"{n + 1}")
    slug = factory.Sequence(lambda n: f"ast-policy-{n + 1}")
    owner = "AST coordinator"
    words = "Excellent teachers stay in the classroom.\n\nThey help other schools."
    dated = date(2012, 9, 1)

    class Meta:
        model = Policy
