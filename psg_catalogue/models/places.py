"""What belongs to a place besides the booking itself: needs, and places that were not used."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from directory.models import Colleague
from psg_catalogue.enums import UnusedKind
from psg_catalogue.models.booking import Booking
from subscriptions.models import Charge, InvoiceLine


class AccessNeed(models.Model):
    """What somebody needs in order to take part, on one session. Perhaps health data (SAFETY 1.11):
    read by the session's leader and the office alone, in no export, index or log, and deleted when
    the session is over."""

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="access_need")
    words = models.CharField(max_length=500)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="an_access_need_says_something")
        ]

    def __str__(self) -> str:
        return f"Access or dietary needs of booking {self.booking_id}"


class UnusedPlaceQuerySet(models.QuerySet):
    def to_charge(self) -> "UnusedPlaceQuerySet":
        """What finance may still put on an invoice; what a credit note took back in full too."""
        asked = self.filter(charge_pence__gt=0, excused_at=None, invoice_reference="")
        return asked.exclude(Exists(_standing_lines()))

    def with_invoice(self) -> "UnusedPlaceQuerySet":
        """Each with `on_invoice`, the number of the invoice that asks for it, or None."""
        return self.annotate(on_invoice=Subquery(_standing_lines().values("invoice__number")[:1]))


def _standing_lines() -> models.QuerySet:
    return InvoiceLine.objects.filter(charge=OuterRef("charge"), stands=True)


class UnusedPlace(models.Model):
    """A place given back late, or not used. The charge, in pence, is what the rules said on that
    day; 0 is recorded too. `charge` is what became of it in money; an invoice of another system has
    its number in `invoice_reference`."""

    Kind = UnusedKind

    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="unused_place")
    kind = models.CharField(max_length=8, choices=UnusedKind.choices)
    recorded_at = models.DateTimeField("recorded", default=timezone.now)
    charge_pence = models.PositiveIntegerField(default=0)
    excused_at = models.DateTimeField("excused", null=True, blank=True)
    excused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    excused_because = models.CharField(max_length=300, blank=True)
    charge = models.OneToOneField(
        Charge, null=True, blank=True, on_delete=models.PROTECT, related_name="unused_place"
    )
    invoice_reference = models.CharField(
        "invoiced elsewhere as",
        max_length=40,
        blank=True,
        help_text="The number of an invoice that was not made here.",
    )

    objects = UnusedPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "place not used"
        verbose_name_plural = "places not used"
        ordering = ["-recorded_at", "-pk"]
        default_permissions = ("view",)
        permissions = [("excuse_unusedplace", "Can excuse a place not used")]
        constraints = [
            models.CheckConstraint(
                condition=Q(excused_at=None, excused_because="")
                | Q(excused_at__isnull=False) & ~Q(excused_because=""),
                name="an_excuse_says_when_and_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.booking}"


class DistinctPeople(models.Model):
    """Two of one name on one staff list whom somebody has said to be two people."""

    one = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="two_people_are_told_apart_once"),
            models.CheckConstraint(
                condition=Q(one__lt=models.F("other")), name="the_first_of_two_was_listed_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id}"
