"""Building what people are asked. Work is done on a draft; publishing it makes the next version,
and what was asked before stays with the sessions that were asked it.

A draft is changed under the lock of its form, so that nothing is put into a version that is being
published at the same moment."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from core.audit import record
from psg_catalogue.enums import QuestionKind
from psg_catalogue.models import (
    EvaluationForm,
    EvaluationOption,
    EvaluationQuestion,
    EvaluationVersion,
    StudyGroupPage,
)

# About two minutes, as the letter that asks says.
MOST_QUESTIONS = 12
MOST_OPTIONS = 12
FEWEST_OPTIONS = 2

_COPIED = ("text", "hint", "kind", "points", "low_label", "high_label", "required", "order")


class FormRefused(Exception):
    """Nothing was changed. `str()` of it is a sentence for the person at the screen."""


class AlreadyPublished(FormRefused):
    def __str__(self) -> str:
        return "This version is published, so it stays as it is. Change the form’s draft instead."


class NothingAsked(FormRefused):
    def __str__(self) -> str:
        return "The form asks nothing yet. Add a question before you publish it."


class CannotBeAnswered(FormRefused):
    def __init__(self, question: EvaluationQuestion) -> None:
        self.question = question

    def __str__(self) -> str:
        return f"Nobody can answer “{self.question}”: give it at least two different answers."


class TooManyQuestions(FormRefused):
    def __str__(self) -> str:
        return f"A form has at most {MOST_QUESTIONS} questions, so that people get to its end."


class OnlyForm(FormRefused):
    def __str__(self) -> str:
        return "The default form is what everybody else is asked by: it cannot be set aside."


class NothingPublished(FormRefused):
    def __str__(self) -> str:
        return "Publish a version of this form before it is used."


def version_for(study_group: StudyGroupPage) -> EvaluationVersion:
    """What a session of this study group is asked by, when its register is closed now."""
    return EvaluationVersion.objects.for_group(study_group)[0]


@transaction.atomic
def make_form(study_group: StudyGroupPage, *, by) -> EvaluationForm:
    """The study group has a form of its own, with a draft that begins as the default. The default
    is asked until the draft is published. Doing it twice makes one form."""
    form, made = EvaluationForm.objects.get_or_create(study_group=study_group)
    if made:
        record(form, "evaluation_form.made", by=by)
        start_draft(form, by=by)
    return form


@transaction.atomic
def start_draft(form: EvaluationForm, *, by) -> EvaluationVersion:
    """The draft of the form's next version: the one there is, or a copy of what is asked now."""
    form = _lock(form)
    draft = form.versions.filter(published_at=None).first()
    if draft:
        return draft
    latest = form.versions.aggregate(latest=Max("number"))["latest"] or 0
    draft = EvaluationVersion.objects.create(form=form, number=latest + 1)
    own = form.versions.published().order_by("-number").first()
    default = EvaluationVersion.objects.published().filter(form__study_group=None)
    _copy_questions(own or default.order_by("-number")[0], draft)
    record(form, "evaluation_form.changing", by=by, version=draft.number)
    return draft


def _copy_questions(source: EvaluationVersion, draft: EvaluationVersion) -> None:
    for question in source.questions.prefetch_related("options"):
        words = {name: getattr(question, name) for name in _COPIED}
        copy = EvaluationQuestion.objects.create(version=draft, **words)
        _write_options(copy, [option.text for option in question.options.all()])


@transaction.atomic
def write_question(
    version: EvaluationVersion,
    question: EvaluationQuestion | None = None,
    *,
    options: Iterable[str] = (),
    **words,
) -> EvaluationQuestion:
    """The draft asks this question with these options, in this order; without `question` it is a
    new one at the end. Raises AlreadyPublished, TooManyQuestions."""
    version = _lock_draft(version)
    if question is None:
        if version.questions.count() >= MOST_QUESTIONS:
            raise TooManyQuestions
        last = version.questions.aggregate(last=Max("order"))["last"] or 0
        question = EvaluationQuestion(version=version, order=last + 1)
    else:
        question = version.questions.get(pk=question.pk)
    for name, value in words.items():
        setattr(question, name, value)
    if question.kind != QuestionKind.SCALE:
        question.low_label = question.high_label = ""
    question.save()
    question.options.all().delete()
    if question.has_options:
        _write_options(question, options)
    return question


def _write_options(question: EvaluationQuestion, options: Iterable[str]) -> None:
    """Each once, in the order given."""
    EvaluationOption.objects.bulk_create(
        EvaluationOption(question=question, text=text, order=order)
        for order, text in enumerate(dict.fromkeys(options), start=1)
    )


@transaction.atomic
def remove_question(question: EvaluationQuestion) -> None:
    """The draft no longer asks it. Raises AlreadyPublished."""
    _lock_draft(question.version)
    question.delete()


@transaction.atomic
def move_question(question: EvaluationQuestion, *, up: bool) -> None:
    """It changes places with its neighbour; at the end of the form nothing happens. Raises
    AlreadyPublished."""
    version = _lock_draft(question.version)
    questions = list(version.questions.all())
    at = [each.pk for each in questions].index(question.pk)
    to = at - 1 if up else at + 1
    if 0 <= to < len(questions):
        questions[at], questions[to] = questions[to], questions[at]
    for order, each in enumerate(questions, start=1):
        each.order = order
    EvaluationQuestion.objects.bulk_update(questions, ["order"])


@transaction.atomic
def publish_version(version: EvaluationVersion, *, by) -> EvaluationVersion:
    """Sessions whose register is closed from now on are asked by it, and it never changes again.
    Raises AlreadyPublished, NothingAsked, CannotBeAnswered."""
    version = _lock_draft(version)
    questions = list(version.questions.prefetch_related("options"))
    if not questions:
        raise NothingAsked
    for question in questions:
        if question.has_options and len(question.options.all()) < FEWEST_OPTIONS:
            raise CannotBeAnswered(question)
    version.published_at = timezone.now()
    version.save(update_fields=["published_at"])
    EvaluationOption.objects.filter(question__version=version).update(fixed=True)
    version.questions.update(fixed=True)
    record(version.form, "evaluation_form.published", by=by, version=version.number)
    return version


@transaction.atomic
def discard_draft(version: EvaluationVersion, *, by) -> None:
    """The draft is gone and the form asks what it asked. Raises AlreadyPublished."""
    version = _lock_draft(version)
    record(version.form, "evaluation_form.draft_discarded", by=by, version=version.number)
    version.delete()


@transaction.atomic
def use_form(form: EvaluationForm, in_use: bool, *, by) -> EvaluationForm:
    """The study group is asked by its own form from now on, or by the default. Raises OnlyForm,
    NothingPublished."""
    form = _lock(form)
    if form.in_use == in_use:
        return form
    if form.study_group_id is None:
        raise OnlyForm
    if in_use and not form.versions.published().exists():
        raise NothingPublished
    form.in_use = in_use
    form.save(update_fields=["in_use"])
    record(form, f"evaluation_form.{'taken_up' if in_use else 'set_aside'}", by=by)
    return form


def _lock(form: EvaluationForm) -> EvaluationForm:
    return EvaluationForm.objects.select_for_update(of=("self",)).get(pk=form.pk)


def _lock_draft(version: EvaluationVersion) -> EvaluationVersion:
    """The draft, its form held: published by somebody else meanwhile, it is refused."""
    form = _lock(version.form)
    version = EvaluationVersion.objects.get(pk=version.pk)
    version.form = form
    if not version.is_draft:
        raise AlreadyPublished
    return version
