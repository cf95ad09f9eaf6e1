"""How often what is drawn by lot is tried: a few times each run, many before a release."""

import os

BOOKING_EXAMPLES = int(os.environ.get("BOOKING_EXAMPLES", "8"))
MONEY_EXAMPLES = int(os.environ.get("MONEY_EXAMPLES", "12"))
