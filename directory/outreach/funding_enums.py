"""The fixed words of funding and its release."""

from django.db import models


class DecisionOutcome(models.TextChoices):
    """What the Schools Forum, or whoever decides, resolved on a stream (CB L10, ¶5)."""

    PROPOSED = "proposed", "Proposed"
    AGREED = "agreed", "Agreed"
    CONTINUED = "continued", "Continued"
    DECLINED = "declined", "Declined"
    ENDED = "ended", "Ended"


class ReleaseState(models.TextChoices):
    AWAITING = "awaiting", "Awaiting papers"
    READY = "ready", "Ready to propose"
    PROPOSED = "proposed", "Proposed"
    CONFIRMED = "confirmed", "Confirmed"
    RELEASED = "released", "Released"
    WITHHELD = "withheld", "Withheld"


# Money that is promised or gone: it counts against the stream.
COMMITTED = (ReleaseState.PROPOSED, ReleaseState.CONFIRMED, ReleaseState.RELEASED)
# All that a release still waits for somebody to do.
OPEN_RELEASES = (
    ReleaseState.AWAITING,
    ReleaseState.READY,
    ReleaseState.PROPOSED,
    ReleaseState.CONFIRMED,
)


class Paper(models.TextChoices):
    """The three gates of CB ¶7."""

    CALENDAR = "calendar", "Outreach calendar"
    PLANS = "plans", "Outreach plans"
    VISITS = "visits", "Records of visits"


class Payee(models.TextChoices):
    """Money goes to the school or its trust, never to the teacher (CB ¶3, ¶9)."""

    SCHOOL = "school", "The school"
    TRUST = "trust", "The academy trust"
