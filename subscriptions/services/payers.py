"""Whose account an invoice goes on."""

from directory.models import School
from subscriptions.models import Payer


def payer_named(name: str, *, school: School | None = None) -> Payer:
    """The account of `school`, which it has from its first invoice on; without a school, that of
    the trust, federation or authority of this name, however its letters are written."""
    if school is not None:
        return Payer.objects.get_or_create(school=school, defaults={"name": name[:200]})[0]
    found = Payer.objects.filter(school=None, name__iexact=name).first()
    return found or Payer.objects.get_or_create(school=None, name=name[:200])[0]
