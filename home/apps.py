"""The home page, plain pages and news."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Home"

    def ready(self) -> None:
        from home.rights import declare_rights

        declare_rights()
