"""Addresses at which letters do not arrive, and whose they are."""

from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.urls import reverse

from core.models import Message, User
from core.services.deliveries import every_trouble
from directory.models import Colleague, Practitioner
from directory.permissions import is_office


@dataclass
class ReturnedMail:
    """One address: the last letter that did not arrive, and (who it is, where the reader may change
    it or "")."""

    message: Message
    whose: list[tuple[str, str]] = field(default_factory=list)


def returned_mail(reader: User) -> list[ReturnedMail]:
    """The latest first, in four queries however many there are."""
    found = {email: ReturnedMail(message) for email, message in every_trouble().items()}
    may_act, may_edit = is_office(reader), reader.has_perm("directory.change_practitioner")
    for each in _of(Colleague.objects.current().select_related("school"), found):
        address = reverse("directory:change_colleague", args=[each.school.urn, each.pk])
        words = f"{each}, staff list of {each.school}"
        found[each.address].whose.append((words, address if may_act else ""))
    for each in _of(Practitioner.objects.filter(user=None), found):
        address = reverse("practitioner:edit", args=[each.pk])
        found[each.address].whose.append((f"{each}, practitioner", address if may_edit else ""))
    for each in _of(User.objects.filter(is_active=True), found):
        address = reverse("people:person", args=[each.pk])
        found[each.address].whose.append((f"{each}, account", address))
    return sorted(found.values(), key=lambda each: each.message.delivery_at, reverse=True)


def _of(people: QuerySet, found: dict[str, ReturnedMail]) -> QuerySet:
    return people.annotate(address=Lower("email")).filter(address__in=found)
