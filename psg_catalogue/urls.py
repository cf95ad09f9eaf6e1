"""Addresses of this app."""

from django.urls import path

from psg_catalogue.views import session_address

app_name = "psg_catalogue"

urlpatterns: list = [
    path("sessions/<int:pk>/", session_address.session, name="session"),
]
