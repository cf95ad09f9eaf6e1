"""Who is who on a register: one person, one key (P26)."""


def person_key(name: str, email: str, urn: str = "") -> str:
    """The email address in small letters or, where there is none, name and school."""
    return email.strip().lower() or f"{same_name(name)}|{urn}"


def same_name(name: str) -> str:
    """A name as it is compared: case and spaces do not matter."""
    return " ".join(name.split()).casefold()


# How the key of somebody begins whose name is no longer kept (psg_catalogue.periods).
FORGOTTEN = "gone:"
