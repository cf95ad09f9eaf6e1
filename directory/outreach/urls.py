"""Addresses of this app."""

from django.urls import path  # noqa: F401 -- the first address uses it

app_name = "outreach"

urlpatterns: list = []
