"""Every address of the site. Account pages come before Wagtail's: there is one log-in door."""

from django.conf import settings
from django.http import Http404
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config.media import picture
from core.views import page_not_found
from directory.views.back_office_door import back_office_door
from directory.views.sessions import sessions

# SAFETY 1.5: Wagtail's own forms are unthrottled, so these addresses lead to allauth's.
_one_door = [
    path("admin/login/", back_office_door),
    path("admin/logout/", RedirectView.as_view(pattern_name="account_logout")),
    path("admin/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
]

# Wagtail's own rehearsal of a fault: nobody makes a fault on this site by an address.
_no_fault = [path("admin/failwhale/", page_not_found, {"exception": Http404()})]

# allauth's page ends all other sessions at once; ours also ends one.
_sessions = [path("account/sessions/", sessions, name="usersessions_list")]

urlpatterns = [
    *_one_door,
    *_no_fault,
    *_sessions,
    path("account/", include("allauth.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("core.urls")),
    path("", include("directory.urls")),
    path("", include("directory.outreach.urls")),
    path("", include("subscriptions.urls")),
    path("", include("psg_catalogue.urls")),
    path("", include("home.urls")),
]

if settings.SERVE_MEDIA:
    urlpatterns += [path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", picture)]

if settings.BENCH:
    from bench.bare import bare

    urlpatterns += [path("bench/<int:size>/", bare)]

urlpatterns += [path("", include("core.serving")), path("", include(wagtail_urls))]

handler403 = "core.views.permission_denied"
handler404 = "core.views.page_not_found"
handler500 = "core.views.server_error"
