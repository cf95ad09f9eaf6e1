"""Why a booking is refused: a named fact each, with the sentence that says what to do next."""

from core.academic_year import AcademicYear
from core.templatetags.wording import clock, counted, pounds, weekday_day
from directory.models import Colleague, School
from psg_catalogue.models import Booking, StudyGroupSession
from subscriptions.models import Subscription
from subscriptions.unpaid import Unpaid


class BookingRefused(Exception):
    """Nobody was booked. `str()` of it is a sentence for the person who asked."""


class SessionCancelled(BookingRefused):
    def __str__(self) -> str:
        return "This session has been cancelled, so there is nothing to book."


class SessionPostponed(BookingRefused):
    def __str__(self) -> str:
        return "This session is postponed. You can book once it has a new date."


class SessionOver(BookingRefused):
    """It has begun, or has been held."""

    def __str__(self) -> str:
        return "This session has already begun. Anyone may still come to the door."


class BookingClosed(BookingRefused):
    def __init__(self, session: StudyGroupSession) -> None:
        super().__init__(session)
        self.closed_at = session.booking_closes_at

    def __str__(self) -> str:
        return (
            f"Booking closed at {clock(self.closed_at)} on {weekday_day(self.closed_at)}."
            " Anyone may still come to the door."
        )


class NoSubscription(BookingRefused):
    """`lapsed` when the school had one for the year before, and has not renewed it."""

    def __init__(self, school: School, year: AcademicYear, *, lapsed: bool = False) -> None:
        super().__init__(school, year)
        self.school = school
        self.year = year
        self.lapsed = lapsed

    def __str__(self) -> str:
        if self.lapsed:
            return (
                f"{self.school.name} has not renewed its subscription for {self.year}, the year of"
                " this session. You can read everything here; to book, renew it first."
            )
        return (
            f"{self.school.name} has no subscription for {self.year}, the year of this session."
            " Subscribe first, then book."
        )


class PaymentOverdue(BookingRefused):
    """The scheme lets nobody book whose subscription is not paid by now. What is owed is for those
    who deal with the school's money."""

    def __init__(self, school: School, unpaid: Unpaid) -> None:
        super().__init__(school, unpaid)
        self.school = school
        self.unpaid = unpaid

    @property
    def for_everyone(self) -> str:
        return (
            f"{self.school.name} has still to pay for its subscription, so nobody can be booked"
            " now. Bookings made before stay."
        )

    def __str__(self) -> str:
        return f"{self.for_everyone} {self.unpaid.words} Once it is paid, you can book again."


class AllowanceSpent(BookingRefused):
    """More places are asked for than the school's subscription has left in its year."""

    def __init__(self, subscription: Subscription, left: int, asked: int) -> None:
        super().__init__(subscription, left, asked)
        self.subscription = subscription
        self.left = left
        self.asked = asked

    def __str__(self) -> str:
        subscription = self.subscription
        gives = (
            f"{subscription.school_name}’s subscription for {subscription.year} gives"
            f" {subscription.places_included} places, and"
        )
        if not self.left:
            return f"{gives} all of them are booked. Cancel one first, or ask our office for more."
        are = "1 is" if self.left == 1 else f"{self.left} are"
        return f"{gives} {are} left. Choose {self.left} at most, or ask our office for more."


class WaitingListStopped(BookingRefused):
    """There is no line to join any more, and fewer places are left than people were named."""

    def __init__(self, session: StudyGroupSession, free: int) -> None:
        super().__init__(session, free)
        self.free = free

    def __str__(self) -> str:
        if self.free:
            return (
                f"Only {counted(self.free, 'place is,places are')} left, and the waiting list has"
                " stopped. Untick the others: they may still come to the door."
            )
        return (
            "This session is full, and its waiting list has stopped. Anyone may still come to the"
            " door."
        )


class PlacesCost(BookingRefused):
    """The places are sold, and nobody has agreed to this price yet; `terms` has it."""

    def __init__(self, session: StudyGroupSession, terms) -> None:
        super().__init__(session)
        self.session = session
        self.terms = terms

    def __str__(self) -> str:
        each = pounds(self.terms.each_pence, "full")
        return f"A place at “{self.session.page.title}” costs {each}. Book it from its own page."


class PriceNeedsLead(BookingRefused):
    def __init__(self, session: StudyGroupSession) -> None:
        super().__init__(session)

    def __str__(self) -> str:
        return "This place is to be paid for. Ask a lead of your school to book it for you."


class PriceUnknown(BookingRefused):
    """The price cannot be said today; `str()` of it says why."""


class PlacesSoldOut(BookingRefused):
    """A place that is sold cannot wait in line for one."""

    def __init__(self, session: StudyGroupSession, free: int) -> None:
        super().__init__(session, free)
        self.free = free

    def __str__(self) -> str:
        if not self.free:
            return "There is no place left to buy. Ask our office, or come to the door."
        left = "1 place is" if self.free == 1 else f"{self.free} places are"
        return f"Only {left} left to buy. Choose {self.free} at most."


class StillBeingPaid(BookingRefused):
    def __str__(self) -> str:
        return (
            "This place is held while it is paid for by card. Give the places back from the page"
            " of the order, or let them run out."
        )


class NobodyNamed(BookingRefused):
    def __str__(self) -> str:
        return "Tick at least one colleague, or write the name of someone not on the list."


class PersonRefused(BookingRefused):
    """A refusal that is about one colleague."""

    def __init__(self, colleague: Colleague) -> None:
        super().__init__(colleague)
        self.colleague = colleague

    @property
    def beside_a_choice(self) -> str:
        """The sentence where one person is chosen, not ticked."""
        return f"{str(self).split('. ')[0].rstrip('.')}. Choose somebody else."


class NotOfThisSchool(PersonRefused):
    def __str__(self) -> str:
        return f"{self.colleague.name} is not on this school's staff list."


class ColleagueLeft(PersonRefused):
    def __str__(self) -> str:
        return f"{self.colleague.name} has left this school. Untick them, or put them back first."


class ClashingBooking(PersonRefused):
    """Booked elsewhere at that time, or on this very session through another school. What another
    school has booked is not told (SAFETY 33)."""

    def __init__(self, colleague: Colleague, other: Booking, *, same_session: bool) -> None:
        super().__init__(colleague)
        self.other = other
        self.same_session = same_session
        self.tellable = other.school_id == colleague.school_id

    @property
    def where(self) -> str:
        """Where the person is expected, to stand beside their name."""
        if self.same_session:
            whose = "under another name" if self.tellable else "by another school"
            return f"already booked on this session {whose}"
        if not self.tellable:
            return "already booked by another school at the same time"
        other = self.other.session
        hours = f"from {clock(other.starts_at)} to {clock(other.ends_at)}"
        return f"booked on “{other.page.title}” {hours} that day"

    @property
    def what(self) -> str:
        """The clash in words, without what to do about it."""
        return f"{self.colleague.name} is {self.where}"

    def __str__(self) -> str:
        return f"{self.what}. Untick {self.colleague.name}, or cancel the other booking first."


class PeopleRefused(BookingRefused):
    """One or more of the colleagues cannot be booked, so nobody was; `refusals` has one each."""

    def __init__(self, refusals: list[PersonRefused]) -> None:
        super().__init__(*refusals)
        self.refusals = tuple(refusals)

    def __str__(self) -> str:
        return " ".join(str(refusal) for refusal in self.refusals)


class SessionsRefused(BookingRefused):
    """Several sessions were asked for at once and one or more cannot be booked, so none was;
    `refusals` has each of them with its session."""

    def __init__(self, refusals: list[tuple[StudyGroupSession, BookingRefused]]) -> None:
        super().__init__(*(refusal for _, refusal in refusals))
        self.refusals = tuple(refusals)

    @property
    def sentences(self) -> list[str]:
        """One for each session, beginning with its date."""
        return [
            f"{weekday_day(session.starts_at)}, “{session.page.title}”: {refusal}"
            for session, refusal in self.refusals
        ]

    def __str__(self) -> str:
        return " ".join(self.sentences)


class OfferOver(BookingRefused):
    def __str__(self) -> str:
        return (
            "This place is no longer on offer: the time to answer is over, or it was answered"
            " before."
        )


class RequestOver(BookingRefused):
    def __str__(self) -> str:
        return "This request is over: it was answered before, or its time has run out."


class NotInLine(BookingRefused):
    def __str__(self) -> str:
        return "This person is not on the waiting list now. Look at the list again."


class NoFreePlace(BookingRefused):
    def __str__(self) -> str:
        return (
            "No place is free. Move the person to the head of the line, or add a place to the"
            " session."
        )


class NoReason(BookingRefused):
    def __str__(self) -> str:
        return "Write why. It stands in the history."


class NotToCharge(BookingRefused):
    """A place that costs nothing, is excused or invoiced, or is another school's."""

    def __str__(self) -> str:
        return "One of these is not to be invoiced any more. Look again at what is ticked."


class NotBooked(BookingRefused):
    """The booking has ended."""

    def __str__(self) -> str:
        return "This booking has ended, so there is nothing to pass on."


class SamePerson(PersonRefused):
    def __str__(self) -> str:
        return f"{self.colleague.name} has this place already. Choose somebody else."
