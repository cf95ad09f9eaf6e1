"""What the office has settled for the whole programme."""

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="date", order=19)
class ProgrammeRules(BaseGenericSetting):
    """What holds for every study group."""

    certificates_after_answering = models.BooleanField(
        "a certificate is given after the evaluation is answered",
        default=False,
        help_text="Otherwise at once. The site knows that somebody answered, never what. Somebody "
        "without email need not answer, nor anybody at a session with answers on paper.",
    )

    panels = [MultiFieldPanel([FieldPanel("certificates_after_answering")], "Certificates")]

    class Meta:
        verbose_name = "programme rules"

    def __str__(self) -> str:
        return "Programme rules"

    @classmethod
    def current(cls) -> "ProgrammeRules":
        """What the office has kept, or the usual. Writes nothing."""
        return cls.objects.first() or cls()
