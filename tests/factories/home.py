"""The top of the page tree."""

import wagtail_factories
from wagtail.models import Page, Site

from home.models import HomePage


class HomePageFactory(wagtail_factories.PageFactory):
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
