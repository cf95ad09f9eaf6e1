"""Made-up evaluation forms, and answers to them."""

from psg_catalogue.models import (
    EvaluationAnswer,
    EvaluationForm,
    EvaluationQuestion,
    EvaluationVersion,
    StudyGroupSession,
)
from psg_catalogue.services.evaluation_forms import (
    make_form,
    publish_version,
    remove_question,
    start_draft,
    write_question,
)
from psg_catalogue.services.evaluations import ask_those_present, enter_paper_answers
from tests.factories.psg_catalogue import StudyGroupPageFactory, StudyGroupSessionFactory

SCALE = {"kind": "scale", "points": 5, "low_label": "not at all", "high_label": "completely"}
# One question of each kind, as `write_question` takes them.
OF_EACH_KIND = (
    {"text": "Did it meet its aims?", "required": True, **SCALE},
    {"text": "How long was it?", "kind": "choice", "options": ["Too long", "Right", "Too short"]},
    {"text": "What did you like?", "kind": "several", "options": ["Talk", "Video", "Cake"]},
    {"text": "What next?", "kind": "text"},
)


def the_default() -> EvaluationForm:
    return EvaluationForm.objects.get(study_group=None)


def a_version(study_group=None, *questions: dict) -> EvaluationVersion:
    """The next version, published, of the study group's own form or of the default, with these
    questions and no others; without any, with one of each kind."""
    form = make_form(study_group, by=None) if study_group else the_default()
    draft = start_draft(form, by=None)
    for question in draft.questions.all():
        remove_question(question)
    for words in questions or OF_EACH_KIND:
        write_question(draft, **words)
    return publish_version(draft, by=None)


def held(study_group, came: int = 6, **fields) -> StudyGroupSession:
    """A held session whose people were asked."""
    session = StudyGroupSessionFactory(held=True, came=came, study_group=study_group, **fields)
    ask_those_present(session)
    session.refresh_from_db()
    return session


def asked(version: EvaluationVersion, kind: str) -> EvaluationQuestion:
    """Its first question of a kind."""
    return version.questions.filter(kind=kind).first()


def options_of(question: EvaluationQuestion) -> dict[str, int]:
    return {option.text: option.pk for option in question.options.all()}


def answer(session: StudyGroupSession, *sheets: dict) -> None:
    """So many sheets typed in, each by question."""
    for sheet in sheets:
        said = {question.pk: value for question, value in sheet.items()}
        enter_paper_answers(session, said, by=None)


def a_flagged_comment(words: str = "Ask Mrs Underhay to speak up.", **fields) -> EvaluationAnswer:
    """One of five answers, all of them shown, in which somebody seems to be named."""
    version = the_default().versions.published().first()
    session = held(fields.pop("study_group", None) or StudyGroupPageFactory(), **fields)
    scale, text = asked(version, "scale"), asked(version, "text")
    answer(session, {scale: 4, text: words}, *[{scale: 4}] * 4)
    return EvaluationAnswer.objects.get(response__session=session, question=text)
