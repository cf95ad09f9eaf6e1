"""What the office has made of the letters' words, and who wants which letters no more."""

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class LetterWords(models.Model):
    """The office's own sentences of one kind of letter, by their key; those it has not changed are
    not here. What stood before is in the record of changes."""

    kind = models.CharField(max_length=60, unique=True)
    words = models.JSONField(default=dict, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "letter words"
        default_permissions = ("change",)

    def __str__(self) -> str:
        from core.letters import letter_of

        return f"Letter: {letter_of(self.kind).name}"


class MailStop(models.Model):
    """An address wants no more letters of this kind."""

    email = models.EmailField()
    kind = models.CharField(max_length=60)
    stopped_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "stop of a kind of letter"
        verbose_name_plural = "stops of kinds of letters"
        # By the reader's own link alone.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                Lower("email"), "kind", name="an_address_stops_a_kind_of_letter_once"
            )
        ]

    def __str__(self) -> str:
        return f"Stop {self.pk}"
