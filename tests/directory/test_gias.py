import pytest

from directory.gias import web_address


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://ferncastle.example.org/about", "https://ferncastle.example.org/about"),
        ("www.ferncastle.example.org", "http://www.ferncastle.example.org"),
        ("", ""),
        ("none", ""),
        ("javascript:alert(1)", ""),
        ("ftp://ferncastle.example.org", ""),
        ("www.example.org/" + "x" * 300, ""),
    ],
)
def test_web_address_gets_its_scheme_or_is_blank(written, kept):
    assert web_address(written) == kept
