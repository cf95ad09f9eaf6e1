"""The form on which anyone checks a certificate."""

from django import forms

from core.forms import SiteForm


class CertificateNumberForm(SiteForm):
    number = forms.CharField(
        label="Number of the certificate",
        max_length=40,
        help_text="Ten letters and figures, at the foot of the certificate.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
