"""What the tables know of people: each app declares its own, and everything that is done for or
about one person, a copy, an erasure, the privacy page, goes by these declarations."""

from core.privacy.person import (
    Person,
    PersonKind,
    finds_person,
    look_up_in,
    person_kinds,
    person_of,
)
from core.privacy.tables import (
    PersonalTable,
    WordsTable,
    declare,
    declare_actors,
    declare_impersonal,
    declare_words,
    personal_tables,
    rows_with_account,
    undeclared_fields,
    words_tables,
)

__all__ = [
    "Person",
    "PersonKind",
    "PersonalTable",
    "WordsTable",
    "declare",
    "declare_actors",
    "declare_impersonal",
    "declare_words",
    "finds_person",
    "look_up_in",
    "person_kinds",
    "person_of",
    "personal_tables",
    "rows_with_account",
    "undeclared_fields",
    "words_tables",
]
