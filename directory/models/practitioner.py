"""People who support other schools or lead study groups."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from wagtail.search import index

from directory.enums import Outreach
from directory.models.school import School
from directory.models.vocabulary import PractitionerKind


class PractitionerQuerySet(models.QuerySet):
    def current(self, day: date | None = None) -> "PractitionerQuerySet":
        """In post on a day, today unless one is given. `left_on` is the first day without."""
        return self.filter(is_current(day=day))

    def publishable(self) -> "PractitionerQuerySet":
        """In post, and accredited where the kind asks for it (CB ¶1)."""
        return self.filter(is_current(), is_accredited())


def is_current(prefix: str = "", day: date | None = None) -> Q:
    """Practitioners in post; `prefix` leads to them from another table ("practitioner__")."""
    return Q(**{f"{prefix}left_on": None}) | Q(
        **{f"{prefix}left_on__gt": day or timezone.localdate()}
    )


def is_accredited(prefix: str = "") -> Q:
    """Practitioners who are accredited, or of a kind that needs no accreditation."""
    return Q(**{f"{prefix}kind__needs_accreditation": False}) | Q(
        **{f"{prefix}accredited_on__isnull": False}
    )


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
    accredited_on = models.DateField(
        null=True, blank=True, help_text="Some kinds are published only once accredited."
    )
    outreach = models.CharField(max_length=12, choices=Outreach.choices, default=Outreach.AVAILABLE)
    left_on = models.DateField(
        "left on",
        null=True,
        blank=True,
        help_text="The first day no longer in post. The portrait is then withdrawn.",
    )

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
    def is_current(self) -> bool:
        return self.left_on is None or self.left_on > timezone.localdate()

    @property
    def is_available(self) -> bool:
        """True when other schools may ask for this practitioner."""
        return self.outreach != Outreach.OWN_SCHOOL and self.is_current

    @property
    def may_be_published(self) -> bool:
        """True when the kind needs no accreditation, or there is one (CB ¶1)."""
        return self.accredited_on is not None or not self.kind.needs_accreditation
