"""The home app's tables."""

from home.models.pages import ContentPage, HomePage, NewsIndexPage, NewsPage

__all__ = ["ContentPage", "HomePage", "NewsIndexPage", "NewsPage"]
