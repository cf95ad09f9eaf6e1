"""The QA leads' year: what is planned and made, and the share reached beside the one agreed
(CB ¶8)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from core.academic_year import LONDON, AcademicYear
from core.models import PartnershipSettings
from core.percent import half_up_percent
from psg_catalogue.enums import OPEN_SESSION_STATES, SessionState
from psg_catalogue.models import QAVisit, ServiceAgreement, StudyGroupSession
from psg_catalogue.permissions import leads, may_record_qa, may_see_quality
from psg_catalogue.queries.scores import session_scores
from psg_catalogue.queries.terms import HostTerm, host_terms

SESSIONS_A_PAGE = 50


@dataclass(frozen=True)
class Share:
    """How much of a year is visited. `sessions` are all that are not cancelled, `held` those whose
    register is closed, `visited` the held ones with a visit and `planned` those to come with one;
    `target` is the share agreed, in percent, None where none is."""

    sessions: int
    held: int
    visited: int
    planned: int
    target: int | None

    @property
    def reached(self) -> int | None:
        """Percent of the sessions held, as the report to the Forum counts it."""
        return half_up_percent(self.visited, self.held) if self.held else None

    @property
    def needed(self) -> int | None:
        """Visits that the share asks for once every session of the year is held."""
        if self.target is None:
            return None
        return -(-self.sessions * self.target // 100)

    @property
    def to_plan(self) -> int:
        """Visits that nobody has planned yet."""
        return max((self.needed or 0) - self.visited - self.planned, 0)


def share_of(year: AcademicYear) -> Share:
    """The share reached in a year and the one agreed for it. Two queries."""
    visits = QAVisit.objects.filter(session=OuterRef("pk"))
    stands = ~Q(state=SessionState.CANCELLED)
    counted = (
        StudyGroupSession.objects.in_year(year)
        .annotate(made=Exists(visits.made()), has_plan=Exists(visits.planned()))
        .aggregate(
            sessions=Count("pk", filter=stands),
            held=Count("pk", filter=Q(state=SessionState.HELD)),
            visited=Count("pk", filter=Q(state=SessionState.HELD, made=True)),
            planned=Count("pk", filter=Q(state__in=OPEN_SESSION_STATES, has_plan=True)),
        )
    )
    agreement = ServiceAgreement.objects.of_year(year)
    return Share(**counted, target=agreement.quality_share if agreement else None)


def sessions_of(year: AcademicYear, term: HostTerm | None = None) -> QuerySet:
    """The year's sessions but for cancelled ones, or those of one term, with who leads them and the
    visits that stand."""
    visits = QAVisit.objects.standing().select_related("qa_lead").order_by("pk")
    sessions = StudyGroupSession.objects.in_year(year).exclude(state=SessionState.CANCELLED)
    if term:
        sessions = sessions.filter(
            starts_at__gte=_midnight(term.starts_on),
            starts_at__lt=_midnight(term.ends_on + timedelta(days=1)),
        )
    return (
        sessions.select_related("page", "study_group")
        .prefetch_related(
            "study_group__leaderships__practitioner",
            Prefetch("qa_visits", queryset=visits, to_attr="standing_visits"),
        )
        .order_by("starts_at", "pk")
    )


def page_of_sessions(sessions: QuerySet, number: str | None) -> Page:
    """Fifty of them, each with its visit and its score as `visit` and `score`, None where there is
    none."""
    page = Paginator(sessions, SESSIONS_A_PAGE).get_page(number)
    scores = session_scores([each.pk for each in page if each.state == SessionState.HELD])
    now = timezone.now()
    for session in page:
        session.visit = session.standing_visits[-1] if session.standing_visits else None
        session.score = scores.get(session.pk)
        if session.visit:
            session.visit.session = session
        session.may_be_planned = session.is_open_state and session.starts_at > now
        session.may_be_recorded = (
            session.state != SessionState.POSTPONED and session.starts_at <= now
        )
    return page


def terms_of(year: AcademicYear) -> list[HostTerm]:
    """The host authority's terms of one year."""
    terms = host_terms(PartnershipSettings.load(), year)
    return [term for term in terms if term.code.startswith(f"{year.start}-")]


def visits_to_write_up(qa_lead) -> list[QAVisit]:
    """The lead's own: planned for a session that has begun, and drafts that nobody else reads."""
    begun = Q(state=QAVisit.State.PLANNED, session__starts_at__lte=timezone.now())
    own = QAVisit.objects.filter(begun | Q(state=QAVisit.State.MADE), qa_lead=qa_lead)
    rows = own.exclude(session__state=SessionState.POSTPONED)
    return list(
        rows.select_related("session__page", "session__study_group").order_by("session__starts_at")
    )


def visits_read_by(user, session: StudyGroupSession) -> QuerySet:
    """The visits to a session whose words this person may read, the newest first: QA leads all that
    were made, the office and the session's leaders those shared, others none."""
    visits = session.qa_visits.made().select_related("session__study_group", "qa_lead")
    if may_record_qa(user):
        return visits
    reads = may_see_quality(user) or leads(user, session.study_group)
    return visits.shared() if reads else visits.none()


def _midnight(day) -> datetime:
    return datetime.combine(day, time.min, tzinfo=LONDON)
