"""Which authority is the host, and which schools are its own."""

from core.models import PartnershipSettings
from directory.models import School


def host_authority_code() -> str:
    """The host authority's three digits: the partnership's setting, or else HOST_LA_CODE."""
    return PartnershipSettings.load().host_authority_code


def is_in_host_authority(school: School) -> bool:
    """True for a school of the host authority; academies are its schools like any other (P7)."""
    return school.authority_id == host_authority_code()
