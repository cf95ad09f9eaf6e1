"""Words that describe people and study groups; the office keeps the lists."""

from django.db import models
from wagtail.search import index

from directory.enums import DeployedBy


class Subject(index.Indexed, models.Model):
    """A subject or area of teaching: "Mathematics", "SEND"."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(unique=True)

    search_fields = [index.SearchField("name")]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class KeyStage(index.Indexed, models.Model):
    """A key stage; a school or a study group may straddle several (P24)."""

    name = models.CharField(max_length=60, unique=True)
    short_name = models.CharField(max_length=20)
    slug = models.SlugField(unique=True)
    order = models.PositiveSmallIntegerField(default=0)

    search_fields = [index.SearchField("name")]

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class Offer(index.Indexed, models.Model):
    """A kind of help a practitioner gives: model lessons, joint planning, moderation."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(unique=True)

    search_fields = [index.SearchField("name")]

    class Meta:
        ordering = ["name"]
        verbose_name = "kind of help"
        verbose_name_plural = "kinds of help"

    def __str__(self) -> str:
        return self.name


class PractitionerKind(models.Model):
    """AST, SLE, outstanding practitioner: kinds are data, for they come and go (CB ¶10)."""

    name = models.CharField(max_length=80, unique=True)
    plural = models.CharField(max_length=80)
    short_name = models.CharField(max_length=20, blank=True)
    slug = models.SlugField(unique=True)
    deployed_by = models.CharField(
        max_length=16, choices=DeployedBy.choices, default=DeployedBy.AUTHORITY
    )
    needs_accreditation = models.BooleanField(
        default=False, help_text="Only an accredited person is published as this kind."
    )
    expected_study_groups = models.PositiveSmallIntegerField(
        default=0, help_text="Study groups expected of each a year; an AST offers three (CB ¶4)."
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name
