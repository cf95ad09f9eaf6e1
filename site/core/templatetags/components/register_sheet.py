"""Tags for the register at the door: a row with three cells, and the count so far."""

from core.templatetags.components.library import register

ATTENDANCE = (
    ("present", "Present", "stroke"),
    ("absent", "Absent", "ring"),
    ("apologies", "Apologies", "letter-a"),
)


@register.inclusion_tag("components/register_row.html")
def register_row(
    name: str,
    school: str,
    field: str,
    value: str = "",
    note: str = "",
    note_kind: str = "note",
    note_icon: str = "",
):
    cells = [
        {"value": key, "words": words, "icon": icon, "checked": key == value}
        for key, words, icon in ATTENDANCE
    ]
    return {
        "name": name,
        "school": school,
        "field": field,
        "cells": cells,
        "note": note,
        "note_kind": note_kind,
        "note_icon": note_icon,
    }


@register.inclusion_tag("components/tally.html")
def tally(items: list[tuple[int, str]]):
    return {"items": items}
