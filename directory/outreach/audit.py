"""Which edits of this app are watched, and what the record of changes does not say."""

from core.audit import keep_apart, keep_private
from core.audit_mirror import watch


def declare_audit() -> None:
    """Called once, when the app is ready. A category of concern stands under no school, and what
    its fields say is not recorded: the record is read by more people than the categories (P14)."""
    keep_apart("outreach.CategoryOfConcern")
    keep_private("outreach.Candidate", "name", "email", "note")
    watch("outreach.ASTPost", "outreach.PostAllocation", "outreach.OutreachSettings")
