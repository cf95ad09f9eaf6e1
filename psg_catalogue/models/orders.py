"""Places that are sold one by one."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from directory.models import School
from psg_catalogue.models.session import StudyGroupSession
from subscriptions.enums import PayBy
from subscriptions.models import Charge


class PlaceOrder(models.Model):
    """What a school pays for places at one session, at one price each, in one go. By invoice its
    bookings stand at once; by card they are held until the payment is confirmed or comes to
    nothing. The money is the charge's; what became of it is asked there."""

    session = models.ForeignKey(
        StudyGroupSession, on_delete=models.PROTECT, related_name="place_orders"
    )
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="place_orders")
    charge = models.OneToOneField(Charge, on_delete=models.PROTECT, related_name="place_order")
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pay_by = models.CharField(max_length=8, choices=PayBy.choices)
    each_pence = models.PositiveIntegerField("price of a place, without VAT")
    held_until = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made_at", "-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.charge}"

    @property
    def is_held(self) -> bool:
        """Its places wait to be paid for by card."""
        charge = self.charge
        return self.pay_by == PayBy.CARD and charge.active_from is None and not charge.has_ended
