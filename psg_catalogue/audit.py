"""What of this app the record of changes is about."""

from core.audit import also_about, area_of_changes, keep_private, subject_kind
from core.models.audit import AuditArea


def declare_audit() -> None:
    """Called once, when the app is ready. The link to an online session is for those booked."""
    area_of_changes("psg_catalogue", AuditArea.PLACES)
    subject_kind(
        "session", "psg_catalogue.StudyGroupSession", label="Session number", related=("page",)
    )
    subject_kind("study_group", "psg_catalogue.StudyGroupPage", label="Study group number")
    also_about("psg_catalogue.SessionPage", lambda page: [getattr(page, "session", None)])
    keep_private("psg_catalogue.StudyGroupSession", "joining_link")
    keep_private("psg_catalogue.RegisterEntry", "name", "email", "person_key")
