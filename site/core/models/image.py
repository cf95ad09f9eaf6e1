"""Pictures, each with words for those who do not see it."""

from django.conf import settings
from django.db import models
from taggit.managers import TaggableManager
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


class Image(AbstractImage):
    """A picture. `description` is its alternative text."""

    credit = models.CharField(max_length=200, blank=True, help_text="Who took or made it.")
    # Wagtail's own, unused table is called Image too: the ways back need names of their own.
    tags = TaggableManager(blank=True, help_text=None, related_name="core_images")
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="uploaded_images",
    )

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")


class Rendition(AbstractRendition):
    """A picture at one size."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
