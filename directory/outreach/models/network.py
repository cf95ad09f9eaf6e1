"""What is for ASTs only: network meetings (CA L48, L56), professional development (CA L53)
and news."""

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.private_files import PrivateFiles
from directory.models import Practitioner, School, Term

FILES = ["pdf", "odt", "docx", "ods", "xlsx", "odp", "pptx", "txt"]
LARGEST_FILE = 20 * 1024 * 1024


def not_too_large(file: File) -> None:
    """SAFETY 56."""
    if file.size > LARGEST_FILE:
        raise ValidationError("This file is larger than 20 MB. Give a smaller one, or a link.")


class MeetingKind(models.TextChoices):
    NETWORK = "network", "Network meeting"
    DEVELOPMENT = "development", "Professional development"


class Presence(models.TextChoices):
    PRESENT = "present", "Present"
    APOLOGIES = "apologies", "Apologies"
    ABSENT = "absent", "Absent"


class NewsReach(models.TextChoices):
    """How far a piece of news reaches (CA L58)."""

    LOCAL = "local", "Local"
    REGIONAL = "regional", "Regional"
    NATIONAL = "national", "National"


class NetworkMeeting(models.Model):
    """A gathering of the ASTs themselves; one network meeting is expected each term."""

    kind = models.CharField(max_length=12, choices=MeetingKind.choices, default=MeetingKind.NETWORK)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="network_meetings")
    title = models.CharField(max_length=150)
    starts_at = models.DateTimeField("starts")
    ends_at = models.DateTimeField("ends")
    venue = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    place = models.CharField(
        "room or other place", max_length=200, blank=True, help_text="Or “Online”."
    )
    joining_link = models.URLField(blank=True, help_text="Shown to ASTs only.")
    agenda = models.TextField(blank=True, help_text="Line by line.")
    notes = models.TextField(blank=True, help_text="What was said and agreed; no pupils' names.")
    told_on = models.DateField("ASTs told on", null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="a_network_meeting_ends_after_it_starts",
                violation_error_message="A meeting ends after it starts.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.ends_at < timezone.now()

    @property
    def where(self) -> str:
        return ", ".join(filter(None, [str(self.venue or ""), self.place]))


class MeetingResource(models.Model):
    """A file or a link that goes with a meeting. Files are handed out by a page that asks who it
    is, and no address leads to them."""

    meeting = models.ForeignKey(NetworkMeeting, on_delete=models.CASCADE, related_name="resources")
    title = models.CharField(max_length=150)
    link = models.URLField(blank=True)
    file = models.FileField(
        upload_to="network",
        storage=PrivateFiles(),
        blank=True,
        validators=[FileExtensionValidator(FILES), not_too_large],
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(link="") & ~Q(file="")) | (~Q(link="") & Q(file="")),
                name="a_resource_is_a_file_or_a_link",
                violation_error_message="Give a file or a link: one of the two.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def file_name(self) -> str:
        return self.file.name.rpartition("/")[2]

    @property
    def size(self) -> int | None:
        """In bytes; None where the file is gone from the disk."""
        try:
            return self.file.size
        except FileNotFoundError:
            return None


class MeetingAttendance(models.Model):
    """Who of the ASTs came."""

    meeting = models.ForeignKey(NetworkMeeting, on_delete=models.CASCADE, related_name="attendance")
    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="+")
    presence = models.CharField(max_length=9, choices=Presence.choices)

    class Meta:
        verbose_name_plural = "attendance"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "practitioner"], name="an_ast_is_at_a_meeting_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.practitioner}: {self.get_presence_display()}"


class NetworkNews(models.Model):
    """News for ASTs only: in no index, feed or map of the site (CB ¶10, CA L58)."""

    title = models.CharField(max_length=150)
    words = models.TextField()
    link = models.URLField(blank=True)
    reach = models.CharField(max_length=8, choices=NewsReach.choices, default=NewsReach.LOCAL)
    published_on = models.DateField("date", default=timezone.localdate)
    told_on = models.DateField("ASTs told on", null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-published_on", "-pk"]
        verbose_name = "news for ASTs"
        verbose_name_plural = "news for ASTs"

    def __str__(self) -> str:
        return self.title
