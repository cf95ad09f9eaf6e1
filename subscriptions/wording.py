"""What a price's VAT is called: the code in words, never a bare "0%" (DOMAIN 6.3)."""

from core.templatetags.wording import pounds
from subscriptions.enums import VatTreatment


def vat_words(priced) -> str:
    """Say "exempt", or "£30.00 at 20%", of anything with a VAT code, rate and pence; of a price
    with several lines, what each has: "exempt; venue £6.00 at 20%"."""
    lines = getattr(priced, "lines", None)
    if lines is None:
        return _of_line(priced)
    lines = list(lines) if isinstance(lines, tuple) else list(lines.all())
    if not lines:
        return _of_line(priced)
    first, *parts = lines
    return "; ".join([_of_line(first), *(f"{p.description.lower()} {_of_line(p)}" for p in parts)])


def _of_line(line) -> str:
    treatment = VatTreatment(line.vat_treatment or VatTreatment.EXEMPT)
    if treatment == VatTreatment.STANDARD and line.vat_rate is not None:
        return f"{pounds(line.vat_pence, 'full')} at {line.vat_rate.normalize():f}%"
    return treatment.label[:1].lower() + treatment.label[1:]
