"""Addresses of this app that are not pages of Wagtail's tree."""

from django.urls import path
from wagtail.contrib.sitemaps.views import sitemap

from home.feeds import NewsFeed
from home.sitemaps import SITEMAPS
from home.views import letters, machines, search

app_name = "home"

urlpatterns: list = [
    path("search/", search.search, name="search"),
    path("contact/", letters.contact, name="contact"),
    path("contact/sent/", letters.contact_sent, name="contact_sent"),
    path("accessibility/report/", letters.accessibility_report, name="accessibility_report"),
    path(
        "accessibility/report/sent/",
        letters.accessibility_report_sent,
        name="accessibility_report_sent",
    ),
    path("news/feed.xml", NewsFeed(), name="news_feed"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
