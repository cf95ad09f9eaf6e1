"""Renewals: who was invited to the year to come, and what they answered."""

import django_filters
from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import ModelLogEntry
from wagtail.permission_policies import ModelPermissionPolicy

from core.academic_year import AcademicYear
from core.backoffice.actions import ActionView
from core.backoffice.listing import DayColumn, ReadingList
from core.backoffice.reading import ReadingViewSet
from subscriptions.enums import RenewalState
from subscriptions.forms.renewals import DeclineForm
from subscriptions.models import Renewal, Subscription, SubscriptionScheme
from subscriptions.queries import open_schemes
from subscriptions.refusals import Refused
from subscriptions.services.renewals import (
    decline_renewal,
    invite_to_renew,
    remind_of_renewals,
)

_ANSWERABLE = (RenewalState.INVITED, RenewalState.LAPSED)


def state_words(renewal: Renewal) -> str:
    return RenewalState(renewal.state).label


def _years() -> list[tuple[int, str]]:
    starts = Renewal.objects.order_by("-academic_year").values_list("academic_year", flat=True)
    return [(start, str(AcademicYear(start))) for start in starts.distinct()]


class RenewalFilterSet(WagtailFilterSet):
    academic_year = django_filters.ChoiceFilter(label="Year", choices=_years, empty_label="All")
    state = django_filters.ChoiceFilter(
        label="State", choices=RenewalState.choices, empty_label="All", method="in_state"
    )
    reminded = django_filters.BooleanFilter(
        label="Reminded", field_name="reminded_at", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Renewal
        fields = ["academic_year", "state", "reminded"]

    def in_state(self, renewals: QuerySet, name: str, value: str) -> QuerySet:
        return renewals.filter(state=value)


class RenewalIndexView(ReadingList):
    nothing_yet = (
        "No school has been invited to renew yet. From the day that the year’s scheme"
        " says they are invited by themselves; “Invite schools” above does it now."
    )

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().with_state().select_related("school", "before")

    @cached_property
    def header_buttons(self) -> list:
        """For the year to come, or the one that runs while no other is on sale."""
        if not self.request.user.has_perm("subscriptions.manage_subscription"):
            return []
        scheme = next(reversed(open_schemes(timezone.localdate())), None)
        if scheme is None:
            return []
        actions = (("invite", "Invite schools", "mail"), ("remind", "Remind once", "history"))
        return [
            HeaderButton(
                f"{words} for {scheme.year}",
                url=reverse(f"renewal:{name}", args=[scheme.pk]),
                icon_name=icon,
            )
            for name, words, icon in actions
        ]


class RenewalInspectView(generic.InspectView):
    page_title = "Renewal"
    template_name = "backoffice/renewals/inspect.html"

    @cached_property
    def asked(self) -> Renewal:
        return Renewal.objects.with_state().select_related("before").get(pk=self.object.pk)

    @cached_property
    def header_buttons(self) -> list:
        answerable = self.asked.state in _ANSWERABLE
        if not (answerable and self.request.user.has_perm("subscriptions.manage_subscription")):
            return []
        url = reverse("renewal:decline", args=[self.object.pk])
        return [HeaderButton("The school declines", url=url, icon_name="cross")]

    def get_academic_year_display_value(self) -> str:
        return str(self.object.year)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            **kwargs,
            asked=self.asked,
            state=state_words(self.asked),
            entries=ModelLogEntry.objects.for_instance(self.object)
            .select_related("user")
            .order_by("-timestamp"),
        )


class _OfScheme(ActionView):
    """What is done for all schools of a year at once."""

    model = SubscriptionScheme
    permission_policy = ModelPermissionPolicy(Subscription)
    permission_required = "manage"
    header_icon = "mail"
    refusals = (Refused,)

    @property
    def back_url(self) -> str:
        return reverse("renewal:index")


class InviteView(_OfScheme):
    page_title = "Invite schools to renew"
    button = "Invite them"
    explanation = (
        "Every open school that is subscribed for the year before, and not yet for this one, is"
        " written to: each of its leads, or its contact. Nobody is invited twice."
    )

    def act(self, typed: dict) -> str:
        tally = invite_to_renew(self.object, by=self.request.user)
        return f"Schools invited now: {tally.schools}."


class RemindView(_OfScheme):
    page_title = "Remind schools"
    button = "Remind them"
    explanation = (
        "Every school that has neither renewed nor declined is written to once more. Nobody is"
        " reminded twice."
    )

    def act(self, typed: dict) -> str:
        tally = remind_of_renewals(self.object, by=self.request.user)
        return f"Schools reminded now: {tally.schools}."


class DeclineRenewalView(ActionView):
    model = Renewal
    permission_policy = ModelPermissionPolicy(Subscription)
    permission_required = "manage"
    page_title = "The school does not renew"
    form_class = DeclineForm
    button = "Keep that it declines"
    explanation = "For a school that told you. It may still renew later."
    back_to = "renewal:inspect"
    refusals = (Refused,)

    def act(self, typed: dict) -> str:
        renewal = self.object
        scheme = SubscriptionScheme.objects.get(academic_year=renewal.academic_year)
        decline_renewal(renewal.school, scheme, reason=typed["reason"], by=self.request.user)
        return f"{renewal.school} does not renew for {renewal.year}."


class RenewalViewSet(ReadingViewSet):
    model = Renewal
    name = "renewal"
    url_prefix = "subscriptions/renewals"
    menu_label = "Renewals"
    icon = "rotate"
    index_view_class = RenewalIndexView
    inspect_view_class = RenewalInspectView
    filterset_class = RenewalFilterSet
    search_fields = ["school__name", "school__urn"]
    list_display = [
        TitleColumn(
            "school",
            label="School",
            accessor="school",
            sort_key="school__name",
            url_name="renewal:inspect",
        ),
        Column("year", label="Year", sort_key="academic_year", classname="nowrap"),
        StatusTagColumn(
            "state",
            accessor=state_words,
            label="State",
            primary=lambda renewal: renewal.state == RenewalState.RENEWED,
        ),
        DayColumn("invited_at", label="Invited", sort_key="invited_at"),
        DayColumn("reminded_at", label="Reminded", sort_key="reminded_at"),
        Column("decline_reason", label="Reason"),
    ]
    list_export = [
        "school.urn",
        "school.name",
        "academic_year",
        "state",
        "invited_at",
        "reminded_at",
        "declined_at",
        "decline_reason",
    ]
    export_filename = "renewals"
    inspect_view_fields = [
        "school",
        "academic_year",
        "invited_at",
        "reminded_at",
        "declined_at",
        "declined_by",
        "decline_reason",
    ]

    def extra_urlpatterns(self) -> list:
        return [
            path("invite/<int:pk>/", InviteView.as_view(), name="invite"),
            path("remind/<int:pk>/", RemindView.as_view(), name="remind"),
            path("decline/<int:pk>/", DeclineRenewalView.as_view(), name="decline"),
        ]
