"""Made-up posts, the people in them, and schools in a category."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from directory.outreach.enums import (
    CandidateState,
    CategoryBody,
    ConcernCategory,
    FrameworkEra,
    FundingType,
    Phase,
    PostState,
    ReviewTrigger,
)
from directory.outreach.models import (
    ASTAppointment,
    ASTPost,
    Candidate,
    CategoryOfConcern,
    PostFunding,
    PostReview,
    ReleaseAgreement,
)
from tests.factories.directory import PractitionerFactory, SchoolFactory, SubjectFactory

OPENED_ON = date(2010, 9, 1)


class ASTPostFactory(DjangoModelFactory):
    """A vacant post in force since 2010 that the authority pays for; `funding` is another way."""

    base_school = factory.SubFactory(SchoolFactory, type_code="1", type_name="Community school")
    subject = factory.SubFactory(SubjectFactory)
    phase = Phase.PRIMARY
    state = PostState.OPEN
    opened_on = OPENED_ON

    class Meta:
        model = ASTPost
        skip_postgeneration_save = True

    class Params:
        proposed = factory.Trait(state=PostState.PROPOSED, opened_on=None)

    @factory.post_generation
    def funding(post, create, funding_type, **kwargs):
        if create and post.opened_on:
            PostFunding.objects.create(
                post=post,
                funding_type=funding_type or FundingType.LA_FUNDED,
                starts_on=post.opened_on,
            )


class ASTAppointmentFactory(DjangoModelFactory):
    """Somebody of the base school in a post since 2010."""

    post = factory.SubFactory(ASTPostFactory)
    practitioner = factory.SubFactory(
        PractitionerFactory, base_school=factory.SelfAttribute("..post.base_school")
    )
    starts_on = OPENED_ON

    class Meta:
        model = ASTAppointment


class CategoryOfConcernFactory(DjangoModelFactory):
    """Ofsted's special measures since 2011; `local` for the authority's own list."""

    school = factory.SubFactory(SchoolFactory)
    body = CategoryBody.OFSTED
    category = ConcernCategory.SPECIAL_MEASURES
    era = FrameworkEra.FROM_2005
    starts_on = date(2011, 3, 1)

    class Meta:
        model = CategoryOfConcern

    class Params:
        local = factory.Trait(body=CategoryBody.LA, category=ConcernCategory.LOCAL, era="")


class PostReviewFactory(DjangoModelFactory):
    """A review that waits for its decision, of a post whose holder has given no day."""

    post = factory.SubFactory(ASTPostFactory, state=PostState.UNDER_REVIEW)
    trigger = ReviewTrigger.LEAVER

    class Meta:
        model = PostReview


class ReleaseAgreementFactory(DjangoModelFactory):
    post = factory.SubFactory(ASTPostFactory, funding=FundingType.ACADEMY_RELEASE)
    academy = factory.SelfAttribute("post.base_school")
    agreed_on = OPENED_ON
    starts_on = OPENED_ON

    class Meta:
        model = ReleaseAgreement


class CandidateFactory(DjangoModelFactory):
    """Somebody interested; with `met`, an assessment behind them."""

    name = factory.Sequence(lambda n: f"Verity Larkhill {n}")
    email = factory.Sequence(lambda n: f"verity{n}@example.org")
    school = factory.SubFactory(SchoolFactory)

    class Meta:
        model = Candidate

    class Params:
        met = factory.Trait(state=CandidateState.MET, assessment_on=date(2011, 5, 1))
