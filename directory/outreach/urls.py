"""Addresses of this app: a list a concept, each in the module of its views' name."""

from django.urls import URLPattern, path

from directory.outreach.views import funding, network, policies, returns

app_name = "outreach"

posts: list[URLPattern] = []

money = [
    path("outreach/funding/", funding.funding, name="funding"),
    path("outreach/funding/streams/<int:pk>/", funding.stream, name="stream"),
    path("outreach/funding/<int:pk>/", funding.release, name="release"),
]

term_returns = [
    path("outreach/returns/", returns.term_returns, name="returns"),
    path("outreach/returns/<int:pk>/", returns.term_return, name="return"),
    path("outreach/returns/remind/", returns.remind, name="remind"),
]

asts_only = [
    path("ast-network/", network.network, name="network"),
    path("ast-network/<int:pk>/", network.meeting, name="network_meeting"),
    path("ast-network/files/<int:pk>/", network.resource, name="network_file"),
    path("ast-network/news/<int:pk>/", network.news, name="network_news"),
]

library = [
    path("policies/", policies.policies, name="policies"),
    path("policies/<slug:slug>/", policies.policy, name="policy"),
]

urlpatterns = [
    *posts,
    *money,
    *term_returns,
    *asts_only,
    *library,
]
