"""What a subscription costs a school: the rule that says most about it wins."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from core.models import PartnershipSettings
from directory.models import School
from subscriptions.enums import VatTreatment
from subscriptions.models import FinanceSettings, PriceRule, SubscriptionScheme
from subscriptions.refusals import NoPrice, VatRateMissing


@dataclass(frozen=True)
class Price:
    """Pence without VAT, the VAT code, its rate in percent (None unless standard) and its pence."""

    net_pence: int
    vat_treatment: VatTreatment
    vat_rate: Decimal | None
    vat_pence: int

    @property
    def total_pence(self) -> int:
        return self.net_pence + self.vat_pence


def price_for(scheme: SubscriptionScheme, school: School) -> int:
    """Return the price in pence, VAT apart, by the school's tier and whether it is in the host
    authority (DOMAIN 2.5). A rule for a tier goes before one for all tiers, and among those one
    for a side of the border before one for both. Raises NoPrice."""
    is_ours = school.authority_id == PartnershipSettings.load().host_authority_code
    fitting = [rule for rule in scheme.prices.all() if _fits(rule, school.tier, is_ours)]
    if not fitting:
        raise NoPrice
    return max(fitting, key=_says).price_pence


def full_price(scheme: SubscriptionScheme, school: School, *, day: date) -> Price:
    """Return the price with its VAT as on `day`. Raises NoPrice, and VatRateMissing for a
    standard-rated scheme while the finance office has typed no rate."""
    net = price_for(scheme, school)
    treatment = VatTreatment(scheme.vat_treatment)
    rate = standard_rate(day) if treatment == VatTreatment.STANDARD else None
    return Price(net, treatment, rate, vat_on(net, rate))


def standard_rate(day: date) -> Decimal:
    """The rate of VAT in percent, as the finance office typed it. Raises VatRateMissing."""
    finance = FinanceSettings.load()
    if finance.vat_rate is None or finance.vat_rate_from is None or finance.vat_rate_from > day:
        raise VatRateMissing
    return finance.vat_rate


def vat_on(net_pence: int, rate: Decimal | None) -> int:
    """Pence of VAT, half up; 0 without a rate."""
    if rate is None:
        return 0
    return int((net_pence * rate / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _fits(rule: PriceRule, tier: str, is_ours: bool) -> bool:
    return rule.tier in ("", tier) and rule.in_host_authority in (None, is_ours)


def _says(rule: PriceRule) -> tuple[bool, bool]:
    return bool(rule.tier), rule.in_host_authority is not None
