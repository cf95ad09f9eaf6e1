import io

import pytest

from core.csv_files import BadRows, CsvFile


def opened(text: str | bytes, required=("name",), optional=("town",)) -> CsvFile:
    raw = text if isinstance(text, bytes) else text.encode()
    return CsvFile(io.BytesIO(raw), required=required, optional=optional)


def names(csv_file: CsvFile) -> list[tuple[int, str]]:
    return [(row.line, row["name"]) for row in csv_file.rows()]


def faults(csv_file: CsvFile) -> list[tuple[int, str]]:
    return [(row.line, row.fault) for row in csv_file.rows() if row.fault]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_letters_are_right_in_each_encoding(encoding):
    file = opened("name,town\nSt Wistan’s Café,Nettleford\n".encode(encoding))

    assert names(file) == [(2, "St Wistan’s Café")]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_row_number_is_the_files_line_after_a_quoted_line_break(line_end):
    file = opened(line_end.join(["name,town", '"Mill', 'Lane",A', "", "Ferncastle,B", ""]))

    assert names(file) == [(2, "Mill Lane"), (5, "Ferncastle")]


def test_columns_are_found_by_name_in_any_order_among_others():
    file = opened("town,head,name\nAmbling,Someone,Ferncastle\n")

    (row,) = file.rows()
    assert (row["name"], row["town"]) == ("Ferncastle", "Ambling")


def test_optional_column_that_is_absent_is_blank_and_known_to_be():
    file = opened("name\nFerncastle\n")

    (row,) = file.rows()
    assert (row["town"], file.has("town"), file.has("name")) == ("", False, True)


def test_control_characters_and_spare_spaces_are_left_out_of_a_cell():
    file = opened('name,town\n"  Fern\x0bcastle \x07  School ",x\n')

    assert names(file) == [(2, "Fern castle School")]


def test_rows_can_be_read_again():
    file = opened("name,town\nFerncastle,B\n")

    assert names(file) == names(file) == [(2, "Ferncastle")]


def test_missing_and_doubled_columns_are_all_named():
    with pytest.raises(BadRows) as bad:
        opened("town,town,other\n", required=("name", "code"))

    assert [str(error) for error in bad.value.errors] == [
        "row 1: the column “name” is missing.",
        "row 1: the column “code” is missing.",
        "row 1: the column “town” stands here twice.",
    ]


@pytest.mark.parametrize("raw", [b"", b"\n\n", b",,\n"])
def test_empty_file_says_so(raw):
    with pytest.raises(BadRows, match="the file is empty"):
        opened(raw)


def test_utf_16_file_says_how_to_save_it():
    with pytest.raises(BadRows, match="Save it as “CSV UTF-8”"):
        opened("name,town\n".encode("utf-16"))


def test_too_few_and_too_many_fields_are_faults_of_their_rows():
    file = opened("name,town\nFerncastle\nHollow Oak,B\nMarlbridge,B,C\n")

    assert faults(file) == [
        (2, "it has too few fields: 1, where the heading has 2."),
        (4, "it has too many fields: 3, where the heading has 2."),
    ]


def test_nul_byte_is_a_fault_in_any_column():
    file = opened(b"name,town,other\nFerncastle,B,x\x00y\n")

    assert faults(file) == [(2, "the file is damaged here: it holds a NUL character.")]


def test_letter_of_no_encoding_is_a_fault():
    file = opened(b"name,town\nFerncastle,B\nCaf\xe9 \x81,B\n")

    assert faults(file) == [(3, "it holds a letter that is neither UTF-8 nor Windows-1252.")]


def test_utf_8_file_cut_off_in_a_letter_is_not_taken_for_windows_1252():
    file = opened("name,town\nCafé,B\nCafé,Caf".encode() + b"\xc3")

    assert names(file)[0] == (2, "Café")
    assert [line for line, _ in faults(file)] == [3]


@pytest.mark.parametrize("rest", ['"Fern', '"Fern\ncastle,B\nHollow,C\n', '"' + "x" * 200_000])
def test_open_quotation_mark_is_a_fault_of_the_row_it_opens_in(rest):
    file = opened(f"name,town\nA,B\n{rest}")

    assert names(file)[0] == (2, "A")
    assert faults(file) == [(3, "a quotation mark opens here and does not close.")]
