"""What search engines are shown: the pages of the tree, and the public screens that are none."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap as Pages

SCREENS = (
    "subscriptions:offer",
    "psg_catalogue:programme",
    "psg_catalogue:new_sessions",
    "psg_catalogue:embed",
    "outreach:ask",
    "outreach:become_an_ast",
    "outreach:paper_forms",
    "outreach:policies",
    "home:contact",
)


class Screens(Sitemap):
    """Screens with an address of their own, open to anyone."""

    def items(self) -> tuple[str, ...]:
        return SCREENS

    def location(self, name: str) -> str:
        return reverse(name)


SITEMAPS = {"pages": Pages, "screens": Screens}
