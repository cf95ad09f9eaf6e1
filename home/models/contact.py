"""What people write to the partnership about."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet

from home.enums import ContactRole


class ContactTopic(models.Model):
    """A topic of the contact form, and the role that answers it (CA L102)."""

    name = models.CharField(
        max_length=80, unique=True, help_text="As the form offers it: “Study groups and booking”."
    )
    slug = models.SlugField(
        unique=True, help_text="Names it in an address. Links stop choosing it when this changes."
    )
    role = models.CharField(
        "who answers",
        max_length=12,
        choices=ContactRole.choices,
        default=ContactRole.OFFICE,
        help_text="The email address of each role is in Settings.",
    )
    order = models.PositiveSmallIntegerField(default=0, help_text="Small numbers come first.")

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("role"),
        FieldPanel("order"),
    ]

    class Meta:
        verbose_name = "contact topic"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


register_snippet(ContactTopic)
