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
    # Study groups, and proposals of them
    ("study_group.copied", "Copy a study group to a year", "Made from that of another year"),
    ("study_group.drafted", "Make a study group", "Made as a draft"),
    ("proposal.made", "Propose a study group", "Proposed"),
    ("proposal.changed", "Change a proposal", "Changed by its proposer"),
    ("proposal.made_again", "Propose a study group again", "Changed and proposed again"),
    ("proposal.send_back", "Send a proposal back", "Sent back with words"),
    ("proposal.approve", "Approve a proposal", "Approved"),
    ("proposal.decline", "Decline a proposal", "Declined"),
    ("proposal.withdraw", "Withdraw a proposal", "Withdrawn"),
    # Bookings
    ("booking.made", "Book a place", "Booked"),
    ("booking.joined_waiting_list", "Join a waiting list", "Joined the waiting list"),
    ("booking.asked_for", "Ask for a place", "Asked for; a lead is to agree"),
    ("booking.agreed", "Agree to a booking", "Agreed by a lead"),
    ("booking.not_agreed", "Not agree to a booking", "Not agreed by a lead"),
    ("booking.request_ran_out", "Let a request run out", "No lead answered in time"),
    ("booking.offered", "Offer a place from the waiting list", "Offered a place"),
    ("booking.offered_out_of_turn", "Offer a place out of turn", "Offered a place out of turn"),
    ("booking.offer_accepted", "Accept an offered place", "Accepted the place"),
    ("booking.offer_declined", "Decline an offered place", "Declined the place"),
    ("booking.offer_ran_out", "Let an offer run out", "Offer not answered in time"),
    ("booking.offer_taken_back", "Take an offer back", "Offer taken back, waits again"),
    ("booking.moved_in_line", "Move somebody in the line", "Moved in the line"),
    ("booking.passed_on", "Pass a place on", "Passed on to a colleague"),
    ("booking.taken_over", "Take a place over", "Taken over from a colleague"),
    ("booking.cancelled", "Cancel a booking", "Cancelled"),
    ("booking.moved", "Move a booking with its session", "Moved to the session it joined"),
    ("booking.lost_place", "Move a booking to a full session", "Moved; waits for a place there"),
    ("booking.called_off", "End a booking with its session", "Ended with its session"),
    ("booking.joined", "Join two people’s bookings", "Now of the person it was joined with"),
    ("booking.doubled", "End a booking made twice", "Ended: the person was booked twice"),
    ("booking.held", "Hold a place until it is paid", "Held until it is paid"),
    ("booking.paid", "Confirm a place that is paid", "Paid, and booked"),
    ("booking.credited", "Credit a place that was sold", "Its price was credited"),
    ("booking.not_paid", "Free a place nobody paid for", "Not paid, and free again"),
    ("needs.noted", "Note needs", "Access or dietary needs noted"),
    ("needs.removed", "Remove needs", "Access or dietary needs removed"),
    ("place.given_back_late", "Record a late cancellation", "Given back late"),
    ("place.not_used", "Record a place not used", "Did not come"),
    ("place.used_after_all", "Take a place off the record", "Came after all"),
    ("place.excused", "Excuse a place not used", "Excused"),
    ("place.invoiced", "Write where a place was invoiced", "Invoiced"),
    ("school.leads_agree", "Ask leads to agree first", "Leads agree to colleagues’ bookings"),
    ("school.leads_need_not_agree", "Stop asking leads first", "Colleagues book by themselves"),
    ("colleague.merged", "Join two people", "Joined with the same person listed twice"),
    ("colleague.told_apart", "Tell two people apart", "Known to be another person"),
    ("session.merged", "Join a session with another", "Joined with another session"),
    ("session.took_in", "Take another session in", "Another session was joined with it"),
    ("reminder.held", "Hold what goes out", "Held back what goes out"),
    ("reminder.let_go", "Let go what is held", "Let go what was held"),
    ("reminder.sent_now", "Send before its hour", "Sent before its hour"),
    ("people.exported", "Export people", "Took a list of people away"),
    # Registers
    ("register.walk_in_added", "Add a walk-in", "Walk-in added to the register"),
    ("register.walk_in_removed", "Take a walk-in off", "Walk-in taken off the register"),
    ("register.closed", "Close a register", "Register closed, session held"),
    ("register.reopened", "Reopen a register", "Register reopened"),
    ("register.corrected", "Correct a closed register", "Corrected after the register was closed"),
    ("register.school_settled", "Settle a school", "School of an attender settled"),
    ("register.imported", "Bring a register in", "Register brought in from earlier records"),
    # Evaluations, change notes, quality assurance
    ("evaluation.entered_from_paper", "Enter paper answers", "Answers entered from paper"),
    ("change_notes.written", "Write what changed", "“You said, we changed” written"),
    ("feedback.passed_over", "Pass feedback over", "Nothing changes, for a reason"),
    ("qa_visit.recorded", "Record a QA visit", "QA visit recorded"),
)


def register_actions(actions: LogActionRegistry) -> None:
    for action, does, done in ACTIONS:
        actions.register_action(action, does, done)
