"""What the database itself refuses: changing or deleting what was issued or paid (P19).

Triggers, and not rights of the database's user, since the site writes with one user. They are made
again after every migration, because SQLite drops them when a migration copies a table. A refusal
reaches Django as an IntegrityError."""

from django.apps.registry import Apps
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

# What may still change, by table; everything else stays as it was written.
LIVING = {
    "Invoice": {
        "state",
        "write_off_reason",
        "credited_pence",
        "paid_pence",
        "issued_by",
        # Whom the letter went to is no part of the paper, and goes when a person is erased.
        "contact_name",
        "contact_email",
        "finance_name",
        "finance_email",
    },
    "InvoiceLine": {"stands", "credited_net_pence", "credited_vat_pence"},
    "CreditNote": {"issued_by"},
    "CreditNoteLine": set(),
    "Payment": {"recorded_by"},
    "Quotation": set(),
}
# A line is added only while its paper has fewer than it counts.
PAPERS = {"InvoiceLine": ("Invoice", "invoice"), "CreditNoteLine": ("CreditNote", "credit_note")}

_REFUSE = """
CREATE OR REPLACE FUNCTION subscriptions_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END $$
"""
_REFUSE_LINE = """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {full} THEN
        RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$
"""


def set_guards(connection: BaseDatabaseWrapper, apps: Apps) -> None:
    """The tables of issued papers and of payments are guarded, as the models of `apps` have them;
    tables that a migration has not made yet are left out."""
    with transaction.atomic(using=connection.alias):
        if connection.vendor == "postgresql":
            _execute(connection, _REFUSE)
        for name, living in LIVING.items():
            if (model := _model(apps, name)) is not None:
                _guard(connection, apps, model, living)


def lift_guards(connection: BaseDatabaseWrapper, apps: Apps) -> None:
    """Rows can be changed and deleted again: for emptying a test's database, nothing else."""
    for name in LIVING:
        if (model := _model(apps, name)) is not None:
            _drop(connection, model._meta.db_table)


def _model(apps: Apps, name: str) -> type[Model] | None:
    try:
        return apps.get_model("subscriptions", name)
    except LookupError:
        return None


def _guard(
    connection: BaseDatabaseWrapper, apps: Apps, model: type[Model], living: set[str]
) -> None:
    table = model._meta.db_table
    said = f"{model._meta.verbose_name.capitalize()}: what was written never changes."
    fixed = [field.column for field in model._meta.concrete_fields if field.name not in living]
    differs = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
    changed = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in fixed)
    _drop(connection, table)
    _refuse(connection, table, "update", changed, said)
    _refuse(connection, table, "delete", "", said)
    if model._meta.object_name in PAPERS:
        _refuse_line(connection, apps, model, said)


def _refuse_line(
    connection: BaseDatabaseWrapper, apps: Apps, model: type[Model], said: str
) -> None:
    paper_name, link = PAPERS[model._meta.object_name]
    table = model._meta.db_table
    paper = apps.get_model("subscriptions", paper_name)._meta.db_table
    full = (
        f'(SELECT COUNT(*) FROM "{table}" WHERE "{link}_id" = NEW."{link}_id") >='  # noqa: S608
        f' (SELECT "line_count" FROM "{paper}" WHERE "id" = NEW."{link}_id")'
    )
    if connection.vendor != "postgresql":
        _refuse(connection, table, "insert", full, said)
        return
    # A trigger's own condition may not ask other tables there, so its function does.
    function = f"{table}_refuse"
    _execute(connection, _REFUSE_LINE.format(function=function, full=full))
    _execute(
        connection,
        f'CREATE TRIGGER "{_name(table, "insert")}" BEFORE INSERT ON "{table}"'
        f" FOR EACH ROW EXECUTE FUNCTION {function}('{said}')",
    )


def _refuse(
    connection: BaseDatabaseWrapper, table: str, kind: str, condition: str, said: str
) -> None:
    when = f"WHEN ({condition})" if condition else ""
    if connection.vendor == "postgresql":
        does = f"EXECUTE FUNCTION subscriptions_refuse('{said}')"
    else:
        does = f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
    _execute(
        connection,
        f'CREATE TRIGGER "{_name(table, kind)}" BEFORE {kind.upper()} ON "{table}"'
        f" FOR EACH ROW {when} {does}",
    )


def _drop(connection: BaseDatabaseWrapper, table: str) -> None:
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    for kind in ("update", "delete", "insert"):
        _execute(connection, f'DROP TRIGGER IF EXISTS "{_name(table, kind)}"{on}')


def _execute(connection: BaseDatabaseWrapper, sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _name(table: str, kind: str) -> str:
    return f"{table}_refuses_{kind}"
