"""Bookings and the attendance register."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from directory.models import Colleague, School
from directory.scoping import BOOKERS, OfSchools
from psg_catalogue.enums import ACTIVE_BOOKING_STATES, PLACE_STATES, Attendance, BookingState
from psg_catalogue.models.orders import PlaceOrder
from psg_catalogue.models.session import StudyGroupSession
from subscriptions.models import CreditNote, Subscription

_ACTIVE = [state.value for state in ACTIVE_BOOKING_STATES]
_WITH_PLACE = [state.value for state in PLACE_STATES]


class BookingQuerySet(OfSchools):
    person_path = "colleague__user"
    reach = BOOKERS

    def active(self) -> "BookingQuerySet":
        return self.filter(state__in=_ACTIVE)

    def confirmed(self) -> "BookingQuerySet":
        return self.filter(state=BookingState.CONFIRMED)

    def taking_a_place(self) -> "BookingQuerySet":
        """What counts against the capacity: booked, offered, and waiting for a lead to agree."""
        return self.filter(state__in=_WITH_PLACE)

    def waiting(self) -> "BookingQuerySet":
        """The waiting list, its head first."""
        return self.filter(state=BookingState.WAITING_LIST).in_line()

    def offered(self) -> "BookingQuerySet":
        return self.filter(state=BookingState.OFFERED).in_line()

    def in_line(self) -> "BookingQuerySet":
        """In the order of the waiting list."""
        return self.order_by("line_order", "waiting_since", "pk")

    def run_out(self, now=None) -> "BookingQuerySet":
        """Offers and requests whose time to be answered is over."""
        now = now or timezone.now()
        return self.filter(
            Q(state=BookingState.OFFERED, offer_expires_at__lte=now)
            | Q(state=BookingState.REQUESTED, request_expires_at__lte=now)
        )


class Booking(models.Model):
    """A named colleague's place at a session, or a place in the line for one."""

    State = BookingState

    session = models.ForeignKey(
        StudyGroupSession, on_delete=models.PROTECT, related_name="bookings"
    )
    colleague = models.ForeignKey(Colleague, on_delete=models.PROTECT, related_name="bookings")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="bookings")
    # Whose year this place is drawn on; none where a session is open to all.
    subscription = models.ForeignKey(
        Subscription, null=True, blank=True, on_delete=models.PROTECT, related_name="bookings"
    )
    # What pays for this place, where it is sold.
    order = models.ForeignKey(
        PlaceOrder, null=True, blank=True, on_delete=models.PROTECT, related_name="bookings"
    )
    # What took its price back, where it was sold.
    credit_note = models.ForeignKey(
        CreditNote, null=True, blank=True, on_delete=models.PROTECT, related_name="places"
    )
    state = models.CharField(
        max_length=24, choices=BookingState.choices, default=BookingState.CONFIRMED
    )
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_office = models.BooleanField(default=False, help_text="The office acted for the school.")
    # When the place was given; of a waiting booking, when it was asked for.
    booked_at = models.DateTimeField(default=timezone.now)
    # Kept when it ends while waiting or offered, empty once there is a place.
    waiting_since = models.DateTimeField(null=True, blank=True)
    # Given in turn on joining; the office may change it with a reason.
    line_order = models.PositiveIntegerField(default=0, editable=False)
    # Until when the place is held for an answer.
    offer_expires_at = models.DateTimeField(null=True, blank=True)
    request_expires_at = models.DateTimeField(null=True, blank=True)
    # A colleague asked, at a school whose leads agree to each booking, and none has yet.
    needs_agreement = models.BooleanField(default=False)
    # What a secret link about this booking holds; each offer has a new one.
    link_nonce = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    # The booking whose place, or place in the line, this one took over.
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    # When a mark on the register was last taken back: an older one, kept on a device that had no
    # network, does not bring it up again.
    unmarked_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Rises with every change the attender's calendar must follow.
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["booked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "colleague"],
                condition=Q(state__in=_ACTIVE),
                name="a_colleague_is_booked_once_on_a_session",
            ),
            models.CheckConstraint(
                condition=~Q(state="unpaid") | Q(order__isnull=False),
                name="a_place_that_is_held_unpaid_has_an_order",
            ),
            models.CheckConstraint(
                condition=Q(order=None) | Q(subscription=None),
                name="a_place_is_bought_or_drawn_on_a_subscription",
            ),
            models.CheckConstraint(
                condition=Q(credit_note=None) | Q(order__isnull=False, ended_at__isnull=False),
                name="a_place_is_credited_that_was_sold_and_is_over",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting_list") | Q(waiting_since__isnull=False),
                name="a_waiting_booking_says_since_when",
            ),
            models.CheckConstraint(
                condition=Q(state="offered", offer_expires_at__isnull=False)
                | ~Q(state="offered") & Q(offer_expires_at=None),
                name="an_offer_and_nothing_else_runs_out",
            ),
            models.CheckConstraint(
                condition=Q(state="requested", request_expires_at__isnull=False)
                | ~Q(state="requested") & Q(request_expires_at=None),
                name="a_request_and_nothing_else_waits_to_be_agreed",
            ),
        ]
        indexes = [models.Index(fields=["session", "state"], name="booking_by_session_state")]

    def __str__(self) -> str:
        return f"{self.colleague}, {self.session}"

    @property
    def had_place(self) -> bool:
        """True when there is a place, or was one until the booking ended."""
        return self.waiting_since is None and not self.needs_agreement


class RegisterEntryQuerySet(models.QuerySet):
    def present(self) -> "RegisterEntryQuerySet":
        return self.filter(attendance=Attendance.PRESENT)


class RegisterEntry(models.Model):
    """One line of the attendance register (DOMAIN 2.4). The school at the time is kept on the row;
    a walk-in needs no subscription and takes no place (P1)."""

    Attendance = Attendance

    session = models.ForeignKey(StudyGroupSession, on_delete=models.PROTECT, related_name="entries")
    booking = models.OneToOneField(
        Booking, null=True, blank=True, on_delete=models.PROTECT, related_name="register_entry"
    )
    colleague = models.ForeignKey(
        Colleague, null=True, blank=True, on_delete=models.SET_NULL, related_name="register_entries"
    )
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.PROTECT, related_name="register_entries"
    )
    school_as_written = models.CharField(
        max_length=200,
        blank=True,
        help_text="When the school is not listed, for the office to settle.",
    )
    school_name = models.CharField("school at the time", max_length=200, blank=True)
    authority_code = models.CharField(max_length=3, blank=True)
    attendance = models.CharField(max_length=10, choices=Attendance.choices)
    walk_in = models.BooleanField(default=False)
    self_signed = models.BooleanField(
        default=False, help_text="They signed themselves in by the sign at the door."
    )
    # Lower-case email, or name and URN where there is none: a person stands once on a register.
    person_key = models.CharField(max_length=320, editable=False)
    marked_at = models.DateTimeField(default=timezone.now)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = RegisterEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "register entry"
        verbose_name_plural = "register entries"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person_key"], name="a_person_stands_once_on_a_register"
            ),
            models.CheckConstraint(
                condition=~Q(person_key=""), name="a_register_entry_knows_its_person"
            ),
        ]
        indexes = [
            models.Index(fields=["session", "attendance"], name="entry_by_session_attendance")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def school_urn(self) -> str:
        """The URN, or "" while the school is still to be settled."""
        return self.school.urn if self.school else ""
