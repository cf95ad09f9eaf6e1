"""Who: schools, their people and accounts, practitioners and their pen portraits."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = "Schools and people"
