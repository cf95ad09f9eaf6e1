"""What a price's VAT is called: the code in words, never a bare "0%" (DOMAIN 6.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

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


@dataclass
class VatTotal:
    """What one VAT treatment, at one rate, comes to on a paper, in pence."""

    vat_treatment: str
    vat_rate: Decimal | None
    net_pence: int = 0
    vat_pence: int = 0

    @property
    def words(self) -> str:
        """ "Exempt", or "Standard rated at 20%"."""
        label = VatTreatment(self.vat_treatment).label
        return label if self.vat_rate is None else f"{label} at {self.vat_rate.normalize():f}%"

    @property
    def net_words(self) -> str:
        """The heading of `net_pence`: where there is VAT, that it is not in it."""
        return f"{self.words}, without VAT" if self.vat_pence else self.words


def by_vat(lines: Iterable) -> list[VatTotal]:
    """What the lines come to by VAT treatment, in the order in which they first occur."""
    totals: dict[tuple, VatTotal] = {}
    for line in lines:
        treatment = line.vat_treatment or VatTreatment.EXEMPT
        total = totals.setdefault((treatment, line.vat_rate), VatTotal(treatment, line.vat_rate))
        total.net_pence += line.net_pence
        total.vat_pence += line.vat_pence
    return list(totals.values())
