"""Addresses of this app."""

app_name = "subscriptions"

urlpatterns: list = []
