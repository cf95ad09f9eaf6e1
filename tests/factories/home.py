"""The top of the page tree."""

import factory
from wagtail.models import Page, Site

from home.models import ContentPage, HomePage, NewsIndexPage, NewsPage
from tests.factories.pages import PageFactory


class HomePageFactory(PageFactory):
    title = "Home"
    slug = "front"

    class Meta:
        model = HomePage


def the_home_page() -> HomePage:
    """The one home page, made under the root and given to the default site where there is none."""
    home = HomePage.objects.first()
    if home is None:
        home = HomePageFactory(parent=Page.get_first_root_node())
        Site.objects.update_or_create(
            is_default_site=True,
            defaults={"root_page": home, "hostname": "testserver", "port": 80},
        )
        Site.clear_site_root_paths_cache()
    return home


def the_news() -> NewsIndexPage:
    """The one list of news, made where there is none."""
    return NewsIndexPage.objects.first() or NewsIndexPageFactory()


class NewsIndexPageFactory(PageFactory):
    title = "News"
    slug = "news"
    parent = factory.LazyFunction(the_home_page)

    class Meta:
        model = NewsIndexPage


class NewsPageFactory(PageFactory):
    """A published item of today; `body=[("text", "<p>…</p>")]` may be given."""

    title = factory.Sequence(lambda n: f"News {n}")
    standfirst = "There is still room."
    parent = factory.LazyFunction(the_news)

    class Meta:
        model = NewsPage


class ContentPageFactory(PageFactory):
    """A published plain page below the home page."""

    title = factory.Sequence(lambda n: f"Plain page {n}")
    parent = factory.LazyFunction(the_home_page)

    class Meta:
        model = ContentPage
