"""Pen portraits and the directory they stand in."""

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager, PageQuerySet
from wagtail.search import index

from core.models import Image
from core.restrictions import OneQueryRestrictions
from directory.forms.portraits import PenPortraitForm
from directory.models.practitioner import Practitioner, is_accredited, is_current
from directory.models.vocabulary import KeyStage, Offer, Subject
from directory.portrait_permissions import DirectoryPermissionTester, PortraitPermissionTester

WORDS = ["bold", "italic", "ul", "link"]
FIRST_WORDS = (
    "<p>Excellent teachers who stay in the classroom and help other schools one day a week. Read"
    " what each can offer, then ask for support.</p>"
)


class DirectoryPage(OneQueryRestrictions, RoutablePageMixin, Page):
    """The directory of pen portraits: "Find an AST" (CB ¶4: all schools have access)."""

    introduction = RichTextField(
        blank=True,
        default=FIRST_WORDS,
        features=["bold", "italic", "link"],
        help_text="Who these people are and how to ask for them, in two or three sentences.",
    )

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["directory.PenPortraitPage"]
    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = "directory"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from directory.queries.finder import directory_screen

        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "screen": directory_screen(self, request),
            "page_url": self.get_url(request),
        }

    @path("print/", name="printable")
    def printable(self, request: HttpRequest) -> HttpResponse:
        """The "details sent to schools" of CA L77: by subject and by area, for paper."""
        from directory.queries.printable import printable_directory

        context = super().get_context(request)
        context |= {"directory": printable_directory(self), "page_url": self.get_url(request)}
        return render(request, "directory/printable_directory.html", context)

    def permissions_for_user(self, user) -> DirectoryPermissionTester:
        return DirectoryPermissionTester(user, self)


class PenPortraitQuerySet(PageQuerySet):
    def shown(self) -> "PenPortraitQuerySet":
        """Published, kept from nobody, of a practitioner in post and accredited where needed."""
        return self.live().filter(
            is_current("practitioner__"), is_accredited("practitioner__"), view_restrictions=None
        )


class PenPortraitPage(OneQueryRestrictions, Page):
    """A short public profile of one practitioner (DOMAIN 2.3), written by that practitioner."""

    practitioner = models.OneToOneField(
        Practitioner, null=True, on_delete=models.PROTECT, related_name="portrait"
    )
    photo = models.ForeignKey(
        Image,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Of you alone, with a description of the picture. Without one, a portrait is"
        " drawn from your name.",
    )
    subjects = ParentalManyToManyField(Subject, blank=True, related_name="portraits")
    key_stages = ParentalManyToManyField(KeyStage, blank=True, related_name="portraits")
    offers = ParentalManyToManyField(
        Offer, blank=True, related_name="portraits", verbose_name="kinds of help"
    )
    own_words = models.TextField(
        "in your own words", blank=True, help_text="One or two sentences, as you would say them."
    )
    expertise = RichTextField(
        "areas of expertise", blank=True, features=WORDS, help_text="What you know best."
    )
    other_expertise = models.CharField(
        "other areas of expertise",
        max_length=250,
        blank=True,
        help_text="Used where it is asked for, such as “mixed-age classes”.",
    )
    what_i_can_offer = RichTextField(
        blank=True, features=WORDS, help_text="What you would do in another school, line by line."
    )
    experience = RichTextField(
        "experience and projects",
        blank=True,
        features=WORDS,
        help_text="Work of yours that others can see or use. Schools may be named, pupils never.",
    )
    availability = models.CharField(
        max_length=120,
        blank=True,
        help_text="A whole day or two half days: “Wednesday, whole day”.",
    )
    travel_area = models.CharField(
        max_length=120, blank=True, help_text="How far you travel: “Anywhere in the county”."
    )
    reviewed_on = models.DateField(
        null=True, blank=True, help_text="When you last read this through and found it right."
    )

    objects = PageManager.from_queryset(PenPortraitQuerySet)()
    base_form_class = PenPortraitForm
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

    content_panels = [
        HelpPanel(template="directory/panels/portrait_reminder.html"),
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("practitioner", permission="directory.change_practitioner"),
                FieldPanel("photo"),
            ],
            "Who",
        ),
        MultiFieldPanel(
            [
                FieldPanel("subjects", widget=CheckboxSelectMultiple),
                FieldPanel("key_stages", widget=CheckboxSelectMultiple),
                FieldPanel("offers", widget=CheckboxSelectMultiple),
                FieldPanel("availability"),
                FieldPanel("travel_area"),
            ],
            "What schools look for",
        ),
        MultiFieldPanel(
            [
                FieldPanel("own_words"),
                FieldPanel("what_i_can_offer"),
                FieldPanel("expertise"),
                FieldPanel("other_expertise"),
                FieldPanel("experience"),
            ],
            "In words",
        ),
        FieldPanel("reviewed_on"),
    ]

    class Meta:
        verbose_name = "pen portrait"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from directory.queries.portrait_page import shown_portrait, way_to_directory

        context = super().get_context(request, *args, **kwargs)
        way_back = way_to_directory(self, request)
        portrait = shown_portrait(self, draft=getattr(request, "is_preview", False))
        return {**context, "portrait": portrait, "way_back": way_back}

    def permissions_for_user(self, user) -> PortraitPermissionTester:
        return PortraitPermissionTester(user, self)

    @property
    def first_name(self) -> str:
        """As the page speaks of its person: "Ask Tamsin for support"."""
        return self.title.split()[0] if self.title.split() else ""
