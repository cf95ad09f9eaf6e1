"""AST outreach: posts, requests, plans, visits, termly returns, and the release of funding."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "directory.outreach"
    label = "outreach"
    verbose_name = "Outreach"

    def ready(self) -> None:
        from directory.outreach.rights import declare_rights

        declare_rights()
