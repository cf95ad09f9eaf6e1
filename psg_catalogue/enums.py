"""States of sessions, bookings, attendance and evaluation, and the named groups of them."""

from django.db import models


class SessionState(models.TextChoices):
    """planned → confirmed → held; postponed → planned; cancelled (DOMAIN 2.4). Only held counts."""

    PLANNED = "planned", "Planned"
    CONFIRMED = "confirmed", "Confirmed"
    HELD = "held", "Held"
    POSTPONED = "postponed", "Postponed"
    CANCELLED = "cancelled", "Cancelled"


OPEN_SESSION_STATES = (SessionState.PLANNED, SessionState.CONFIRMED)


class Access(models.TextChoices):
    SUBSCRIBERS = "subscribers", "Schools with a subscription"
    OPEN = "open", "All schools"
    PAID = "paid", "Schools with a subscription, and others at a price a place"


class BookingState(models.TextChoices):
    """What may become of a booking stands in `booking_moves`."""

    REQUESTED = "requested", "Waiting for a lead to agree"
    CONFIRMED = "confirmed", "Booked"
    UNPAID = "unpaid", "Held until it is paid"
    WAITING_LIST = "waiting_list", "Waiting list"
    OFFERED = "offered", "Offered a place"
    CANCELLED_BY_SCHOOL = "cancelled_by_school", "Cancelled by the school"
    CANCELLED_BY_ORGANISER = "cancelled_by_organiser", "Cancelled by the organiser"
    SUBSTITUTED = "substituted", "Passed to a colleague"
    DECLINED = "declined", "Declined"
    LAPSED = "lapsed", "Ran out unanswered"


# Each of these counts against the capacity: an offer, a request and a payment hold their place.
PLACE_STATES = (
    BookingState.CONFIRMED,
    BookingState.OFFERED,
    BookingState.REQUESTED,
    BookingState.UNPAID,
)
ACTIVE_BOOKING_STATES = (*PLACE_STATES, BookingState.WAITING_LIST)


class UnusedKind(models.TextChoices):
    LATE = "late", "Late cancellation"
    NO_SHOW = "no_show", "Did not come"


class Attendance(models.TextChoices):
    PRESENT = "present", "Present"
    ABSENT = "absent", "Absent"
    APOLOGIES = "apologies", "Apologies"


class QuestionKind(models.TextChoices):
    SCALE = "scale", "Scale"
    CHOICE = "choice", "One choice"
    SEVERAL = "several", "Several choices"
    TEXT = "text", "Words"


# Kinds that are answered with the options a question offers.
CHOOSING = (QuestionKind.CHOICE, QuestionKind.SEVERAL)


class CommentReview(models.TextChoices):
    """What became of a comment in which somebody seems to be named, or that a reader or the office
    takes exception to. Only words are looked at."""

    NONE = "", "Names nobody we know of"
    WAITING = "waiting", "May name somebody"
    REPORTED = "reported", "Reported by a reader"
    SHOWN = "shown", "Shown as it was written"
    SHORTENED = "shortened", "Shown without the names"
    WITHHELD = "withheld", "Withheld"


# Comments that the office has to look at; nobody else reads them, nor those that it withholds.
TO_LOOK_AT = (CommentReview.WAITING, CommentReview.REPORTED)
KEPT_BACK = (*TO_LOOK_AT, CommentReview.WITHHELD)


class Concern(models.TextChoices):
    """Why a reader reports a comment. One of a list, so that no report says who wrote it."""

    NAMES = "names", "It names somebody, or says who is meant"
    PUPIL = "pupil", "It is about a pupil"
    AUTHOR = "author", "It shows who wrote it"
    HURTFUL = "hurtful", "It insults or threatens somebody"


class QAVisitState(models.TextChoices):
    """What may become of a visit stands in `quality_moves`."""

    PLANNED = "planned", "Planned"
    MADE = "made", "Made, not shared yet"
    SHARED = "shared", "Shared with the leader"
    CALLED_OFF = "called_off", "Called off"


class SessionSource(models.TextChoices):
    SITE = "site", "This site"
    HISTORY = "history", "Earlier records"


class ProposalState(models.TextChoices):
    """What may become of a proposal stands in `proposal_moves`."""

    PROPOSED = "proposed", "Proposed"
    SENT_BACK = "sent_back", "Sent back with words"
    APPROVED = "approved", "Approved"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


# Somebody still has to do something about these.
OPEN_PROPOSALS = (ProposalState.PROPOSED, ProposalState.SENT_BACK)


class Reminding(models.TextChoices):
    """What the site writes by itself a time before or after a session. What each is to whom stands
    in `services.reminders.kinds`."""

    ATTENDERS = "attenders", "Reminder to those booked"
    LEADERS = "leaders", "List of names and needs, to the leaders"
    EVALUATION = "evaluation", "Evaluation, asked for once more"


class Weekday(models.IntegerChoices):
    """As Python counts them."""

    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"
    SATURDAY = 5, "Saturday"
    SUNDAY = 6, "Sunday"


class Side(models.TextChoices):
    BEFORE = "before", "before the session"
    AFTER = "after", "after the session"
