"""Codes that people read off paper and type."""

import secrets

# Without letters and figures that are mistaken for one another.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 10


def draw_code() -> str:
    """A new code, drawn by lot."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def as_typed(words: str) -> str:
    """The code in these words, whatever its case, spaces and hyphens; "" where there is none."""
    plain = "".join(character for character in words.upper() if character.isalnum())
    return plain if len(plain) == LENGTH else ""
