"""Made-up accounts and pictures."""

import factory
import wagtail_factories
from factory.django import DjangoModelFactory

from core.models import Image, User


class UserFactory(DjangoModelFactory):
    """An account that may do nothing yet; its password is "pass" unless another is given."""

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    first_name = "Nell"
    last_name = factory.Sequence(lambda n: f"Hatherley{n}")
    password = factory.django.Password("pass")

    class Meta:
        model = User

    class Params:
        admin = factory.Trait(is_superuser=True, is_staff=True)


class ImageFactory(wagtail_factories.ImageFactory):
    """A small blank picture with words for those who do not see it."""

    title = "A picture"
    description = "A plain square"

    class Meta:
        model = Image
