"""The screens of the back office that are our own: their lists, and what opens from a list."""

from wagtail.admin.viewsets import viewsets

from tests.config.office_doors import Door, doors
from tests.config.office_things import everything

KINDS = ("index", "add", "edit", "inspect")


def our_screens() -> list[Door]:
    """One door for each, with something behind it."""
    return screens_among(doors(everything()))


def screens_among(every: list[Door]) -> list[Door]:
    ours = {
        each.url_namespace
        for each in viewsets.viewsets
        if each.name and not type(each).__module__.startswith("wagtail.")
    }
    return [door for door in every if _space(door) in ours and _kind(door) in KINDS]


def _space(door: Door) -> str:
    return door.name.rpartition(":")[0]


def _kind(door: Door) -> str:
    return door.name.rpartition(":")[2]
