"""Acting at an earlier moment, so that the demonstration's past was made by the same services, with
the same checks, messages and history, as its present."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Within this block the site's clock stands at `moment`, where that is in the past."""
    if moment >= timezone.now():
        yield
        return
    with patch.object(timezone, "now", lambda: moment):
        yield
