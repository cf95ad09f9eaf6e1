"""Addresses of this app."""

app_name = "home"

urlpatterns: list = []
