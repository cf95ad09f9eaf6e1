from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from directory.outreach.enums import AUTHORITY_ROLES
from directory.outreach.models import ASTAppointment, ASTPost
from tests.factories.outreach import ASTAppointmentFactory, ASTPostFactory
from tests.factories.people import colleague_of, lead_of, office, person

pytestmark = pytest.mark.django_db

SEPTEMBER, JULY = date(2010, 9, 1), date(2011, 7, 31)


def refused(**fields) -> bool:
    try:
        with transaction.atomic():
            ASTAppointmentFactory(**fields)
    except IntegrityError:
        return True
    return False


def test_database_refuses_two_holders_of_a_post_at_once():
    post = ASTPostFactory()
    ASTAppointmentFactory(post=post, starts_on=SEPTEMBER, last_day=JULY)

    assert refused(post=post, starts_on=date(2011, 1, 1))
    assert refused(post=post, starts_on=JULY)
    assert refused(post=post, starts_on=date(2010, 1, 1), last_day=SEPTEMBER)
    assert refused(post=post, starts_on=date(2010, 10, 1), last_day=date(2010, 11, 1))
    assert not refused(post=post, starts_on=JULY + timedelta(1))
    assert not refused(post=post, starts_on=date(2009, 9, 1), last_day=SEPTEMBER - timedelta(1))
    assert refused(post=post, starts_on=date(2015, 1, 1))
    assert post.appointments.count() == 3


def test_database_refuses_to_make_two_holders_by_a_change():
    first = ASTAppointmentFactory(starts_on=SEPTEMBER, last_day=JULY)
    second = ASTAppointmentFactory(post=first.post, starts_on=JULY + timedelta(1))

    with pytest.raises(IntegrityError), transaction.atomic():
        ASTAppointment.objects.filter(pk=first.pk).update(last_day=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        ASTAppointment.objects.filter(pk=second.pk).update(starts_on=JULY)
    second.last_day = date(2012, 7, 31)
    second.save()


def test_last_day_counts():
    appointment = ASTAppointmentFactory(starts_on=SEPTEMBER, last_day=JULY)
    for day, live in (
        (SEPTEMBER - timedelta(1), False),
        (SEPTEMBER, True),
        (JULY, True),
        (JULY + timedelta(1), False),
    ):
        assert ASTAppointment.objects.live(day).exists() is live
        assert appointment.is_live_on(day) is live


def test_in_post_for_part_of_a_term():
    ASTAppointmentFactory(starts_on=date(2010, 10, 1), last_day=date(2010, 10, 31))
    during = ASTAppointment.objects.overlapping
    assert during(SEPTEMBER, date(2010, 12, 17)).exists()
    assert not during(date(2010, 11, 1), date(2010, 12, 17)).exists()
    assert not during(date(2010, 9, 1), date(2010, 9, 30)).exists()


def test_accreditation_is_the_practitioners():
    appointment = ASTAppointmentFactory(practitioner__accredited_on=date(2009, 6, 1))
    assert appointment.accredited_on == date(2009, 6, 1)


def test_each_sees_the_posts_and_people_that_concern_them():
    ours, theirs = ASTAppointmentFactory(), ASTAppointmentFactory()
    school = ours.post.base_school
    ast = person()
    ours.practitioner.user = ast
    ours.practitioner.save()
    everyone = {ours, theirs}
    sees = {
        lead_of(school): {ours},
        ast: {ours},
        colleague_of(school): set(),
        office(): set(),
        lead_of(school, is_active=False): set(),
        AnonymousUser(): set(),
        **{person(role): everyone for role in AUTHORITY_ROLES},
    }

    for user, theirs_to_see in sees.items():
        assert set(ASTAppointment.objects.visible_to(user)) == theirs_to_see
        assert set(ASTPost.objects.visible_to(user)) == {each.post for each in theirs_to_see}


def test_one_appointed_twice_sees_the_post_once():
    last_year = timezone.localdate() - timedelta(400)
    ours = ASTAppointmentFactory(starts_on=SEPTEMBER, last_day=last_year)
    ASTAppointmentFactory(
        post=ours.post, practitioner=ours.practitioner, starts_on=last_year + timedelta(1)
    )
    ours.practitioner.user = person()
    ours.practitioner.save()
    assert len(ASTPost.objects.visible_to(ours.practitioner.user)) == 1
