import csv
import io
from datetime import date

import pytest
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from core.csv_files import BadRows
from directory.enums import SchoolSource, Tier
from directory.models import LocalAuthority, School
from directory.services.import_schools import BATCH, Tally, import_schools
from tests.factories.directory import SchoolFactory

pytestmark = pytest.mark.django_db

SOUND = {
    "URN": "900001",
    "LA (code)": "990",
    "LA (name)": "Marlshire",
    "EstablishmentNumber": "0042",
    "EstablishmentName": "Little Ambling Lower School",
    "TypeOfEstablishment (code)": "01",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentStatus (code)": "1",
    "EstablishmentStatus (name)": "Open",
    "OpenDate": "01-09-1996",
    "CloseDate": "",
    "PhaseOfEducation (code)": "2",
    "PhaseOfEducation (name)": "Primary",
    "StatutoryLowAge": "4",
    "StatutoryHighAge": "9",
    "LastChangedDate": "19-09-2018",
    "Town": "Little Ambling",
    "Postcode": "ZZ1 1AA",
    "SchoolWebsite": "www.littleambling.example.org",
    "HeadFirstName": "Perpetua",
    "HeadLastName": "Nightingale-Marsh",
    "TelephoneNum": "01632960111",
    "Easting": "500100",
    "Northing": "240200",
}


def gias(*rows: dict, drop=(), encoding="cp1252") -> io.BytesIO:
    """A register file: each row is SOUND with what differs; `drop` leaves out columns."""
    text = io.StringIO()
    columns = [name for name in SOUND if name not in drop]
    writer = csv.DictWriter(text, columns, extrasaction="ignore", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows({**SOUND, **row} for row in rows)
    return io.BytesIO(text.getvalue().encode(encoding))


def errors_of(file: io.BytesIO) -> list[str]:
    with pytest.raises(BadRows) as bad:
        import_schools(file)
    return [str(error) for error in bad.value.errors]


def test_new_school_has_what_the_register_says():
    tally = import_schools(gias({}))

    school = School.objects.get(urn="900001")
    assert tally == Tally(created=1)
    assert school.name == "Little Ambling Lower School"
    assert school.authority == LocalAuthority(code="990")
    assert school.authority.name == "Marlshire"
    assert school.laestab == "990/0042"
    assert school.type_code == "01"
    assert (school.open_date, school.close_date) == (date(1996, 9, 1), None)
    assert (school.easting, school.northing) == (500100, 240200)
    assert school.website == "http://www.littleambling.example.org"
    assert school.tier == Tier.LOWER
    assert school.source == SchoolSource.GIAS


def test_headteacher_and_telephone_are_not_kept():
    import_schools(gias({}))

    kept = " ".join(str(value) for value in School.objects.values().get().values())
    assert not {"Perpetua", "Nightingale-Marsh", "01632960111"} & set(kept.split())


def test_second_run_changes_nothing():
    import_schools(gias({}, {"URN": "900002"}))
    before = list(School.objects.order_by("urn").values())

    assert import_schools(gias({}, {"URN": "900002"})) == Tally(unchanged=2)
    assert list(School.objects.order_by("urn").values()) == before


def test_every_row_counts_once():
    import_schools(gias({}, {"URN": "900002"}, {"URN": "900003"}))

    tally = import_schools(
        gias(
            {},
            {"URN": "900002", "Town": "Nettleford"},
            {"URN": "900003", "EstablishmentStatus (code)": "2"},
            {"URN": "900004", "EstablishmentStatus (code)": "2"},
        )
    )

    assert tally == Tally(created=1, updated=1, unchanged=1, closed=1)
    assert str(tally) == "created 1, updated 1, unchanged 1, closed 1"


def test_closed_school_stays_and_its_history_says_so():
    school = SchoolFactory(urn="900001")

    import_schools(gias({"EstablishmentStatus (code)": "2", "CloseDate": "31-08-2026"}))

    school.refresh_from_db()
    assert (school.is_open, school.close_date) == (False, date(2026, 8, 31))
    assert [entry.action for entry in ModelLogEntry.objects.for_instance(school)] == [
        "school.closed"
    ]


def test_school_open_but_proposed_to_close_is_open():
    import_schools(gias({"EstablishmentStatus (code)": "3"}))

    assert School.objects.get().is_open


@pytest.mark.parametrize(
    ("name", "code"),
    [("Open", "1"), ("Closed", "2"), ("Open, but proposed to close", "3"), ("", "1")],
)
def test_status_name_stands_in_for_a_blank_code(name, code):
    import_schools(gias({"EstablishmentStatus (code)": "", "EstablishmentStatus (name)": name}))

    assert School.objects.get().status_code == code


def test_school_missing_from_the_file_is_left_alone():
    school = SchoolFactory(urn="900009")

    import_schools(gias({}))

    assert School.objects.get(pk=school.pk).is_open


def test_what_the_office_added_to_a_school_stays():
    old = SchoolFactory(urn="900009")
    school = SchoolFactory(urn="900001", area="North", predecessor=old, tier=Tier.ALL_THROUGH)

    import_schools(gias({}))

    school.refresh_from_db()
    assert (school.area, school.predecessor, school.tier) == ("North", old, Tier.ALL_THROUGH)
    assert (school.name, school.source) == ("Little Ambling Lower School", SchoolSource.GIAS)


def test_tier_nobody_set_follows_the_register():
    import_schools(gias({}))

    import_schools(gias({"StatutoryHighAge": "11"}))

    assert School.objects.get().tier == Tier.PRIMARY


def test_column_the_file_lacks_leaves_what_is_stored():
    import_schools(gias({}))

    tally = import_schools(gias({}, drop=["Easting", "Northing", "SchoolWebsite", "Town"]))

    assert tally == Tally(unchanged=1)
    assert School.objects.get().easting == 500100


def test_only_the_three_required_columns_are_needed():
    rest = [name for name in SOUND if name not in ("URN", "EstablishmentName", "LA (code)")]

    assert import_schools(gias({}, drop=rest)) == Tally(created=1)
    assert School.objects.get().authority.name == "Authority 990"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_accents_are_right_in_either_encoding(encoding):
    import_schools(gias({"EstablishmentName": "St Wistan’s Café School"}, encoding=encoding))

    assert School.objects.get().name == "St Wistan’s Café School"


@pytest.mark.parametrize(
    ("column", "field", "written", "kept"),
    [
        ("Easting", "easting", "", None),
        ("Easting", "easting", "0", None),
        ("Easting", "easting", "far", None),
        ("Northing", "northing", "9999999", None),
        ("StatutoryLowAge", "statutory_low_age", "0", 0),
        ("StatutoryHighAge", "statutory_high_age", "n/a", None),
        ("Postcode", "postcode", "ZZ1 1AA or ZZ1 1AB", ""),
        ("Town", "town", "x" * 150, "x" * 100),
        ("SchoolWebsite", "website", "not known", ""),
    ],
)
def test_oddity_is_kept_or_blanked(column, field, written, kept):
    import_schools(gias({column: written}))

    assert getattr(School.objects.get(), field) == kept


def test_name_of_an_authority_that_is_here_already_stays():
    LocalAuthority.objects.create(code="990", name="County of Marlshire")

    import_schools(gias({}))

    assert LocalAuthority.objects.get().name == "County of Marlshire"


def test_every_fault_is_told_and_nothing_is_written():
    file = gias(
        {},
        {"URN": "90000"},
        {"URN": "900001"},
        {"URN": "", "EstablishmentName": " "},
        {"URN": "900005", "LA (code)": ""},
        {"URN": "900006", "LA (code)": "99"},
        {"URN": "900007", "OpenDate": "31-02-2015", "CloseDate": "2015-08-31"},
        {"URN": "９０００１１"},
        encoding="utf-8",
    )

    assert errors_of(file) == [
        "row 3: “90000” is not a URN. It needs six digits.",
        "row 4: URN 900001 stands in row 2 already.",
        "row 5: the URN is missing.",
        "row 5: the school's name is missing.",
        "row 6: the authority's code is missing.",
        "row 7: “99” is not an authority's code. It needs three digits.",
        "row 8: OpenDate “31-02-2015” is not a date. Write it as 31-08-2015.",
        "row 8: CloseDate “2015-08-31” is not a date. Write it as 31-08-2015.",
        "row 9: “９０００１１” is not a URN. It needs six digits.",
    ]
    assert (School.objects.count(), LocalAuthority.objects.count()) == (0, 0)


def test_faults_are_never_abbreviated():
    bad = [{"URN": str(n)} for n in range(500)]

    assert len(errors_of(gias(*bad))) == 500


def test_file_cut_off_is_refused_whole():
    whole = gias({}, {"URN": "900002"}, {"URN": "900003"}).getvalue()

    errors = errors_of(io.BytesIO(whole[:-40]))

    assert [error.split(":")[0] for error in errors] == ["row 4"]
    assert not School.objects.exists()


def test_damaged_row_is_told_beside_the_other_faults():
    raw = gias({}, {"URN": "9"}).getvalue().replace(b"Little Ambling Lower", b"Little\x00Lower", 1)

    assert errors_of(io.BytesIO(raw)) == [
        "row 2: the file is damaged here: it holds a NUL character.",
        "row 3: “9” is not a URN. It needs six digits.",
    ]


def test_rows_of_other_authorities_are_left_out_before_they_are_checked():
    file = gias({}, {"URN": "900002", "LA (code)": "991"}, {"URN": "x", "LA (code)": "823"})

    tally = import_schools(file, authorities={"990", "991"})

    assert tally == Tally(created=2)
    assert set(LocalAuthority.objects.values_list("code", flat=True)) == {"990", "991"}


def test_row_that_does_not_say_whose_it_is_is_a_fault_for_every_authority():
    with pytest.raises(BadRows, match="row 2: the authority's code is missing"):
        import_schools(gias({"LA (code)": ""}), authorities={"990"})


def test_dry_run_counts_the_same_and_writes_nothing():
    import_schools(gias({}, {"URN": "900002"}))
    later = [{"EstablishmentStatus (code)": "2"}, {"URN": "900003", "LA (code)": "991"}]
    before = list(School.objects.values())

    dry = import_schools(gias(*later), dry_run=True)

    assert list(School.objects.values()) == before
    assert not LocalAuthority.objects.filter(code="991").exists()
    assert not ModelLogEntry.objects.exists()
    assert dry == Tally(created=1, closed=1) == import_schools(gias(*later))


def test_many_rows_cost_few_queries(connection_queries):
    rows = [{"URN": f"{900001 + n}"} for n in range(BATCH + 1)]
    import_schools(gias(*rows))

    with connection_queries() as queries:
        assert import_schools(gias(*rows)) == Tally(unchanged=BATCH + 1)

    assert len([q for q in queries.captured_queries if "SELECT" in q["sql"]]) == 3


@pytest.fixture
def connection_queries():
    from django.db import connection

    return lambda: CaptureQueriesContext(connection)
