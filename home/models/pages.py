"""The home page and plain pages."""

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from core.stated import state
from home.blocks import PageBodyBlock

STANDFIRST = (
    "Advanced Skills Teachers (ASTs) are excellent classroom teachers who spend one day a week"
    " helping other schools. After school they lead study groups, where teachers from across the"
    " county work on one thing together."
)
TERM_WORDS = (
    "A study group meets one, two or three times, on one theme. You try something between sessions"
    " and bring back what you noticed."
)
COVER_WORDS = (
    "One payment covers everyone at your school from September to August. Small enough to come from"
    " a CPD budget, by invoice or card."
)
COVER_POINTS = """\
Any number of colleagues, booked by name, at every study group
A waiting list that moves by itself when somebody cancels
A calendar entry, and {reminder}
A record of who was booked and who came, for your own CPD file"""

STATED = (
    "In a text, {reminder}, {notice} and {outreach_time} are what the rules say: whether and when a"
    " reminder comes, how early a place is given back in time, how much of a week is for other"
    " schools."
)


class HomePage(Page):
    """The front door: what the partnership is, what is next, who can help (CB L6)."""

    promise = models.CharField(
        max_length=80, default="Good teaching, passed on", help_text="A few words, set very large."
    )
    standfirst = models.TextField(
        blank=True,
        default=STANDFIRST,
        help_text="Two or three sentences; say in one of them what an AST is.",
    )
    term_words = models.TextField(
        "how study groups go",
        blank=True,
        default=TERM_WORDS,
        help_text="Above the weeks of the term.",
    )
    featured = models.ForeignKey(
        "directory.PenPortraitPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="whose own words",
        help_text="Blank shows somebody else each day.",
    )
    cover_title = models.CharField("heading", max_length=80, default="What a subscription gives")
    cover_words = models.TextField("text", blank=True, default=COVER_WORDS)
    cover_points = models.TextField(
        "what a school gets",
        blank=True,
        default=COVER_POINTS,
        help_text="One on each line. {reminder} says when reminders come, as the rules have it.",
    )

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("promise"), FieldPanel("standfirst")], "At the top"),
        FieldPanel("term_words"),
        FieldPanel("featured"),
        MultiFieldPanel(
            [FieldPanel("cover_title"), FieldPanel("cover_words"), FieldPanel("cover_points")],
            "For schools",
        ),
    ]

    class Meta:
        verbose_name = "home page"

    @cached_property
    def cover_lines(self) -> list[str]:
        """What a school gets, line by line, with what the settings say in its place."""
        return [line.strip() for line in state(self.cover_points).splitlines() if line.strip()]

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from home.queries.front import look_ahead

        context = super().get_context(request, *args, **kwargs)
        return {**context, "front": look_ahead(self, request)}


class ContentPage(Page):
    """A plain page of blocks."""

    standfirst = models.TextField(blank=True, help_text="One or two sentences below the title.")
    body = StreamField(PageBodyBlock(), blank=True)

    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types = ["home.ContentPage"]

    content_panels = [
        *Page.content_panels,
        FieldPanel("standfirst"),
        FieldPanel("body", help_text=STATED),
    ]

    search_fields = [
        *Page.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = "plain page"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from home.queries.plain import ways_about

        context = super().get_context(request, *args, **kwargs)
        return {**context, "ways": ways_about(self, request)}
