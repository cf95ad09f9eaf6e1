"""The home app's tables."""

from home.models.contact import ContactTopic
from home.models.navigation import NavigationSettings
from home.models.news import NewsIndexPage, NewsPage
from home.models.pages import ContentPage, HomePage

__all__ = [
    "ContactTopic",
    "ContentPage",
    "HomePage",
    "NavigationSettings",
    "NewsIndexPage",
    "NewsPage",
]
