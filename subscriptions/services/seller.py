"""Who sells, as papers print it."""

from core.models import PartnershipSettings
from subscriptions.models import FinanceSettings


def seller_today() -> dict[str, str]:
    """Return the seller's name, address, contact, VAT number and bank account as they stand now.
    Papers keep this copy, so that a change of bank never changes an issued invoice (P19)."""
    finance = FinanceSettings.load()
    partnership = PartnershipSettings.load()
    return {
        "name": finance.seller_name or partnership.organisation,
        "address": finance.seller_address or partnership.office_address,
        "email": finance.finance_email or partnership.office_email,
        "telephone": partnership.office_telephone,
        "vat_number": finance.vat_number,
        "bank_account_name": finance.bank_account_name,
        "sort_code": finance.sort_code,
        "account_number": finance.account_number,
        "payment_text": finance.payment_text,
    }
