"""What the rules of outreach state in editors' words (core.stated)."""

from core.stated import register_stated
from directory.outreach.models import SupportRules

# Of a week of five days.
_IN_DAYS = {10: "half a day a week", 20: "one day a week", 40: "two days a week"}


def declare_stated() -> None:
    """Called once, when the app is ready."""
    register_stated("outreach_time", outreach_time)


def outreach_time() -> str:
    """ "one day a week" for 20%; "30% of the week" for what is no round number of days."""
    percent = SupportRules.load().outreach_percent
    return _IN_DAYS.get(percent, f"{percent}% of the week")
