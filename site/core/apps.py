"""The shared app: what every feature stands on. It imports no feature."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Shared"
