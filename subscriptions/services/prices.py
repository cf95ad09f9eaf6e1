"""What a subscription costs a school: the rule that says most about it wins."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from core.models import PartnershipSettings
from core.templatetags.wording import pounds
from directory.enums import Season
from directory.models import School, Term
from subscriptions.enums import VatTreatment
from subscriptions.models import FinanceSettings, PartYearShare, PriceRule, SubscriptionScheme
from subscriptions.refusals import NoPrice, Refused, VatRateMissing


@dataclass(frozen=True)
class PriceLine:
    """One line: pence without VAT, the VAT code, its rate in percent (None unless standard) and
    its pence. `description` is blank where the whole price is one line."""

    description: str
    net_pence: int
    vat_treatment: VatTreatment
    vat_rate: Decimal | None
    vat_pence: int


@dataclass(frozen=True)
class Price:
    """What a school pays, by its lines; the first is the main one. `part_year` is the season in
    which it starts, where that lowers the price of `whole_pence` for all the year, without VAT."""

    lines: tuple[PriceLine, ...]
    whole_pence: int
    part_year: str = ""

    @property
    def net_pence(self) -> int:
        return sum(line.net_pence for line in self.lines)

    @property
    def vat_pence(self) -> int:
        return sum(line.vat_pence for line in self.lines)

    @property
    def total_pence(self) -> int:
        return self.net_pence + self.vat_pence

    @property
    def vat_treatment(self) -> VatTreatment:
        """The main line's."""
        return self.lines[0].vat_treatment

    @property
    def vat_rate(self) -> Decimal | None:
        """The main line's."""
        return self.lines[0].vat_rate

    @property
    def part_year_words(self) -> str:
        """ "From the spring term: £105.00 of £150.00 for the whole year"; "" for a whole year."""
        if not self.part_year:
            return ""
        now, whole = pounds(self.net_pence, "full"), pounds(self.whole_pence, "full")
        return f"From the {Season(self.part_year).label.lower()} term: {now} of {whole} a year"


def price_for(scheme: SubscriptionScheme, school: School, *, host: str = "") -> int:
    """Return the price of a whole year in pence, VAT apart, by the school's tier, its number on
    roll and whether it is in the host authority (DOMAIN 2.5). A rule for a tier goes before one
    for all tiers, among those one with a band before one without, the highest band first, and
    then one for a side of the border before one for both. `host` is the host authority's code, for
    whoever asks for many schools. Raises NoPrice."""
    is_ours = school.authority_id == (host or PartnershipSettings.load().host_authority_code)
    fitting = [rule for rule in scheme.prices.all() if _fits(rule, school, is_ours)]
    if not fitting:
        raise NoPrice
    return max(fitting, key=_says).price_pence


def full_price(scheme: SubscriptionScheme, school: School, *, day: date, host: str = "") -> Price:
    """Return the price of starting on `day`, with its VAT of that day. Raises NoPrice, and
    VatRateMissing for a standard-rated line while the finance office has typed no rate."""
    whole = price_for(scheme, school, host=host)
    share = share_on(scheme, day)
    net = whole if share is None else _part_of(whole, share)
    season = share.season if share is not None and net != whole else ""
    return Price(lines_of(scheme, net, day), whole, season)


def price_or_refusal(
    scheme: SubscriptionScheme, school: School, *, host: str = ""
) -> Price | Refused:
    """Today's price, or why there is none; a template tells them apart by `total_pence`."""
    try:
        return full_price(scheme, school, day=timezone.localdate(), host=host)
    except Refused as refused:
        return refused


def share_on(scheme: SubscriptionScheme, day: date) -> PartYearShare | None:
    """The share of a school that starts on a day, by the host authority's terms (P10); None for
    the whole price. Between two terms it starts in the one to come."""
    shares = {share.season: share for share in scheme.shares.all()}
    if not shares or day < scheme.year.first_day:
        return None
    host = PartnershipSettings.load().host_authority_code
    terms = Term.objects.filter(authority_id=host).in_year(scheme.year).order_by("ends_on")
    seasons = list(terms.values_list("ends_on", "season"))
    if not seasons:
        return None
    season = next((season for ends_on, season in seasons if ends_on >= day), seasons[-1][1])
    return shares.get(season)


def priced_line(description: str, net_pence: int, treatment: str, day: date) -> PriceLine:
    """The line with its VAT as on `day`. Raises VatRateMissing."""
    code = VatTreatment(treatment)
    rate = standard_rate(day) if code == VatTreatment.STANDARD else None
    return PriceLine(description, net_pence, code, rate, vat_on(net_pence, rate))


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


def lines_of(scheme: SubscriptionScheme, net_pence: int, day: date) -> tuple[PriceLine, ...]:
    """A price split into the scheme's lines: each part by its share, and the main line the rest, so
    that no penny is lost. Raises VatRateMissing."""
    parts = [
        priced_line(part.description, share_of(net_pence, part.percent), part.vat_treatment, day)
        for part in scheme.parts.all()
    ]
    rest = net_pence - sum(part.net_pence for part in parts)
    return (priced_line("", rest, scheme.vat_treatment, day), *parts)


def share_of(pence: int, percent: int) -> int:
    """So many percent, in whole pence, half up."""
    return (pence * percent + 50) // 100


def _part_of(whole: int, share: PartYearShare) -> int:
    """A share is never more than the whole."""
    part = share.price_pence if share.percent is None else share_of(whole, share.percent)
    return min(whole, part)


def _fits(rule: PriceRule, school: School, is_ours: bool) -> bool:
    roll = school.number_on_roll
    in_band = rule.roll_from is None or (roll is not None and roll >= rule.roll_from)
    return rule.tier in ("", school.tier) and in_band and rule.in_host_authority in (None, is_ours)


def _says(rule: PriceRule) -> tuple[bool, int, bool]:
    band = -1 if rule.roll_from is None else rule.roll_from
    return bool(rule.tier), band, rule.in_host_authority is not None
