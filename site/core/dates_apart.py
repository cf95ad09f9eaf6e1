"""Rows that last from a day to a day, of which no two share one. It is said in the databases' own
words: Django has no constraint for ranges of dates that both of them know (decision 101)."""

from dataclasses import dataclass

_CONSTRAINT = """
ALTER TABLE {table} ADD CONSTRAINT {name}
EXCLUDE USING gist ({same}daterange(starts_on, last_day, '[]') WITH &&)
"""
# Of two ranges each begins before the other ends. A new row has no number yet.
_TRIGGER = """
CREATE TRIGGER {name}_{when} BEFORE {when} ON {table}
WHEN EXISTS (
    SELECT 1 FROM {table} AS other
    WHERE {same}other.id IS NOT NEW.id
    AND other.starts_on <= COALESCE(NEW.last_day, '9999-12-31')
    AND COALESCE(other.last_day, '9999-12-31') >= NEW.starts_on
)
BEGIN SELECT RAISE(ABORT, '{name}'); END
"""


@dataclass(frozen=True)
class DatesApart:
    """A rule of one table: its rows last from `starts_on` to `last_day`, both counted, or for good.
    Where `of` names a column of whole numbers, rows with different ones do not meet. `name` is what
    the database answers with: an exclusion constraint on PostgreSQL, two triggers on SQLite."""

    name: str
    table: str
    of: str = ""

    def lay_down(self, apps, schema_editor) -> None:
        """For a migration. On SQLite a later change of the table drops its triggers: such a
        migration lays this down again, and the test of two rows on one day fails until it does."""
        said = {"name": self.name, "table": self.table}
        if schema_editor.connection.vendor == "postgresql":
            same = f"int8range({self.of}, {self.of}, '[]') WITH &&, " if self.of else ""
            schema_editor.execute(_CONSTRAINT.format(**said, same=same))
            return
        same = f"other.{self.of} = NEW.{self.of} AND " if self.of else ""
        for when in ("INSERT", "UPDATE"):
            schema_editor.execute(_TRIGGER.format(**said, same=same, when=when))

    def take_up(self, apps, schema_editor) -> None:
        """The opposite, for undoing a migration."""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE {self.table} DROP CONSTRAINT {self.name}")
            return
        for when in ("INSERT", "UPDATE"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.name}_{when}")
