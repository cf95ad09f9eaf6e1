"""The menus that an editor can change."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField

from home.blocks import MenuColumnBlock, MenuLinkBlock


@register_setting(icon="list-ul", order=15)
class NavigationSettings(BaseGenericSetting):
    """The masthead's links and the footer's columns. An empty menu shows the site's own."""

    main = StreamField(
        [("link", MenuLinkBlock())],
        blank=True,
        max_num=6,
        verbose_name="top of the page",
        help_text="Before “My school” and “Sign in”, which the site adds. Empty: the site’s own.",
    )
    footer = StreamField(
        [("column", MenuColumnBlock())],
        blank=True,
        max_num=3,
        help_text="Beside “Ask us”. Keep the accessibility statement: the law asks for a link.",
    )
    # The menus as made stand in the cache under this moment, so a change shows at once.
    changed_at = models.DateTimeField(auto_now=True)

    panels = [FieldPanel("main"), FieldPanel("footer")]

    class Meta:
        verbose_name = "menus"

    def __str__(self) -> str:
        return "Menus"
