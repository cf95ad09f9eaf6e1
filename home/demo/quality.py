"""The demonstration's service level agreement, and its QA lead's visits: shared with a reply, made
and still a draft, planned, and called off with the session."""

from datetime import timedelta

from django.utils import timezone

from core.academic_year import AcademicYear
from core.models import User
from home.demo.clock import as_of
from home.demo.programme import Programme
from psg_catalogue.models import ServiceAgreement, StudyGroupSession
from psg_catalogue.services.quality import plan_visit, record_visit, reply_to_visit, share_visit

TERMS = """The training school runs the year's study groups for the authority: it finds leaders and
rooms, takes bookings, keeps the registers, asks for evaluations and reports to the Schools Forum.
Subscriptions go towards what that costs."""
QUALITY_SHARE = 25
# Written of the first session of each, and whether the leader has read it.
RECORDS = {
    "Sounds first: phonics that sticks": (
        "Well prepared and generous: everyone left with something to try.",
        "What people had brought was used from the first minute. Every idea was shown, then tried.",
        "The last part was hurried: two people had to leave before it. Plan less, or end later.",
        True,
    ),
    "Reasoning every day in mathematics": (
        "Clear and practical, with room for questions.",
        "Short films of real lessons, stopped at the right moments.",
        "More time in pairs, so that those from smaller schools speak too.",
        True,
    ),
    "Sentence craft in upper key stage 2": (
        "A good start that could be bolder.",
        "The examples came from pupils' own books.",
        "Say at the beginning what people will take away.",
        False,
    ),
}
REPLY = "Thank you. Next time the last part has twenty minutes more, and two ideas fewer."
REPLIED = "Sounds first: phonics that sticks"
PLANNED = ("Talking before writing", "Everyone moves: inclusive PE")


def load_quality(programme: Programme, accounts: dict[str, User]) -> None:
    """An agreement with a share, records in every state, and two visits to come."""
    year = AcademicYear.current()
    ServiceAgreement.objects.create(
        provider="Marlbridge Training School",
        starts_on=year.previous.previous.first_day,
        terms=TERMS,
        quality_share=QUALITY_SHARE,
    )
    lead = accounts["qa@example.org"]
    for title in RECORDS:
        _record(programme.session(title, 1), title, lead)
    for title in PLANNED:
        coming = _next_of(programme, title)
        if coming:
            plan_visit(coming, qa_lead=lead)


def _record(session: StudyGroupSession, title: str, lead: User) -> None:
    overall, strengths, development, shared = RECORDS[title]
    if session.starts_at > timezone.now():
        return
    with as_of(session.ends_at + timedelta(hours=2)):
        visit = record_visit(
            session, qa_lead=lead, visited_on=session.day, overall=overall, strengths=strengths,
            development=development,
        )  # fmt: skip
    if not shared:
        return
    with as_of(session.ends_at + timedelta(days=1)):
        share_visit(visit, by=lead)
    leader = session.study_group.leaderships.select_related("practitioner__user").first()
    if title == REPLIED and leader.practitioner.user:
        with as_of(session.ends_at + timedelta(days=2)):
            reply_to_visit(visit, words=REPLY, by=leader.practitioner.user)


def _next_of(programme: Programme, title: str) -> StudyGroupSession | None:
    for number in range(1, len(programme.sessions[title]) + 1):
        session = programme.session(title, number)
        if session.is_open_state and session.starts_at > timezone.now():
            return session
    return None
