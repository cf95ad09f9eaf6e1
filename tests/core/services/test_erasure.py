"""Erasing a person: no name is left but where the law keeps it, and every count stays
(SAFETY 63)."""

from copy import deepcopy

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from core.academic_year import AcademicYear
from core.models import AuditDisposal, AuditEntry, AuditWords, Image, Message, User
from core.privacy import person_of
from core.services.erasure import erase_person, pages_naming, what_there_is
from directory.models import Colleague
from psg_catalogue.models import Booking, EvaluationInvitation, RegisterEntry
from psg_catalogue.queries.forum_report import forum_figures
from tests.factories.canary import NAME, a_canary, somebody_else
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.psg_catalogue import RegisterEntryFactory

pytestmark = pytest.mark.django_db
# Issued papers: what the law keeps as it was.
KEPT_BY_LAW = {"subscriptions_invoice", "subscriptions_invoiceline", "subscriptions_quotation"}
# The shadow tables of SQLite's own search hold pieces of words; the table itself is read.
_SHADOWS = ("_content", "_data", "_docsize", "_idx", "_config")


def dump() -> dict[str, str]:
    """Every row of every table as text, as a dump would have it."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.endswith(_SHADOWS):
                continue
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- the names are our own
            found[table] = "\n".join(map(repr, cursor.fetchall()))
    # What a session holds is packed: it is read as whoever has the secret key could.
    found["django_session"] = "\n".join(str(each.get_decoded()) for each in Session.objects.all())
    return found


def tables_with(*words: str) -> set[str]:
    return {
        table
        for table, rows in dump().items()
        if any(word.lower() in rows.lower() for word in words)
    }


@pytest.fixture(scope="module")
def made(made_once):
    return made_once(a_canary)


@pytest.fixture
def canary(made):
    return deepcopy(made)


def test_nothing_in_a_dump_leads_to_the_person_and_every_count_stays(canary):
    before = forum_figures(AcademicYear.current())
    present = RegisterEntry.objects.present().count()
    assert {"core_user", "directory_colleague", "core_message", "core_auditwords",
            "wagtailcore_revision", "django_session"} <= tables_with("quillfeather")  # fmt: skip

    erase_person(person_of(canary.user), by=None)

    assert tables_with("quillfeather", "zephyrine") - KEPT_BY_LAW == set()
    assert forum_figures(AcademicYear.current()) == before
    assert RegisterEntry.objects.present().count() == present
    assert EvaluationInvitation.objects.count() == 1


def test_a_person_stays_one_person_on_the_registers(canary):
    keys = set(RegisterEntry.objects.values_list("person_key", flat=True))
    erase_person(person_of(canary.user))
    assert len(set(RegisterEntry.objects.values_list("person_key", flat=True))) == len(keys)


def test_erasing_again_changes_nothing(canary):
    erase_person(person_of(canary.user))
    first = dump()
    again = erase_person(person_of(User.objects.get(pk=canary.user.pk)))
    by_line = erase_person(person_of(row=Colleague.objects.get(pk=canary.colleague.pk)))
    assert again.total == by_line.total == 0
    assert dump() == first


def test_somebody_else_keeps_everything(canary):
    other = somebody_else(canary)
    mine = [(line.table.heading, line.rows) for line in what_there_is(person_of(other))]
    erase_person(person_of(canary.user))
    kept = [(line.table.heading, line.rows) for line in what_there_is(person_of(other))]
    assert kept == mine
    other.refresh_from_db()
    assert other.is_active
    assert Colleague.objects.get(user=other).name == "Barnaby Otherwise"


def test_places_to_come_are_free_again_and_nobody_writes_to_the_person(canary):
    erase_person(person_of(canary.user))
    canary.coming.refresh_from_db()
    assert canary.coming.places_taken == 0
    assert Booking.objects.filter(colleague=canary.colleague).count() == 2
    assert not Message.objects.filter(to_email__icontains="quillfeather").exists()


def test_nobody_signs_in_and_the_record_keeps_its_numbers(canary):
    by = AuditEntry.objects.filter(subjects__kind="account", subjects__object_id=canary.user.pk)
    count = by.count()
    erase_person(person_of(canary.user), by=canary.user)
    canary.user.refresh_from_db()
    assert not canary.user.is_active
    assert not canary.user.has_usable_password()
    assert str(canary.user) == f"Erased account {canary.user.pk}"
    assert not canary.user.roles.live().exists()
    assert by.count() >= count
    assert AuditEntry.objects.get(action="person.erased").actor == canary.user


def test_typed_words_go_with_a_mark(canary):
    assert AuditWords.objects.filter(entry__action="register.reopened").exists()
    erase_person(person_of(canary.user))
    entry = AuditEntry.objects.get(action="register.reopened")
    assert not hasattr(entry, "words")
    assert AuditDisposal.objects.filter(words_of=entry.pk).exists()


def test_the_portrait_goes_with_its_photograph(canary, django_capture_on_commit_callbacks):
    name = canary.photo.file.name
    storage = canary.photo.file.storage
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person_of(canary.user))
    assert not Image.objects.filter(pk=canary.photo.pk).exists()
    assert not storage.exists(name)


def test_pages_that_name_the_person_are_for_an_editor(canary):
    page = canary.held.page
    page.title = f"With {NAME}"
    page.save()
    found = [each.pk for each in pages_naming(person_of(canary.user))]
    assert page.pk in found
    assert canary.portrait.pk not in found


def test_a_colleague_without_an_account_is_erased_from_the_staff_list():
    colleague = ColleagueFactory(name="Zephyrine Quillfeather", email="")
    RegisterEntryFactory(
        name="Zephyrine Quillfeather",
        email="",
        school=colleague.school,
        person_key=f"zephyrine quillfeather|{colleague.school.urn}",
    )
    namesake = RegisterEntryFactory(
        name="Zephyrine Quillfeather",
        email="",
        school=SchoolFactory(),
        person_key="zephyrine quillfeather|000000",
    )
    erase_person(person_of(row=colleague), about=colleague)
    colleague.refresh_from_db()
    assert (colleague.name, colleague.left_on) == ("Former colleague", timezone.localdate())
    kept = RegisterEntry.objects.filter(name__contains="Quill", email="")
    assert [entry.pk for entry in kept] == [namesake.pk]
