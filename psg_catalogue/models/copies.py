"""Which study group was copied for which academic year."""

from django.db import models

from core.academic_year import AcademicYear
from psg_catalogue.models.pages import StudyGroupPage


class GroupCopy(models.Model):
    """A study group's page that was made from another for one academic year. It stands apart from
    the page, so that Wagtail's own copying never makes a second. Deleting the copy forgets it."""

    original = models.ForeignKey(StudyGroupPage, on_delete=models.CASCADE, related_name="copies")
    copy = models.OneToOneField(
        StudyGroupPage, on_delete=models.CASCADE, related_name="copied_from"
    )
    academic_year = models.PositiveSmallIntegerField(help_text="The year it starts in: 2026.")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["original", "academic_year"],
                name="a_study_group_is_copied_to_a_year_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.copy}, {AcademicYear(self.academic_year)}"
