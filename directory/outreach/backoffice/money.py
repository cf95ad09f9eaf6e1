"""Streams, decisions and the posts on them in the back office. Releases are read and exported here;
they are moved on the site's own pages, one at a time and with two people."""

import django_filters
from django import forms
from django.urls import path, reverse
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from core.backoffice.actions import ActionView
from core.backoffice.deleting import KeepingViewSet
from core.backoffice.reading import ReadingViewSet
from core.pounds import PoundsField
from core.templatetags.wording import pounds
from directory.outreach.funding_enums import DecisionOutcome, ReleaseState
from directory.outreach.funding_refusals import FundingRefused
from directory.outreach.models import ASTPost, FundingRelease, FundingStream
from directory.outreach.services.streams import (
    end_stream,
    put_on_stream,
    record_decision,
    share_equally,
)


class StreamForm(WagtailAdminModelForm):
    amount_pence = PoundsField(label="Amount in pounds")


class StreamIndexView(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().prefetch_related("decisions")


class StreamEditView(generic.EditView):
    @cached_property
    def header_buttons(self) -> list:
        """What else may be done with a stream; each has a page of its own."""
        ways = [
            ("decide", "Record a decision", "doc-full"),
            ("put_on", "Put a post on it", "plus"),
            ("share", "Share equally", "resubmit"),
            ("end", "End it", "cross"),
        ]
        buttons = [
            HeaderButton(
                words,
                url=reverse(f"funding_stream:{name}", args=[self.object.pk]),
                icon_name=icon,
                priority=place,
            )
            for place, (name, words, icon) in enumerate(ways)
        ]
        site = reverse("outreach:stream", args=[self.object.pk])
        return [*super().header_buttons, HeaderButton("Forecast", url=site), *buttons]


class StreamAction(ActionView):
    model = FundingStream
    permission_policy = ModelPermissionPolicy(FundingStream)
    permission_required = "change"
    back_to = "funding_stream:edit"
    refusals = (FundingRefused,)


class DecisionForm(forms.Form):
    body = forms.CharField(label="Decided by", max_length=120, initial="Schools Forum")
    decided_on = forms.DateField(widget=AdminDateInput, label="On")
    outcome = forms.ChoiceField(choices=DecisionOutcome.choices)
    resolution = forms.CharField(
        widget=forms.Textarea, help_text="The words of the minutes. They are not changed later."
    )


class DecideView(StreamAction):
    page_title = "Record a decision"
    form_class = DecisionForm
    button = "Record it"

    def act(self, typed: dict) -> str:
        decision = record_decision(self.object, by=self.request.user, **typed)
        return f"Recorded: {decision}."


class PutOnForm(forms.Form):
    post = forms.ModelChoiceField(
        ASTPost.objects.select_related("base_school", "subject").exclude(opened_on=None)
    )
    starts_on = forms.DateField(
        widget=AdminDateInput, label="From", required=False, help_text="Blank: from its first day."
    )
    ends_on = forms.DateField(
        widget=AdminDateInput, label="To", required=False, help_text="Blank: to its last day."
    )
    cover_pence = PoundsField(label="Cover, in pounds for the year", required=False)
    pay_scale_difference_pence = PoundsField(
        label="Pay-scale difference", required=False, help_text="The amount alone, no salary."
    )
    management_allowance_pence = PoundsField(label="Management allowance", required=False)


class PutOnView(StreamAction):
    page_title = "Put a post on the stream"
    form_class = PutOnForm
    button = "Put it on"
    explanation = (
        "Amounts are for the whole financial year. They go out in three parts, at the end of each"
        " term."
    )

    def act(self, typed: dict) -> str:
        pence = {name: typed.pop(name) or 0 for name in list(typed) if name.endswith("_pence")}
        placed = put_on_stream(
            typed.pop("post"), self.object, by=self.request.user, **typed, **pence
        )
        return f"{placed.post} is on the stream."


class ShareView(StreamAction):
    page_title = "Share equally"
    button = "Share it"
    explanation = (
        "What is left of the stream after pay-scale differences and allowances becomes cover, in"
        " equal shares. All shares together are the whole stream, to the penny."
    )

    def act(self, typed: dict) -> str:
        posts = share_equally(self.object, by=self.request.user)
        return f"Shared among {len(posts)} posts."


class EndForm(forms.Form):
    last_day = forms.DateField(widget=AdminDateInput)
    successor = forms.ModelChoiceField(
        FundingStream.objects.filter(ended_on=None),
        required=False,
        help_text="Its posts are paid from this stream from the next day.",
    )


class EndView(StreamAction):
    page_title = "End the stream"
    form_class = EndForm
    button = "End it"
    explanation = "No post ends with it: each stays as it is, and needs another stream."

    def act(self, typed: dict) -> str:
        end_stream(self.object, by=self.request.user, **typed)
        return "The stream ends that day."


class StreamScreens(KeepingViewSet):
    model = FundingStream
    name = "funding_stream"
    url_prefix = "outreach/streams"
    icon = "tag"
    menu_label = "Funding streams"
    index_view_class = StreamIndexView
    edit_view_class = StreamEditView
    list_display = [
        "name",
        Column("year", label="Year", sort_key="financial_year"),
        Column("amount", label="Amount", accessor=lambda row: pounds(row.amount_pence)),
        Column("status", label="Decision"),
        DateColumn("review_on", label="Look at it again"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("financial_year"), FieldPanel("amount_pence")]),
            FieldPanel("end_condition"),
            FieldPanel("review_on"),
        ],
        base_form_class=StreamForm,
    )

    def get_urlpatterns(self) -> list:
        return [
            *super().get_urlpatterns(),
            path("decide/<int:pk>/", DecideView.as_view(), name="decide"),
            path("put-on/<int:pk>/", PutOnView.as_view(), name="put_on"),
            path("share/<int:pk>/", ShareView.as_view(), name="share"),
            path("end/<int:pk>/", EndView.as_view(), name="end"),
        ]


class ReleaseFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(choices=ReleaseState.choices, empty_label="All")

    class Meta:
        model = FundingRelease
        fields = ["state", "term", "stream"]


class ReleaseIndexView(generic.IndexView):
    is_searchable = False

    def get_base_queryset(self):
        together = ("post__base_school", "post__subject", "term", "stream")
        return super().get_base_queryset().select_related(*together)


class ReleaseScreens(ReadingViewSet):
    model = FundingRelease
    name = "funding_release"
    url_prefix = "outreach/releases"
    icon = "check"
    menu_label = "Releases"
    inspect_view_enabled = False
    index_view_class = ReleaseIndexView
    filterset_class = ReleaseFilterSet
    list_display = [
        TitleColumn(
            "post", label="Post", get_url=lambda row: reverse("outreach:release", args=[row.pk])
        ),
        Column("term", label="Term", sort_key="term__starts_on"),
        Column("payee_name", label="To"),
        Column("amount", label="Amount", accessor=lambda row: pounds(row.amount_pence, "full")),
        StatusTagColumn(
            "state",
            label="State",
            accessor="get_state_display",
            primary=lambda row: row.state == ReleaseState.RELEASED,
        ),
    ]
    list_export = [
        "post.subject", "post.base_school", "post.base_school.urn", "term", "stream", "payee_name",
        "pounds", "get_state_display", "calendar_on", "plans_on", "visits_on", "released_on",
    ]  # fmt: skip
    export_headings = {"pounds": "Amount (£)", "get_state_display": "State"}
    export_filename = "outreach-funding"
