"""Addresses of this app: a list a concept, each in the module of its views' name."""

from django.urls import URLPattern, path

from directory.outreach.views import (
    agreeing,
    asking,
    calendars,
    deployment,
    desk,
    evaluations,
    evidence,
    funding,
    my_outreach,
    network,
    own_pages,
    paper_forms,
    plans,
    policies,
    returns,
    school_support,
    triage,
    visits,
)
from directory.outreach.views import candidates as candidate_views
from directory.outreach.views import posts as post_views

app_name = "outreach"

posts = [
    path("outreach/register/", post_views.register, name="register"),
    path("outreach/register/add/", post_views.add_post, name="add_post"),
    path("outreach/posts/<int:pk>/", post_views.post, name="post"),
    path("outreach/posts/<int:pk>/<slug:step>/", post_views.post_step, name="post_step"),
    path("my-school/<urn:urn>/posts/", post_views.school_posts, name="school_posts"),
    path("my-school/<urn:urn>/posts/ask/", post_views.ask, name="ask_for_post"),
]

candidates = [
    path("become-an-ast/", candidate_views.become_an_ast, name="become_an_ast"),
    path("become-an-ast/noted/", candidate_views.interest_noted, name="interest_noted"),
    path("outreach/candidates/", candidate_views.candidates, name="candidates"),
    path("outreach/candidates/add/", candidate_views.add_candidate, name="add_candidate"),
    path("outreach/candidates/<int:pk>/", candidate_views.candidate, name="candidate"),
    path(
        "outreach/candidates/<int:pk>/<slug:step>/",
        candidate_views.candidate_step,
        name="candidate_step",
    ),
]

money = [
    path("outreach/funding/", funding.funding, name="funding"),
    path("outreach/funding/streams/<int:pk>/", funding.stream, name="stream"),
    path("outreach/funding/<int:pk>/", funding.release, name="release"),
]

term_returns = [
    path("outreach/returns/", returns.term_returns, name="returns"),
    path("outreach/returns/<int:pk>/", returns.term_return, name="return"),
]

desks = [
    path("outreach/desk/", desk.desk, name="desk"),
    path("outreach/desk/remind/", desk.remind, name="remind"),
    path("outreach/decisions/", desk.decisions, name="decisions"),
    path("outreach/adviser/", own_pages.adviser, name="adviser"),
    path("my-school/<urn:urn>/outreach/", own_pages.school_outreach, name="school_outreach"),
]

reports = [
    path("reports/outreach/", deployment.latest, name="latest_deployment"),
    path("reports/outreach/<str:year>/", deployment.report, name="deployment"),
]

asts_only = [
    path("ast-network/", network.network, name="network"),
    path("ast-network/<int:pk>/", network.meeting, name="network_meeting"),
    path("ast-network/files/<int:pk>/", network.resource, name="network_file"),
    path("ast-network/news/<int:pk>/", network.news, name="network_news"),
]

own_evidence = [
    path("my-evidence/", evidence.evidence, name="evidence"),
    path("my-evidence/<int:year>.pdf", evidence.as_pdf, name="evidence_pdf"),
    path("my-evidence/<int:year>.zip", evidence.as_zip, name="evidence_zip"),
]

library = [
    path("policies/", policies.policies, name="policies"),
    path("policies/<slug:slug>/", policies.policy, name="policy"),
    path("forms/", paper_forms.paper_forms, name="paper_forms"),
    path("forms/<slug:slug>/", paper_forms.paper_form, name="paper_form"),
    path("forms/<slug:slug>.odt", paper_forms.as_odt, name="paper_form_odt"),
    path("forms/<slug:slug>.html", paper_forms.as_html, name="paper_form_html"),
]

requests: list[URLPattern] = [
    path("support/ask/", asking.ask, name="ask"),
    path("support/asked/", asking.asked, name="asked"),
    path("support/request/<str:token>/", asking.follow_request, name="follow_request"),
    path("outreach/requests/", triage.requests, name="requests"),
    path("outreach/requests/new/", triage.adviser_asks, name="adviser_asks"),
    path("outreach/requests/<int:pk>/", triage.support_request, name="request"),
    path("my-school/<urn:urn>/support/", school_support.school_support, name="school_support"),
    path("my-school/<urn:urn>/support/link/", school_support.link_schools, name="link_schools"),
    path(
        "my-school/<urn:urn>/support/<int:pk>/",
        school_support.school_request,
        name="school_request",
    ),
]

plans_and_visits: list[URLPattern] = [
    path("outreach/", my_outreach.my_outreach, name="my_outreach"),
    path("outreach/asts/<int:pk>/", my_outreach.ast_outreach, name="ast_outreach"),
    path("outreach/plans/", plans.plans, name="plans"),
    path("outreach/plans/begin/<int:pk>/", plans.begin, name="begin_plan"),
    path("outreach/plans/<int:pk>/", plans.plan, name="plan"),
    path("outreach/plans/<int:pk>/write/", plans.write, name="write_plan"),
    path("outreach/plans/<int:pk>/plan.pdf", plans.plan_pdf, name="plan_pdf"),
    path(
        "outreach/plans/<int:pk>/evaluation/", evaluations.plan_evaluation, name="plan_evaluation"
    ),
    path("outreach/agree/<str:token>/", agreeing.agree_by_link, name="agree_by_link"),
    path("outreach/calendar/", calendars.this_term, name="this_term"),
    path("outreach/calendar/<int:pk>/", calendars.calendar, name="calendar"),
    path("outreach/visits/new/", visits.new_visit, name="new_visit"),
    path("outreach/visits/<int:pk>/", visits.change, name="visit"),
    path("outreach/visits/<int:pk>/remove/", visits.remove, name="remove_visit"),
    path("outreach/evaluations/", evaluations.evaluations, name="evaluations"),
    path("outreach/evaluation/thanks/", evaluations.thanks, name="evaluation_thanks"),
    path("outreach/evaluation/<str:token>/", evaluations.EvaluateView.as_view(), name="evaluate"),
]

urlpatterns = [
    *posts,
    *candidates,
    *money,
    *term_returns,
    *asts_only,
    *own_evidence,
    *desks,
    *reports,
    *library,
    *requests,
    *plans_and_visits,
]
