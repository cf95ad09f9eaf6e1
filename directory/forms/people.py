"""Who has access to a school, and in which roles."""

from django import forms

from core.forms import SiteForm
from directory.forms.fields import LineField, WorkEmailField
from directory.forms.schools import ROLE_CHOICES


class AgreeClaimForm(SiteForm):
    """The role given: the one asked for, or another."""

    role = forms.ChoiceField(label="Give access as", choices=ROLE_CHOICES, widget=forms.RadioSelect)


class DeclineClaimForm(SiteForm):
    reason = LineField(
        label="Why not?",
        max_length=300,
        help_text="They read this in the email that tells them.",
        error_messages={"required": "Say why, so that they know what to do next"},
    )


class InviteColleagueForm(SiteForm):
    """Somebody with or without an account, by their address."""

    email = WorkEmailField(
        label="Their work email address",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label="Invite them as",
        choices=ROLE_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they may do"},
    )


class SchoolRolesForm(SiteForm):
    """The roles one person has at one school."""

    roles = forms.MultipleChoiceField(
        label="Roles",
        choices=ROLE_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one role, or end the access below"},
    )
