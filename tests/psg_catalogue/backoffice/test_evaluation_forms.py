"""Building a form in the back office, step by step, without script; who may."""

import pytest
from django.urls import reverse

from directory.enums import Role
from psg_catalogue.models import EvaluationForm, EvaluationQuestion, EvaluationVersion
from psg_catalogue.services.evaluation_forms import make_form, start_draft
from tests.factories.evaluations import a_version, options_of, the_default
from tests.factories.people import person
from tests.factories.psg_catalogue import StudyGroupPageFactory

pytestmark = pytest.mark.django_db
SCALE = {"kind": "scale", "points": "5", "low_label": "not at all", "high_label": "wholly"}


@pytest.fixture
def office(client):
    client.force_login(person(Role.PSG_ORGANISER))
    return client


@pytest.fixture
def draft():
    return start_draft(the_default(), by=None)


def at(name: str, thing=None) -> str:
    return reverse(f"evaluation_forms:{name}", args=[thing.pk] if thing else [])


def test_a_form_is_made_changed_looked_at_and_published(office):
    group = StudyGroupPageFactory()
    office.post(at("new"), {"study_group": group.pk})
    form = EvaluationForm.objects.get(study_group=group)
    draft = form.versions.get()
    first, second, *others = draft.questions.all()

    office.post(at("question", first), {"text": "Was it useful?", "required": "on", **SCALE})
    office.post(at("move", second), {"to": "up"})
    for question in others:
        office.post(at("remove", question))
    office.post(
        at("add_question", draft),
        {"text": "How long was it?", "kind": "choice", "options": " Long \n\nRight\nLong\n"},
    )
    built = [(each.text, each.kind) for each in draft.questions.all()]
    assert built == [(second.text, "scale"), ("Was it useful?", "scale"),
                     ("How long was it?", "choice")]  # fmt: skip
    assert list(options_of(draft.questions.last())) == ["Long", "Right"]

    preview = office.get(at("preview", draft)).content.decode()
    assert "How long was it?" in preview
    assert "Send my answers" not in preview
    office.post(at("publish", draft))
    assert not EvaluationVersion.objects.get(pk=draft.pk).is_draft
    assert "Version 1 is asked" in office.get(at("index")).content.decode()


@pytest.mark.parametrize(("typed", "said"), [
    ({"text": "How long?", "kind": "choice", "options": "Long\nLong"}, "2 to 12 different answers"),
    ({"text": "How long?", "kind": "several", "options": "a" * 121 + "\nb"}, "at most 120"),
    ({"text": "Useful?", **SCALE, "high_label": ""}, "what this end of the scale means"),
    ({"text": "Useful?", **SCALE, "points": "8"}, "less than or equal to 7"),
    ({"text": "", "kind": "text"}, "This field is required"),
])  # fmt: skip
def test_a_question_that_nobody_can_answer_is_refused_and_what_was_typed_stays(
    office, draft, typed, said
):
    before = draft.questions.count()

    shown = office.post(at("add_question", draft), typed).content.decode()

    assert said in shown
    assert typed["text"] in shown
    assert draft.questions.count() == before


def test_a_published_version_is_left_alone_by_every_address(office):
    version = a_version(StudyGroupPageFactory())
    question = version.questions.first()
    before = list(version.questions.values())

    for name, thing, typed in (
        ("question", question, {"text": "Other?", "kind": "text"}),
        ("add_question", version, {"text": "Other?", "kind": "text"}),
        ("remove", question, {}),
        ("discard", version, {}),
    ):
        assert "This version is published" in office.post(at(name, thing), typed).content.decode()
    office.post(at("move", question), {"to": "down"})
    assert list(version.questions.values()) == before


def test_an_empty_form_is_not_published_and_words_are_warned_of(office, draft):
    assert "people can name each other" in office.get(at("publish", draft)).content.decode()
    draft.questions.all().delete()

    assert "The form asks nothing yet" in office.post(at("publish", draft)).content.decode()
    assert EvaluationVersion.objects.get(pk=draft.pk).is_draft
    office.post(at("discard", draft))
    assert not EvaluationVersion.objects.filter(pk=draft.pk).exists()


def test_a_study_group_goes_back_to_the_default_and_to_its_own(office):
    form = a_version(StudyGroupPageFactory()).form

    for in_use in (False, True):
        office.post(at("use", form))
        form.refresh_from_db()
        assert form.in_use == in_use


def test_get_changes_nothing_and_moving_is_posted(office, draft):
    before = list(EvaluationQuestion.objects.values())
    for name, thing in (("start", the_default()), ("publish", draft), ("discard", draft),
                        ("remove", draft.questions.first())):  # fmt: skip
        assert office.get(at(name, thing)).status_code == 200
    assert office.get(at("move", draft.questions.first())).status_code == 405
    assert list(EvaluationQuestion.objects.values()) == before


def test_the_list_costs_the_same_with_one_form_and_with_many(office, count_queries):
    a_version(StudyGroupPageFactory())
    office.get(at("index"))
    once = count_queries(lambda: office.get(at("index")))
    for _ in range(4):
        make_form(StudyGroupPageFactory(), by=None)

    assert count_queries(lambda: office.get(at("index"))) == once <= 25


@pytest.mark.parametrize(
    "role", [Role.EDITOR, Role.FINANCE, Role.QA_LEAD, Role.PRACTITIONER, Role.AST_COORDINATOR]
)
def test_forms_are_refused_to_others(client, draft, role):
    client.force_login(person(role))
    before = list(draft.questions.values())

    for name, thing in (("index", None), ("form", the_default()), ("preview", draft)):
        assert client.get(at(name, thing)).status_code == 302
    client.post(at("add_question", draft), {"text": "Mine", "kind": "text"})
    client.post(at("publish", draft))

    assert list(draft.questions.values()) == before
    assert EvaluationVersion.objects.get(pk=draft.pk).is_draft
