"""How often one network address may write to us. A whole county's schools may share one, so the
limit stops machines and no staffroom."""

import hashlib

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

LETTERS_AN_HOUR = 20
_HOUR = 60 * 60


def may_write(request: HttpRequest) -> bool:
    """Count one more letter from this address; False beyond the hour's number. The address itself
    is not kept, only a scrambled form of it."""
    key = _key(request)
    if cache.add(key, 1, timeout=_HOUR):
        return True
    try:
        return cache.incr(key) <= LETTERS_AN_HOUR
    except ValueError:  # it ran out between the two
        return True


def _key(request: HttpRequest) -> str:
    address = get_adapter(request).get_client_ip(request)
    scrambled = hashlib.sha256(f"{settings.SECRET_KEY}/letters/{address}".encode()).hexdigest()
    return f"letters:{scrambled[:32]}"
