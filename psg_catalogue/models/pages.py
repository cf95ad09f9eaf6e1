"""What editors write about study groups. Dates, places and states are in StudyGroupSession."""

from django.db import models
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from core.blocks import BodyBlock
from directory.models import KeyStage, Practitioner, Subject


class CataloguePage(Page):
    """The catalogue of study groups and their sessions (CB ¶4)."""

    introduction = RichTextField(blank=True, features=["bold", "italic", "link"])

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["psg_catalogue.StudyGroupPage"]

    class Meta:
        verbose_name = "catalogue"


class StudyGroupPage(Page):
    """A Professional Study Group: one theme, one or more sessions."""

    code = models.CharField(max_length=20, blank=True, help_text="The office's own reference.")
    summary = models.TextField(max_length=300, help_text="One or two sentences for the catalogue.")
    aims = RichTextField("aims and what you will gain", blank=True, features=["bold", "ul"])
    audience = models.CharField(max_length=200, blank=True, help_text="Who it is for.")
    subjects = ParentalManyToManyField(Subject, blank=True, related_name="study_groups")
    key_stages = ParentalManyToManyField(KeyStage, blank=True, related_name="study_groups")
    body = StreamField(BodyBlock(), blank=True)

    parent_page_types = ["psg_catalogue.CataloguePage"]
    subpage_types = ["psg_catalogue.SessionPage"]

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


class StudyGroupLeader(Orderable):
    """A leader of a study group; with several, each counts it and the total counts it once (P25)."""

    page = ParentalKey(StudyGroupPage, on_delete=models.CASCADE, related_name="leaderships")
    practitioner = models.ForeignKey(
        Practitioner, on_delete=models.PROTECT, related_name="leaderships"
    )

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["page", "practitioner"], name="a_person_leads_a_study_group_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.practitioner)


class SessionPage(Page):
    """The words and resources of one session. Publishing an old draft of it changes nothing else."""

    introduction = models.TextField("what happens", blank=True)
    bring = models.CharField("what to bring", max_length=250, blank=True)
    access_notes = models.CharField(
        "getting in", max_length=250, blank=True, help_text="Step-free access, parking, tea."
    )
    body = StreamField(BodyBlock(), blank=True)

    parent_page_types = ["psg_catalogue.StudyGroupPage"]
    subpage_types: list[str] = []

    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = "session page"
