"""Schools in a category of concern. What Ofsted says is public; the authority's own list is seen by
the authority's people, and is in no address, subject line, export, index or log (P14)."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone

from directory.models import School
from directory.outreach.enums import CategoryBody, ConcernCategory, FrameworkEra


class CategoryQuerySet(models.QuerySet):
    def public(self) -> "CategoryQuerySet":
        """Ofsted's alone."""
        return self.filter(body=CategoryBody.OFSTED)

    def current(self, day: date | None = None) -> "CategoryQuerySet":
        """In force on a day, today unless one is given. `ends_on` is the first day without."""
        day = day or timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)

    def visible_to(self, user) -> "CategoryQuerySet":
        """All of it for the authority's people; for everyone else Ofsted's (DOMAIN 2.6)."""
        from directory.outreach.permissions import is_authority

        return self if is_authority(user) else self.public()


class CategoryOfConcern(models.Model):
    """A school in a category, from a day and perhaps to a day (DOMAIN 2.1, 6.6). Who may see a row
    follows from whose it is."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="categories")
    body = models.CharField("whose", max_length=6, choices=CategoryBody.choices)
    category = models.CharField(max_length=23, choices=ConcernCategory.choices)
    era = models.CharField("framework", max_length=4, choices=FrameworkEra.choices, blank=True)
    starts_on = models.DateField("from")
    ends_on = models.DateField(
        "until", null=True, blank=True, help_text="The first day no longer in the category."
    )
    source = models.CharField(
        max_length=200, blank=True, help_text="Where this is written: a report and its date."
    )

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "pk"]
        verbose_name = "category of concern"
        verbose_name_plural = "categories of concern"
        constraints = [
            models.CheckConstraint(
                condition=Q(body=CategoryBody.LA, category=ConcernCategory.LOCAL, era="")
                | (Q(body=CategoryBody.OFSTED) & ~Q(category=ConcernCategory.LOCAL) & ~Q(era="")),
                name="a_category_is_ofsteds_with_its_framework_or_the_authoritys",
                violation_error_message=(
                    "One of Ofsted's categories has the framework of its day; the authority's own"
                    " list has no framework."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=models.F("starts_on")),
                name="a_category_ends_after_it_starts",
                violation_error_message="The day it ends is not after the day it starts.",
            ),
            models.UniqueConstraint(
                fields=["school", "body"],
                condition=Q(ends_on=None),
                name="a_school_is_in_one_open_category_of_each_body",
                violation_error_message=(
                    "The school is in a category of this body already. End that one first."
                ),
            ),
        ]

    def __str__(self) -> str:
        """Never the school or the category: the words go into histories and logs."""
        return f"Entry {self.pk}" if self.pk else "New entry"
