"""Files of a session for those who are booked on it."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from psg_catalogue.models.pages import SessionPage


class SessionFile(Orderable):
    """A document of the library that is handed out to those booked and those who came, and to
    nobody else while it stands here, wherever else it is linked."""

    page = ParentalKey(SessionPage, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(
        "wagtaildocs.Document", on_delete=models.CASCADE, related_name="session_files"
    )
    note = models.CharField(
        max_length=200, blank=True, help_text="What it is for: “Print it before you come”."
    )

    panels = [FieldPanel("document"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["page", "document"], name="a_session_hands_out_a_file_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.document)

    said_twice = "One file is named twice. Remove one of the two rows."

    @property
    def is_for(self) -> int:
        """What no two rows of a page have in common."""
        return self.document_id
