"""What the back office's histories say of posts, their reviews and candidates."""

from wagtail.log_actions import LogActionRegistry

# action, what one does, what the history says was done
POSTS = (
    ("post.asked_for", "Ask for a post", "Asked for by the school"),
    ("post.registered", "Enter a post", "Entered in the register"),
    ("post.approve", "Agree a post", "Agreed"),
    ("post.decline", "Do not agree a post", "Not agreed"),
    ("post.filled", "Appoint an AST", "Somebody appointed"),
    ("post.leaving", "Give a last day", "Last day of the holder given"),
    ("post.mentor", "Assign a mentor", "Mentor assigned"),
    ("post.induction", "Mark an induction", "Induction marked"),
    ("post.exempted", "Change an exemption", "Exemption from outreach changed"),
    ("post.close", "Close a post", "Closed"),
    # Academies
    ("post.converted", "Move a post to an academy", "Base school became an academy"),
    ("post.release_agreed", "Agree a release", "Release agreed"),
    ("post.release_ended", "End a release", "Release ended"),
    ("post.kept", "Keep an AST in school", "Kept by the academy"),
    ("post.retain", "Retain in school", "Retained in school"),
    ("post.release", "Release", "Released for outreach"),
    # Reviews
    ("post.review", "Review a post", "Under review"),
    ("post.weighed", "Weigh the priorities", "Priorities gone through"),
    ("post.continue_post", "Let a post go on", "The post goes on"),
    ("post.propose_redirect", "Propose to redirect", "To be redirected"),
    ("post.appeal", "Appeal", "The school appealed"),
    ("post.uphold", "Uphold an appeal", "Appeal upheld"),
    ("post.dismiss", "Dismiss an appeal", "Appeal dismissed"),
    ("post.redirect", "Redirect funding", "Funding redirected"),
    ("post.fund_itself", "Pay for a post itself", "Paid for by the school"),
)
CANDIDATES = (
    ("candidate.interested", "Express interest", "Interested"),
    ("candidate.support", "Support a candidate", "Supported"),
    ("candidate.apply", "Note an application", "Applied"),
    ("candidate.book_assessment", "Book an assessment", "Assessment booked"),
    ("candidate.meet", "Record a result", "Met the standards"),
    ("candidate.not_meet", "Record a result", "Did not meet the standards"),
    ("candidate.try_again", "Support a candidate anew", "Supported anew"),
    ("candidate.appoint", "Appoint a candidate", "Appointed"),
    ("candidate.withdraw", "Withdraw a candidate", "Withdrawn"),
)
ACTIONS = (*POSTS, *CANDIDATES)


def register_post_actions(actions: LogActionRegistry) -> None:
    for action, does, done in ACTIONS:
        actions.register_action(action, does, done)
