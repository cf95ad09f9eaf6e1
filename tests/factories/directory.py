"""Made-up schools and people of the invented county of Marlshire (authority 990)."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from directory.enums import Outreach
from directory.models import (
    Colleague,
    DirectoryPage,
    GroupMember,
    KeyStage,
    LocalAuthority,
    Offer,
    PenPortraitPage,
    Practitioner,
    PractitionerKind,
    School,
    SchoolGroup,
    Subject,
)
from tests.factories.home import the_home_page
from tests.factories.pages import PageFactory

AUTHORITIES = {"990": "Marlshire", "991": "Fenbury", "992": "Wexmoor"}


class LocalAuthorityFactory(DjangoModelFactory):
    code = "990"
    name = factory.LazyAttribute(lambda authority: AUTHORITIES.get(authority.code, authority.code))

    class Meta:
        model = LocalAuthority
        django_get_or_create = ["code"]


class SchoolFactory(DjangoModelFactory):
    """An open school of the host authority; `other_authority` puts it in Fenbury."""

    urn = factory.Sequence(lambda n: f"{910001 + n}")
    name = factory.Sequence(lambda n: f"Thistlecombe {n} Primary School")
    authority = factory.SubFactory(LocalAuthorityFactory)
    street = "Mill Lane"
    town = "Thistlecombe"
    postcode = "ZZ3 4AB"
    phase_code = "2"
    phase_name = "Primary"

    class Meta:
        model = School

    class Params:
        other_authority = factory.Trait(
            authority=factory.SubFactory(LocalAuthorityFactory, code="991")
        )
        closed = factory.Trait(status_code="2", status_name="Closed")


class SchoolGroupFactory(DjangoModelFactory):
    """A local cluster; `schools=[…]` are its members."""

    name = factory.Sequence(lambda n: f"Vale cluster {n}")

    class Meta:
        model = SchoolGroup
        skip_postgeneration_save = True

    @factory.post_generation
    def schools(group, create, given, **kwargs):
        for school in given or []:
            GroupMember.objects.create(group=group, school=school)


class ColleagueFactory(DjangoModelFactory):
    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"Colleague {n}")
    email = factory.Sequence(lambda n: f"colleague{n}@example.org")

    class Meta:
        model = Colleague


class SubjectFactory(DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Subject {n}")
    slug = factory.Sequence(lambda n: f"subject-{n}")

    class Meta:
        model = Subject


class KeyStageFactory(DjangoModelFactory):
    """A key stage besides those every site begins with (ks1, ks2 …)."""

    name = factory.Sequence(lambda n: f"Key stage {n + 20}")
    short_name = factory.Sequence(lambda n: f"KS{n + 20}")
    slug = factory.Sequence(lambda n: f"ks{n + 20}")
    order = factory.Sequence(lambda n: n + 20)

    class Meta:
        model = KeyStage


class OfferFactory(DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Kind of help {n}")
    slug = factory.Sequence(lambda n: f"help-{n}")

    class Meta:
        model = Offer


class PractitionerKindFactory(DjangoModelFactory):
    """One of those every site begins with: ast, sle, outstanding-practitioner."""

    name = "Advanced Skills Teacher"
    plural = "Advanced Skills Teachers"
    short_name = "AST"
    slug = "ast"
    expected_study_groups = 3

    class Meta:
        model = PractitionerKind
        django_get_or_create = ["slug"]


class PractitionerFactory(DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Osric Penhallow {n}")
    kind = factory.SubFactory(PractitionerKindFactory)
    base_school = factory.SubFactory(SchoolFactory)
    accredited_on = date(2010, 9, 1)

    class Meta:
        model = Practitioner

    class Params:
        own_school = factory.Trait(outreach=Outreach.OWN_SCHOOL)
        left = factory.Trait(left_on=date(2012, 8, 31))


class DirectoryPageFactory(PageFactory):
    title = "Find an AST"
    slug = "find-an-ast"
    parent = factory.LazyFunction(the_home_page)

    class Meta:
        model = DirectoryPage


def the_directory() -> DirectoryPage:
    """The one directory page, made where there is none."""
    return DirectoryPage.objects.first() or DirectoryPageFactory()


class PenPortraitPageFactory(PageFactory):
    """A published portrait; `subjects=[…]`, `key_stages=[…]` and `offers=[…]` may be given."""

    practitioner = factory.SubFactory(PractitionerFactory)
    title = factory.SelfAttribute("practitioner.name")
    parent = factory.LazyFunction(the_directory)
    own_words = "I help schools to begin."

    class Meta:
        model = PenPortraitPage
        skip_postgeneration_save = True

    class Params:
        draft = factory.Trait(live=False)

    @factory.post_generation
    def subjects(page, create, given, **kwargs):
        _set_words(page, "subjects", given)

    @factory.post_generation
    def key_stages(page, create, given, **kwargs):
        _set_words(page, "key_stages", given)

    @factory.post_generation
    def offers(page, create, given, **kwargs):
        _set_words(page, "offers", given)


def _set_words(page: PenPortraitPage, relation: str, given: list | None) -> None:
    if given:
        setattr(page, relation, given)
        page.save()
