"""The questions people are asked after a session. What has been answered stays as it was asked: a
question is retired and another takes its place (SAFETY 50 asks the same of its answers)."""

from django import forms
from django.urls import path
from django.utils import timezone
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet

from psg_catalogue.models import EvaluationQuestion

_FIXED_ONCE_ANSWERED = ("text", "hint", "kind", "low_label", "high_label")


class EvaluationQuestionForm(WagtailAdminModelForm):
    """A question, with "still asked" for the day it was retired."""

    asked = forms.BooleanField(
        label="Still asked",
        required=False,
        initial=True,
        help_text="Without a tick it is left out from now on. Answers already given are kept.",
    )

    class Meta:
        model = EvaluationQuestion
        fields = ["text", "hint", "kind", "low_label", "high_label", "required", "order"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        question = self.instance
        if question.pk:
            self.fields["asked"].initial = question.retired_at is None
        if question.pk and question.answers.exists():
            for name in _FIXED_ONCE_ANSWERED:
                # A disabled field keeps its value whatever is posted.
                self.fields[name].disabled = True
            self.fields["text"].help_text = (
                "It has been answered, so its words stay. To ask something else, take the tick from"
                " “Still asked” and add a new question."
            )

    def save(self, commit: bool = True) -> EvaluationQuestion:
        if not self.cleaned_data["asked"]:
            self.instance.retired_at = self.instance.retired_at or timezone.now()
        else:
            self.instance.retired_at = None
        return super().save(commit)


class EvaluationQuestionViewSet(ModelViewSet):
    model = EvaluationQuestion
    name = "evaluation_question"
    url_prefix = "evaluation-questions"
    menu_label = "Evaluation questions"
    icon = "help"
    copy_view_enabled = False
    search_backend_name = None
    ordering = ["retired_at", "order"]
    list_display = [
        "text",
        Column("kind", label="Kind", accessor="get_kind_display"),
        BooleanColumn("asked", label="Asked", accessor=lambda each: each.retired_at is None),
        "order",
    ]

    def get_form_class(self, for_update: bool = False):
        return EvaluationQuestionForm

    def get_common_view_kwargs(self, **kwargs) -> dict:
        return super().get_common_view_kwargs(
            **{"delete_url_name": None, "usage_url_name": None, **kwargs}
        )

    def get_urlpatterns(self) -> list:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("edit/<int:pk>/", self.edit_view, name="edit"),
            path("history/<int:pk>/", self.history_view, name="history"),
            path("history-results/<int:pk>/", self.history_results_view, name="history_results"),
        ]
