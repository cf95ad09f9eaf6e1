"""What goes out around sessions, in the back office: the rules, the list of what comes, and what
the office does about one thing of one session: hold it, let it go, send it now."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from core.backoffice.actions import ActionView
from core.backoffice.menu_items import for_those
from core.mail import why_held
from core.templatetags.wording import clock, counted, weekday_day
from psg_catalogue.models import ReminderRule, StudyGroupSession
from psg_catalogue.queries.going_out import look_up, schedule
from psg_catalogue.services.reminders import hold_reminder, let_reminder_go, send_now
from psg_catalogue.services.reminders.kinds import kinds
from psg_catalogue.session_refusals import SessionRefused

ROWS_A_PAGE = 40


class GoingOutView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """What went lately and what comes in the next weeks, of all sessions, in order."""

    permission_policy = ModelPermissionPolicy(ReminderRule)
    permission_required = "view"
    template_name = "backoffice/sessions/all_going_out.html"
    page_title = "What goes out"
    header_icon = "mail"

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs) -> dict:
        pages = Paginator(schedule(), ROWS_A_PAGE)
        page = pages.get_page(self.request.GET.get("p"))
        may_send = self.user_has_permission("send")
        return super().get_context_data(
            **kwargs,
            page=page,
            rows=look_up(page.object_list),
            may_send=may_send,
            why_held=why_held(),
        )


class OneThingView(ActionView):
    """One rule and one session."""

    model = StudyGroupSession
    back_to = "study_group_sessions:inspect"
    permission_policy = ModelPermissionPolicy(ReminderRule)
    permission_required = "send"
    header_icon = "mail"
    refusals = (SessionRefused,)

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.rule_pk = kwargs["rule"]

    @cached_property
    def object(self) -> StudyGroupSession:
        rows = StudyGroupSession.objects.select_related("page", "study_group")
        return get_object_or_404(rows, pk=self.pk)

    @cached_property
    def rule(self) -> ReminderRule:
        return get_object_or_404(ReminderRule, pk=self.rule_pk, what__in=kinds())

    def get_explanation(self) -> str:
        at = self.rule.due_at(self.object.starts_at)
        return (
            f"{self.rule.get_what_display()}, {self.object.study_group.title}: {self.object}. Its"
            f" hour is {clock(at)} on {weekday_day(at)}. {self.explanation}"
        )


class HoldForm(forms.Form):
    because = forms.CharField(
        max_length=200, label="Why", help_text="For your colleagues in the office. Name nobody."
    )


class HoldView(OneThingView):
    page_title = "Hold what goes out"
    form_class = HoldForm
    button = "Hold it"
    explanation = "It does not go out until somebody lets it go, even if the session is moved."

    def act(self, typed: dict) -> str:
        hold_reminder(self.object, self.rule, by=self.request.user, **typed)
        return f"“{self.rule.get_what_display()}” is held for this session."


class LetGoView(OneThingView):
    page_title = "Let it go out"
    button = "Let it go"
    explanation = "It goes out at its hour. If that has passed, within minutes."

    def act(self, typed: dict) -> str:
        let_reminder_go(self.object, self.rule, by=self.request.user)
        return f"“{self.rule.get_what_display()}” is no longer held."


class SendNowView(OneThingView):
    page_title = "Send it now"
    button = "Send it now"
    explanation = (
        "Everyone who has not had it has it now, and not a second time at its hour. Whoever books"
        " after this has theirs at the hour."
    )

    def act(self, typed: dict) -> str:
        letters = send_now(self.object, self.rule, by=self.request.user)
        return f"{counted(letters, 'letter is,letters are')} on the way."


class GoingOutViewSet(ViewSet):
    menu_item_class = for_those(lambda user: user.has_perm("psg_catalogue.view_reminderrule"))
    icon = "mail"
    menu_label = "What goes out"

    def get_urlpatterns(self) -> list:
        return [
            path("", GoingOutView.as_view(), name="index"),
            path("<int:pk>/<int:rule>/hold/", HoldView.as_view(), name="hold"),
            path("<int:pk>/<int:rule>/let-go/", LetGoView.as_view(), name="let_go"),
            path("<int:pk>/<int:rule>/send/", SendNowView.as_view(), name="send"),
        ]
