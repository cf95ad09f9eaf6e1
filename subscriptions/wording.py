"""What a price's VAT is called: the code in words, never a bare "0%" (DOMAIN 6.3)."""

from core.templatetags.wording import pounds
from subscriptions.enums import VatTreatment


def vat_words(priced) -> str:
    """Say "exempt", or "£30.00 at 20%", of anything with a VAT code, rate and pence."""
    treatment = VatTreatment(priced.vat_treatment or VatTreatment.EXEMPT)
    if treatment == VatTreatment.STANDARD and priced.vat_rate is not None:
        return f"{pounds(priced.vat_pence, 'full')} at {priced.vat_rate.normalize():f}%"
    return treatment.label[:1].lower() + treatment.label[1:]
