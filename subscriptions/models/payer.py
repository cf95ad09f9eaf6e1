"""Who pays: a school, or a trust, a federation or an authority that pays for several."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from directory.models import School


class Payer(models.Model):
    """An account in our books. A school pays under its own; any other payer goes by its name,
    whichever school wrote it, and sees nothing by that: who may open an invoice stands on the
    invoice."""

    name = models.CharField(max_length=200)
    school = models.OneToOneField(
        School, null=True, blank=True, on_delete=models.PROTECT, related_name="payer"
    )

    class Meta:
        ordering = ["name"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                condition=Q(school=None),
                name="a_payer_that_is_no_school_has_one_account",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def urn(self) -> str:
        """Of the school, where it is one."""
        return self.school.urn if self.school else ""
