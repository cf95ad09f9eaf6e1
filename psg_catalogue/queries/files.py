"""The files of a session, and who may have them."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from wagtail.documents.models import Document

from directory.enums import Role
from directory.permissions import has_role
from psg_catalogue.models import Booking, RegisterEntry, SessionFile, SessionPage, StudyGroupSession
from psg_catalogue.permissions import may_take_register


@dataclass(frozen=True)
class FilesOfSession:
    """Document and note each; `may` be had by whoever looks."""

    files: list[tuple[Document, str]]
    may: bool


def may_have_files(user, session: StudyGroupSession) -> bool:
    """Those with a place, those who were there, the leaders, and who puts the files there."""
    if not user.is_authenticated or not user.is_active:
        return False
    own = {"session": session, "colleague__user": user}
    # In the order of how many there are of each.
    return (
        Booking.objects.confirmed().filter(**own).exists()
        or RegisterEntry.objects.present().filter(**own).exists()
        or may_take_register(user, session)
        or has_role(user, Role.EDITOR)
    )


def files_of(page: SessionPage, session: StudyGroupSession | None, user) -> FilesOfSession:
    """One query where a session has none."""
    found = list(page.files.all())
    if not found:
        return FilesOfSession([], may=False)
    documents = Document.objects.in_bulk([each.document_id for each in found])
    return FilesOfSession(
        [(documents[each.document_id], each.note) for each in found],
        may=session is not None and may_have_files(user, session),
    )


def refuse_files_of_others(document: Document, request: HttpRequest) -> None:
    """Called before any document is handed out: one that stands among a session's files is there
    for its people alone, and for others as if it were not. Raises Http404."""
    pages = SessionFile.objects.filter(document=document).values_list("page", flat=True)
    pages = list(pages)
    if not pages:
        return
    sessions = StudyGroupSession.objects.filter(page__in=pages).select_related("study_group")
    if not any(may_have_files(request.user, session) for session in sessions):
        raise Http404
