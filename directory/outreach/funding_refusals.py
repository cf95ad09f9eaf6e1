"""Why something about funding or a return is refused: a named fact each. `str()` of it is the
sentence for the person who asked."""

from datetime import date

from core.templatetags.wording import long_date, pounds


class FundingRefused(Exception):
    """Nothing was written."""


class NotYours(FundingRefused):
    def __str__(self) -> str:
        return "This is for somebody else to do. Nothing has changed."


class ReasonMissing(FundingRefused):
    def __str__(self) -> str:
        return "Give a reason: those whom it concerns read it."


# Streams


class OutsideStream(FundingRefused):
    def __init__(self, first: date, last: date) -> None:
        super().__init__(first, last)
        self.first, self.last = first, last

    def __str__(self) -> str:
        return f"The stream runs from {long_date(self.first)} to {long_date(self.last)}."


class PaidAlready(FundingRefused):
    """The post is on a stream in those days, or in the same term."""

    def __str__(self) -> str:
        return (
            "The post is paid from a stream in that time already. A post changes streams between"
            " terms: end the other first, on or before the last day of a term."
        )


class NoPosts(FundingRefused):
    def __str__(self) -> str:
        return "No post is on this stream yet, so there is nobody to share it among."


class HeadsTooHigh(FundingRefused):
    def __str__(self) -> str:
        return (
            "Pay-scale differences and allowances come to more than the stream. Lower one of them,"
            " and share again."
        )


class StreamHasEnded(FundingRefused):
    def __str__(self) -> str:
        return "This stream has ended already."


# Releases


class PapersClosed(FundingRefused):
    def __str__(self) -> str:
        return "The papers can only be marked before the release is proposed."


class DayToCome(FundingRefused):
    def __str__(self) -> str:
        return "That day is still to come. Give today or a day before."


class NothingToRelease(FundingRefused):
    def __str__(self) -> str:
        return "The post has no amount on its stream. Give its cost heads first."


class StreamOverspent(FundingRefused):
    def __init__(self, pence: int) -> None:
        super().__init__(pence)
        self.pence = pence

    def __str__(self) -> str:
        return (
            f"Only {pounds(max(self.pence, 0), 'full')} of the stream is left. Lower the amount, or"
            " put the post on another stream."
        )


class SamePerson(FundingRefused):
    def __str__(self) -> str:
        return "You proposed this yourself. Somebody else has to confirm it."


class BeforeEndOfTerm(FundingRefused):
    """CB ¶7: only at the end of each term."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day

    def __str__(self) -> str:
        return f"Money is released at the end of the term, so not before {long_date(self.day)}."


# Returns


class NothingInReturn(FundingRefused):
    def __str__(self) -> str:
        return (
            "No visit and no session is on record for this term. Tick that it is a nil return, or"
            " record your visits first."
        )


class NotNil(FundingRefused):
    def __str__(self) -> str:
        return "There are visits or sessions on record, so this cannot be a nil return."
