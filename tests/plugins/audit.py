"""A test that commits ends with every table emptied, and nobody may empty the record of changes or
the books: for that moment, and in tests alone, their triggers are down."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.backends.base.operations import BaseDatabaseOperations

from core.append_only import install, lift
from core.models.audit import GUARDS
from psg_catalogue.models import FROZEN_REPORTS
from subscriptions.guards import lift_guards, set_guards


@pytest.fixture(autouse=True, scope="session")
def tables_can_be_emptied() -> Iterator[None]:
    """`flush` takes the triggers down, empties the tables, and puts the triggers up again."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def execute_sql_flush(self, sql_list):
        lift(self.connection, [*GUARDS, *FROZEN_REPORTS])
        lift_guards(self.connection, apps)
        try:
            flush(self, sql_list)
        finally:
            install(self.connection, [*GUARDS, *FROZEN_REPORTS])
            set_guards(self.connection, apps)

    patch = pytest.MonkeyPatch()
    patch.setattr(BaseDatabaseOperations, "execute_sql_flush", execute_sql_flush)
    yield
    patch.undo()
