"""What can be said of a subscription, an invoice and a payment."""

from django.db import models


class VatTreatment(models.TextChoices):
    """A code a line, never a rate (DOMAIN 6.3): the finance officer decides."""

    EXEMPT = "exempt", "Exempt"
    OUTSIDE_SCOPE = "outside_scope", "Outside the scope of VAT"
    ZERO = "zero", "Zero rated"
    STANDARD = "standard", "Standard rated"


class Entitlement(models.TextChoices):
    """What a subscription gives in its year."""

    ALL = "all", "Places at all sessions"
    PLACES = "places", "A number of places"
    THEN_PRICED = "then_priced", "A number of places, then a price a place"


class UnpaidBooking(models.TextChoices):
    """Whether a school whose invoice is not paid in full may book."""

    ALWAYS = "always", "Yes, all the year"
    IN_GRACE = "in_grace", "Yes, until the days of grace are over"
    NEVER = "never", "No, only once it is paid"


class SubscriptionState(models.TextChoices):
    """Whether it has run out is a matter of the date, so "expired" is worked out, not stored."""

    APPLIED = "applied", "Applied for"
    AWAITING_PO = "awaiting_po", "Waiting for a purchase order"
    ACTIVE = "active", "Active"
    DECLINED = "declined", "Declined"
    CANCELLED = "cancelled", "Cancelled"


# The two that leave room for another subscription of the same school and year.
ENDED_STATES = (SubscriptionState.DECLINED, SubscriptionState.CANCELLED)


class RenewalState(models.TextChoices):
    """What came of asking a school to subscribe again. All but the last are worked out."""

    INVITED = "invited", "Invited"
    RENEWED = "renewed", "Renewed"
    LAPSED = "lapsed", "Lapsed"
    DECLINED = "declined", "Declined"


class PayBy(models.TextChoices):
    INVOICE = "invoice", "Invoice"
    CARD = "card", "Card"


class SubscriptionSource(models.TextChoices):
    SITE = "site", "This site"
    HISTORY = "history", "Earlier records"


class InvoiceState(models.TextChoices):
    DRAFT = "draft", "Draft"
    ISSUED = "issued", "Issued"
    PART_PAID = "part_paid", "Part paid"
    PAID = "paid", "Paid"
    CREDITED = "credited", "Credited"
    WRITTEN_OFF = "written_off", "Written off"


# The two that still ask for money.
OPEN_INVOICE_STATES = (InvoiceState.ISSUED, InvoiceState.PART_PAID)


class PaymentMethod(models.TextChoices):
    BACS = "bacs", "BACS"
    CHEQUE = "cheque", "Cheque"
    INTERNAL_RECHARGE = "internal_recharge", "Internal recharge"
    CARD = "card", "Card"
    # Between two invoices of one payer; never typed.
    TRANSFER = "transfer", "Moved between invoices"


class PaymentKind(models.TextChoices):
    RECEIVED = "received", "Received"
    REVERSAL = "reversal", "Undone"
    GIVEN_BACK = "given_back", "Given back"
    MOVED = "moved", "Moved"
    # By the cardholder's bank, after a dispute.
    TAKEN_BACK = "taken_back", "Taken back"


class OrderState(models.TextChoices):
    """A card order: what we asked for and what came of it."""

    OPEN = "open", "Open"
    PENDING = "pending", "Waiting for the bank"
    PAID = "paid", "Paid"
    FAILED = "failed", "Failed"
    EXPIRED = "expired", "Expired"
    HELD = "held", "Held for the office"


class CardRefundState(models.TextChoices):
    """Money that goes back to a card, as the provider last told."""

    ASKED = "asked", "Asked for"
    PENDING = "pending", "On its way"
    DONE = "done", "Given back"
    FAILED = "failed", "Failed"


class CardDisputeState(models.TextChoices):
    """A cardholder does not own to a payment, and the bank decides."""

    OPEN = "open", "Open"
    WON = "won", "Won or withdrawn"
    LOST = "lost", "Lost"
