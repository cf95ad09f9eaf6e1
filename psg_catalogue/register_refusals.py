"""Why a register is not changed: a named fact each, with the sentence that says what to do next."""

from core.templatetags.wording import clock, weekday_day
from psg_catalogue.models import RegisterEntry, StudyGroupSession


class RegisterRefused(Exception):
    """Nothing was written. `str()` of it is a sentence for the person who asked."""

    words = ""

    def __str__(self) -> str:
        return self.words


class RegisterClosed(RegisterRefused):
    words = "This register is closed, so nothing was changed. The office can reopen it."


class SessionNotOn(RegisterRefused):
    words = "This session is cancelled or postponed, so it has no register."


class NotOpenYet(RegisterRefused):
    """Nobody has come before the day itself."""

    def __init__(self, session: StudyGroupSession) -> None:
        super().__init__(session)
        self.day = session.day

    def __str__(self) -> str:
        return f"The register opens on {weekday_day(self.day)}, the day of the session."


class NotBegunYet(RegisterRefused):
    def __init__(self, session: StudyGroupSession) -> None:
        super().__init__(session)
        self.starts_at = session.starts_at

    def __str__(self) -> str:
        return f"The session starts at {clock(self.starts_at)}. Close the register after that."


class NotOnThisRegister(RegisterRefused):
    words = "Somebody you marked is not on this register any more. Load the page again."


class CannotUnmark(RegisterRefused):
    words = "Only a mark of somebody booked can be taken back. Take a walk-in off the register."


class HasBeenAsked(RegisterRefused):
    words = "They have been asked what they thought, so they keep a mark. Mark them absent instead."


class NotClosedYet(RegisterRefused):
    words = "This register is still open. Mark it in the usual way."


class NotAWalkIn(RegisterRefused):
    words = "Only a walk-in can be taken off the register. Mark anyone else absent."


class NoReason(RegisterRefused):
    words = "Write why. The reason stays in the history."


class FromEarlierRecords(RegisterRefused):
    words = "This register was brought in from earlier records and stays as it was."


class StandsAlready(RegisterRefused):
    """The same person is on the register from that school already."""

    def __init__(self, entry: RegisterEntry) -> None:
        super().__init__(entry)
        self.entry = entry

    def __str__(self) -> str:
        return (
            f"{self.entry.name} stands on this register from that school already."
            " Reopen the register and take one of the two off."
        )
