"""People who support other schools or lead study groups."""

from django.conf import settings
from django.db import models
from wagtail.search import index

from directory.enums import Outreach
from directory.models.school import School
from directory.models.vocabulary import PractitionerKind


class PractitionerQuerySet(models.QuerySet):
    def current(self) -> "PractitionerQuerySet":
        return self.filter(left_on=None)


class Practitioner(index.Indexed, models.Model):
    """An excellent teacher who shares practice; the public words are on the pen portrait."""

    Outreach = Outreach

    name = models.CharField(max_length=200)
    kind = models.ForeignKey(PractitionerKind, on_delete=models.PROTECT, related_name="+")
    base_school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.PROTECT, related_name="practitioners"
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="practitioner",
    )
    email = models.EmailField(
        "work email", blank=True, help_text="For the office; never on a public page."
    )
    accredited_on = models.DateField(null=True, blank=True)
    outreach = models.CharField(
        max_length=12, choices=Outreach.choices, default=Outreach.AVAILABLE
    )
    left_on = models.DateField(null=True, blank=True)

    objects = PractitionerQuerySet.as_manager()

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.RelatedFields("base_school", [index.SearchField("name")]),
    ]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_available(self) -> bool:
        """True when other schools may ask for this practitioner."""
        return self.outreach == Outreach.AVAILABLE and self.left_on is None
