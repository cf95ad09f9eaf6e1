"""The secret address of a person's own calendar: made, changed, ended. Signed when it is shown and
stored nowhere; it holds a random nonce of 122 bits under 256 bits of signature."""

import uuid

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.audit import record
from core.models import User
from psg_catalogue.models import CalendarFeed

_SIGNER = signing.Signer(salt="psg_catalogue.own-calendar")


@transaction.atomic
def make_calendar_address(user: User) -> CalendarFeed:
    """The person has a new address, and one they had before leads nowhere from now on."""
    feed, is_first = CalendarFeed.objects.update_or_create(
        user=user, defaults={"nonce": uuid.uuid4(), "made_at": timezone.now()}
    )
    record(user, "calendar.address_made" if is_first else "calendar.address_changed", by=user)
    return feed


@transaction.atomic
def end_calendar_address(user: User) -> None:
    """The address leads nowhere, and there is no other. Twice is once."""
    if CalendarFeed.objects.filter(user=user).delete()[0]:
        record(user, "calendar.address_ended", by=user)


def calendar_url(feed: CalendarFeed) -> str:
    """The whole address, for the person alone."""
    return settings.SITE_URL + reverse(
        "psg_catalogue:own_calendar_feed", args=[_SIGNER.sign(feed.nonce.hex)]
    )


def feed_from(token: str) -> CalendarFeed | None:
    """The feed that an address opens; None for one that is altered, changed or ended, and once its
    person can no longer sign in. One query at the most."""
    try:
        nonce = _SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    feeds = CalendarFeed.objects.select_related("user")
    return feeds.filter(nonce=nonce, user__is_active=True).first()
