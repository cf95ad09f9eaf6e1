"""Addresses of this app."""

app_name = "psg_catalogue"

urlpatterns: list = []
