"""A copy of everything that is kept about one person, and nobody else's (SAFETY 66): a ZIP file
with the same in JSON, for programs, and in HTML, for reading."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import timezone

from core.audit import record
from core.models import PartnershipSettings, User
from core.privacy.person import Person
from core.privacy.tables import PersonalTable, actor_fields, personal_tables

YOU, ANOTHER = "you", "somebody else"


def copy_for(person: Person, *, by: User, about: Model | None = None) -> bytes:
    """The ZIP file; that it was made is recorded. `about` is the row it is recorded on: the account
    unless given."""
    about = about or person.user
    sections = list(_sections(person))
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("data.json", _json({each["heading"]: each["rows"] for each in sections}))
        archive.writestr("read-me.html", _html(person, sections))
        for table in personal_tables():
            for number, file in enumerate(_files(table, person), start=1):
                suffix = PurePosixPath(file.name).suffix
                with file.open("rb") as opened:
                    archive.writestr(f"{_slug(table.heading)}-{number}{suffix}", opened.read())
    if about is not None:
        record(about, "person.copied", by=by, sections=len(sections))
    return made.getvalue()


def _json(data: object) -> str:
    return json.dumps(data, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)


def _slug(heading: str) -> str:
    return "-".join(heading.lower().replace(":", "").split())


def _files(table: PersonalTable, person: Person) -> list:
    if table.files is None:
        return []
    return [file for file in table.files(table.rows_of(person)) if file]


def _html(person: Person, sections: list[dict]) -> str:
    context = {
        "names": sorted(person.names),
        "sections": [
            {**each, "rows": [_readable(row) for row in each["rows"]]} for each in sections
        ],
        "made_at": timezone.now(),
        "partnership": PartnershipSettings.load(),
    }
    return render_to_string("privacy/copy.html", context)


def _readable(row: dict) -> list[tuple[str, str]]:
    """Labels and words of what there is to read; blanks are left out."""
    return [
        (name.replace("_", " ").capitalize(), "Yes" if value is True else value)
        for name, value in row.items()
        if value not in (None, "", False, [], {})
    ]


def _sections(person: Person) -> Iterator[dict]:
    """Every table that knows the person, and last what the person did to other things."""
    for table in personal_tables():
        rows = [_row(each, table, person) for each in _rows(table, person)]
        if rows:
            yield {"heading": table.heading, "rows": rows, "stays": table.stays}
    if done := list(_acted(person)):
        yield {"heading": "What you did", "rows": done, "stays": ""}


def _rows(table: PersonalTable, person: Person):
    rows = table.rows_of(person)
    related = [each.name for each in rows.model._meta.concrete_fields if _may_be_named(each)]
    return rows.select_related(*related).distinct()


def _may_be_named(each) -> bool:
    """True for a foreign key to something that is no person."""
    people = {table.model for table in personal_tables()}
    return each.is_relation and each.related_model._meta.label not in people


def _row(row: Model, table: PersonalTable, person: Person) -> dict:
    said = {}
    typed = [name for name in table.fields if not row._meta.get_field(name).is_relation]
    for each in row._meta.concrete_fields:
        if each.name in table.hidden or each.name.endswith("_ptr"):
            continue
        said[each.name] = _value(row, each, person)
        if table.shared and each.name in typed and not _is_of(said[each.name], person):
            said[each.name] = ANOTHER if said[each.name] else ""
    return said


def _is_of(value: object, person: Person) -> bool:
    return str(value).lower() in person.emails or value in person.names


def _value(row: Model, each, person: Person):
    """References to people say no more than whether it is you; choices are said in words."""
    value = getattr(row, each.attname)
    if not each.is_relation:
        in_words = getattr(row, f"get_{each.name}_display", None)
        return str(in_words()) if in_words and value is not None else _plain(value)
    if value is None:
        return None
    if not _may_be_named(each):
        mine = {person.user.pk} if person.user and each.related_model is User else set()
        mine |= person.pks(each.related_model._meta.label)
        return YOU if value in mine else ANOTHER
    return str(getattr(row, each.name))


def _plain(value):
    """What JSON has a form for; anything else in words."""
    try:
        json.dumps(value, cls=DjangoJSONEncoder)
    except TypeError:
        return str(value)
    return value


def _acted(person: Person) -> Iterator[dict]:
    """Rows that say of the person that they did something: numbers alone, as the rows are about
    other things and other people."""
    if person.user is None:
        return
    for label, names in sorted(actor_fields().items()):
        model = apps.get_model(label)
        for name in sorted(names):
            if model._meta.get_field(name).related_model is not User:
                continue
            found = model._base_manager.filter(**{name: person.user}).values_list("pk", flat=True)
            if ids := [str(pk) for pk in found]:
                yield {"what": f"{model._meta.verbose_name}, {name}", "numbers": ", ".join(ids)}
