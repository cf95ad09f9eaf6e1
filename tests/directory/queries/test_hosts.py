import pytest

from core.models import PartnershipSettings
from directory.queries.hosts import host_authority_code, is_in_host_authority
from tests.factories.directory import SchoolFactory

pytestmark = pytest.mark.django_db


def test_host_is_the_installations_until_someone_fills_the_setting(settings):
    settings.HOST_LA_CODE = "990"
    assert host_authority_code() == "990"

    partnership = PartnershipSettings.load()
    partnership.host_la_code = "991"
    partnership.save()
    assert host_authority_code() == "991"


def test_academy_of_the_authority_is_its_own_and_a_neighbours_is_not(settings):
    settings.HOST_LA_CODE = "990"

    assert is_in_host_authority(SchoolFactory(type_code="34", type_group_name="Academies"))
    assert not is_in_host_authority(SchoolFactory(other_authority=True))
