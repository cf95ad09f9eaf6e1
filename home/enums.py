"""The home app's fixed words."""

from django.db import models


class ContactRole(models.TextChoices):
    """Who answers. Roles, not people: people change, and the address in the settings follows."""

    OFFICE = "office", "Training-school office"
    COORDINATOR = "coordinator", "AST coordinator"
    PD_HEAD = "pd_head", "Head of professional development"
    FINANCE = "finance", "Finance office"


class NewsScope(models.TextChoices):
    """How far a piece of news reaches (CA L58)."""

    LOCAL = "local", "Local"
    REGIONAL = "regional", "Regional"
    NATIONAL = "national", "National"
