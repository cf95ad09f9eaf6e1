"""How accounts behave: allauth's adapter, with this site's rules."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by their holders; nothing is granted by having one."""
