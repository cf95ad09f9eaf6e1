"""Evaluation forms in a real browser: built without script, answered on a telephone, and each of
their screens looked at by axe."""

import pytest
from django.urls import reverse

from psg_catalogue.models import EvaluationAnswer, EvaluationVersion
from psg_catalogue.services.evaluation_forms import make_form
from psg_catalogue.services.evaluation_links import token_for
from tests.browser.hands import sign_in
from tests.factories.core import UserFactory
from tests.factories.evaluations import a_flagged_comment, a_version, answer, asked, held
from tests.factories.psg_catalogue import StudyGroupPageFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TELEPHONE = {"width": 320, "height": 640}


def at(name: str, *args) -> str:
    return reverse(f"evaluation_forms:{name}", args=args)


def test_screens_break_no_rule(page, live_server, axe):
    sign_in(page.context, live_server.url, UserFactory(admin=True))
    group = StudyGroupPageFactory()
    version = a_version(group)
    for point in (3, 5):
        session = held(group)
        answer(session, *[{asked(version, "scale"): point}] * 5)
    comment = a_flagged_comment()
    draft = make_form(StudyGroupPageFactory(), by=None).versions.get()
    for screen in (
        at("form", version.form_id), at("form", draft.form_id),
        at("preview", draft.pk), at("add_question", draft.pk), at("publish", draft.pk),
        reverse("evaluation_comments:decide", args=[comment.pk]),
        reverse("psg_catalogue:results", args=[session.pk]),
        reverse("psg_catalogue:paper_answers", args=[session.pk]),
        reverse("psg_catalogue:door_codes", args=[session.pk]),
        reverse("psg_catalogue:study_group_results", args=[group.pk]),
        reverse("psg_catalogue:latest_year_results"),
    ):  # fmt: skip
        page.goto(screen)
        axe(page)


def test_a_form_is_built_without_script(browser, live_server, browser_context_args):
    context = browser.new_context(
        **{**browser_context_args, "base_url": live_server.url}, java_script_enabled=False
    )
    sign_in(context, live_server.url, UserFactory(admin=True))
    page = context.new_page()
    draft = make_form(StudyGroupPageFactory(), by=None).versions.get()
    page.goto(at("add_question", draft.pk))
    page.get_by_label("Question").fill("Which parts will you use?")
    page.get_by_label("Kind").select_option("several")
    page.get_by_label("Answers to choose from").fill("Talk\nVideo")
    page.get_by_role("button", name="Keep this question").click()
    row = page.get_by_role("row", name="Which parts will you use?")
    row.get_by_role("button", name="Up").click()
    page.get_by_role("link", name="Publish this version").click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Version 1 is published.").wait_for()
    context.close()

    asked_now = EvaluationVersion.objects.get(pk=draft.pk)
    assert not asked_now.is_draft
    assert [each.text for each in asked_now.questions.all()][-2] == "Which parts will you use?"


def test_every_kind_is_answered_on_a_telephone(page, live_server, axe):
    group = StudyGroupPageFactory()
    a_version(group)
    invitation = held(group).invitations.first()
    page.set_viewport_size(TELEPHONE)
    page.goto(reverse("psg_catalogue:evaluate", args=[token_for(invitation)]))
    assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"]
    page.get_by_label("Cake").check()
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_text("Answer “Did it meet its aims?”").first.wait_for()
    assert page.get_by_label("Cake").is_checked()
    axe(page)
    page.locator("fieldset.scale input[value='5']").check()
    page.get_by_label("Right").check()
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_role("heading", name="Thank you").wait_for()

    given = EvaluationAnswer.objects.values_list("scale", "option__text")
    assert sorted(given, key=str) == [(5, None), (None, "Cake"), (None, "Right")]
