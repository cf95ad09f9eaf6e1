"""Addresses of this app: a list a concept, each in the module of its views' name."""

from django.urls import URLPattern

app_name = "outreach"

posts: list[URLPattern] = []

urlpatterns = [
    *posts,
]
