"""What the back office's histories say of each thing our services record. Wagtail refuses to log
an action that is not named here."""

from wagtail.log_actions import LogActionRegistry

# action, what one does, what the history says was done
ACTIONS = (
    ("subscription.imported", "Bring a subscription in", "Brought in from earlier records"),
)


def register_actions(actions: LogActionRegistry) -> None:
    for action, does, done in ACTIONS:
        actions.register_action(action, does, done)
