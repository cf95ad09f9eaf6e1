"""What the partnership says of itself, for the office to change without a developer."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from core.once import forget, once


@register_setting(icon="site", order=10)
class PartnershipSettings(BaseGenericSetting):
    """Name, host authority and how to reach the office."""

    name = models.CharField(
        max_length=120, blank=True, help_text="Blank uses the name this site was installed with."
    )
    host_la_code = models.CharField(
        "host authority code",
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^\d{3}$", "Give the three digits, for example 823.")],
        help_text="Three digits. Blank uses the code this site was installed with.",
    )
    office_name = models.CharField(max_length=120, default="Professional development team")
    organisation = models.CharField(max_length=120, default="Marlbridge Training School")
    office_email = models.EmailField(default="office@example.org")
    office_telephone = models.CharField(max_length=40, default="01632 960 118")
    office_address = models.TextField(blank=True)
    coordinator_email = models.EmailField("AST coordinator's email", blank=True)
    coordinator_telephone = models.CharField(max_length=40, blank=True)
    pd_head_email = models.EmailField("head of professional development's email", blank=True)
    pd_head_telephone = models.CharField("telephone", max_length=40, blank=True)

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("host_la_code")], "The partnership"),
        MultiFieldPanel(
            [
                FieldPanel("office_name"),
                FieldPanel("organisation"),
                FieldPanel("office_email"),
                FieldPanel("office_telephone"),
                FieldPanel("office_address"),
            ],
            "The training school's office",
        ),
        MultiFieldPanel(
            [FieldPanel("coordinator_email"), FieldPanel("coordinator_telephone")],
            "The AST coordinator",
        ),
        MultiFieldPanel(
            [FieldPanel("pd_head_email"), FieldPanel("pd_head_telephone")],
            "The head of professional development",
        ),
    ]

    class Meta:
        verbose_name = "partnership"

    def __str__(self) -> str:
        return self.display_name

    @classmethod
    def load(cls, request_or_site=None) -> "PartnershipSettings":
        """Nearly every part of a page asks: the row is read once a request."""
        return once(cls, lambda: super(PartnershipSettings, cls).load(request_or_site))

    def save(self, *args, **kwargs) -> None:
        super().save(*args, **kwargs)
        forget(type(self))

    @property
    def display_name(self) -> str:
        """The partnership's name, the installation's where none is typed."""
        return self.name or settings.SITE_NAME

    @property
    def host_authority_code(self) -> str:
        """Three digits of the host authority: the setting, or HOST_LA_CODE where it is blank."""
        return self.host_la_code or settings.HOST_LA_CODE
