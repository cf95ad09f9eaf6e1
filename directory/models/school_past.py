"""What a school was before it became what it is: reports of an earlier day count it as it was then
(P4). A school that never changed has no row here."""

from django.db import models
from django.db.models import Q

from directory.enums import Tier
from directory.models.authority import LocalAuthority
from directory.models.school import School

# What a report calls a school by, or counts it under. Named as in School, whose values hold until
# now; a change of one of them is kept here.
KEPT = ("name", "town", "authority_id", "tier", "area", "status_code")


class SchoolPast(models.Model):
    """What a school was until a day: from the row before, or as far back as is known."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="pasts")
    until = models.DateField(help_text="The first day on which it was otherwise.")
    name = models.CharField(max_length=200)
    town = models.CharField(max_length=100, blank=True)
    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="+")
    tier = models.CharField(max_length=24, choices=Tier.choices)
    area = models.CharField(max_length=100, blank=True)
    status_code = models.CharField(max_length=2)

    class Meta:
        verbose_name = "past of a school"
        verbose_name_plural = "pasts of schools"
        ordering = ["school", "-until"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["school", "until"], name="a_school_was_one_thing_until_a_day"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_school_had_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, until {self.until.isoformat()}"
