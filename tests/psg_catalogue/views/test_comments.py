"""Whoever reads a comment may report it; nobody else learns that it is there."""

import pytest
from django.urls import reverse

from directory.enums import Role
from psg_catalogue.models import EvaluationAnswer
from psg_catalogue.services.comments import withhold_comment
from tests.factories.core import UserFactory
from tests.factories.directory import PractitionerFactory
from tests.factories.evaluations import a_flagged_comment, answer, asked, held, the_default
from tests.factories.people import person
from tests.factories.psg_catalogue import StudyGroupPageFactory

pytestmark = pytest.mark.django_db
WORDS = "<b>Too long</b> by half."


@pytest.fixture
def leader():
    return PractitionerFactory(user=UserFactory()).user


@pytest.fixture
def comment(leader):
    return a_flagged_comment(
        WORDS, study_group=StudyGroupPageFactory(leaders=[leader.practitioner])
    )


def at(comment) -> str:
    return reverse("psg_catalogue:report_comment", args=[comment.pk])


def test_the_leader_reports_what_they_read(client, leader, comment):
    results = reverse("psg_catalogue:results", args=[comment.response.session_id])
    client.force_login(leader)
    assert at(comment) in client.get(results).content.decode()
    assert "&lt;b&gt;Too long" in client.get(at(comment)).content.decode()

    refused = client.post(at(comment), {"concern": "dull"})
    assert refused.status_code == 422
    assert client.post(at(comment)).status_code == 422
    comment.refresh_from_db()
    assert comment.review == ""
    done = client.post(at(comment), {"concern": "author"}, follow=True)
    comment.refresh_from_db()
    assert (comment.review, comment.concern) == ("reported", "author")
    assert "Too long" not in done.content.decode()
    assert "1 comment is kept back" in done.content.decode()
    assert client.get(at(comment)).status_code == 404


def test_a_qa_lead_reports_and_decides_nothing(client, comment):
    client.force_login(person(Role.QA_LEAD))
    client.post(at(comment), {"concern": "pupil"})

    comment.refresh_from_db()
    assert comment.review == "reported"
    client.post(reverse("evaluation_comments:decide", args=[comment.pk]), {"decision": "shown"})
    comment.refresh_from_db()
    assert comment.review == "reported"


@pytest.mark.parametrize("role", [None, Role.AST_COORDINATOR, Role.PRACTITIONER])
def test_who_does_not_read_comments_reports_none(client, comment, role):
    client.force_login(person(role) if role else UserFactory())
    assert client.get(at(comment)).status_code == 403
    assert client.post(at(comment), {"concern": "pupil"}).status_code == 403

    comment.refresh_from_db()
    assert comment.review == ""


def test_what_is_not_to_be_read_is_not_there_to_report(client, leader, comment):
    withhold_comment(comment, reason="It is about a guest.", by=None)
    session = held(comment.response.session.study_group)
    answer(session, {asked(the_default().versions.get(), "text"): "Alone so far."})
    early = EvaluationAnswer.objects.get(text="Alone so far.")
    client.force_login(leader)

    assert [client.get(at(each)).status_code for each in (comment, early)] == [404, 404]
