"""The back office's way to copy a study group."""

import pytest
from django.urls import reverse

from core.academic_year import AcademicYear
from directory.enums import Role
from psg_catalogue.models import GroupCopy, StudyGroupPage
from tests.factories.people import office, person
from tests.factories.psg_catalogue import StudyGroupPageFactory, StudyGroupSessionFactory

pytestmark = pytest.mark.django_db


def test_one_press_makes_the_draft_and_a_second_leads_to_it(client, time_machine):
    time_machine.move_to("2026-11-02 12:00+00:00")
    session = StudyGroupSessionFactory()
    group = session.study_group
    url = reverse("study_groups:copy_to_year", args=[group.pk])
    client.force_login(office())
    assert url in client.get(reverse("wagtailadmin_pages:edit", args=[group.pk])).content.decode()
    assert "It has 1 session in 2026-27." in client.get(url).content.decode()

    form = {"year": AcademicYear.current().next.start, "with_sessions": "on"}
    made = client.post(url, form, follow=True)

    copy = GroupCopy.objects.get().copy
    assert made.request["PATH_INFO"] == f"/admin/pages/{copy.pk}/edit/"
    assert "is a draft for 2027-28, with 1 session planned" in made.content.decode()
    again = client.post(url, form, follow=True).content.decode()
    assert "was copied to 2027-28 before" in again
    assert StudyGroupPage.objects.count() == 2


def test_only_who_may_add_study_groups_copies_one(client):
    group = StudyGroupPageFactory()
    url = reverse("study_groups:copy_to_year", args=[group.pk])
    for role in (Role.QA_LEAD, Role.AST_COORDINATOR, Role.PRACTITIONER):
        client.force_login(person(role))
        client.post(url, {"year": AcademicYear.current().next.start})
    assert StudyGroupPage.objects.count() == 1
