"""What the back office's histories say of each thing our services record. Wagtail refuses to log
an action that is not named here."""

from wagtail.log_actions import LogActionRegistry

# action, what one does, what the history says was done
ACTIONS = (
    # Schools
    ("school.closed", "Close a school", "Closed, says the register of schools"),
    # Practitioners and portraits
    ("portrait.given", "Give a portrait to its practitioner", "Given to its practitioner"),
    ("portrait.school_agreed", "Agree a portrait", "Agreed by the base school"),
    ("portrait.sent_back", "Send a portrait back", "Sent back by the base school"),
)


def register_actions(actions: LogActionRegistry) -> None:
    for action, does, done in ACTIONS:
        actions.register_action(action, does, done)
