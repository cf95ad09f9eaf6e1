"""What the roles may do in the back office with subscriptions and money, and the regular job."""

from datetime import timedelta

from django.utils import timezone

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
    "subscriptions.refund_cardorder",
)


def declare_rights() -> None:
    """The office and the finance office set prices, issue, record, correct and end. Bank details
    and giving a debt up are the finance office's alone; of the record of changes it reads what is
    of money. Nobody may edit or delete an invoice, a credit note or a payment."""
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
        "core.view_money_changes",
    )


def keep_orders_in_step() -> None:
    """A webhook may be lost: the worker asks by itself after what is under way, and now and then
    for all that the provider has (SAFETY 26)."""
    periodic.register("card_orders", every=timedelta(minutes=5), function=_ask_after_ours)
    periodic.register("card_provider", every=timedelta(hours=6), function=_ask_for_theirs)


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


def _ask_after_ours() -> None:
    from subscriptions.services.reconciliation import reconcile

    reconcile(since=None)


def _ask_for_theirs() -> None:
    from subscriptions.services.reconciliation import LOOKS_BACK, reconcile

    reconcile(since=timezone.now() - LOOKS_BACK)
