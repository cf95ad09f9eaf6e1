"""Why something about a subscription or its money is refused: a named fact each. `str()` of it is
the sentence for the person who asked."""

from core.templatetags.wording import pounds
from directory.models import School, SchoolGroup
from subscriptions.models import Subscription


class Refused(Exception):
    """Nothing was written."""


# Subscribing


class SchemeClosed(Refused):
    def __str__(self) -> str:
        return "Subscriptions for this year are not open. Ask our office when they will be."


class SchoolClosed(Refused):
    def __str__(self) -> str:
        return "This school has closed, so it cannot subscribe. Choose the school that followed it."


class NoPrice(Refused):
    def __str__(self) -> str:
        return "There is no price yet for a school of this kind. Ask our office to set one."


class VatRateMissing(Refused):
    def __str__(self) -> str:
        return (
            "The rate of VAT has not been set, so we cannot give a price yet."
            " Ask our finance office to set it."
        )


class TermsNotAccepted(Refused):
    def __str__(self) -> str:
        return "Tick that you agree to the terms."


class AlreadySubscribed(Refused):
    """The school has a live subscription for the year, `subscription`: perhaps just made."""

    def __init__(self, subscription: Subscription) -> None:
        super().__init__(subscription)
        self.subscription = subscription

    def __str__(self) -> str:
        name, year = self.subscription.school_name, self.subscription.year
        return f"{name} already has a subscription for {year}. Here it is."


class NobodyToPayFor(Refused):
    def __str__(self) -> str:
        return "Tick at least one school."


class NotInGroup(Refused):
    def __init__(self, school: School, group: SchoolGroup) -> None:
        super().__init__(school, group)
        self.school = school
        self.group = group

    def __str__(self) -> str:
        return f"{self.school} is no member of {self.group} today, so it cannot pay for it."


class NothingToRenew(Refused):
    """The school had no subscription in the year before."""

    def __str__(self) -> str:
        return "There is nothing to renew: the school had no subscription in the year before."


# What comes after


class SubscriptionEnded(Refused):
    def __str__(self) -> str:
        return "This subscription was cancelled or declined, so nothing more can be done with it."


class ReasonMissing(Refused):
    def __str__(self) -> str:
        return "Give a reason: the school reads it."


class NotWaiting(Refused):
    """It can be declined, or its quotation accepted, only before it is active."""

    def __str__(self) -> str:
        return "This subscription is already active. Cancel it instead of declining it."


class MoneyReceived(Refused):
    def __init__(self, pence: int) -> None:
        super().__init__(pence)
        self.pence = pence

    def __str__(self) -> str:
        return (
            f"{pounds(self.pence, 'full')} has been received for this subscription."
            " Say how much of the invoice is credited: what was paid and is credited stands as"
            " money to give back."
        )


class PurchaseOrderMissing(Refused):
    def __str__(self) -> str:
        return "Enter the purchase order number."


# Invoices


class AlreadyInvoiced(Refused):
    """One of several things has an invoice, `invoice`, already."""

    def __init__(self, sold, invoice) -> None:
        super().__init__(sold, invoice)
        self.sold, self.invoice = sold, invoice

    def __str__(self) -> str:
        return f"{self.sold} is on invoice {self.invoice} already. Credit that one first."


class NothingToInvoice(Refused):
    def __str__(self) -> str:
        return "Choose at least one thing to invoice."


class PaidBefore(Refused):
    """Earlier records say that money came, without an invoice."""

    def __init__(self, pence: int) -> None:
        super().__init__(pence)
        self.pence = pence

    def __str__(self) -> str:
        return (
            f"Earlier records say that {pounds(self.pence, 'full')} came for this subscription."
            " Undo that payment first, then issue the invoice."
        )


# Credit notes and what is left over


class NothingToCredit(Refused):
    def __str__(self) -> str:
        return "Enter an amount to credit on at least one line."


class CreditTooMuch(Refused):
    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left

    def __str__(self) -> str:
        return f"No more than {pounds(self.left, 'full')} can be credited here. Enter less."


class SurplusTooSmall(Refused):
    def __init__(self, surplus: int) -> None:
        super().__init__(surplus)
        self.surplus = surplus

    def __str__(self) -> str:
        return (
            f"Only {pounds(self.surplus, 'full')} more came than is owed on this invoice."
            " Enter that or less."
        )


class NotOfThisPayer(Refused):
    def __str__(self) -> str:
        return "Choose another invoice of the same payer."


class TakesNoMore(Refused):
    def __init__(self, number: str, outstanding: int) -> None:
        super().__init__(number, outstanding)
        self.number, self.outstanding = number, outstanding

    def __str__(self) -> str:
        return f"Invoice {self.number} still asks for {pounds(self.outstanding, 'full')} only."


# Payments


class NotInvoiced(Refused):
    def __str__(self) -> str:
        return "No invoice has been issued for this subscription. Issue it first."


class NothingOwed(Refused):
    def __str__(self) -> str:
        return "This is paid in full, so there is nothing to pay."


class MoreThanOwed(Refused):
    def __init__(self, outstanding: int) -> None:
        super().__init__(outstanding)
        self.outstanding = outstanding

    def __str__(self) -> str:
        return (
            f"Only {pounds(self.outstanding, 'full')} is still to pay. If more really came, tick"
            " that the rest is kept as a surplus, to give back or to move."
        )


class AmountMissing(Refused):
    def __str__(self) -> str:
        return "Enter an amount above nothing."


class PaidInFuture(Refused):
    def __str__(self) -> str:
        return "The day the money came cannot be after today."


class CardsComeByThemselves(Refused):
    """Card payments are recorded by the provider's confirmation, never by hand."""

    def __str__(self) -> str:
        return "Card payments and moves are recorded by themselves. Choose another way of paying."


class AlreadyUndone(Refused):
    def __str__(self) -> str:
        return "This payment has already been undone."


class SurplusGone(Refused):
    """A payment cannot be undone when its money has been given back or moved."""

    def __str__(self) -> str:
        return (
            "Some of this money has been given back or moved to another invoice."
            " Undo that first, then this."
        )


class CannotUndo(Refused):
    def __str__(self) -> str:
        return (
            "A card payment cannot be undone here: the money goes back through the card provider."
        )


# Cards


class CardsNotAccepted(Refused):
    def __str__(self) -> str:
        return "Card payment is not available. Choose to pay by invoice."


class CardUnavailable(Refused):
    """No clear answer came from the provider. Asking again leads to the same payment."""

    def __str__(self) -> str:
        return (
            "We could not reach our card provider. Nothing has been paid."
            " Try again in a few minutes, or pay by invoice."
        )


class CardPending(Refused):
    def __str__(self) -> str:
        return "A card payment is being confirmed by the bank. There is nothing to pay meanwhile."


class CardHeld(Refused):
    def __str__(self) -> str:
        return "Our office is looking at a card payment of this subscription. We will write to you."


class NothingToGiveBack(Refused):
    def __str__(self) -> str:
        return "Nothing is left of this card payment to give back."


class MoreThanCame(Refused):
    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left

    def __str__(self) -> str:
        return f"Only {pounds(self.left, 'full')} is left of this card payment. Enter that or less."


class PaymentDisputed(Refused):
    def __str__(self) -> str:
        return (
            "The cardholder disputes this payment. Wait until the bank has decided: the provider"
            " refunds nothing meanwhile."
        )


# Bank statements


class LineIsDone(Refused):
    def __str__(self) -> str:
        return "This line has been recorded or set aside already."


class UnknownInvoice(Refused):
    def __str__(self) -> str:
        return "There is no invoice with this number. Look it up in the list of invoices."


class ProposalChanged(Refused):
    def __str__(self) -> str:
        return "Something changed since the page was made. Look at the line again."
