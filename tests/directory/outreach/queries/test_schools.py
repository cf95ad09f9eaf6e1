from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from directory.enums import Role
from directory.models import School
from directory.outreach.queries.schools import (
    categories_seen_by,
    in_category,
    is_academy,
    is_in_ofsted_category,
    is_maintained,
    school_then,
)
from tests.factories.directory import SchoolFactory
from tests.factories.outreach import CategoryOfConcernFactory
from tests.factories.people import person


@pytest.mark.parametrize(
    ("school", "maintained", "academy"),
    [
        ({"type_code": "01"}, True, False),
        ({"type_code": "7"}, True, False),
        ({"type_code": "34"}, False, True),
        ({"type_code": "11"}, False, False),
        ({"type_code": "8"}, False, False),
        ({"type_group_code": "4"}, True, False),
        ({"type_group_code": "10"}, False, True),
        ({"type_name": "Academy converter"}, False, True),
        ({"type_name": "Community school"}, True, False),
    ],
    ids=str,
)
def test_kind_of_school(school, maintained, academy):
    row = School(**school)
    assert (is_maintained(row), is_academy(row)) == (maintained, academy)


@pytest.mark.django_db
def test_school_before_it_became_an_academy():
    school = SchoolFactory(type_code="1")
    academy = SchoolFactory(type_code="34", predecessor=school, open_date=date(2012, 9, 1))
    assert school_then(academy, date(2012, 8, 31)) == school
    assert school_then(academy, date(2012, 9, 1)) == academy
    assert school_then(school, date(2001, 1, 1)) == school


@pytest.mark.django_db
def test_authoritys_own_list_counts_only_where_it_is_asked_for():
    ofsted, local = CategoryOfConcernFactory(), CategoryOfConcernFactory(local=True)
    SchoolFactory()
    both = {ofsted.school, local.school}

    assert set(School.objects.filter(in_category(local=False))) == {ofsted.school}
    assert set(School.objects.filter(in_category(local=True))) == both
    assert not School.objects.filter(in_category(date(2010, 1, 1), local=True)).exists()
    assert is_in_ofsted_category(ofsted.school)
    assert not is_in_ofsted_category(ofsted.school, date(2010, 1, 1))
    assert not is_in_ofsted_category(local.school)
    assert categories_seen_by(AnonymousUser(), local.school) == []
    assert categories_seen_by(person(Role.ADVISER), local.school) == [local]
