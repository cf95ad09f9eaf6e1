"""One human being, however many rows tell of them: with or without an account."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Model, QuerySet

from core.models import User

# Addresses of accounts that were erased; nobody can have one (RFC 2606).
ERASED_DOMAIN = "erased.invalid"
# Where a row must have an address and its person has none any more.
NO_ADDRESS = f"nobody@{ERASED_DOMAIN}"


@dataclass
class Person:
    """What one person is known by. `rows` holds, by table ("directory.Colleague"), the numbers of
    the rows that are this person and nobody else."""

    user: User | None = None
    emails: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    rows: dict[str, set] = field(default_factory=dict)

    def add_row(self, row: Model, *, name: str, email: str = "") -> None:
        """This row is the person too, and goes by this name and address."""
        self.rows.setdefault(row._meta.label, set()).add(row.pk)
        self.add_name(name)
        self.add_email(email)

    def take_account(self, user: User | None) -> None:
        """A row that is this person belongs to this account."""
        if user is not None and self.user is None and not is_erased(user):
            self.user = user
            self.add_name(user.get_full_name())
            self.add_email(user.email)

    def add_name(self, name: str) -> None:
        if name.strip():
            self.names.add(" ".join(name.split()))

    def add_email(self, email: str) -> None:
        if email.strip():
            self.emails.add(email.strip().lower())

    def pks(self, model: str) -> set:
        """The numbers of this person's rows of a table."""
        return self.rows.get(model, set())

    @property
    def size(self) -> int:
        """How much is known: it grows as more is found."""
        rows = sum(map(len, self.rows.values()))
        return rows + len(self.names) + len(self.emails) + bool(self.user)

    @property
    def known(self) -> bool:
        """False for somebody of whom no name, address or row is left."""
        return bool(self.names or self.emails)


@dataclass(frozen=True)
class PersonKind:
    """A table in which the office looks somebody up: an account, a staff list. `search` gives the
    rows that fit a name or an address."""

    kind: str
    label: str
    model: str
    search: Callable[[str], QuerySet]


_kinds: dict[str, PersonKind] = {}
_finders: list[Callable[[Person], None]] = []


def finds_person(find: Callable[[Person], None]) -> None:
    """From now on `find` adds to a person the rows of an app that are the same human being. Called
    in `AppConfig.ready`; they run until none of them finds more, since each may give the others
    an account or an address to go by."""
    _finders.append(find)


def look_up_in(kind: PersonKind) -> None:
    """From now on the office finds people there too."""
    _kinds[kind.kind] = kind


def person_kinds() -> dict[str, PersonKind]:
    return dict(_kinds)


def is_erased(user: User) -> bool:
    return user.email.endswith(f"@{ERASED_DOMAIN}")


def person_of(user: User | None = None, *, row: Model | None = None) -> Person:
    """Who the holder of an account is, or who a row of a staff list or the like tells of. Nothing
    is known of somebody who was erased."""
    person = Person()
    person.take_account(user)
    if row is not None:
        person.rows.setdefault(row._meta.label, set()).add(row.pk)
    size = -1
    while size != (size := person.size):
        for find in _finders:
            find(person)
    return person
