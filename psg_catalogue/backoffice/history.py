"""What the back office's histories say of each thing our services record. Wagtail refuses to log
an action that is not named here."""

from wagtail.log_actions import LogActionRegistry

# action, what one does, what the history says was done
ACTIONS = (
    # Sessions
    ("session.created", "Make a session", "Made with its page"),
    ("session.confirmed", "Confirm a session", "Confirmed"),
    ("session.moved", "Move a session", "Moved to another time"),
    ("session.venue_changed", "Change where a session is", "Place changed"),
    ("session.resized", "Change the places of a session", "Number of places changed"),
    ("session.deadline_changed", "Change when booking closes", "Booking deadline changed"),
    ("session.access_changed", "Change who a session is open to", "Open to others than before"),
    ("session.cancelled", "Cancel a session", "Cancelled"),
    ("session.postponed", "Postpone a session", "Postponed"),
    ("session.regrouped", "Move a session to another study group", "In another study group"),
    ("session.planned_again", "Plan a session again", "Given a new date"),
    # Bookings
    ("booking.made", "Book a place", "Booked"),
    ("booking.joined_waiting_list", "Join a waiting list", "Joined the waiting list"),
    ("booking.place_given", "Give a place from the waiting list", "Given a place"),
    ("booking.cancelled", "Cancel a booking", "Cancelled"),
    ("people.exported", "Export people", "Took a list of people away"),
    # Registers
    ("register.walk_in_added", "Add a walk-in", "Walk-in added to the register"),
    ("register.walk_in_removed", "Take a walk-in off", "Walk-in taken off the register"),
    ("register.closed", "Close a register", "Register closed, session held"),
    ("register.reopened", "Reopen a register", "Register reopened"),
    ("register.school_settled", "Settle a school", "School of an attender settled"),
    ("register.imported", "Bring a register in", "Register brought in from earlier records"),
    # Evaluations, change notes, quality assurance
    ("evaluation.entered_from_paper", "Enter paper answers", "Answers entered from paper"),
    ("change_notes.written", "Write what changed", "“You said, we changed” written"),
    ("qa_visit.recorded", "Record a QA visit", "QA visit recorded"),
)


def register_actions(actions: LogActionRegistry) -> None:
    for action, does, done in ACTIONS:
        actions.register_action(action, does, done)
