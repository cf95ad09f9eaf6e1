"""Whether a school whose subscription is not paid may book: its scheme says (DOMAIN 2.5)."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.templatetags.wording import long_date, pounds
from subscriptions.enums import UnpaidBooking
from subscriptions.models import Invoice, Subscription
from subscriptions.services.invoices import covers_others, outstanding_pence, standing_invoice


@dataclass(frozen=True)
class Unpaid:
    """Why a school may not book: what it owes, in pence, on which invoice if there is one."""

    subscription: Subscription
    owed_pence: int
    invoice: Invoice | None

    @property
    def words(self) -> str:
        """What is owed, for those who deal with the school's money."""
        owed = pounds(self.owed_pence, "full")
        if self.invoice is None:
            return f"{owed} is to be paid for its subscription."
        if covers_others(self.invoice, self.subscription):
            return f"Invoice {self.invoice} to {self.invoice.payer_name} is not paid yet."
        due = long_date(self.invoice.due_on)
        return f"{owed} is to be paid on invoice {self.invoice.number}, due on {due}."


def unpaid_hold(subscription: Subscription, day: date) -> Unpaid | None:
    """What stands in the way of booking on a day, or None. Bookings made before stay. A year from
    earlier records without an amount stands in nobody's way."""
    rule = subscription.scheme.unpaid_may_book
    if rule == UnpaidBooking.ALWAYS:
        return None
    owed = outstanding_pence(subscription)
    if not owed:
        return None
    invoice = standing_invoice(subscription)
    if rule == UnpaidBooking.IN_GRACE:
        grace = timedelta(days=subscription.scheme.grace_days)
        if invoice is None or day <= invoice.due_on + grace:
            return None
    return Unpaid(subscription, owed, invoice)
