"""The news for feed readers."""

from django.contrib.syndication.views import Feed
from django.utils import timezone

from core.models import PartnershipSettings
from home.models import NewsIndexPage, NewsPage
from home.queries.news import latest_news
from psg_catalogue.queries.addresses import addresses

LATEST = 20


class NewsFeed(Feed):
    """RSS of the latest news. The address of an item in the feed never changes, so its page's is
    its identifier too."""

    def title(self) -> str:
        return f"News from {PartnershipSettings.load().display_name}"

    def link(self) -> str:
        index = NewsIndexPage.objects.live().values_list("url_path", flat=True).first()
        return addresses()(index) if index else "/"

    description = "News of study groups and of teachers who help other schools."
    language = "en-gb"

    def items(self) -> list[NewsPage]:
        to_url, items = addresses(), list(latest_news()[:LATEST])
        for item in items:
            item.address = to_url(item.url_path)
        return items

    def item_title(self, item: NewsPage) -> str:
        return item.title

    def item_description(self, item: NewsPage) -> str:
        return item.standfirst or item.search_description

    def item_link(self, item: NewsPage) -> str:
        return item.address

    def item_pubdate(self, item: NewsPage):
        noon = timezone.datetime.combine(item.published_on, timezone.datetime.min.time())
        return timezone.make_aware(noon.replace(hour=12))

    def item_categories(self, item: NewsPage) -> list[str]:
        return [item.get_scope_display()]
