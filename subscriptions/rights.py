"""What the roles may do in the back office with subscriptions and money, and the regular job."""

from datetime import timedelta

from core.roles import allow
from core.services import periodic
from directory.enums import Role

_READ = (
    "subscriptions.view_subscriptionscheme",
    "subscriptions.view_subscription",
    "subscriptions.view_invoice",
    "subscriptions.view_creditnote",
    "subscriptions.view_payment",
    "subscriptions.view_payer",
    "subscriptions.view_charge",
    "subscriptions.view_bankline",
    "subscriptions.view_cardorder",
    "subscriptions.view_renewal",
)
_SCHEMES = ("subscriptions.add_subscriptionscheme", "subscriptions.change_subscriptionscheme")
_MANAGE = (
    "subscriptions.manage_subscription",
    "subscriptions.correct_invoice",
    "subscriptions.record_payment",
    "subscriptions.match_bankline",
    "subscriptions.close_cardorder",
)


def declare_rights() -> None:
    """The office and the finance office set prices, issue, record, correct and end. Bank details
    and giving a debt up are the finance office's alone. Nobody may edit or delete an invoice, a
    credit note or a payment."""
    allow(
        Role.PSG_ORGANISER,
        *_READ,
        *_SCHEMES,
        *_MANAGE,
    )
    allow(
        Role.FINANCE,
        *_READ,
        *_SCHEMES,
        *_MANAGE,
        "subscriptions.write_off_invoice",
        "subscriptions.change_financesettings",
    )


def keep_orders_in_step() -> None:
    """A webhook may be lost: the worker asks after open card orders by itself (SAFETY 26)."""
    periodic.register("card_orders", every=timedelta(minutes=5), function=_sweep)


def invite_in_time() -> None:
    """From the day its scheme says, schools are invited to renew without anybody's doing."""
    periodic.register("renewal_invitations", every=timedelta(days=1), function=_invite)


def remind_of_invoices() -> None:
    """Some hours late is early enough; the reminder of a day goes out once."""
    periodic.register("invoice_reminders", every=timedelta(hours=6), function=_remind)


def _remind() -> None:
    from subscriptions.services.reminders import send_due_reminders

    send_due_reminders()


def _invite() -> None:
    from subscriptions.services.renewals import send_due_invitations

    send_due_invitations()


def _sweep() -> None:
    from subscriptions.gateways import cards_are_accepted
    from subscriptions.services.settlements import sweep_orders

    if cards_are_accepted():
        sweep_orders()
