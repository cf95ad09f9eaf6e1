from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from directory.enums import Role
from directory.outreach.models import CategoryOfConcern
from tests.factories.directory import SchoolFactory
from tests.factories.outreach import CategoryOfConcernFactory
from tests.factories.people import lead_of, person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "fields",
    [
        {"category": "local"},
        {"era": ""},
        {"body": "la"},
        {"ends_on": date(2011, 3, 1)},
    ],
    ids=str,
)
def test_database_refuses(fields):
    row = CategoryOfConcernFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        CategoryOfConcern.objects.filter(pk=row.pk).update(**fields)


def test_school_is_in_one_open_category_of_each_body():
    row = CategoryOfConcernFactory()
    CategoryOfConcernFactory(school=row.school, local=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        CategoryOfConcernFactory(school=row.school, starts_on=date(2012, 1, 1))


def test_authoritys_own_list_is_seen_by_its_people_alone():
    """DOMAIN 2.6, a row: adviser, coordinator, head of professional development, director."""
    school = SchoolFactory()
    ofsted = CategoryOfConcernFactory(school=school)
    local = CategoryOfConcernFactory(school=school, local=True)
    authority = {Role.ADVISER, Role.AST_COORDINATOR, Role.PD_HEAD, Role.DIRECTOR}
    programme = set(Role) - {Role.SCHOOL_LEAD, Role.SCHOOL_MEMBER, Role.SCHOOL_FINANCE}

    for role in sorted(programme):
        seen = set(CategoryOfConcern.objects.visible_to(person(role)))
        assert seen == ({ofsted, local} if role in authority else {ofsted}), role
    for user in (AnonymousUser(), lead_of(school)):
        assert list(CategoryOfConcern.objects.visible_to(user)) == [ofsted]
    assert list(CategoryOfConcern.objects.public()) == [ofsted]


def test_category_is_in_force_from_its_first_day_to_the_day_before_its_end():
    CategoryOfConcernFactory(starts_on=date(2011, 3, 1), ends_on=date(2012, 3, 1))
    days = (date(2011, 2, 28), date(2011, 3, 1), date(2012, 2, 29), date(2012, 3, 1))
    assert [CategoryOfConcern.objects.current(day).exists() for day in days] == [
        False, True, True, False,
    ]  # fmt: skip


def test_words_of_a_row_name_neither_school_nor_category():
    row = CategoryOfConcernFactory(local=True)
    assert str(row) == f"Entry {row.pk}"
    assert str(CategoryOfConcern()) == "New entry"
