"""Where people are signed in: each browser is a row, kept by allauth at sign-in."""

from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction

from core.models import User


def live_sessions(user: User) -> list[UserSession]:
    """Where the person is signed in now, the newest first; rows of what is over go."""
    live = UserSession.objects.purge_and_list(user)
    return sorted(live, key=lambda each: each.created_at, reverse=True)


@transaction.atomic
def end_sessions(user: User, *, but: str = "") -> int:
    """Whoever is signed in with the account is out at the next request, in every browser but the
    one whose key is `but`. Returns how many were ended."""
    ended = list(UserSession.objects.filter(user=user).exclude(session_key=but))
    for each in ended:
        each.end()
    return len(ended)


def forget_ended_sessions() -> int:
    """Rows of sessions that are over go too: they say where somebody was."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    rows = UserSession.objects.values_list("pk", "session_key").iterator()
    over = [pk for pk, key in rows if not store().exists(key)]
    return UserSession.objects.filter(pk__in=over).delete()[0]
