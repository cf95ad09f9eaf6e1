"""What teachers type, and how the site writes it: a search for "maths" finds mathematics.

A word is looked for as a part of a longer one, so what stands here is what both ways of writing
have in common, or the name in full where an abbreviation is inside half the language."""

_WRITTEN = {
    "d&t": "design and technology",
    "dt": "design and technology",
    "eal": "additional language",
    "ey": "early years",
    "eyfs": "early years",
    "ict": "computing",
    "ks1": "key stage 1",
    "ks2": "key stage 2",
    "ks3": "key stage 3",
    "ks4": "key stage 4",
    "maths": "math",
    "mfl": "modern languages",
    "pe": "physical education",
    "re": "religious education",
    "sen": "send",
    "senco": "send",
    "ta": "teaching assistant",
    "tas": "teaching assistant",
}


def as_written(word: str) -> str:
    """The word, folded to small letters, as the site would have it."""
    return _WRITTEN.get(word, word)
