"""How often one network address may do something. A whole county's schools may share one, so a
limit stops machines and no staffroom."""

import hashlib
from ipaddress import IPv6Network, ip_address

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

HOUR = 60 * 60
# What one household or school has of the newer addresses.
_ONE_PLACE = 64


def times_lately(request: HttpRequest, what: str, *, seconds: int = HOUR) -> int:
    """Count one more `what` from this visitor's address; the number since the first of them, which
    `seconds` later is forgotten. The address itself is not kept, only a scrambled form of it."""
    key = f"{what}:{_scrambled(what, visitor_address(request))}"
    while True:
        if cache.add(key, 1, timeout=seconds):
            return 1
        try:
            return cache.incr(key)
        except ValueError:  # it ran out between the two
            continue


def visitor_address(request: HttpRequest) -> str:
    """Where the visitor is, by the word of as many proxies as we trust and no other header
    (SAFETY 1.8); of the longer addresses the part that names the place."""
    found = get_adapter(request).get_client_ip(request)
    if ip_address(found).version == 4:
        return found
    return str(IPv6Network(f"{found}/{_ONE_PLACE}", strict=False).network_address)


def _scrambled(what: str, address: str) -> str:
    return hashlib.sha256(f"{settings.SECRET_KEY}/{what}/{address}".encode()).hexdigest()[:32]
