"""Who is told once a week of sessions that are new."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from directory.models import KeyStage, Subject


class NewSessionsSignUpQuerySet(models.QuerySet):
    def confirmed(self) -> "NewSessionsSignUpQuerySet":
        return self.filter(confirmed_at__isnull=False)

    def at(self, email: str) -> "NewSessionsSignUpQuerySet":
        """The one of this address, in capitals or not."""
        return self.annotate(address=Lower("email")).filter(address=email.strip().lower())


class NewSessionsSignUp(models.Model):
    """An address, with or without an account, that wants a letter a week about new sessions.
    Nothing is sent there before the link of the first letter is followed. No subject chosen means
    every subject, no key stage every key stage."""

    email = models.EmailField()
    subjects = models.ManyToManyField(Subject, blank=True, related_name="+")
    key_stages = models.ManyToManyField(KeyStage, blank=True, related_name="+")
    # What the link in its letters holds, under a signature.
    nonce = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # What was published until then has been told, or was there before.
    told_until = models.DateTimeField(null=True, blank=True)

    objects = NewSessionsSignUpQuerySet.as_manager()

    class Meta:
        verbose_name = "sign-up for new sessions"
        verbose_name_plural = "sign-ups for new sessions"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(Lower("email"), name="an_address_signs_up_once"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, told_until=None)
                | Q(confirmed_at__isnull=False, told_until__isnull=False),
                name="a_confirmed_sign_up_knows_what_was_told",
            ),
        ]

    def __str__(self) -> str:
        return f"Sign-up {self.pk}"
