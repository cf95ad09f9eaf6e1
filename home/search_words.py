"""What somebody typed into the search, cut to what a search can honestly use."""

import re

from directory.said_otherwise import as_written

LONGEST_QUERY = 100
LONGEST_WORD = 40
MOST_WORDS = 6
_BREAKS = re.compile(r"[^\w’'&-]+")


def words_of(typed: str) -> list[str]:
    """At most six different words of at most forty letters, from the first hundred characters, as
    the site writes them.

    So a search costs the same for a hundred kilobytes as for a line (SAFETY 57)."""
    found = (word.strip("-’'&_") for word in _BREAKS.split(shown_query(typed).replace("\0", " ")))
    words = dict.fromkeys(word[:LONGEST_WORD].casefold() for word in found if word)
    return list(dict.fromkeys(map(as_written, words)))[:MOST_WORDS]


def shown_query(typed: str) -> str:
    """What the search box keeps."""
    return typed[:LONGEST_QUERY].replace("\0", "").strip()
