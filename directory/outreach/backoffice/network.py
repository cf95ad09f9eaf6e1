"""Network meetings, news for ASTs and the policy library in the back office: the coordinator keeps
them without a developer's help (CA L48, L54)."""

from django import forms
from django.db import transaction
from django.forms import inlineformset_factory
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from core.backoffice.actions import ActionView
from core.backoffice.deleting import KeepingViewSet
from directory.outreach.models import (
    MeetingAttendance,
    MeetingResource,
    NetworkMeeting,
    NetworkNews,
    Policy,
)
from directory.outreach.models.network import Presence
from directory.outreach.readers import current_asts
from directory.outreach.services.network import keep_resources, mark_attendance, tell_asts


class ResourceForm(forms.ModelForm):
    link = forms.URLField(required=False, assume_scheme="https")

    class Meta:
        model = MeetingResource
        fields = ["title", "link", "file"]
        # The usual one shows the file's address, and these have none.
        widgets = {"file": forms.FileInput}
        help_texts = {"file": "Up to 20 MB."}


ResourceForms = inlineformset_factory(
    NetworkMeeting, MeetingResource, form=ResourceForm, extra=3, max_num=20
)


class _TellButton:
    """A way to tell the ASTs, and to whatever else the thing has."""

    ways: tuple[tuple[str, str, str], ...] = (("tell", "Tell the ASTs", "mail"),)

    @cached_property
    def header_buttons(self) -> list:
        space = self.index_url_name.partition(":")[0]
        return [
            *super().header_buttons,
            *(
                HeaderButton(words, url=reverse(f"{space}:{name}", args=[self.object.pk]),
                             icon_name=icon)
                for name, words, icon in self.ways
            ),
        ]  # fmt: skip


class MeetingIndexView(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("term")


class MeetingEditView(_TellButton, generic.EditView):
    ways = (
        ("tell", "Tell the ASTs", "mail"),
        ("attendance", "Who came", "group"),
        ("resources", "Resources", "doc-full"),
    )


class NewsEditView(_TellButton, generic.EditView):
    pass


class PolicyEditView(generic.EditView):
    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Two people might each close one half of a ring (Policy.clean): the second waits here, and
        is asked by what the first one kept."""
        with transaction.atomic():
            list(Policy.objects.select_for_update().order_by("pk").values_list("pk"))
            return super().post(request, *args, **kwargs)


class TellMeetingView(ActionView):
    model = NetworkMeeting
    permission_policy = ModelPermissionPolicy(NetworkMeeting)
    permission_required = "change"
    back_to = "network_meeting:edit"
    page_title = "Tell the ASTs"
    button = "Write to them"
    explanation = "Every AST in post gets one email. Nobody gets a second."

    def act(self, typed: dict) -> str:
        tell_asts(self.object, by=self.request.user)
        return "The ASTs will be told."


class TellNewsView(TellMeetingView):
    model = NetworkNews
    permission_policy = ModelPermissionPolicy(NetworkNews)
    back_to = "network_news:edit"


class AttendanceView(ActionView):
    """One line for each AST in post, and for whoever is marked already."""

    model = NetworkMeeting
    permission_policy = ModelPermissionPolicy(NetworkMeeting)
    permission_required = "change"
    back_to = "network_meeting:edit"
    page_title = "Who came"
    button = "Keep"

    @cached_property
    def asts(self) -> dict[str, object]:
        marked = MeetingAttendance.objects.filter(meeting=self.pk).select_related("practitioner")
        people = {each.practitioner for each in marked} | set(current_asts())
        ordered = sorted(people, key=lambda person: person.name)
        return {f"ast_{person.pk}": person for person in ordered}

    def get_form_class(self) -> type[forms.Form]:
        fields = {
            name: forms.ChoiceField(
                label=person.name, choices=[("", "Not marked"), *Presence.choices], required=False
            )
            for name, person in self.asts.items()
        }
        return type("AttendanceForm", (forms.Form,), fields)

    def get_initial(self) -> dict:
        marks = self.object.attendance.values_list("practitioner", "presence")
        return {f"ast_{practitioner}": presence for practitioner, presence in marks}

    def act(self, typed: dict) -> str:
        marks = {self.asts[name]: mark for name, mark in typed.items()}
        mark_attendance(self.object, marks, by=self.request.user)
        return "The attendance is kept."


class ResourcesView(ActionView):
    """Files and links that go with a meeting."""

    model = NetworkMeeting
    permission_policy = ModelPermissionPolicy(NetworkMeeting)
    permission_required = "change"
    back_to = "network_meeting:edit"
    page_title = "Resources"
    template_name = "backoffice/outreach/resources.html"

    def get_form(self, form_class=None):
        return ResourceForms(
            self.request.POST or None, self.request.FILES or None, instance=self.object
        )

    def form_valid(self, form):
        keep_resources(self.object, form, by=self.request.user)
        return super(ActionView, self).form_valid(form)

    def get_success_url(self) -> str:
        return self.back_url


class MeetingScreens(KeepingViewSet):
    model = NetworkMeeting
    name = "network_meeting"
    url_prefix = "outreach/network"
    icon = "group"
    menu_label = "Network meetings"
    index_view_class = MeetingIndexView
    edit_view_class = MeetingEditView
    list_display = [
        "title",
        Column("get_kind_display", label="Kind"),
        DateColumn("starts_at", label="When", sort_key="starts_at"),
        Column("term", label="Term"),
        DateColumn("told_on", label="ASTs told"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("term")]),
            FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
            MultiFieldPanel(
                [FieldPanel("venue"), FieldPanel("place"), FieldPanel("joining_link")], "Where"
            ),
            FieldPanel("agenda"),
            FieldPanel("notes"),
        ]
    )

    def get_urlpatterns(self) -> list:
        return [
            *super().get_urlpatterns(),
            path("tell/<int:pk>/", TellMeetingView.as_view(), name="tell"),
            path("attendance/<int:pk>/", AttendanceView.as_view(), name="attendance"),
            path("resources/<int:pk>/", ResourcesView.as_view(), name="resources"),
        ]


class NewsScreens(KeepingViewSet):
    model = NetworkNews
    name = "network_news"
    url_prefix = "outreach/network-news"
    icon = "mail"
    menu_label = "News for ASTs"
    edit_view_class = NewsEditView
    list_display = [
        "title",
        Column("get_reach_display", label="Reach"),
        DateColumn("published_on", label="Date", sort_key="published_on"),
        DateColumn("told_on", label="ASTs told"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("words"),
            FieldPanel("link"),
            FieldRowPanel([FieldPanel("reach"), FieldPanel("published_on")]),
        ]
    )

    def get_urlpatterns(self) -> list:
        return [
            *super().get_urlpatterns(),
            path("tell/<int:pk>/", TellNewsView.as_view(), name="tell"),
        ]


class PolicyScreens(KeepingViewSet):
    model = Policy
    name = "policy"
    url_prefix = "outreach/policies"
    icon = "doc-full"
    menu_label = "Policies"
    edit_view_class = PolicyEditView
    list_display = [
        "title",
        "version",
        Column("owner", label="Kept by"),
        DateColumn("dated", label="Date", sort_key="dated"),
        DateColumn("review_on", label="Review", sort_key="review_on"),
        BooleanColumn("is_in_force", label="In force"),
    ]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("title"), FieldPanel("version")]),
            FieldPanel("slug"),
            FieldRowPanel([FieldPanel("owner"), FieldPanel("visibility")]),
            FieldRowPanel([FieldPanel("dated"), FieldPanel("review_on")]),
            FieldPanel("summary"),
            FieldPanel("words"),
            FieldRowPanel([FieldPanel("superseded_by"), FieldPanel("withdrawn_on")]),
        ]
    )
