import io
import xml.etree.ElementTree as ET  # our own file
from zipfile import ZIP_STORED, ZipFile

from core.odt import ODT_TYPE, Box, Heading, Paragraph, odt

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def parts_of(content: bytes) -> tuple[ZipFile, ET.Element]:
    file = ZipFile(io.BytesIO(content))
    return file, ET.fromstring(file.read("content.xml"))  # noqa: S314 -- our own file


def test_file_says_first_and_uncompressed_what_it_is():
    file, _ = parts_of(odt("A form", []))
    first = file.infolist()[0]

    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
    assert file.read("mimetype").decode() == ODT_TYPE
    assert {"META-INF/manifest.xml", "styles.xml", "meta.xml"} <= set(file.namelist())
    for name in ("META-INF/manifest.xml", "styles.xml", "meta.xml"):
        ET.fromstring(file.read(name))  # noqa: S314 -- our own file
    assert 'fo:country="GB"' in file.read("styles.xml").decode()


def test_headings_have_levels_and_boxes_room():
    _, content = parts_of(odt("A form", [Heading("Part"), Heading("Name", 3), Box(4)]))

    headings = [(h.get(f"{TEXT}outline-level"), h.text) for h in content.iter(f"{TEXT}h")]
    assert headings == [("1", "A form"), ("2", "Part"), ("3", "Name")]
    assert len(list(content.iter(f"{TEXT}line-break"))) == 3


def test_words_are_words_whatever_is_in_them():
    _, content = parts_of(odt("Q&A <b>", [Paragraph("5 < 6 & \x07bell")]))

    assert [p.text for p in content.iter(f"{TEXT}p")] == ["5 < 6 & bell"]
    assert next(content.iter(f"{TEXT}h")).text == "Q&A <b>"
