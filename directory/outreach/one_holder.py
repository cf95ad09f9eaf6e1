"""A post has one holder at a time, in the database's own words: Django has no constraint for
ranges of dates that both databases know."""

NAME = "a_post_has_one_holder_at_a_time"

_POSTGRES = (
    f"ALTER TABLE outreach_astappointment ADD CONSTRAINT {NAME} EXCLUDE USING gist"
    " (int8range(post_id, post_id, '[]') WITH &&, daterange(starts_on, last_day, '[]') WITH &&)"
)
# Of two ranges each begins before the other ends. A new row has no number yet.
_SQLITE = """
CREATE TRIGGER a_post_has_one_holder_at_a_time_%(when)s BEFORE %(when)s ON outreach_astappointment
WHEN EXISTS (
    SELECT 1 FROM outreach_astappointment AS other
    WHERE other.post_id = NEW.post_id AND other.id IS NOT NEW.id
    AND other.starts_on <= COALESCE(NEW.last_day, '9999-12-31')
    AND COALESCE(other.last_day, '9999-12-31') >= NEW.starts_on
)
BEGIN SELECT RAISE(ABORT, 'a_post_has_one_holder_at_a_time'); END
"""


def lay_down(apps, schema_editor) -> None:
    """For a migration. On SQLite a later change of the table drops its triggers: such a migration
    lays this down again, and the test of two holders fails until it does."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRES)
        return
    for when in ("INSERT", "UPDATE"):
        schema_editor.execute(_SQLITE % {"when": when})


def take_up(apps, schema_editor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE outreach_astappointment DROP CONSTRAINT {NAME}")
        return
    for when in ("INSERT", "UPDATE"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {NAME}_{when}")
