"""Panels of the back office's forms."""

from wagtail.admin.panels import InlinePanel

from subscriptions.forms.prices import PriceRuleForm


class PricesPanel(InlinePanel):
    """A scheme's prices, typed in pounds. Wagtail gives an inline panel's rows no form of their
    own, so it is named here."""

    def get_form_options(self) -> dict:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = PriceRuleForm
        return options
