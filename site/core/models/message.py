"""The outbox: every email is a row before it is mail."""

import uuid

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class MessageState(models.TextChoices):
    QUEUED = "queued", "Queued"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed"


class Delivery(models.TextChoices):
    """What the mail provider has reported of a sent message, and "Refused" also where the mail
    server would not take one for its address; blank while neither has said anything."""

    DELIVERED = "delivered", "Delivered"
    REJECTED = "rejected", "Refused"
    BOUNCED = "bounced", "Came back"
    COMPLAINED = "complained", "Unwanted"


# In nobody's mailbox.
DID_NOT_ARRIVE = (Delivery.REJECTED, Delivery.BOUNCED)


class MessageQuerySet(models.QuerySet):
    def queued(self) -> "MessageQuerySet":
        return self.filter(state=MessageState.QUEUED)

    def standing(self, name: str) -> "MessageQuerySet":
        """Those that stand as `Message.standing` says; "bounced" has the refused ones, too."""
        if name == Delivery.BOUNCED:
            return self.filter(delivery__in=DID_NOT_ARRIVE)
        if name in Delivery.values:
            return self.filter(delivery=name)
        return self.filter(state=name, delivery="")

    def due(self, now=None) -> "MessageQuerySet":
        """Queued, wanted by now, and not in another worker's hands."""
        now = now or timezone.now()
        return self.queued().filter(
            models.Q(locked_until=None) | models.Q(locked_until__lt=now), next_try_at__lte=now
        )


class Message(models.Model):
    """One email to one address. The worker sends it, tries again while the mail server is down,
    and gives up only when told the address is wrong or the tries run out (SAFETY 1.4)."""

    State = MessageState
    Delivery = Delivery

    message_id = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="Stays the same on each try."
    )
    kind = models.CharField(max_length=60, db_index=True, help_text="Which template it came from.")
    to_email = models.EmailField("to")
    to_name = models.CharField(max_length=200, blank=True)
    reply_to = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    text_body = models.TextField()
    html_body = models.TextField(blank=True)
    calendar = models.TextField(
        blank=True, help_text="An iCalendar object sent with it, if there is one."
    )
    calendar_method = models.CharField(max_length=10, blank=True)
    # A secret link is made at the moment of sending; the kept words show `[link]` in its place.
    link_kind = models.CharField(max_length=60, blank=True)
    link_object_id = models.CharField(max_length=64, blank=True)
    about = models.CharField(
        max_length=100, blank=True, db_index=True, help_text="What it is about, as app.model:id."
    )
    once_key = models.CharField(
        max_length=200, null=True, blank=True, help_text="Two messages never share a key."
    )

    state = models.CharField(
        max_length=10, choices=MessageState.choices, default=MessageState.QUEUED
    )
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    locked_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    # What the provider calls it, and what it has reported since (core.services.deliveries).
    provider_id = models.CharField(max_length=200, blank=True, db_index=True)
    delivery = models.CharField(max_length=10, choices=Delivery.choices, blank=True)
    delivery_at = models.DateTimeField(null=True, blank=True)
    delivery_reason = models.CharField(max_length=300, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        # Only services write messages; in the back office they are read, or sent again.
        default_permissions = ("view",)
        permissions = [("resend_message", "Can send a message again")]
        constraints = [
            models.UniqueConstraint(
                fields=["once_key"],
                condition=models.Q(once_key__isnull=False),
                name="a_message_is_queued_once_for_its_key",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False),
                name="a_sent_message_says_when",
            ),
            models.CheckConstraint(
                condition=models.Q(delivery="", delivery_at__isnull=True)
                | models.Q(state="sent", delivery_at__isnull=False)
                | models.Q(state="failed", delivery="rejected", delivery_at__isnull=False),
                name="a_message_not_sent_can_only_be_refused",
            ),
            models.CheckConstraint(
                condition=~models.Q(to_email="")
                & ~models.Q(to_email__contains=",")
                & ~models.Q(to_email__contains=";"),
                name="a_message_goes_to_one_address",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="message_due"),
            models.Index(Lower("to_email"), name="message_address"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def standing(self) -> str:
        """What has become of it: what was reported, or else how far we are with it."""
        return self.delivery or self.state

    @property
    def standing_in_words(self) -> str:
        return self.get_delivery_display() if self.delivery else self.get_state_display()

    @property
    def did_not_arrive(self) -> bool:
        return self.delivery in DID_NOT_ARRIVE

    @property
    def why(self) -> str:
        """What went wrong, in the words of the mail server or the provider."""
        return self.delivery_reason if self.delivery else self.error
