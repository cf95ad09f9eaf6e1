"""The dated side of a session: when, where, how many, and in which state."""

import uuid
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone
from wagtail.models import PageViewRestriction

from core.academic_year import LONDON, AcademicYear
from directory.models import School
from psg_catalogue.enums import OPEN_SESSION_STATES, Access, SessionSource, SessionState
from psg_catalogue.models.pages import SessionPage, StudyGroupPage
from subscriptions.enums import VatTreatment


class StudyGroupSessionQuerySet(models.QuerySet):
    def upcoming(self, now: datetime | None = None) -> "StudyGroupSessionQuerySet":
        """Not over yet, whatever the state, but for those postponed with no new date."""
        return self.filter(ends_at__gte=now or timezone.now())

    def held(self) -> "StudyGroupSessionQuerySet":
        return self.filter(state=SessionState.HELD)

    def published(self) -> "StudyGroupSessionQuerySet":
        """Those whose page and study group any visitor can see: on the site, and neither they nor a
        page above them for some people only."""
        this = ExpressionWrapper(OuterRef("page__path"), output_field=models.CharField())
        restricted = PageViewRestriction.objects.annotate(this=this)
        return self.filter(
            ~Exists(restricted.filter(this__startswith=F("page__path"))),
            page__live=True,
            study_group__live=True,
        )

    def in_year(self, year: AcademicYear) -> "StudyGroupSessionQuerySet":
        return self.filter(starts_at__gte=year.starts_at, starts_at__lt=year.ends_at)

    def led_by(self, user) -> "StudyGroupSessionQuerySet":
        return self.filter(study_group__leaderships__practitioner__user=user)


class StudyGroupSession(models.Model):
    """One dated gathering of a study group. Changed only through services, since each change has
    consequences for people who are booked. `places_taken` is the second line against overselling:
    it always equals the bookings that take a place, and the database refuses more than `capacity`.
    """

    State = SessionState

    # A page that nobody was ever booked on takes its row along when an editor deletes it. Bookings,
    # register entries and QA visits protect the row, and so the page.
    page = models.OneToOneField(SessionPage, on_delete=models.CASCADE, related_name="session")
    study_group = models.ForeignKey(
        StudyGroupPage, on_delete=models.RESTRICT, related_name="sessions"
    )
    state = models.CharField(
        max_length=10, choices=SessionState.choices, default=SessionState.PLANNED
    )
    starts_at = models.DateTimeField("starts")
    ends_at = models.DateTimeField("ends")
    venue = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.PROTECT, related_name="hosted_sessions"
    )
    venue_note = models.CharField(
        max_length=200, blank=True, help_text="A room, or a place that is not a school."
    )
    joining_link = models.URLField(
        blank=True, help_text="For an online session. Sent to those booked, never shown publicly."
    )
    capacity = models.PositiveSmallIntegerField()
    places_taken = models.PositiveSmallIntegerField(default=0, editable=False)
    booking_closes_at = models.DateTimeField("book by", null=True, blank=True)
    access = models.CharField(
        "open to", max_length=12, choices=Access.choices, default=Access.SUBSCRIBERS
    )
    # For schools whose subscription does not cover the place, where others may come at a price.
    price_pence = models.PositiveIntegerField("price of a place", null=True, blank=True)
    place_vat = models.CharField(
        "VAT treatment", max_length=14, choices=VatTreatment.choices, default=VatTreatment.EXEMPT
    )
    cancellation_reason = models.CharField(max_length=300, blank=True)
    source = models.CharField(
        max_length=8, choices=SessionSource.choices, default=SessionSource.SITE
    )

    register_closed_at = models.DateTimeField(null=True, blank=True)
    register_closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # How many were asked to evaluate; who answered is never joined to what was answered.
    evaluations_asked = models.PositiveSmallIntegerField(default=0)
    # The questions they were asked, settled when the register was first closed.
    evaluation_version = models.ForeignKey(
        "psg_catalogue.EvaluationVersion",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="sessions",
    )
    # Those who had not answered were reminded. Whom that was is kept nowhere (SAFETY 50).
    evaluation_reminded_on = models.DateField(null=True, blank=True, editable=False)

    calendar_uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)

    objects = StudyGroupSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "session"
        ordering = ["starts_at", "pk"]
        permissions = [
            ("take_register", "Can take attendance registers"),
            ("reopen_register", "Can reopen a closed register"),
            ("book_for_schools", "Can book and cancel for any school"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(places_taken__lte=F("capacity")),
                name="a_session_is_never_oversold",
                violation_error_message="More places are booked than this.",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="a_session_ends_after_it_starts",
                violation_error_message="A session ends after it starts.",
            ),
            models.CheckConstraint(
                condition=~Q(access="paid") | Q(price_pence__isnull=False, price_pence__gt=0),
                name="a_session_with_a_price_a_place_says_which",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancellation_reason=""),
                name="a_cancelled_session_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "starts_at"], name="session_by_state_and_date"),
            models.Index(fields=["study_group", "starts_at"], name="session_by_group_and_date"),
        ]

    def __str__(self) -> str:
        return self.page.title

    @property
    def places_left(self) -> int:
        return max(self.capacity - self.places_taken, 0)

    @property
    def is_full(self) -> bool:
        return self.places_taken >= self.capacity

    @property
    def venue_name(self) -> str:
        """The school it is held at, or "" online and where a note names the place."""
        return self.venue.name if self.venue else ""

    @property
    def is_online(self) -> bool:
        return bool(self.joining_link) and self.venue_id is None

    @property
    def place_in_words(self) -> str:
        """Where it is, in a list; never the joining link."""
        if self.is_online:
            return "Online"
        return self.venue_name or self.venue_note or "Place to be announced"

    @property
    def is_open_state(self) -> bool:
        """Planned or confirmed: the only states in which places are given."""
        return self.state in OPEN_SESSION_STATES

    @property
    def has_begun(self) -> bool:
        """Held, or under way on a day that is fixed: the old date of one that is postponed or
        cancelled has no meaning."""
        on_its_day = self.is_open_state and self.starts_at <= timezone.now()
        return on_its_day or self.state == SessionState.HELD

    @property
    def year(self) -> AcademicYear:
        return AcademicYear.of(self.starts_at)

    @property
    def lasting(self) -> timedelta:
        """How long it is."""
        return self.ends_at - self.starts_at

    @property
    def day(self) -> date:
        """The day it begins, in London."""
        return self.starts_at.astimezone(LONDON).date()
