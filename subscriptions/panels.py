"""Panels of the back office's forms."""

from core.backoffice.rows import RowsPanel
from subscriptions.forms.prices import PriceForm


class PricesPanel(RowsPanel):
    """Rows with a price, typed in pounds."""

    row_form = PriceForm
