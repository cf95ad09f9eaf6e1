"""The fixed words of the termly return. Overdue is no state: it is worked out (P12)."""

from django.db import models


class ReturnState(models.TextChoices):
    DUE = "due", "Due"
    SUBMITTED = "submitted", "Submitted"
    RECEIVED = "received", "Received"
    RETURNED = "returned", "Sent back"


# What its writer still has to write.
UNWRITTEN = (ReturnState.DUE, ReturnState.RETURNED)
