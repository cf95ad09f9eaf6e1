"""What invoices say of the seller and of how to pay, kept by the finance office."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

_PREFIX = RegexValidator(r"\A[A-Z]{2,6}\Z", "Give two to six capital letters, for example MLP.")
_SORT_CODE = RegexValidator(r"\A\d{2}-\d{2}-\d{2}\Z", "Write it as 01-02-03.")
_DAYS = RegexValidator(
    r"\A\s*\d{1,3}(\s*,\s*\d{1,3})*\s*\Z", "Give numbers of days with commas, for example 1, 14."
)
_ACCOUNT = RegexValidator(r"\A\d{8}\Z", "Give the eight digits.")


@register_setting(icon="doc-full", order=20)
class FinanceSettings(BaseGenericSetting):
    """Seller, bank account and VAT. A change is for invoices to come: an issued one keeps what was
    true on its day. There is no rate of VAT in the code: standard-rated schemes wait until the
    finance office has typed one (DOMAIN 6.3)."""

    seller_name = models.CharField(
        max_length=200, blank=True, help_text="Blank uses the organisation of the partnership."
    )
    seller_address = models.TextField(
        blank=True, help_text="Blank uses the office's address of the partnership."
    )
    finance_email = models.EmailField(
        "finance office's email", blank=True, help_text="Blank uses the office's email."
    )
    vat_number = models.CharField("VAT registration number", max_length=20, blank=True)
    vat_rate = models.DecimalField(
        "standard rate of VAT, %",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(Decimal("100"))],
        help_text="Only for standard-rated schemes. Blank: they cannot be sold.",
    )
    vat_rate_from = models.DateField(
        "in force from", null=True, blank=True, help_text="Before this day the rate is not used."
    )
    invoice_prefix = models.CharField(
        max_length=6, default="INV", validators=[_PREFIX], help_text="Begins every number."
    )
    bank_account_name = models.CharField("account name", max_length=100, blank=True)
    sort_code = models.CharField(max_length=8, blank=True, validators=[_SORT_CODE])
    account_number = models.CharField(max_length=8, blank=True, validators=[_ACCOUNT])
    payment_text = models.TextField(
        "how to pay", blank=True, help_text="Printed below the bank details."
    )
    quotation_days = models.PositiveSmallIntegerField(
        "days a quotation is valid", default=60, validators=[MinValueValidator(1)]
    )

    remind_before = models.CharField(
        "days before an invoice is due",
        max_length=60,
        blank=True,
        default="7",
        validators=[_DAYS],
        help_text="A reminder goes out on each of these days, for example 14, 3. Blank: none.",
    )
    remind_after = models.CharField(
        "days after it was due",
        max_length=60,
        blank=True,
        default="1, 14, 28",
        validators=[_DAYS],
        help_text="While money is outstanding, for example 1, 14, 28. Blank: none.",
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("seller_name"),
                FieldPanel("seller_address"),
                FieldPanel("finance_email"),
            ],
            "Who sells",
        ),
        MultiFieldPanel(
            [
                FieldPanel("bank_account_name"),
                FieldRowPanel([FieldPanel("sort_code"), FieldPanel("account_number")]),
                FieldPanel("payment_text"),
            ],
            "Where money goes",
        ),
        MultiFieldPanel(
            [
                FieldPanel("vat_number"),
                FieldRowPanel([FieldPanel("vat_rate"), FieldPanel("vat_rate_from")]),
            ],
            "VAT",
        ),
        MultiFieldPanel(
            [FieldPanel("invoice_prefix"), FieldPanel("quotation_days")], "Numbers and terms"
        ),
        MultiFieldPanel([FieldPanel("remind_before"), FieldPanel("remind_after")], "Reminders"),
    ]

    class Meta:
        verbose_name = "finance settings"
        constraints = [
            models.CheckConstraint(
                condition=Q(vat_rate=None) | Q(vat_rate_from__isnull=False),
                name="a_rate_of_vat_says_from_when",
                violation_error_message="Say from which day the rate of VAT is in force.",
            )
        ]

    def __str__(self) -> str:
        return "Finance settings"

    @property
    def reminder_days(self) -> list[int]:
        """When reminders go out, in days after the due day, the earliest first; below nothing is
        before it."""
        before = {-int(days) for days in self.remind_before.split(",") if days.strip()}
        after = {int(days) for days in self.remind_after.split(",") if days.strip()}
        return sorted(before | after)
