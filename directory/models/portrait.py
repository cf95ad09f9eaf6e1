"""Pen portraits and the directory they stand in."""

from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from core.models import Image
from directory.models.practitioner import Practitioner
from directory.models.vocabulary import KeyStage, Offer, Subject


class DirectoryPage(Page):
    """The directory of pen portraits: "Find an AST"."""

    introduction = RichTextField(blank=True, features=["bold", "italic", "link"])

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["directory.PenPortraitPage"]

    class Meta:
        verbose_name = "directory"


class PenPortraitPage(Page):
    """A short public profile of one practitioner (DOMAIN 2.3), written by that practitioner."""

    practitioner = models.OneToOneField(
        Practitioner, null=True, on_delete=models.PROTECT, related_name="portrait"
    )
    photo = models.ForeignKey(
        Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    subjects = ParentalManyToManyField(Subject, blank=True, related_name="portraits")
    key_stages = ParentalManyToManyField(KeyStage, blank=True, related_name="portraits")
    offers = ParentalManyToManyField(Offer, blank=True, related_name="portraits")
    own_words = models.TextField(
        "in your own words", blank=True, help_text="One or two sentences, as you would say them."
    )
    expertise = RichTextField(
        "areas of expertise", blank=True, features=["bold", "italic", "ul", "link"]
    )
    other_expertise = models.CharField("other areas of expertise", max_length=250, blank=True)
    what_i_can_offer = RichTextField(blank=True, features=["bold", "italic", "ul", "link"])
    experience = RichTextField(
        "experience and projects", blank=True, features=["bold", "italic", "ul", "link"]
    )
    availability = models.CharField(
        max_length=120, blank=True, help_text="A whole day or two half days: “Wednesday, whole day”."
    )
    travel_area = models.CharField(max_length=120, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)

    parent_page_types = ["directory.DirectoryPage"]
    subpage_types: list[str] = []
    # A copy would claim the same practitioner, and there is one portrait a practitioner.
    exclude_fields_in_copy = ["practitioner"]

    search_fields = [
        *Page.search_fields,
        index.SearchField("own_words"),
        index.SearchField("expertise"),
        index.SearchField("other_expertise"),
        index.SearchField("what_i_can_offer"),
        index.SearchField("experience"),
        index.RelatedFields("subjects", [index.SearchField("name")]),
        index.RelatedFields("key_stages", [index.SearchField("name")]),
    ]

    class Meta:
        verbose_name = "pen portrait"
