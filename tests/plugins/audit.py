"""A test that commits ends with every table emptied, and nobody may empty the record of changes or
the books: for that moment, and in tests alone, their triggers are down."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.backends.base.creation import BaseDatabaseCreation
from django.db.backends.base.operations import BaseDatabaseOperations

from core.append_only import install, lift
from core.models.audit import GUARDS
from psg_catalogue.guards import GUARDED, guard_questions
from psg_catalogue.models import FROZEN_REPORTS
from subscriptions.guards import lift_guards, set_guards


def lift_from_questions(connection) -> None:
    on = "" if connection.vendor == "sqlite" else ' ON "{0}"'
    with connection.cursor() as cursor:
        for model in GUARDED:
            table = apps.get_model("psg_catalogue", model)._meta.db_table
            cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_is_fixed"{on.format(table)}')


@pytest.fixture(autouse=True, scope="session")
def tables_can_be_emptied() -> Iterator[None]:
    """`flush` takes the triggers down, empties the tables, and puts the triggers up again."""
    flush = BaseDatabaseOperations.execute_sql_flush
    restore = BaseDatabaseCreation.deserialize_db_from_string

    def execute_sql_flush(self, sql_list):
        lift(self.connection, [*GUARDS, *FROZEN_REPORTS])
        lift_guards(self.connection, apps)
        try:
            flush(self, sql_list)
        finally:
            install(self.connection, [*GUARDS, *FROZEN_REPORTS])
            set_guards(self.connection, apps)

    def deserialize_db_from_string(self, data):
        """Rows that the migrations made are written over themselves."""
        lift_from_questions(self.connection)
        try:
            restore(self, data)
        finally:
            guard_questions(self.connection, apps)

    patch = pytest.MonkeyPatch()
    patch.setattr(BaseDatabaseOperations, "execute_sql_flush", execute_sql_flush)
    patch.setattr(BaseDatabaseCreation, "deserialize_db_from_string", deserialize_db_from_string)
    yield
    patch.undo()
