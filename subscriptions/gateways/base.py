"""The port to card payment: what the site asks of a provider, and what it is told.

Nothing here knows a model or a request. A subscription's services speak to `PaymentGateway` alone,
so the provider, the double and the in-memory gateway are interchangeable."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class GatewayError(Exception):
    """Card payment could not do what was asked. The message is for staff and logs: it carries no
    personal data and no request body."""


class GatewayUnavailable(GatewayError):
    """No clear answer came: the thing asked for may or may not have happened. Ask again with the
    same idempotency key."""


class GatewayRefused(GatewayError):
    """The provider understood what was asked and will not do it: it has not happened, and asking
    the same again would be refused again."""


class NotKnown(GatewayError):
    """The provider knows no such thing."""


class CheckoutNotFound(NotKnown):
    """The provider knows no such checkout."""


class GatewayNotConfigured(GatewayError):
    """Card payment is switched off, or its settings are unsafe (subscriptions.checks says why)."""


class BadSignature(GatewayError):
    """What arrived at the webhook is not an event the provider signed just now."""


class CheckoutStatus(StrEnum):
    """Where the payer is: still able to pay, done, or too late."""

    OPEN = "open"
    COMPLETE = "complete"
    EXPIRED = "expired"


class PaymentStatus(StrEnum):
    """Whether the money is there. A complete checkout may be unpaid while a bank decides."""

    PAID = "paid"
    UNPAID = "unpaid"
    NOT_REQUIRED = "no_payment_required"


@dataclass(frozen=True)
class CheckoutOrder:
    """What the site wants collected.

    `reference` is our own order's id and comes back in `CheckoutState`. `amount_pence` is in pence
    sterling. `success_url` may hold `{CHECKOUT_SESSION_ID}`, which the provider fills in. The
    `idempotency_key` is stored before the first call; asking again with it and the same details
    gives the same page, within 24 hours. `expires_at` is 30 minutes to 24 hours ahead, or None for
    the provider's own 24 hours: store it too, since another value is another order."""

    reference: str
    amount_pence: int
    description: str
    customer_email: str
    success_url: str
    cancel_url: str
    idempotency_key: str
    expires_at: datetime | None = None


@dataclass(frozen=True)
class CheckoutPage:
    """The provider's page where the payer types a card number, and the id to ask about it."""

    gateway_id: str
    url: str


@dataclass(frozen=True)
class CheckoutState:
    """What the provider says of a checkout now. `payment_reference` is "" until there is a payment;
    `currency` is in lower case ("gbp")."""

    gateway_id: str
    reference: str
    status: CheckoutStatus
    payment_status: PaymentStatus
    amount_pence: int
    currency: str
    payment_reference: str
    livemode: bool

    @property
    def is_paid(self) -> bool:
        return self.payment_status == PaymentStatus.PAID


class RefundStatus(StrEnum):
    """Whether the money is on its way back, back, or still here after all."""

    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


@dataclass(frozen=True)
class RefundOrder:
    """What the site wants given back of one payment, in pence. `reference` is our own row's id and
    comes back in `RefundState`; the key is as in `CheckoutOrder`."""

    reference: str
    payment_reference: str
    amount_pence: int
    idempotency_key: str


@dataclass(frozen=True)
class RefundState:
    """What the provider says of a refund now. `reference` is "" for one that was not made by us."""

    gateway_id: str
    reference: str
    payment_reference: str
    status: RefundStatus
    amount_pence: int
    currency: str


class DisputeStatus(StrEnum):
    """Whether the cardholder's bank has decided. A dispute that was withdrawn counts as won."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True)
class DisputeState:
    """What the provider says of a dispute now: the cardholder's bank wants the money back."""

    gateway_id: str
    payment_reference: str
    status: DisputeStatus
    amount_pence: int
    currency: str
    reason: str


@dataclass(frozen=True)
class GatewayEvent:
    """That something happened to `object_id`. It grants nothing: fetch the object and look.
    `object_id` is "" for kinds that concern no object."""

    id: str
    kind: str
    object_id: str
    livemode: bool


class PaymentGateway(ABC):
    """A provider of card payment. Every method raises `GatewayError` or one of its kinds, and
    nothing else; none may be called while a row is locked."""

    # True for real money. An event whose `livemode` differs is refused (SAFETY 19).
    livemode: bool

    @property
    @abstractmethod
    def moves_no_money(self) -> bool:
        """True when pages must say that this is not a real payment."""

    @abstractmethod
    def start_checkout(self, order: CheckoutOrder) -> CheckoutPage:
        """Open a page where `order` can be paid. Asking twice with one key gives one page."""

    @abstractmethod
    def fetch_checkout(self, gateway_id: str) -> CheckoutState:
        """Return the checkout as the provider has it now. Raises `CheckoutNotFound`."""

    @abstractmethod
    def expire_checkout(self, gateway_id: str) -> CheckoutState:
        """Close the page to anyone who has not paid, and return what became of it. A checkout that
        was completed first stays complete: look at the status. Raises `CheckoutNotFound`."""

    @abstractmethod
    def checkouts_since(self, moment: datetime) -> list[CheckoutState]:
        """Return every completed checkout that was opened since."""

    @abstractmethod
    def checkout_of(self, payment_reference: str) -> CheckoutState | None:
        """Return the checkout that a payment was made on, or None for a payment made otherwise."""

    @abstractmethod
    def refund(self, order: RefundOrder) -> RefundState:
        """Give money back. Asking twice with one key, within 24 hours, gives it back once; later,
        look with `refunds_of` first. Raises `GatewayRefused` when it will not be done."""

    @abstractmethod
    def fetch_refund(self, gateway_id: str) -> RefundState:
        """Return the refund as the provider has it now. Raises `NotKnown`."""

    @abstractmethod
    def refunds_of(self, payment: str) -> list[RefundState]:
        """Return the refunds of a payment, named by its reference or by its charge's id."""

    @abstractmethod
    def refunds_since(self, moment: datetime) -> list[RefundState]:
        """Return every refund made since, whoever made it."""

    @abstractmethod
    def fetch_dispute(self, gateway_id: str) -> DisputeState:
        """Return the dispute as the provider has it now. Raises `NotKnown`."""

    @abstractmethod
    def disputes_since(self, moment: datetime) -> list[DisputeState]:
        """Return every dispute opened since."""

    @abstractmethod
    def read_event(self, payload: bytes, signature: str) -> GatewayEvent:
        """Return the event in a webhook's body once its signature is proved. Raises `BadSignature`
        for anything else; the body is neither logged nor kept in the exception."""
