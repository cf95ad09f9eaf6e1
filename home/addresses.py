"""Addresses that an editor may type into a menu."""

from django.core.exceptions import ValidationError

_ALLOWED = ("https://", "http://", "mailto:", "tel:")


def validate_address(address: str) -> None:
    """A path of this site or a web address, and nothing that a browser would run as a script."""
    words = address.strip()
    own = words.startswith("/") and not words.startswith(("//", "/\\"))
    if not own and not words.lower().startswith(_ALLOWED):
        raise ValidationError("Begin with / for a page of this site, or with https://.")
