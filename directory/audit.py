"""What of this app the record of changes is about, and which of its edits are watched."""

from core.audit import area_of_changes, keep_private, same_person, subject_kind
from core.audit_mirror import watch
from core.models.audit import AuditArea


def rows_of_account(account: int) -> list[tuple[str, int]]:
    """Where else the holder of an account stands: on staff lists, and as a practitioner."""
    from directory.models import Colleague, Practitioner

    listed = Colleague.objects.filter(user=account).values_list("pk", flat=True)
    known = Practitioner.objects.filter(user=account).values_list("pk", flat=True)
    return [*(("colleague", pk) for pk in listed), *(("practitioner", pk) for pk in known)]


def declare_audit() -> None:
    """Called once, when the app is ready."""
    area_of_changes("directory", AuditArea.PEOPLE)
    subject_kind("school", "directory.School", label="School (URN)", lookup="urn")
    subject_kind("colleague", "directory.Colleague", label="Staff list number")
    subject_kind("practitioner", "directory.Practitioner", label="Practitioner number")
    same_person(rows_of_account)
    keep_private("directory.Colleague", "name", "email", "job_title")
    keep_private("directory.Practitioner", "name", "email")
    keep_private("directory.Invitation", "email")
    watch(
        "directory.School",
        "directory.SchoolGroup",
        "directory.GroupMember",
        "directory.Practitioner",
        "directory.LocalAuthority",
        "directory.Term",
    )
