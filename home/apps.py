"""The home page, plain pages and news."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Home"

    def ready(self) -> None:
        from core.privacy import declare_impersonal
        from home.letter_kinds import declare_letters
        from home.rights import declare_rights

        declare_rights()
        declare_letters()
        declare_impersonal("home.ContactTopic", "name")
