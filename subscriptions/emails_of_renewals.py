"""The letters that invite a school to renew, and remind it once."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from core.services.outbox import queue_message
from core.templatetags.wording import long_date, pounds
from directory.services.claims import leads_of
from subscriptions.models import Renewal, SubscriptionScheme
from subscriptions.refusals import Refused
from subscriptions.services.prices import full_price
from subscriptions.wording import vat_words


def send_renewal(kind: str, renewal: Renewal, scheme: SubscriptionScheme) -> None:
    """A letter of this kind to each lead of the school, or, where it has none, to whom it named
    when it subscribed. One letter a kind, year and person."""
    school, before = renewal.school, renewal.before
    people = [(lead.email, lead.get_full_name()) for lead in leads_of(school)]
    address = settings.SITE_URL + reverse("subscriptions:renew", args=[school.urn])
    for email, name in people or [(before.contact_email, before.contact_name)]:
        queue_message(
            kind=kind,
            to_email=email,
            to_name=name,
            context={
                "school": school,
                "scheme": scheme,
                "ends": long_date(scheme.year.previous.last_day),
                "facts": _facts(renewal, scheme),
                "button_url": address,
            },
            about=f"subscriptions.renewal:{renewal.pk}",
            once_key=f"{kind}:{renewal.pk}:{email.lower()}",
        )


def _facts(renewal: Renewal, scheme: SubscriptionScheme) -> list[tuple[str, str]]:
    before = renewal.before
    facts = [
        ("Covers", f"{long_date(scheme.year.first_day)} to {long_date(scheme.year.last_day)}"),
        ("Contact", before.contact_name),
        ("Paid by", before.payer_name),
        ("How", before.get_pay_by_display()),
    ]
    try:
        price = full_price(scheme, renewal.school, day=timezone.localdate())
    except Refused:
        pass
    else:
        words = f"{pounds(price.total_pence, 'full')} (VAT: {vat_words(price)})"
        facts.insert(1, ("Price", words))
    return [(label, said) for label, said in facts if said]
