"""Practitioners in the back office: who they are, whom to ask for them, which account is theirs."""

import django_filters
from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton, ListingButton

from core.backoffice.deleting import KeepingViewSet
from core.backoffice.exporting import LoggedExport
from core.backoffice.mail_trouble import MailColumn, WithMailTrouble
from core.models import User
from directory.enums import Outreach
from directory.models import DirectoryPage, Practitioner, PractitionerKind
from directory.models.practitioner import PractitionerQuerySet, is_current
from directory.services.practitioners import follow_practitioner


def portrait_state(practitioner: Practitioner) -> str:
    """ "Published", "Draft" or "None yet"."""
    portrait = getattr(practitioner, "portrait", None)
    if portrait is None:
        return "None yet"
    return "Published" if portrait.live else "Draft"


class PortraitWay:
    """The way from a practitioner to the portrait, or to where one is made."""

    @cached_property
    def directory_pk(self) -> int | None:
        return DirectoryPage.objects.values_list("pk", flat=True).first()

    def portrait_buttons(self, practitioner: Practitioner, button: type) -> list:
        """One button, or none while there is no directory to make a portrait in."""
        portrait = getattr(practitioner, "portrait", None)
        if portrait is not None:
            address = reverse("wagtailadmin_pages:edit", args=[portrait.pk])
            return [button("Portrait", url=address)]
        if self.directory_pk is None:
            return []
        where = ["directory", "penportraitpage", self.directory_pk]
        address = reverse("wagtailadmin_pages:add", args=where)
        return [button("Write a portrait", url=address)]


class PractitionerForm(WagtailAdminModelForm):
    """The account is named by its address, so that no list of accounts is shown."""

    account_email = forms.EmailField(
        label="Account",
        required=False,
        help_text="The email address this person signs in with. The portrait is then theirs to"
        " edit. Blank while they have no account: invite them under People.",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.formerly = self.instance.user
        if self.instance.user_id:
            self.initial["account_email"] = self.instance.user.email

    def clean_account_email(self) -> str:
        email = self.cleaned_data["account_email"]
        self.instance.user = self._account(email) if email else None
        return email

    def _account(self, email: str) -> User:
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            raise forms.ValidationError(
                "Nobody signs in with this address. Invite the person under People first."
            )
        other = Practitioner.objects.filter(user=user).exclude(pk=self.instance.pk).first()
        if other:
            raise forms.ValidationError(f"This account is joined to {other} already.")
        return user


class _Following:
    """After a practitioner is saved, the role, the portrait's owner and its state follow."""

    def save_instance(self) -> Practitioner:
        practitioner = super().save_instance()
        follow_practitioner(practitioner, by=self.request.user, formerly=self.form.formerly)
        return practitioner


class AddPractitionerView(_Following, generic.CreateView):
    pass


class EditPractitionerView(PortraitWay, _Following, generic.EditView):
    @cached_property
    def header_buttons(self) -> list:
        return [*super().header_buttons, *self.portrait_buttons(self.object, HeaderButton)]


class PractitionerFilterSet(WagtailFilterSet):
    kind = django_filters.ModelChoiceFilter(queryset=PractitionerKind.objects.all())
    outreach = django_filters.ChoiceFilter(choices=Outreach.choices, empty_label="All")
    in_post = django_filters.BooleanFilter(label="In post", method="with_post")

    class Meta:
        model = Practitioner
        fields = ["kind", "outreach", "in_post"]

    def with_post(self, people: PractitionerQuerySet, name: str, value: bool):
        return people.filter(is_current()) if value else people.exclude(is_current())


def address_of(practitioner: Practitioner) -> str:
    """Where letters to them go: the account's address, or the one that is kept here."""
    return practitioner.user.email if practitioner.user else practitioner.email


class PractitionerIndexView(LoggedExport, PortraitWay, WithMailTrouble, generic.IndexView):
    mail_address = address_of

    def get_base_queryset(self) -> PractitionerQuerySet:
        together = ("kind", "base_school", "user", "portrait")
        return super().get_base_queryset().select_related(*together)

    def get_list_buttons(self, instance: Practitioner) -> list:
        buttons = super().get_list_buttons(instance)
        return [*buttons, *self.portrait_buttons(instance, ListingButton)]


class PractitionerScreens(KeepingViewSet):
    model = Practitioner
    icon = "user"
    menu_label = "Practitioners"
    index_view_class = PractitionerIndexView
    add_view_class = AddPractitionerView
    edit_view_class = EditPractitionerView
    search_fields = ["name", "base_school__name", "email"]
    list_display = [
        "name",
        Column("kind", label="Kind", sort_key="kind__order"),
        Column("base_school", label="Base school", sort_key="base_school__name"),
        Column("get_outreach_display", label="Other schools"),
        Column("portrait_state", label="Portrait", accessor=portrait_state),
        Column("account", label="Account", accessor=lambda person: "Yes" if person.user else "No"),
        MailColumn(advice="Put the address right here; with an account, they do so themselves."),
    ]
    list_export = ["name", "kind", "base_school", "get_outreach_display", "accredited_on",
                   "left_on"]  # fmt: skip
    export_headings = {"get_outreach_display": "Other schools"}
    filterset_class = PractitionerFilterSet
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("name"),
                    FieldPanel("kind"),
                    FieldPanel("base_school"),
                    FieldPanel("email"),
                    FieldPanel("account_email"),
                ],
                "Who",
            ),
            MultiFieldPanel(
                [
                    FieldPanel("outreach"),
                    FieldRowPanel([FieldPanel("accredited_on"), FieldPanel("left_on")]),
                ],
                "In post",
            ),
        ],
        base_form_class=PractitionerForm,
    )
