"""What is on: study groups, sessions, bookings, registers, evaluations, reports."""

from django.apps import AppConfig


class PsgCatalogueConfig(AppConfig):
    name = "psg_catalogue"
    verbose_name = "Study groups"
