"""The demonstration's study group with a form of its own, in two versions."""

from core.models import User
from psg_catalogue.models import EvaluationQuestion, StudyGroupSession
from psg_catalogue.services.answer_rows import Said
from psg_catalogue.services.evaluation_forms import (
    make_form,
    publish_version,
    remove_question,
    start_draft,
    write_question,
)

OWN_FORM = "Reasoning every day in mathematics"
_AIMS = {
    "text": "How far did it meet its aims?",
    "kind": "scale",
    "points": 4,
    "low_label": "not at all",
    "high_label": "completely",
    "required": True,
}
_LENGTH = {
    "text": "How did you find the pace?",
    "kind": "choice",
    "options": ["About right", "Too fast", "Too slow"],
}
_PARTS = ["The prompts", "Watching a lesson", "Talking to colleagues", "Planning together"]
_LIKED = {"text": "Which parts will you use?", "kind": "several", "options": _PARTS}
_WORDS = {"text": "What should we change for next time?", "kind": "text"}
# What is asked after the first session, and from the second on.
VERSIONS = (
    (_AIMS, _LENGTH, _WORDS),
    (
        _AIMS,
        {**_LIKED, "hint": "Tick all that apply."},
        _LENGTH,
        {"text": "Who would you recommend it to?", "kind": "text", "hint": "A role, not a name."},
        _WORDS,
    ),
)


def publish_own_form(session: StudyGroupSession, title: str, number: int, office: User) -> None:
    """Before its first and its second session is closed, the study group gets its next version."""
    if title != OWN_FORM or number > len(VERSIONS):
        return
    draft = start_draft(make_form(session.study_group, by=office), by=office)
    for question in draft.questions.all():
        remove_question(question)
    for words in VERSIONS[number - 1]:
        write_question(draft, **words)
    publish_version(draft, by=office)


def name_somebody(
    session: StudyGroupSession, questions: list[EvaluationQuestion]
) -> dict[int, Said]:
    """What the first to answer writes: words the office has to look at before the leader."""
    last = [each for each in questions if each.kind == EvaluationQuestion.Kind.TEXT][-1]
    who = session.entries.present().order_by("name").first()
    return {last.pk: f"{who.name} asked what we all wanted to know. More time for questions."}
