"""News: the list and its items."""

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.blocks import PageBodyBlock
from home.enums import NewsScope


class NewsIndexPage(Page):
    """The list of news, the latest first."""

    standfirst = models.TextField(blank=True, help_text="One or two sentences below the title.")

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]

    content_panels = [*Page.content_panels, FieldPanel("standfirst")]

    class Meta:
        verbose_name = "news"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from home.queries.news import list_news

        context = super().get_context(request, *args, **kwargs)
        return {**context, "news": list_news(self, request)}


class NewsPage(Page):
    """One piece of news."""

    published_on = models.DateField("date", default=timezone.localdate)
    scope = models.CharField(max_length=8, choices=NewsScope.choices, default=NewsScope.LOCAL)
    standfirst = models.TextField(
        "in short", blank=True, help_text="One or two sentences, for lists and the feed."
    )
    body = StreamField(PageBodyBlock(), blank=True)

    parent_page_types = ["home.NewsIndexPage"]
    subpage_types: list[str] = []

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("published_on"), FieldPanel("scope")]),
        FieldPanel("standfirst"),
        FieldPanel("body"),
    ]

    search_fields = [
        *Page.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = "news item"

    @property
    def reach(self) -> str:
        """Regional or national; most news is local and need not say so."""
        return "" if self.scope == NewsScope.LOCAL else self.get_scope_display()

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from home.queries.plain import ways_about

        context = super().get_context(request, *args, **kwargs)
        return {**context, "ways": ways_about(self, request)}
