"""What Wagtail's own screens change stands in the record of changes too."""

import pytest
from django.urls import reverse

from core.models import AuditEntry
from subscriptions.models import FinanceSettings
from tests.factories.core import UserFactory
from tests.factories.directory import SchoolFactory
from tests.factories.psg_catalogue import StudyGroupSessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(admin=True))
    return client


def test_a_page_published_and_taken_down_by_hand_is_recorded_for_its_session(admin):
    session = StudyGroupSessionFactory()
    admin.post(f"/admin/pages/{session.page_id}/unpublish/")
    entry = AuditEntry.objects.get(action="wagtail.unpublish")
    assert entry.area == AuditEntry.Area.PUBLICATION
    assert entry.actor is not None
    assert entry in AuditEntry.objects.about("session", session.pk)


def test_a_draft_is_no_entry(admin):
    page = StudyGroupSessionFactory().page
    page.title = "Another title"
    page.save_revision(user=UserFactory(), log_action=True)
    assert not AuditEntry.objects.filter(action="wagtail.edit").exists()


def test_the_bank_account_says_what_it_was_and_what_it_is(admin):
    settings = FinanceSettings.load()
    settings.sort_code, settings.account_number = "01-02-03", "12345678"
    settings.save()
    address = f"/admin/settings/subscriptions/financesettings/{settings.pk}/"
    form = {"invoice_prefix": "INV", "sort_code": "01-02-04", "account_number": "12345678",
            "quotation_days": "60"}  # fmt: skip
    assert admin.post(address, form).status_code == 302
    entry = AuditEntry.objects.get(action="wagtail.edit")
    assert entry.changes == {"sort_code": ["01-02-03", "01-02-04"]}
    assert entry.area == AuditEntry.Area.MONEY


def test_a_school_edited_in_the_back_office_is_recorded_with_its_fields(admin):
    school = SchoolFactory(tier="lower", source="gias")
    admin.post(reverse("school:edit", args=[school.pk]), {"tier": "middle", "area": "North"})
    entry = AuditEntry.objects.get(action="wagtail.edit")
    assert entry.changes["tier"] == ["lower", "middle"]
    assert entry in AuditEntry.objects.about("school", school.pk)
