"""Made-up schools and people of the invented county of Marlshire (authority 990)."""

import factory
from factory.django import DjangoModelFactory

from directory.models import (
    Colleague,
    KeyStage,
    LocalAuthority,
    Practitioner,
    PractitionerKind,
    School,
    Subject,
)

AUTHORITIES = {"990": "Marlshire", "991": "Fenbury", "992": "Wexmoor"}


class LocalAuthorityFactory(DjangoModelFactory):
    code = "990"
    name = factory.LazyAttribute(lambda authority: AUTHORITIES.get(authority.code, authority.code))

    class Meta:
        model = LocalAuthority
        django_get_or_create = ["code"]


class SchoolFactory(DjangoModelFactory):
    """An open school of the host authority; `other_authority` puts it in Fenbury."""

    urn = factory.Sequence(lambda n: f"{900001 + n}")
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
    name = factory.Sequence(lambda n: f"Key stage {n}")
    short_name = factory.Sequence(lambda n: f"KS{n}")
    slug = factory.Sequence(lambda n: f"key-stage-{n}")
    order = factory.Sequence(lambda n: n)

    class Meta:
        model = KeyStage


class PractitionerKindFactory(DjangoModelFactory):
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

    class Meta:
        model = Practitioner
