"""The prices of a year as the public page shows them, and what they give, in words."""

from dataclasses import dataclass
from datetime import date

from core.models import PartnershipSettings
from core.templatetags.wording import pounds
from directory.enums import Tier
from directory.models import LocalAuthority
from subscriptions.enums import Entitlement, VatTreatment
from subscriptions.models import PartYearShare, PriceRule, SubscriptionScheme
from subscriptions.refusals import VatRateMissing
from subscriptions.services.prices import Price, PriceLine, lines_of

# Youngest pupils first, as schools list themselves; what holds for any other school stands last.
_BY_AGE = [*Tier.values, ""]


@dataclass(frozen=True)
class PriceList:
    """`rows` are (for whom, price); `shares` what a school pays that starts later."""

    scheme: SubscriptionScheme
    rows: list[tuple[str, Price]]
    shares: list[str]
    gives: str


def price_list(scheme: SubscriptionScheme, day: date) -> PriceList:
    """The list of a scheme that comes with its rows loaded, VAT as on `day` where it is known."""
    rules = sorted(
        scheme.prices.all(), key=lambda rule: (_BY_AGE.index(rule.tier), rule.roll_from or 0)
    )
    host = PartnershipSettings.load().host_authority_code
    authority = LocalAuthority.objects.filter(pk=host).first()
    place = authority.name if authority else "our authority"
    return PriceList(
        scheme=scheme,
        rows=[(_for_whom(rule, rules, place), _price(scheme, rule, day)) for rule in rules],
        shares=[_share_words(share) for share in scheme.shares.all()],
        gives=gives_words(scheme.places_included, scheme.extra_place_pence),
    )


def gives_words(places: int | None, extra_pence: int | None) -> str:
    """What a scheme, or a subscription as it was sold, gives: "Places at all sessions", "20 places
    a year", or those and what a further place costs."""
    if places is None:
        return Entitlement.ALL.label
    words = f"{places} place{'s' if places != 1 else ''} a year"
    if extra_pence:
        words += f", then {pounds(extra_pence, 'full')} a place"
    return words


def _price(scheme: SubscriptionScheme, rule: PriceRule, day: date) -> Price:
    try:
        lines = lines_of(scheme, rule.price_pence, day)
    except VatRateMissing:
        code = VatTreatment(scheme.vat_treatment)
        lines = (PriceLine("", rule.price_pence, code, None, 0),)
    return Price(lines, rule.price_pence)


def _for_whom(rule: PriceRule, rules: list[PriceRule], place: str) -> str:
    kind = f"{rule.get_tier_display()} school" if rule.tier else "Any other school"
    if not any(each.tier for each in rules):
        kind = "Any school"
    where = {True: f" in {place}", False: " elsewhere", None: ""}[rule.in_host_authority]
    return kind + where + _band(rule, rules)


def _band(rule: PriceRule, rules: list[PriceRule]) -> str:
    """ ", 200 to 399 pupils": a band ends where the next of its kind begins."""
    if rule.roll_from is None:
        return ""
    above = [
        other.roll_from
        for other in rules
        if other.tier == rule.tier and (other.roll_from or 0) > rule.roll_from
    ]
    if not above:
        return f", {rule.roll_from} pupils or more"
    return f", {rule.roll_from} to {min(above) - 1} pupils"


def _share_words(share: PartYearShare) -> str:
    """ "From the spring term: 70% of the price"."""
    season = share.get_season_display().lower()
    if share.percent is not None:
        return f"From the {season} term: {share.percent}% of the price"
    return (
        f"From the {season} term: {pounds(share.price_pence, 'full')}, and never more than a year"
    )
