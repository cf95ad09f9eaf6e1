"""What browsers call themselves, in words."""

import pytest

from directory.browsers import browser_in_words


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140 Safari/537.36", "Chrome on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140", "Edge on Windows"),
        (
            "Mozilla/5.0 (Linux; Android 15) Firefox/140",
            "Firefox on Android",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) Safari/605", "Safari on a Mac"),
        ("curl/8", "A browser"),
        ("", "A browser"),
    ],
)
def test_browser_in_words(says, words):
    assert browser_in_words(says) == words
