"""What a place costs, in the words of the session's page and of the booking form."""

from core.templatetags.wording import pounds
from directory.models import School
from psg_catalogue.enums import Access
from psg_catalogue.models import StudyGroupSession
from subscriptions.enums import VatTreatment
from subscriptions.models import Subscription
from subscriptions.queries import covering_subscription
from subscriptions.refusals import VatRateMissing
from subscriptions.services.prices import priced_line
from subscriptions.wording import vat_words


def each_words(pence: int, treatment: str, session: StudyGroupSession) -> str:
    """ "£45.00 a place (VAT: exempt)", the VAT of today where its rate is known."""
    try:
        line = priced_line("", pence, treatment, session.day)
    except VatRateMissing:
        return f"{pounds(pence, 'full')} a place, plus VAT"
    total = pounds(line.net_pence + line.vat_pence, "full")
    return f"{total} a place (VAT: {vat_words(line)})"


def session_price_words(session: StudyGroupSession) -> str:
    """What a school without a subscription pays; "" where it cannot buy."""
    if session.access != Access.PAID or not session.price_pence:
        return ""
    return each_words(session.price_pence, session.place_vat, session)


def to_pay_words(session: StudyGroupSession, school: School) -> str:
    """What this school pays here, before it has said how many are coming."""
    if session.access == Access.OPEN:
        return "Nothing. Open to all schools"
    subscription = covering_subscription(school, session.day)
    if subscription is None:
        return session_price_words(session)
    return _beyond(subscription, session)


def _beyond(subscription: Subscription, session: StudyGroupSession) -> str:
    covered = "Nothing. Covered by your subscription"
    if subscription.places_included is None:
        return covered
    if subscription.extra_place_pence:
        treatment = subscription.scheme.vat_treatment or VatTreatment.EXEMPT
        words = each_words(subscription.extra_place_pence, treatment, session)
    else:
        words = session_price_words(session)
    if not words:
        return covered
    left = subscription.places_left
    return words if not left else f"{covered} for {left} more, then {words}"
