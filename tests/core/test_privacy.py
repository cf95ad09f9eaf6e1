"""The registry of what tables know of people is whole."""

import pytest

from core.privacy import declare_impersonal, person_of, undeclared_fields
from core.privacy.person import Person
from core.privacy.redaction import Redaction
from core.privacy.tables import _actors, _impersonal, _tables
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory, PractitionerFactory


def test_every_field_that_looks_personal_is_declared_by_its_app():
    """Fails for a new table with a name, an address or a reference to an account. Declare it in the
    app's `privacy.py`: as a PersonalTable, or as actors, or as impersonal."""
    assert list(undeclared_fields()) == []


@pytest.mark.parametrize(
    ("registry", "field"),
    [
        (_tables, "core.User.email"),
        (_actors, "psg_catalogue.Booking.booked_by"),
        (_impersonal, "directory.School.name"),
    ],
)
def test_a_field_that_nobody_declares_is_found(registry, field, monkeypatch):
    monkeypatch.delitem(registry, field.rpartition(".")[0])
    assert field in set(undeclared_fields())


def test_what_was_declared_impersonal_twice_is_declared_once():
    declare_impersonal("directory.School", "name")
    assert "directory.School.name" not in set(undeclared_fields())


@pytest.mark.django_db
def test_a_person_is_found_from_any_of_their_rows():
    user = UserFactory(email="Vesna.Q@example.org", first_name="Vesna", last_name="Quill")
    line = ColleagueFactory(user=user, name="V. Quill", email="vesna@school.example.org")
    elsewhere = ColleagueFactory(name="Vesna Q", email="VESNA@school.example.org")
    known = PractitionerFactory(user=user, name="Ms Quill", email="")
    namesake = ColleagueFactory(name="Vesna Quill", email="other@example.org")
    for person in (person_of(user), person_of(row=line), person_of(row=known)):
        assert person.user == user
        assert person.rows == {
            "directory.Colleague": {line.pk, elsewhere.pk},
            "directory.Practitioner": {known.pk},
        }
        assert person.emails == {"vesna.q@example.org", "vesna@school.example.org"}
    assert person_of(row=namesake).rows == {"directory.Colleague": {namesake.pk}}
    assert person_of(row=namesake).user is None


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Vesna O'Quill came", "[erased] came"),
        ("VESNA\n O'quill came", "[erased] came"),
        ("<p>Vesna O&#x27;Quill</p>", "<p>[erased]</p>"),
        ("ask vesna@example.org, then", "ask [erased], then"),
        ("nellvesna@example.org", "nellvesna@example.org"),
        ("Vesna alone is not enough", "Vesna alone is not enough"),
        ({"a": ["Vesna O'Quill"]}, {"a": ["[erased]"]}),
        (None, None),
    ],
)
def test_names_and_addresses_are_taken_out_of_words(words, left):
    person = Person(names={"Vesna O'Quill", "Vesna"}, emails={"vesna@example.org"})
    assert Redaction(person).of(words) == left


def test_nobody_known_is_found_nowhere():
    assert not Redaction(Person()).finds_in("Anything at all")
