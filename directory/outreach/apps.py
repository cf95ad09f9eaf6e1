"""AST outreach: posts, requests, plans, visits, termly returns, and the release of funding."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "directory.outreach"
    label = "outreach"
    verbose_name = "Outreach"
