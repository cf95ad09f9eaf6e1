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


def name_rule_in_keys(apps, schema_editor=None) -> None:
    """Reminders that were written before there were rules are known as the rule's, so that nobody
    has a second one: "reminder:7:1795608900:booking:3" names the rule after the date."""
    rule = apps.get_model("psg_catalogue", "ReminderRule").objects.get(what="attenders")
    messages = apps.get_model("core", "Message").objects.filter(kind="session_reminder")
    for message in messages.filter(once_key__startswith="reminder:").iterator():
        _, session, starts, *reader = message.once_key.split(":")
        message.once_key = ":".join(["reminder", session, starts, str(rule.pk), *reader])
        message.save(update_fields=["once_key"])
