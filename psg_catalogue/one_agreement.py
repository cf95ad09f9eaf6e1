"""One service level agreement is in force at a time, in the database's own words: Django has no
constraint for ranges of dates that both databases know (decision 101)."""

NAME = "one_service_level_agreement_is_in_force_at_a_time"

_POSTGRES = (
    f"ALTER TABLE psg_catalogue_serviceagreement ADD CONSTRAINT {NAME} EXCLUDE USING gist"
    " (daterange(starts_on, last_day, '[]') WITH &&)"
)
# Of two ranges each begins before the other ends. A new row has no number yet.
_SQLITE = """
CREATE TRIGGER one_service_level_agreement_is_in_force_at_a_time_%(when)s
BEFORE %(when)s ON psg_catalogue_serviceagreement
WHEN EXISTS (
    SELECT 1 FROM psg_catalogue_serviceagreement AS other
    WHERE other.id IS NOT NEW.id
    AND other.starts_on <= COALESCE(NEW.last_day, '9999-12-31')
    AND COALESCE(other.last_day, '9999-12-31') >= NEW.starts_on
)
BEGIN SELECT RAISE(ABORT, 'one_service_level_agreement_is_in_force_at_a_time'); END
"""


def lay_down(apps, schema_editor) -> None:
    """For a migration. On SQLite a later change of the table drops its triggers: such a migration
    lays this down again, and the test of two agreements fails until it does."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRES)
        return
    for when in ("INSERT", "UPDATE"):
        schema_editor.execute(_SQLITE % {"when": when})


def take_up(apps, schema_editor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE psg_catalogue_serviceagreement DROP CONSTRAINT {NAME}")
        return
    for when in ("INSERT", "UPDATE"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {NAME}_{when}")
