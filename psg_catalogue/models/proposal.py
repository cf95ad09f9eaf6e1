"""A study group that a practitioner proposes, before it is a page (DOMAIN 2.4, 2.6)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from core.academic_year import AcademicYear
from directory.enums import Season
from directory.models import KeyStage, Practitioner, School, Subject
from psg_catalogue.enums import OPEN_PROPOSALS, ProposalState
from psg_catalogue.models.pages import StudyGroupPage

MOST_SESSIONS = 12


class GroupProposal(models.Model):
    """What a practitioner would lead in one academic year. Its words become the page's on approval
    and are not read again; `answer` is what the office last wrote to the proposer."""

    State = ProposalState

    proposer = models.ForeignKey(
        Practitioner, on_delete=models.PROTECT, related_name="group_proposals"
    )
    co_leaders = models.ManyToManyField(Practitioner, blank=True, related_name="+")
    academic_year = models.PositiveSmallIntegerField(help_text="The year it starts in: 2026.")
    title = models.CharField(max_length=200)
    summary = models.TextField(max_length=300)
    aims = models.TextField(max_length=2000)
    audience = models.CharField("who it is for", max_length=200)
    subjects = models.ManyToManyField(Subject, related_name="+")
    key_stages = models.ManyToManyField(KeyStage, related_name="+")
    year_changes = models.TextField("what the year should change", max_length=1000)
    session_count = models.PositiveSmallIntegerField(
        "how many sessions", validators=[MinValueValidator(1), MaxValueValidator(MOST_SESSIONS)]
    )
    # Season codes; where dates are given they say more.
    terms = models.JSONField("wished terms", default=list, blank=True)
    venue = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    venue_note = models.CharField("room or other place", max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField("places", default=20)

    state = models.CharField(
        max_length=9, choices=ProposalState.choices, default=ProposalState.PROPOSED, db_index=True
    )
    answer = models.TextField(max_length=1000, blank=True)
    proposed_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Deleted with its page a proposal is still on record as approved.
    page = models.OneToOneField(
        StudyGroupPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposal"
    )

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                "proposer",
                "academic_year",
                Lower("title"),
                condition=Q(state__in=OPEN_PROPOSALS),
                name="a_practitioner_proposes_a_study_group_once_a_year",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("sent_back", "declined")) | ~Q(answer=""),
                name="a_proposal_sent_back_or_declined_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_PROPOSALS, settled_at__isnull=True)
                | (~Q(state__in=OPEN_PROPOSALS) & Q(settled_at__isnull=False)),
                name="a_proposal_is_settled_when_it_is_not_open_any_more",
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1), name="a_proposed_study_group_has_places"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def year(self) -> AcademicYear:
        return AcademicYear(self.academic_year)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_PROPOSALS

    @property
    def term_words(self) -> list[str]:
        """The wished terms: ["Autumn", "Spring"]."""
        return [season.label for season in Season if season.value in self.terms]


class ProposedSession(models.Model):
    """A date that was wished for: London time, of one day."""

    proposal = models.ForeignKey(GroupProposal, on_delete=models.CASCADE, related_name="dates")
    title = models.CharField(max_length=200, blank=True)
    day = models.DateField("date")
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering = ["day", "starts", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="a_wished_session_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.title or f"{self.day:%d %B %Y}"
