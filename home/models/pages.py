"""The home page, plain pages and news."""

from django.db import models
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from core.blocks import BodyBlock


class HomePage(Page):
    """The front door: what the partnership is, what is next, who can help."""

    promise = models.CharField(max_length=80, default="Good teaching, passed on")
    standfirst = models.TextField(blank=True)

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = "home page"


class ContentPage(Page):
    """A plain page of blocks."""

    standfirst = models.TextField(blank=True)
    body = StreamField(BodyBlock(), blank=True)

    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types = ["home.ContentPage"]

    search_fields = [
        *Page.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = "plain page"


class NewsIndexPage(Page):
    """The list of news."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]

    class Meta:
        verbose_name = "news"


class NewsPage(Page):
    """One piece of news."""

    published_on = models.DateField("date", default=timezone.localdate)
    standfirst = models.TextField(blank=True)
    body = StreamField(BodyBlock(), blank=True)

    parent_page_types = ["home.NewsIndexPage"]
    subpage_types: list[str] = []

    search_fields = [
        *Page.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = "news item"
