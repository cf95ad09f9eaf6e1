"""What the back office's histories say of each thing our services record. Wagtail refuses to log
an action that is not named here."""

from wagtail.log_actions import LogActionRegistry

# action, what one does, what the history says was done
ACTIONS = (
    # Schools
    ("school.closed", "Close a school", "Closed, says the register of schools"),
    ("school.view_begun", "View the site as a school", "Our office began to view as this school"),
    ("school.view_ended", "Stop viewing as a school", "Our office stopped viewing as this school"),
    ("group.school_left", "Take a school out of a group", "A school left, says the register"),
    # Practitioners and portraits
    ("portrait.given", "Give a portrait to its practitioner", "Given to its practitioner"),
    ("portrait.school_agreed", "Agree a portrait", "Agreed by the base school"),
    ("portrait.sent_back", "Send a portrait back", "Sent back by the base school"),
    # Accounts and roles
    ("account.made", "Make an account", "Account made"),
    ("account.closed", "Close an account", "Account closed"),
    ("account.reopened", "Reopen an account", "Account opened again"),
    ("account.second_factor_removed", "Take away a second step", "Second step taken away"),
    ("role.granted", "Give a role", "Role given"),
    ("role.ended", "End a role", "Role ended"),
    ("invitation.made", "Invite a person", "Invited"),
    ("invitation.accepted", "Accept an invitation", "Invitation accepted"),
    ("invitation.withdrawn", "Withdraw an invitation", "Invitation withdrawn"),
    # Schools' people
    ("claim.made", "Make a claim", "Claim made"),
    ("claim.agreed", "Agree a claim", "Claim agreed"),
    ("claim.declined", "Decline a claim", "Claim declined"),
    ("claim.withdrawn", "Withdraw a claim", "Claim withdrawn"),
    ("colleague.added", "Add a colleague", "Added to the staff list"),
    ("colleague.changed", "Change a colleague", "Staff list changed"),
    ("colleague.left", "Take a colleague off the list", "Left the school"),
    ("colleague.returned", "Put a colleague back", "Back on the staff list"),
    ("colleague.linked", "Join an account to the list", "Account joined to the staff list"),
)


def register_actions(actions: LogActionRegistry) -> None:
    for action, does, done in ACTIONS:
        actions.register_action(action, does, done)
