"""Building evaluation forms in the back office, without script: a page a form with its draft, a
page a question, and a preview that is the very page people answer on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from core.backoffice.actions import ActionView
from core.backoffice.menu_items import MenuItemForSome
from psg_catalogue.forms.evaluation_builder import NewFormForm, QuestionForm
from psg_catalogue.forms.evaluations import AnswerForm
from psg_catalogue.models import EvaluationForm, EvaluationQuestion, EvaluationVersion
from psg_catalogue.queries.evaluation_forms import all_forms, form_row, groups_without_form
from psg_catalogue.services.evaluation_forms import (
    FormRefused,
    discard_draft,
    make_form,
    move_question,
    publish_version,
    remove_question,
    start_draft,
    use_form,
    write_question,
)

ONE_FORM = "evaluation_forms:form"


class FormsScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """Whoever may change forms may do all of it; the policy stands on the class."""

    permission_policy = ModelPermissionPolicy(EvaluationForm)
    permission_required = "change"
    header_icon = "help"

    def get_breadcrumbs_items(self) -> list[dict]:
        """The list, and below it what this screen is about."""
        title = self.get_page_subtitle() or self.get_page_title()
        items = [{"url": reverse("evaluation_forms:index"), "label": "Evaluation forms"}]
        below = [{"url": "", "label": title}] if title != items[0]["label"] else []
        return [*self.breadcrumbs_items, *items, *below]


class FormsView(FormsScreen, TemplateView):
    page_title = "Evaluation forms"
    template_name = "backoffice/evaluation_forms/index.html"

    @cached_property
    def header_buttons(self) -> list:
        url = reverse("evaluation_forms:new")
        return [HeaderButton("A form for a study group", url=url, icon_name="plus")]

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs, rows=all_forms())


class NewFormView(FormsScreen, FormView):
    page_title = "A form for a study group"
    template_name = "backoffice/action.html"
    form_class = NewFormForm

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            **kwargs,
            button="Make the form",
            explanation="It begins as a copy of the default form. Until you publish it, the study"
            " group is asked by the default."
            if groups_without_form().exists()
            else "Every study group has a form of its own.",
            back_url=reverse("evaluation_forms:index"),
        )

    def form_valid(self, form: NewFormForm) -> HttpResponse:
        made = make_form(form.cleaned_data["study_group"], by=self.request.user)
        return HttpResponseRedirect(reverse(ONE_FORM, args=[made.pk]))


class OneFormView(FormsScreen, TemplateView):
    template_name = "backoffice/evaluation_forms/form.html"

    @cached_property
    def object(self) -> EvaluationForm:
        forms = EvaluationForm.objects.select_related("study_group")
        return get_object_or_404(forms, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict]:
        index = {"url": reverse("evaluation_forms:index"), "label": "Evaluation forms"}
        return [*self.breadcrumbs_items, index, {"url": "", "label": str(self.object)}]

    def get_context_data(self, **kwargs) -> dict:
        row = form_row(self.object)
        shown = row.draft or row.live
        questions = shown.questions.prefetch_related("options") if shown else ()
        return super().get_context_data(
            **kwargs, object=self.object, row=row, shown=shown, questions=list(questions)
        )


class FormAction(ActionView):
    """Something done with a form, after one question."""

    model = EvaluationForm
    permission_policy = ModelPermissionPolicy(EvaluationForm)
    permission_required = "change"
    header_icon = "help"
    refusals = (FormRefused,)
    back_to = ONE_FORM


class StartDraftView(FormAction):
    page_title = "Change the questions"
    button = "Start a draft"
    explanation = (
        "You work on a draft, and nobody is asked by it until you publish it. What people have"
        " answered keeps the questions they were asked."
    )

    def act(self, typed: dict) -> str:
        draft = start_draft(self.object, by=self.request.user)
        return f"This is the draft of version {draft.number}."


class UseFormView(FormAction):
    page_title = "Which form is used"

    @property
    def button(self) -> str:
        return "Use the default form" if self.object.in_use else "Use this form"

    def get_explanation(self) -> str:
        kept = "Sessions that have been asked keep their questions."
        if self.object.in_use:
            return f"The study group is asked by the default form from now on. {kept}"
        return f"The study group is asked by this form from now on. {kept}"

    def act(self, typed: dict) -> str:
        form = use_form(self.object, not self.object.in_use, by=self.request.user)
        return "This form is used." if form.in_use else "The default form is used."


class DraftAction(FormAction):
    """Something done with a draft."""

    model = EvaluationVersion

    @property
    def back_url(self) -> str:
        return reverse(ONE_FORM, args=[self.object.form_id])


class PublishView(DraftAction):
    page_title = "Publish this version"
    button = "Publish"

    def get_explanation(self) -> str:
        asks_words = self.object.questions.filter(kind=EvaluationQuestion.Kind.TEXT).exists()
        named = (
            " It asks for words, in which people can name each other: comments that seem to are"
            " looked at by the office before the leader reads them."
            if asks_words
            else ""
        )
        return (
            "Sessions whose register is closed from now on are asked by it. A published version"
            f" never changes: to ask something else, publish the next one.{named}"
        )

    def act(self, typed: dict) -> str:
        version = publish_version(self.object, by=self.request.user)
        return f"Version {version.number} is published."


class DiscardView(DraftAction):
    page_title = "Throw the draft away"
    button = "Throw it away"
    explanation = "The form goes on asking what it asked before."

    def act(self, typed: dict) -> str:
        discard_draft(self.object, by=self.request.user)
        return "The draft is gone."


class QuestionView(DraftAction):
    """A question of the draft, new or changed."""

    page_title = "A question"
    button = "Keep this question"
    form_class = QuestionForm
    question: EvaluationQuestion | None = None

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "instance": self.question}

    def act(self, typed: dict) -> str:
        write_question(self.object, self.question, **typed)
        return "The question is on the draft."


class ChangeQuestionView(QuestionView):
    """A question that is on the draft already."""

    @cached_property
    def question(self) -> EvaluationQuestion:
        questions = EvaluationQuestion.objects.select_related("version__form__study_group")
        return get_object_or_404(questions, pk=self.pk)

    @cached_property
    def object(self) -> EvaluationVersion:
        return self.question.version


class RemoveQuestionView(ChangeQuestionView):
    page_title = "Take a question off"
    button = "Take it off"
    form_class = ActionView.form_class

    def get_form_kwargs(self) -> dict:
        return super(QuestionView, self).get_form_kwargs()

    def get_explanation(self) -> str:
        return f"“{self.question}” is not on the draft any more."

    def act(self, typed: dict) -> str:
        remove_question(self.question)
        return "The question is off the draft."


class MoveQuestionView(FormsScreen, View):
    """One place up or down, by a button."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        questions = EvaluationQuestion.objects.select_related("version__form")
        question = get_object_or_404(questions, pk=pk)
        try:
            move_question(question, up=request.POST.get("to") == "up")
        except FormRefused as refused:
            messages.error(request, str(refused))
        url = reverse(ONE_FORM, args=[question.version.form_id])
        return HttpResponseRedirect(f"{url}#question-{pk}")


class PreviewView(FormsScreen, View):
    """A version as people see it, on the page they see it on; nothing can be sent from it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        versions = EvaluationVersion.objects.select_related("form__study_group")
        version = get_object_or_404(versions, pk=pk)
        page = {
            "form": AnswerForm(version=version),
            "over": f"Preview: {version}",
            "preview": True,
            "back_url": reverse(ONE_FORM, args=[version.form_id]),
        }
        return render(request, "psg_catalogue/evaluation.html", page)


class FormsMenuItem(MenuItemForSome):
    def is_for(self, user) -> bool:
        return FormsScreen.permission_policy.user_has_permission(user, "change")


class EvaluationFormsViewSet(ViewSet):
    menu_item_class = FormsMenuItem
    icon = "help"
    menu_label = "Evaluation forms"

    def get_urlpatterns(self) -> list:
        return [
            path("", FormsView.as_view(), name="index"),
            path("new/", NewFormView.as_view(), name="new"),
            path("<int:pk>/", OneFormView.as_view(), name="form"),
            path("<int:pk>/change/", StartDraftView.as_view(), name="start"),
            path("<int:pk>/use/", UseFormView.as_view(), name="use"),
            path("versions/<int:pk>/", PreviewView.as_view(), name="preview"),
            path("versions/<int:pk>/publish/", PublishView.as_view(), name="publish"),
            path("versions/<int:pk>/discard/", DiscardView.as_view(), name="discard"),
            path("versions/<int:pk>/question/", QuestionView.as_view(), name="add_question"),
            path("questions/<int:pk>/", ChangeQuestionView.as_view(), name="question"),
            path("questions/<int:pk>/remove/", RemoveQuestionView.as_view(), name="remove"),
            path("questions/<int:pk>/move/", MoveQuestionView.as_view(), name="move"),
        ]
