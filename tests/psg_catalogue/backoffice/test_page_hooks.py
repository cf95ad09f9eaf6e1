"""Wagtail's own add, copy, move, unpublish and delete, where a session is concerned."""

import pytest
from django.contrib.messages import get_messages
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse

from directory.enums import Role
from directory.services.roles import grant_role
from psg_catalogue.models import SessionPage, StudyGroupPage, StudyGroupSession
from tests.factories.core import UserFactory
from tests.factories.psg_catalogue import StudyGroupPageFactory, StudyGroupSessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = UserFactory()
    grant_role(user, Role.EDITOR)
    client.force_login(user)
    return client


@pytest.fixture
def admin(client):
    """Somebody who may delete a page with others below it."""
    client.force_login(UserFactory(admin=True))
    return client


def pages(name, *args):
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def said(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def test_adding_a_session_page_leads_to_the_form_that_makes_both(editor):
    group = StudyGroupPageFactory()
    answer = editor.get(pages("add", "psg_catalogue", "sessionpage", group.pk))
    assert answer["Location"] == (f"{reverse('study_group_sessions:add')}?study_group={group.pk}")
    editor.post(pages("add", "psg_catalogue", "sessionpage", group.pk), {"title": "Alone"})
    assert not SessionPage.objects.exists()


@pytest.mark.parametrize("below", [False, True])
def test_page_with_people_is_not_deleted_but_answered(admin, below):
    session = StudyGroupSessionFactory(booked=1, title="Prompts that travel")
    page = session.study_group_id if below else session.page_id
    for answer in (admin.get(pages("delete", page)), admin.post(pages("delete", page))):
        assert answer.status_code == 302
    assert "“Prompts that travel” cannot be deleted" in said(answer)
    assert StudyGroupSession.objects.filter(page__pk=session.page_id).exists()


def test_held_session_is_not_deleted(editor):
    session = StudyGroupSessionFactory(held=True, came=0)
    editor.post(pages("delete", session.page_id))
    assert StudyGroupSession.objects.count() == 1


def test_page_nobody_was_booked_on_goes_with_its_row(admin):
    session = StudyGroupSessionFactory()
    admin.post(pages("delete", session.page_id))
    assert not SessionPage.objects.exists()
    assert not StudyGroupSession.objects.exists()
    group = StudyGroupSessionFactory().study_group
    admin.post(pages("delete", group.pk))
    assert not StudyGroupPage.objects.filter(pk=group.pk).exists()
    assert not StudyGroupSession.objects.exists()


def test_database_refuses_to_delete_a_page_with_people():
    session = StudyGroupSessionFactory(booked=1)
    for page in (session.page, session.study_group):
        with pytest.raises(ProtectedError), transaction.atomic():
            page.delete()
    assert StudyGroupSession.objects.count() == 1


def test_bulk_delete_is_refused_alike(editor):
    session, free = StudyGroupSessionFactory(booked=1), StudyGroupSessionFactory()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    answer = editor.post(f"{url}?id={session.page_id}&id={free.page_id}")
    assert "cannot be deleted" in said(answer)
    assert StudyGroupSession.objects.count() == 2


def test_unpublishing_with_people_booked_asks_once_more(editor):
    session = StudyGroupSessionFactory(booked=2)
    url = pages("unpublish", session.page_id)
    answer = editor.post(url)
    assert "2 people are booked or waiting on 1 session here." in answer.content.decode()
    session.page.refresh_from_db()
    assert session.page.live
    editor.post(url, {"people_know": "yes"})
    session.page.refresh_from_db()
    assert not session.page.live


def test_unpublishing_a_group_with_what_is_below_counts_its_people(editor):
    session = StudyGroupSessionFactory(booked=1)
    answer = editor.post(pages("unpublish", session.study_group_id), {"include_descendants": "on"})
    assert "1 person is booked or waiting on 1 session here." in answer.content.decode()
    assert 'name="include_descendants" value="on"' in answer.content.decode()


def test_unpublishing_where_nobody_is_booked_just_does_it(editor):
    session = StudyGroupSessionFactory()
    editor.post(pages("unpublish", session.page_id))
    session.page.refresh_from_db()
    assert not session.page.live


def test_copy_of_a_session_page_has_no_row_and_the_editor_is_told(editor):
    session = StudyGroupSessionFactory(booked=1)
    answer = editor.post(
        pages("copy", session.page_id),
        {
            "new_title": "Again",
            "new_slug": "again",
            "new_parent_page": session.study_group_id,
            "publish_copies": "on",
        },
    )
    copy = SessionPage.objects.get(slug="again")
    assert not StudyGroupSession.objects.filter(page=copy).exists()
    assert "1 copied session has no date yet." in said(answer)
    shown = editor.get(copy.get_url()).content.decode()
    assert "The date is still to come" in shown


def test_moving_a_page_takes_its_row_along(editor):
    session, elsewhere = StudyGroupSessionFactory(booked=1), StudyGroupPageFactory()
    editor.post(pages("move_confirm", session.page_id, elsewhere.pk))
    session.refresh_from_db()
    assert session.study_group == elsewhere
    assert session.bookings.count() == 1
