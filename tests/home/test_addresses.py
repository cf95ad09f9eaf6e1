"""What an editor may type into a menu."""

import pytest
from django.core.exceptions import ValidationError

from home.addresses import validate_address


@pytest.mark.parametrize(
    "address",
    ["/subscribe/", "https://www.example.org/", "http://example.org", "mailto:office@example.org"],
)
def test_address_of_this_site_or_the_web_passes(address):
    validate_address(address)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "//evil.example",
     "/\\evil.example", "subscribe", ""],
)  # fmt: skip
def test_address_that_runs_or_leads_astray_is_refused(address):
    with pytest.raises(ValidationError, match="Begin with /"):
        validate_address(address)
