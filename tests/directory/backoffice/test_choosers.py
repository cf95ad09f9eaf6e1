"""Choosing in the back office."""

import pytest

from directory.backoffice.choosers import practitioner_chooser, school_chooser
from tests.factories.directory import SchoolFactory

pytestmark = pytest.mark.django_db


def test_what_can_be_no_key_is_nothing_chosen():
    for chooser in (school_chooser, practitioner_chooser):
        assert chooser.widget_class().get_instance("no key\x00") is None
    school = SchoolFactory()
    assert school_chooser.widget_class().get_instance(str(school.pk)) == school
