"""Where the office looks at what people wrote, one comment at a time: first what seems to name
somebody or was reported, and any other from the page of results."""

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from core.backoffice.actions import ActionView
from core.backoffice.menu_items import MenuItemForSome
from psg_catalogue.enums import CommentReview
from psg_catalogue.models import EvaluationAnswer
from psg_catalogue.naming import NAME
from psg_catalogue.queries.comments import notes_that_repeat, pieces, to_look_at, written
from psg_catalogue.services.comments import (
    CommentRefused,
    named_in,
    shorten_comment,
    show_comment,
    withhold_comment,
)

POLICY = ModelPermissionPolicy(EvaluationAnswer)
INDEX = "evaluation_comments:index"


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label="What becomes of it?",
        choices=[
            (CommentReview.SHORTENED, f"Show it with {NAME} for the names: they are deleted"),
            (CommentReview.SHOWN, "Show it as it stands: nobody is named, or it does no harm"),
            (CommentReview.WITHHELD, "Withhold it"),
        ],
        widget=forms.RadioSelect,
    )
    also = forms.CharField(
        label="Other words that name somebody",
        required=False,
        max_length=300,
        help_text="Taken out as well. Put commas between them.",
    )
    reason = forms.CharField(
        label="Why it is withheld",
        required=False,
        max_length=300,
        help_text="It stands in the session’s history. Do not repeat the comment.",
    )


class CommentsView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    permission_policy = POLICY
    permission_required = "review"
    template_name = "backoffice/evaluation_comments/index.html"
    page_title = "Comments to look at"
    header_icon = "warning"

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs, comments=to_look_at())


class DecideView(ActionView):
    """One comment, its names marked, and what becomes of it."""

    model = EvaluationAnswer
    permission_policy = POLICY
    permission_required = "review"
    page_title = "A comment"
    template_name = "backoffice/evaluation_comments/decide.html"
    header_icon = "warning"
    form_class = DecisionForm
    button = "Save the decision"
    refusals = (CommentRefused,)

    @cached_property
    def object(self) -> EvaluationAnswer:
        return get_object_or_404(written(), pk=self.pk)

    @property
    def back_url(self) -> str:
        return reverse(INDEX)

    def get_page_subtitle(self) -> str:
        return self.object.response.session.page.title

    def get_breadcrumbs_items(self) -> list[dict]:
        index = {"url": self.back_url, "label": CommentsView.page_title}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_subtitle()}]

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            **kwargs,
            pieces=pieces(self.object.text, named_in(self.object)),
            notes=notes_that_repeat(self.object),
        )

    def act(self, typed: dict) -> str:
        by = self.request.user
        if typed["decision"] == CommentReview.SHOWN:
            show_comment(self.object, by=by)
            return "The comment is shown as it stands."
        if typed["decision"] == CommentReview.WITHHELD:
            withhold_comment(self.object, reason=typed["reason"], by=by)
            return "The comment is withheld."
        short = shorten_comment(self.object, also=typed["also"].split(","), by=by)
        return f"It is shown as: “{short.text}”"


class CommentsMenuItem(MenuItemForSome):
    def is_for(self, user) -> bool:
        return POLICY.user_has_permission(user, "review")


class CommentsViewSet(ViewSet):
    menu_item_class = CommentsMenuItem
    icon = "warning"
    menu_label = "Comments to look at"

    def get_urlpatterns(self) -> list:
        return [
            path("", CommentsView.as_view(), name="index"),
            path("<uuid:pk>/", DecideView.as_view(), name="decide"),
        ]
