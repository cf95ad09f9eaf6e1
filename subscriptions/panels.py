"""Panels of the back office's forms."""

from wagtail.admin.panels import InlinePanel

from subscriptions.forms.prices import PriceForm, RowFormSet


class RowsPanel(InlinePanel):
    """Rows of a scheme. Wagtail gives an inline panel's rows no form of their own, so it is named
    here, with the check that no two rows say the same."""

    row_form = None

    def get_form_options(self) -> dict:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = RowFormSet
        if self.row_form:
            options["formsets"][self.relation_name]["form"] = self.row_form
        return options


class PricesPanel(RowsPanel):
    """Rows with a price, typed in pounds."""

    row_form = PriceForm
