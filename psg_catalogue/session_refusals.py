"""Why a session is not made or changed: a named fact each, with a sentence on what to do."""

from core.templatetags.wording import counted, day


class SessionRefused(Exception):
    """Nothing was made or changed. `str()` of it is a sentence for the person who asked."""

    words = ""

    def __str__(self) -> str:
        return self.words


class EndsBeforeItStarts(SessionRefused):
    words = "A session ends after it starts. Check the two times."


class LastsTooLong(SessionRefused):
    words = "A session is over on the day it starts. Check the date and the two times."


class NoPlaces(SessionRefused):
    words = "Give at least one place."


class NewDateInThePast(SessionRefused):
    words = "That time is already past. Choose a time to come."


class DeadlineAfterStart(SessionRefused):
    words = "Booking closes before the session starts. Choose an earlier time."


class NoReasonGiven(SessionRefused):
    words = "Write why. Everyone who is booked will read it."


class PageHasDate(SessionRefused):
    words = "This page has a date already. Move the session instead."


class CapacityBelowBooked(SessionRefused):
    """`booked` places are taken, which is more than was asked for."""

    def __init__(self, booked: int) -> None:
        super().__init__(booked)
        self.booked = booked

    def __str__(self) -> str:
        return (
            f"{counted(self.booked, 'place is,places are')} booked already."
            f" Give {self.booked} or more, or cancel bookings first."
        )


class SessionIsHeld(SessionRefused):
    words = "This session has been held. What happened stays as it was."


class SessionIsPast(SessionRefused):
    words = "This session has already begun, so it can no longer be changed."


class SessionIsCancelled(SessionRefused):
    words = "This session is cancelled. Add a new session instead."


class SessionIsPostponed(SessionRefused):
    words = "This session is postponed. Give it a new date first."


class SessionIsNotPostponed(SessionRefused):
    words = "This session has a date. Move it instead."


class NothingGoesOut(SessionRefused):
    words = "Nothing of this goes out for the session any more: it is over, or off."


class LettersHeld(SessionRefused):
    words = "This is held. Let it go first, or leave it."


class NobodyToWriteTo(SessionRefused):
    words = "There is nobody to write to yet."


class EveryoneHasIt(SessionRefused):
    words = "Everyone has had this already, so nothing is sent twice."


class NoReasonToHold(SessionRefused):
    words = "Write why, for whoever wonders what became of it."


class SameSession(SessionRefused):
    words = "These are one and the same session. Choose another to join it with."


class PriceMissing(SessionRefused):
    words = "Say what a place costs, above nothing, or open it to others."


class FeedbackUnanswered(SessionRefused):
    """What was said after `told` has led to no change note, and nobody has said why it need not."""

    def __init__(self, told) -> None:
        super().__init__(told)
        self.told = told

    def __str__(self) -> str:
        return (
            f"People told us what they thought of “{self.told}” on {day(self.told.starts_at)}."
            " Write what changes because of it, or say why nothing does."
        )


class NoReasonToPassOver(SessionRefused):
    words = "Say in a few words why nothing changes."
