"""Needs: noted, read by few, gone with the session."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from core.models import AuditEntry, AuditWords, Message
from psg_catalogue.backoffice.bookings import BookingViewSet
from psg_catalogue.models import AccessNeed, StudyGroupSession
from psg_catalogue.refusals import NotBooked, SessionOver
from psg_catalogue.services.bookings import cancel_booking
from psg_catalogue.services.needs import forget_needs, note_needs
from psg_catalogue.services.session_changes import cancel_session
from psg_catalogue.services.swaps import swap_colleague
from tests.factories.directory import ColleagueFactory, PractitionerFactory, SchoolFactory
from tests.factories.people import colleague_of, lead_of, office, person
from tests.factories.psg_catalogue import BookingFactory, StudyGroupPageFactory, twilight

pytestmark = pytest.mark.django_db
WORDS = "A hearing loop, please"


def booked(**facts):
    booking = BookingFactory(session__capacity=9, **facts)
    taken = booking.session.bookings.taking_a_place().count()
    StudyGroupSession.objects.filter(pk=booking.session_id).update(places_taken=taken)
    return booking


def test_noting_replaces_removes_and_leaves_the_words_nowhere_else():
    booking = booked()
    note_needs(booking, words="First")
    note_needs(booking, words=f" {WORDS}\n")
    assert AccessNeed.objects.get().words == WORDS
    kept = [*AuditEntry.objects.values_list("changes", "details"), *Message.objects.values_list()]
    kept += [*AuditWords.objects.values_list(), *ModelLogEntry.objects.values_list("data", "label")]
    assert "hearing" not in str(kept)
    assert not any("need" in column for column in BookingViewSet.list_export)
    assert note_needs(booking, words=" ") is None
    assert not AccessNeed.objects.exists()
    actions = list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["needs.noted", "needs.noted", "needs.removed"]


def test_needs_go_with_the_booking_and_with_the_session():
    school = SchoolFactory()
    given_back, passed_on, off, over, kept, postponed = (
        booked(colleague__school=school, session__starts_at=twilight(9 + n)) for n in range(6)
    )
    for booking in (given_back, passed_on, off, over, kept, postponed):
        note_needs(booking, words=WORDS)
    cancel_booking(given_back)
    swap_colleague(passed_on, ColleagueFactory(school=school))
    cancel_session(off.session, reason="Snow")
    assert AccessNeed.objects.count() == 3
    past = timezone.now() - timedelta(hours=3)
    rows = StudyGroupSession.objects.filter(pk__in=[over.session_id, postponed.session_id])
    rows.update(starts_at=past, ends_at=past + timedelta(hours=1))
    rows.filter(pk=postponed.session_id).update(state="postponed")
    assert (forget_needs(), forget_needs()) == (1, 0)
    assert {need.booking for need in AccessNeed.objects.all()} == {kept, postponed}
    with pytest.raises(SessionOver):
        note_needs(over, words=WORDS)
    with pytest.raises(NotBooked):
        note_needs(given_back, words=WORDS)


def test_only_the_leader_and_the_office_read_them(client):
    leader = person()
    group = StudyGroupPageFactory(leaders=[PractitionerFactory(user=leader)])
    booking = booked(session__study_group=group)
    lead, me = lead_of(booking.school), colleague_of(booking.school)
    write = reverse("psg_catalogue:booking_needs", args=[booking.pk])
    read = reverse("psg_catalogue:session_needs", args=[booking.session_id])
    client.force_login(lead)
    response = client.post(write, {"words": WORDS}, follow=True)
    assert "The leader and the office can read it." in response.content.decode()
    for visitor in (lead, me, person()):
        client.force_login(visitor)
        assert client.get(read).status_code == 404
    client.force_login(lead)
    again = client.get(write)
    assert "Something is noted already" in again.content.decode()
    assert WORDS not in again.content.decode()
    for visitor in (leader, office()):
        client.force_login(visitor)
        page = client.get(read)
        assert WORDS in page.content.decode()
        assert "no-store" in page["Cache-Control"]
    client.force_login(lead)
    client.post(write, {"words": ""})
    assert not AccessNeed.objects.exists()
    assert client.post(write, {"words": ""}).status_code == 200
    assert not AccessNeed.objects.exists()


def test_needs_are_in_no_search_index():
    from wagtail.search.index import class_is_indexed

    assert not class_is_indexed(apps.get_model("psg_catalogue.AccessNeed"))
