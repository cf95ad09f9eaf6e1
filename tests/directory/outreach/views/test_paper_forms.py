"""Forms as files hold the same questions as the forms on line (CA L41)."""

import io
import xml.etree.ElementTree as ET
from zipfile import ZipFile

import pytest
from django import forms

from directory.outreach.forms.money import TermReturnForm
from directory.outreach.paper_forms import FORMS, fields_of

pytestmark = pytest.mark.django_db
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def test_forms_page_names_every_form_and_opens_without_an_account(client):
    listed = client.get("/forms/").content.decode()

    for each in FORMS:
        for address in (f"/forms/{each.slug}/", f"/forms/{each.slug}.odt",
                        f"/forms/{each.slug}.html"):  # fmt: skip
            assert address in listed
            assert client.get(address).status_code == 200
    assert client.get("/forms/nothing/").status_code == 404
    assert client.get("/forms/nothing.odt").status_code == 404


@pytest.mark.parametrize("paper", FORMS, ids=lambda paper: paper.slug)
def test_page_file_and_document_ask_what_the_form_on_line_asks(client, paper):
    """Every question of the definition is in each of the three, with its hint."""
    page = client.get(f"/forms/{paper.slug}/").content.decode()
    file = client.get(f"/forms/{paper.slug}.html")
    document = ZipFile(io.BytesIO(client.get(f"/forms/{paper.slug}.odt").content))
    content = ET.fromstring(document.read("content.xml"))  # noqa: S314 -- our own file
    headings = [each.text for each in content.iter(f"{TEXT}h")]
    paragraphs = [each.text for each in content.iter(f"{TEXT}p")]

    for _, definition, _ in paper.definitions:
        asked = [
            field
            for name, field in definition.base_fields.items()
            if not isinstance(field.widget, forms.HiddenInput)
            and name not in ("website", *getattr(definition, "on_the_site_alone", ()))
        ]
        found = list(fields_of(definition))
        assert len(found) == len(asked) > 0
        for field in found:
            assert field.label in headings
            assert not field.hint or field.hint in paragraphs
            words = field.label.replace("’", "’").replace("&", "&amp;").replace("'", "&#x27;")
            assert words in page
            assert words in file.content.decode()
    assert file["Content-Disposition"] == f'attachment; filename="{paper.slug}.html"'


def test_what_the_site_asks_back_is_on_no_paper(client):
    visit = client.get("/forms/visit/").content.decode()
    assert "Whom did you see?" in visit
    assert "It was on that day" not in visit
    assert "Why is the record corrected?" not in visit
    assert "Reason, if you want to give one" in client.get("/forms/leaving/").content.decode()


def test_ticks_and_room_to_write_follow_the_kind_of_question():
    fields = {field.label: field for field in fields_of(TermReturnForm)}

    nil = fields["Nil return: there was no outreach this term"]
    assert (nil.choices, fields["What went well"].lines) == (("Yes",), 6)
