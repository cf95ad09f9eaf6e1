"""What editors write about study groups. Dates, places and states are in StudyGroupSession."""

from django import forms
from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from core.backoffice.rows import PageRowsPanel
from core.blocks import BodyBlock
from core.restrictions import OneQueryRestrictions
from directory.models import KeyStage, Practitioner, Subject
from psg_catalogue.backoffice.panels import SessionFactsPanel, SessionsPanel


class CataloguePage(OneQueryRestrictions, Page):
    """The catalogue of study groups and their sessions (CB ¶4)."""

    introduction = RichTextField(
        blank=True,
        features=["bold", "italic", "link"],
        help_text="Two or three sentences above the list: what study groups are, who may come.",
    )

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["psg_catalogue.StudyGroupPage"]

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = "catalogue"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        # The screen reads the sessions, whose table points at these pages.
        from psg_catalogue.queries.catalogue import look_into

        context = super().get_context(request, *args, **kwargs)
        return {**context, "catalogue": look_into(self, request)}


class StudyGroupPage(OneQueryRestrictions, Page):
    """A Professional Study Group: one theme, one or more sessions."""

    code = models.CharField(max_length=20, blank=True, help_text="The office's own reference.")
    summary = models.TextField(max_length=300, help_text="One or two sentences for the catalogue.")
    aims = RichTextField(
        "aims and what you will gain",
        blank=True,
        features=["bold", "ul"],
        help_text="What it is for, and what people will have by the end.",
    )
    audience = models.CharField(
        "who it is for",
        max_length=200,
        blank=True,
        help_text="“Teachers and teaching assistants”, “Subject leaders in their first two years”.",
    )
    subjects = ParentalManyToManyField(Subject, blank=True, related_name="study_groups")
    key_stages = ParentalManyToManyField(KeyStage, blank=True, related_name="study_groups")
    body = StreamField(
        BodyBlock(), blank=True, help_text="What happens between sessions, reading, quotations."
    )

    parent_page_types = ["psg_catalogue.CataloguePage"]
    subpage_types = ["psg_catalogue.SessionPage"]

    content_panels = [
        *Page.content_panels,
        SessionsPanel(heading="Sessions"),
        FieldPanel("summary"),
        PageRowsPanel(
            "leaderships",
            heading="Led by",
            label="Leader",
            help_text="An AST or an outstanding practitioner. The first is named first.",
        ),
        MultiFieldPanel(
            [
                FieldPanel("audience"),
                FieldRowPanel(
                    [
                        FieldPanel("key_stages", widget=forms.CheckboxSelectMultiple),
                        FieldPanel("subjects", widget=forms.CheckboxSelectMultiple),
                    ]
                ),
            ],
            heading="Who it is for",
        ),
        FieldPanel("aims"),
        FieldPanel("body"),
        FieldPanel("code"),
    ]

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("aims"),
        index.SearchField("audience"),
        index.SearchField("body"),
        index.RelatedFields("subjects", [index.SearchField("name")]),
        index.RelatedFields("key_stages", [index.SearchField("name")]),
    ]

    class Meta:
        verbose_name = "study group"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from psg_catalogue.queries.study_group import look_at

        context = super().get_context(request, *args, **kwargs)
        return {**context, "group": look_at(self, request)}


class StudyGroupLeader(Orderable):
    """A leader of a study group; of several each counts it, and the total counts it once (P25)."""

    page = ParentalKey(StudyGroupPage, on_delete=models.CASCADE, related_name="leaderships")
    practitioner = models.ForeignKey(
        Practitioner, on_delete=models.PROTECT, related_name="leaderships"
    )

    panels = [FieldPanel("practitioner")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["page", "practitioner"], name="a_person_leads_a_study_group_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.practitioner)

    said_twice = "One leader is named twice. Remove one of the two rows."

    @property
    def is_for(self) -> int:
        """What no two rows of a page have in common."""
        return self.practitioner_id


class SessionPage(OneQueryRestrictions, Page):
    """The words and resources of one session. Publishing an old draft changes nothing else."""

    introduction = models.TextField(
        "what happens", blank=True, help_text="A paragraph or two: what people will do."
    )
    bring = models.CharField(
        "what to bring", max_length=250, blank=True, help_text="“A page of notes from one lesson”."
    )
    access_notes = models.CharField(
        "getting in", max_length=250, blank=True, help_text="Step-free access, parking, tea."
    )
    body = StreamField(
        BodyBlock(), blank=True, help_text="Resources, reading and anything else worth keeping."
    )

    parent_page_types = ["psg_catalogue.StudyGroupPage"]
    subpage_types: list[str] = []

    content_panels = [
        SessionFactsPanel(heading="Date, place and places"),
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("bring"),
        FieldPanel("access_notes"),
        FieldPanel("body"),
        PageRowsPanel(
            "files",
            heading="Files for those booked",
            label="File",
            help_text="Only those with a place, those who came and the leaders can open them.",
        ),
    ]

    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = "session page"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from psg_catalogue.queries.session import look_at

        context = super().get_context(request, *args, **kwargs)
        return {**context, "look": look_at(self, request)}
