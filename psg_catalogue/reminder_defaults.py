"""What a new site writes around a session; staff change it in the back office. The reminder is as
it was before there were rules."""

from datetime import UTC, datetime, time

# Before anything was due: these rules make up for what a release held up.
FROM_THE_FIRST = datetime(2000, 1, 1, tzinfo=UTC)

RULES = (
    {"what": "attenders", "days": 2, "side": "before", "at": time(8, 0)},
    {"what": "leaders", "days": 1, "side": "before", "at": time(14, 0)},
    {"what": "evaluation", "days": 3, "side": "after", "at": time(8, 0)},
)


def add_rules(apps, schema_editor=None) -> None:
    """The rules stand in an empty table."""
    rules = apps.get_model("psg_catalogue", "ReminderRule").objects
    for rule in RULES:
        rules.create(counts_from=FROM_THE_FIRST, **rule)
