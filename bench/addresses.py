"""What there is to ask for in the database that is measured."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Addresses:
    """Where each page is, who may book, and whom."""

    pages: dict[str, str]
    book: str
    session_cookie: str
    # One entry a booking: the school's URN and the number of a colleague on its staff list.
    places: list[tuple[str, int]]
