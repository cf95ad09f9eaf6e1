"""Bringing registers of earlier years in: all of a file, or nothing."""

import io

import pytest

from core.csv_files import BadRows
from core.models import Message
from core.services.retention import apply_retention
from directory.models import Practitioner
from psg_catalogue.enums import SessionSource, SessionState
from psg_catalogue.models import RegisterEntry, StudyGroupPage, StudyGroupSession
from psg_catalogue.periods import NOT_KEPT
from psg_catalogue.services.history import import_registers
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.psg_catalogue import StudyGroupPageFactory, StudyGroupSessionFactory

pytestmark = pytest.mark.django_db
HEADING = (
    "study_group,session_date,start_time,end_time,venue_urn,leader,"
    "attendee_name,attendee_email,school_urn,attendance"
)
SESSION = "Number talk,2011-03-14,16:15,17:45,900001,Orla Northcroft"


@pytest.fixture(autouse=True)
def schools():
    return [SchoolFactory(urn="900001"), SchoolFactory(urn="900002")]


def bring(*rows: str, heading: str = HEADING, encoding: str = "utf-8"):
    return import_registers(io.BytesIO("\n".join([heading, *rows]).encode(encoding)))


def faults(*rows: str) -> list[str]:
    with pytest.raises(BadRows) as bad:
        bring(*rows)
    assert RegisterEntry.objects.count() == 0
    return [str(error) for error in bad.value.errors]


def test_import_registers_makes_everything_that_is_missing():
    tally = bring(
        f"{SESSION},Zoë Ashcroft,zoe@example.org,900002,present",
        f'{SESSION},"Kettledale, Nell",,900001,Apologies',
    )

    session = StudyGroupSession.objects.get()
    assert session.state == SessionState.HELD
    assert session.source == SessionSource.HISTORY
    assert session.starts_at.isoformat() == "2011-03-14T16:15:00+00:00"
    assert session.study_group.title == "Number talk"
    assert not session.study_group.live
    leader = Practitioner.objects.get(name="Orla Northcroft")
    assert (leader.kind.slug, leader.base_school) == ("outstanding-practitioner", None)
    assert list(session.entries.values_list("name", "attendance", "school__urn")) == [
        ("Kettledale, Nell", "apologies", "900001"),
        ("Zoë Ashcroft", "present", "900002"),
    ]
    assert str(tally) == (
        "study groups created 1, sessions created 1, practitioners created 1,"
        " register entries created 2, unchanged 0"
    )


def test_import_registers_twice_changes_nothing_and_writes_to_nobody():
    row = f"{SESSION},Zoë Ashcroft,zoe@example.org,900002,present"
    bring(row)
    before = list(RegisterEntry.objects.values())

    tally = bring(row)

    assert list(RegisterEntry.objects.values()) == before
    assert (tally.sessions, tally.created, tally.unchanged) == (0, 0, 1)
    assert Message.objects.count() == 0


def test_import_registers_adds_nobody_again_whose_name_is_no_longer_kept():
    rows = [f"{SESSION},Zoë Ashcroft,zoe@example.org,900002,present"]
    bring(*rows)
    apply_retention()
    assert RegisterEntry.objects.get().name == NOT_KEPT
    tally = bring(*rows)
    assert (tally.created, tally.unchanged) == (0, 1)
    assert RegisterEntry.objects.count() == 1


def test_import_registers_takes_a_repeated_row_once():
    row = f"{SESSION},Zoë Ashcroft,ZOE@example.org,900002,present"

    tally = bring(row, row.lower().replace("number talk", "Number  Talk"))

    assert (tally.created, tally.unchanged) == (1, 1)


def test_import_registers_knows_a_person_without_email_by_name_and_school():
    tally = bring(
        f"{SESSION},Zoë Ashcroft,zoe@example.org,900002,present",
        f"{SESSION},zoë  ashcroft,,900002,present",
        f"{SESSION},Zoë Ashcroft,,900001,present",
    )

    assert (tally.created, tally.unchanged) == (2, 1)


def test_import_registers_refuses_a_row_that_contradicts_another():
    assert faults(
        f"{SESSION},Zoë Ashcroft,zoe@example.org,900002,present",
        f"{SESSION},Zoë Ashcroft,zoe@example.org,900002,absent",
    ) == [
        "row 3: Zoë Ashcroft already stands on this register in row 2,"
        " with another attendance or school."
    ]


def test_import_registers_refuses_a_row_that_contradicts_the_site():
    bring(f"{SESSION},Zoë Ashcroft,zoe@example.org,900002,present")

    with pytest.raises(BadRows, match="row 2: Zoë Ashcroft already stands on this session's"):
        bring(f"{SESSION},Zoë Ashcroft,zoe@example.org,900001,present")


def test_import_registers_refuses_another_end_or_venue_than_the_session_has():
    """A second file is held against the site as a row is against its file; every fault is said."""
    zoe = "Zoë Ashcroft,,900002"
    bring(f"{SESSION},{zoe},present")
    before = list(StudyGroupSession.objects.values())
    with pytest.raises(BadRows) as bad:
        bring(
            f"{SESSION.replace('17:45', '18:00').replace('900001', '900002')},{zoe},absent",
            f"Other,2011-03-14,16:15,18:00,900002,,{zoe},present",
        )
    name = StudyGroupSession.objects.get().venue.name
    assert [str(error) for error in bad.value.errors] == [
        "row 2: on the site this session ended at 17:45, and not at the end_time 18:00 and was at"
        f" {name} (900001), and not at the venue_urn 900002.",
        "row 2: Zoë Ashcroft already stands on this session's register on the site, with another"
        " attendance or school.",
    ]
    with pytest.raises(BadRows, match="^row 2: on the site this session ended at 17:45, and not"):
        bring(f"{SESSION.replace('17:45', '17:30')},{zoe},present")
    # No venue says nothing of it.
    bring(f"{SESSION.replace('900001', '')},Siân Kettle,,900002,present")
    assert list(StudyGroupSession.objects.values()) == before


def test_import_registers_gives_a_place_to_a_session_that_has_none_yet():
    without = SESSION.replace("900001", "")
    rows = [f"{each},Zoë Ashcroft,,900002,present" for each in (without, SESSION)]
    bring(rows[0])
    assert StudyGroupSession.objects.get().venue is None
    bring(rows[1])
    before = StudyGroupSession.objects.values().get()
    assert StudyGroupSession.objects.get().venue.urn == "900001"
    for row in rows:
        bring(row)
    assert StudyGroupSession.objects.values().get() == before
    elsewhere = SESSION.replace("900001", "900002")
    StudyGroupSession.objects.update(venue=None, venue_note="Village hall")
    with pytest.raises(BadRows, match="was at Village hall, and not at the venue_urn 900002."):
        bring(f"{elsewhere},Zoë Ashcroft,,900002,present")


def test_import_registers_matches_a_study_group_and_session_that_exist():
    group = StudyGroupPageFactory(title="Number Talk")
    bring(f"{SESSION},Zoë Ashcroft,,900002,present")
    bring(f"{SESSION.replace('Orla', 'Piers')},Nell Kettledale,,900002,present")

    assert StudyGroupPage.objects.get() == group
    assert StudyGroupSession.objects.get().entries.count() == 2
    leaders = group.leaderships.values_list("practitioner__name", flat=True)
    assert list(leaders) == ["Orla Northcroft", "Piers Northcroft"]


def test_import_registers_keeps_one_practitioner_across_venues():
    bring(
        f"{SESSION},Zoë Ashcroft,,900002,present",
        "Practical algebra,2011-03-15,16:15,17:45,900002,orla northcroft,Nell K,,900002,present",
    )

    assert Practitioner.objects.count() == 1


def test_import_registers_links_a_colleague_on_the_staff_list():
    colleague = ColleagueFactory(school__urn="900003", email="zoe@example.org")

    bring(f"{SESSION},Zoë Ashcroft,Zoe@example.org,900003,present")

    assert RegisterEntry.objects.get().colleague == colleague


def test_import_registers_takes_a_sunday_in_august_and_more_people_than_any_room():
    rows = [f"Number talk,2011-08-14,16:15,17:45,,,Person {n},,900001,present" for n in range(120)]

    bring(*rows)

    assert RegisterEntry.objects.count() == 120


def test_import_registers_reads_windows_1252_and_a_byte_order_mark():
    bring(f"{SESSION},Zoë Ashcroft,,900002,present", encoding="cp1252")
    bring(f"{SESSION},Siân Kettle,,900002,present", encoding="utf-8-sig")

    assert set(RegisterEntry.objects.values_list("name", flat=True)) == {
        "Zoë Ashcroft",
        "Siân Kettle",
    }


def test_import_registers_names_every_fault_with_its_row():
    assert faults(
        f"{SESSION},Zoë Ashcroft,,900002,present",
        f"{SESSION},,,900002,present",
        f"{SESSION},Nell,not an address,900002,present",
        f"{SESSION},Nell,,123456,present",
        f"{SESSION},Nell,,900002,there",
        "Number talk,14 March,16:15,17:45,900001,,Nell,,900002,present",
        "Number talk,2011-03-15,16:15,16:15,900001,,Nell,,900002,present",
        ",2011-03-15,16:15,17:15,900001,,Nell,,900002,present",
        "Number talk,2011-03-27,01:30,02:30,900001,,Nell,,900002,present",
        "Number talk,2999-03-14,16:15,17:45,900001,,Nell,,900002,present",
        "Number talk,2011-03-14,16:15,18:00,900001,,Nell,,900002,present",
        "too,few",
    ) == [
        "row 3: it has no attendee_name.",
        "row 4: attendee_email “not an address” is not an email address.",
        "row 5: there is no school with the school_urn “123456”. Import schools first.",
        "row 6: attendance “there” is not present, absent or apologies.",
        "row 7: session_date “14 March” is not a day. Write it as 2011-03-14.",
        "row 8: end_time 16:15 is not after start_time 16:15.",
        "row 9: it has no study_group.",
        "row 10: there was no start_time 01:30 on 2011-03-27: the clocks went forward.",
        "row 11: session_date “2999-03-14” is after today.",
        "row 12: its end_time or venue_urn differs from that of the same session in row 2.",
        "row 13: it has too few fields: 2, where the heading has 10.",
    ]


def test_import_registers_refuses_a_file_without_a_column():
    with pytest.raises(BadRows, match="row 1: the column “attendance” is missing."):
        bring("a", heading=HEADING.replace(",attendance", ""))


def test_import_registers_refuses_a_session_that_was_cancelled_on_the_site():
    group = StudyGroupPageFactory(title="Number talk")
    StudyGroupSessionFactory(
        cancelled=True,
        study_group=group,
        starts_at="2011-03-14T16:15:00Z",
        ends_at="2011-03-14T17:45:00Z",
    )

    assert faults(f"{SESSION},Zoë Ashcroft,,900002,present") == [
        "row 2: this session was cancelled on the site, so it cannot have been held."
    ]
