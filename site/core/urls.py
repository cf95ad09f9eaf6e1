"""Addresses of the shared app."""

from django.urls import path

from core import views

app_name = "core"

urlpatterns = [
    path("gallery/", views.gallery, name="gallery"),
    path("mail/events/", views.mail_events, name="mail_events"),
    path("letters/stop/<str:token>/", views.stop_letters, name="stop_letters"),
]
