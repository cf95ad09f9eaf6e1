"""Addresses of this app."""

from django.urls import path, register_converter

from directory.converters import UrnConverter
from directory.views import (
    claims,
    invitations,
    inviting,
    own_data,
    people,
    portraits,
    schools,
    sessions,
    staff,
    viewing,
)

register_converter(UrnConverter, "urn")

app_name = "directory"

urlpatterns = [
    path("my-school/", schools.my_schools, name="my_schools"),
    path("my-school/claim/", claims.claim, name="claim"),
    path("my-school/claim/<int:pk>/withdraw/", claims.withdraw, name="withdraw_claim"),
    path("my-school/<urn:urn>/", schools.school, name="school"),
    path("my-school/<urn:urn>/view-as/", viewing.view_as, name="view_as"),
    path("my-school/view-as/stop/", viewing.stop_viewing, name="stop_viewing"),
    path("my-school/<urn:urn>/people/", people.people, name="people"),
    path("my-school/<urn:urn>/people/invite/", inviting.invite, name="invite_colleague"),
    path(
        "my-school/<urn:urn>/people/invitations/<int:pk>/withdraw/",
        inviting.withdraw,
        name="withdraw_invitation",
    ),
    path("my-school/<urn:urn>/people/<int:pk>/", people.person, name="person"),
    path("my-school/<urn:urn>/people/<int:pk>/end/", people.end_access, name="end_access"),
    path("my-school/<urn:urn>/claims/<int:pk>/", people.claim_decision, name="claim_decision"),
    path("my-school/<urn:urn>/staff/", staff.staff, name="staff"),
    path("my-school/<urn:urn>/staff/add/", staff.add, name="add_colleague"),
    path("my-school/<urn:urn>/staff/<int:pk>/", staff.change, name="change_colleague"),
    path("my-school/<urn:urn>/staff/<int:pk>/left/", staff.leaves, name="colleague_leaves"),
    path("my-school/<urn:urn>/staff/<int:pk>/back/", staff.returns, name="colleague_returns"),
    path("my-school/<urn:urn>/portraits/", portraits.portraits_to_agree, name="portraits_to_agree"),
    path(
        "my-school/<urn:urn>/portraits/<int:pk>/",
        portraits.portrait_to_agree,
        name="portrait_to_agree",
    ),
    path("invitation/<str:token>/", invitations.accept, name="accept_invitation"),
    path("account/sessions/<int:pk>/end/", sessions.end_session, name="end_session"),
    path("account/what-we-keep/", own_data.what_we_keep, name="what_we_keep"),
    path("schools/search/", claims.school_search, name="school_search"),
]
