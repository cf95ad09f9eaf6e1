"""Places given back late or not used: for finance to charge, for the office to excuse."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from core.backoffice.actions import ActionView
from core.backoffice.exporting import LoggedExport
from core.backoffice.listing import DayColumn, ReadingList
from core.backoffice.reading import ReadingViewSet
from core.templatetags.wording import clock, day, pounds
from psg_catalogue.backoffice.unused_charges import ChargeView
from psg_catalogue.backoffice.waiting_line import ReasonForm
from psg_catalogue.enums import UnusedKind
from psg_catalogue.models import UnusedPlace
from psg_catalogue.refusals import BookingRefused
from psg_catalogue.services.unused_places import excuse_unused_place, mark_invoiced
from subscriptions.backoffice.group import MENU
from subscriptions.models import Subscription

_ABOUT = ("booking__colleague", "booking__school", "booking__session__page", "excused_by")


class UnusedPlaceFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(choices=UnusedKind.choices, empty_label="All")
    recorded_at = django_filters.DateFromToRangeFilter(
        label="Recorded", widget=DateRangePickerWidget
    )
    to_charge = django_filters.BooleanFilter(label="Still to charge", method="only_to_charge")

    class Meta:
        model = UnusedPlace
        fields = ["kind", "recorded_at", "to_charge"]

    def only_to_charge(self, rows: QuerySet, name: str, wanted: bool) -> QuerySet:
        charged = UnusedPlace.objects.to_charge().values("pk")
        return rows.filter(pk__in=charged) if wanted else rows.exclude(pk__in=charged)


def charge_words(unused: UnusedPlace) -> str:
    """What is charged, in the words of the list."""
    if unused.excused_at:
        return "Excused"
    if not unused.charge_pence:
        return "No charge"
    amount = pounds(unused.charge_pence)
    number = unused.on_invoice or unused.invoice_reference
    return f"{amount}, on invoice {number}" if number else f"{amount}, to invoice"


class UnusedPlaceIndexView(LoggedExport, ReadingList):
    nothing_yet = (
        "No place has been given back late or left empty. What that is, and what it"
        " costs, stands under Settings, Booking rules."
    )

    def get_base_queryset(self) -> QuerySet:
        return UnusedPlace.objects.with_invoice().select_related(*_ABOUT)


class UnusedPlaceInspectView(generic.InspectView):
    page_title = "Place not used"

    def get_object(self, queryset=None) -> UnusedPlace:
        return get_object_or_404(
            UnusedPlace.objects.with_invoice().select_related(*_ABOUT), pk=self.pk
        )

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_fields_context(self) -> list[dict]:
        unused = self.object
        rows = [
            ("What", unused.get_kind_display()),
            ("Colleague", unused.booking.colleague.name),
            ("School", unused.booking.school.label),
            ("Session", unused.booking.session.page.title),
            ("Session on", day(unused.booking.session.starts_at)),
            ("Recorded", f"{day(unused.recorded_at)}, {clock(unused.recorded_at)}"),
            ("Charge", charge_words(unused)),
            ("Excused by", unused.excused_by or ""),
            ("Because", unused.excused_because),
        ]
        return [{"label": label, "value": value} for label, value in rows if value]

    @cached_property
    def header_buttons(self) -> list:
        unused = self.object
        to_ask = unused.charge_pence and not unused.excused_at and not unused.on_invoice
        offered = [
            (
                "charge",
                "Invoice the school",
                "doc-full",
                to_ask and not unused.invoice_reference and self.user_has_permission_to_invoice,
            ),
            (
                "excuse",
                "Excuse it",
                "check",
                not unused.excused_at and self.user_has_permission("excuse"),
            ),
            (
                "invoiced",
                "Invoiced elsewhere",
                "edit",
                to_ask and self.user_has_permission_to_invoice,
            ),
        ]
        return [
            HeaderButton(
                words, url=reverse(f"unused_places:{name}", args=[unused.pk]), icon_name=icon
            )
            for name, words, icon, may in offered
            if may
        ]

    @property
    def user_has_permission_to_invoice(self) -> bool:
        return self.request.user.has_perm("subscriptions.manage_subscription")


class UnusedPlaceAction(ActionView):
    model = UnusedPlace
    permission_policy = ModelPermissionPolicy(UnusedPlace)
    back_to = "unused_places:inspect"
    refusals = (BookingRefused,)


class ExcuseView(UnusedPlaceAction):
    permission_required = "excuse"
    page_title = "Excuse a place not used"
    form_class = ReasonForm
    button = "Excuse it"
    explanation = (
        "It stays on record, and nothing is charged. Where it stands on an invoice of ours, a"
        " credit note takes it back; so it does with the price of a place that was given back late."
    )

    def act(self, typed: dict) -> str:
        excuse_unused_place(self.object, by=self.request.user, **typed)
        return "It is excused."


class InvoicedForm(forms.Form):
    reference = forms.CharField(
        max_length=40, required=False, label="Number of the invoice", help_text="Blank: on none."
    )


class InvoicedView(UnusedPlaceAction):
    permission_policy = ModelPermissionPolicy(Subscription)
    permission_required = "manage"
    page_title = "Invoiced elsewhere"
    form_class = InvoicedForm
    button = "Keep the number"
    explanation = "For an invoice of another system. It is no longer listed as still to charge."

    def act(self, typed: dict) -> str:
        mark_invoiced(self.object, by=self.request.user, **typed)
        return "The number is kept."


class UnusedPlaceViewSet(ReadingViewSet):
    model = UnusedPlace
    name = "unused_places"
    url_prefix = "unused-places"
    menu_label = "Places not used"
    menu_hook = MENU
    menu_order = 50
    icon = "cross"
    index_view_class = UnusedPlaceIndexView
    inspect_view_class = UnusedPlaceInspectView
    filterset_class = UnusedPlaceFilterSet
    search_fields = ["booking__colleague__name", "booking__school__name", "invoice_reference"]
    list_display = [
        TitleColumn(
            "colleague",
            label="Colleague",
            accessor="booking.colleague.name",
            url_name="unused_places:inspect",
        ),
        Column("school", label="School", accessor="booking.school.name"),
        Column("session", label="Session", accessor="booking.session.page.title"),
        Column("kind", label="What", accessor="get_kind_display", sort_key="kind"),
        Column("charge", label="Charge", accessor=charge_words),
        DayColumn("recorded_at", label="Recorded", sort_key="recorded_at"),
    ]
    list_export = [
        "booking.school.name", "booking.school.urn", "booking.session.page.title",
        "booking.session.starts_at", "kind", "recorded_at", "charge_pence", "excused_at",
        "on_invoice", "invoice_reference",
    ]  # fmt: skip
    export_headings = {
        "booking.school.name": "School",
        "booking.school.urn": "URN",
        "booking.session.page.title": "Session",
        "booking.session.starts_at": "Starts",
        "on_invoice": "Invoice",
    }
    export_filename = "places-not-used"

    def extra_urlpatterns(self) -> list:
        return [
            path("excuse/<int:pk>/", ExcuseView.as_view(), name="excuse"),
            path("charge/<int:pk>/", ChargeView.as_view(), name="charge"),
            path("invoiced/<int:pk>/", InvoicedView.as_view(), name="invoiced"),
        ]
