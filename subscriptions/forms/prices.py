"""A price, typed in pounds."""

from wagtail.admin.forms.models import WagtailAdminModelForm

from core.pounds import PoundsField


class PriceRuleForm(WagtailAdminModelForm):
    price_pence = PoundsField(label="Price in pounds, without VAT")
