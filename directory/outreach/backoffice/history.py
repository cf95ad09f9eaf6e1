"""What the back office's histories say of each thing the services of outreach record."""

from wagtail.log_actions import LogActionRegistry

# action, what one does, what the history says was done
FUNDING = (
    ("stream.decided", "Record a decision", "Decision recorded"),
    ("stream.post_added", "Put a post on the stream", "Post put on the stream"),
    ("stream.post_ended", "Take a post off the stream", "Post taken off the stream"),
    ("stream.shared", "Share the stream", "Shared equally among its posts"),
    ("stream.ended", "End the stream", "Stream ended"),
    ("release.paper_received", "Mark a paper received", "Paper marked received"),
    ("release.paper_taken_back", "Take a mark back", "Paper marked as still to come"),
    ("release.proposed", "Propose a release", "Release proposed"),
    ("release.confirmed", "Confirm a release", "Release confirmed"),
    ("release.released", "Release the money", "Money released"),
    ("release.sent_back", "Send a release back", "Sent back to be proposed again"),
    ("release.withheld", "Withhold a release", "Withheld"),
    ("release.resumed", "Resume a release", "Goes on from its papers"),
)
RETURNS = (
    ("return.submitted", "Submit a return", "Return submitted"),
    ("return.received", "Receive a return", "Return received"),
    ("return.sent_back", "Send a return back", "Return sent back"),
    ("outreach_plan.reminded", "Remind of a plan", "Reminded to agree"),
    ("outreach_request.reminded", "Remind of an offer", "Base school reminded to answer"),
    ("outreach_calendar.reminded", "Remind of a calendar", "Reminded to hand in the calendar"),
    ("return.reminded", "Remind of a return", "Reminded of the return"),
)
NETWORK = (
    ("network.told", "Tell the ASTs", "ASTs told"),
    ("evidence.downloaded", "Download evidence", "Own evidence downloaded"),
    ("network.attendance", "Mark who came", "Attendance marked"),
    ("network.resources", "Change files and links", "Files and links changed"),
)


def register_actions(actions: LogActionRegistry) -> None:
    for action, does, done in (*FUNDING, *RETURNS, *NETWORK):
        actions.register_action(action, does, done)
