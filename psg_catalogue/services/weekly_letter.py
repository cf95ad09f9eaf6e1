"""Once a week, one letter: sessions that are new since the last and that match what somebody chose.
None where nothing is new."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.academic_year import LONDON
from core.services.outbox import queue_message
from psg_catalogue.enums import OPEN_SESSION_STATES
from psg_catalogue.models import NewSessionsSignUp, ProgrammeRules, StudyGroupSession
from psg_catalogue.occasions import place_of, session_url
from psg_catalogue.queries.programme import GroupWords, group_words
from psg_catalogue.services.new_sessions import WEEKLY, stop_letters
from psg_catalogue.services.new_sessions_links import LINK_KIND


@dataclass(frozen=True)
class New:
    """A session, when it could first be read, and what its study group is about."""

    session: StudyGroupSession
    since: datetime
    about: GroupWords

    def suits(self, subjects: set[str], stages: set[str]) -> bool:
        """True when it has one of the subjects and one of the key stages; none asked for is any.
        A study group without any is for everybody."""
        return _meets(subjects, self.about.subjects) and _meets(stages, self.about.stages)

    @property
    def place(self) -> str:
        return place_of(self.session)

    @property
    def url(self) -> str:
        return session_url(self.session)


def _meets(wanted: set[str], has: Iterable[tuple[str, str]]) -> bool:
    slugs = {slug for slug, _ in has}
    return not wanted or not slugs or bool(wanted & slugs)


def last_round(now: datetime, rules: ProgrammeRules | None = None) -> datetime:
    """The latest hour of the weekly letter that has come, by a London clock; in UTC."""
    rules = rules or ProgrammeRules.current()
    today = now.astimezone(LONDON).date()
    day = today - timedelta(days=(today.weekday() - rules.new_sessions_day) % 7)
    at = datetime.combine(day, rules.new_sessions_at, tzinfo=LONDON)
    if at > now:
        at = datetime.combine(day - timedelta(days=7), rules.new_sessions_at, tzinfo=LONDON)
    return at.astimezone(UTC)


def send_weekly_letters(now: datetime | None = None) -> int:
    """Everyone who confirmed before this week's hour knows what was published until then. Returns
    how many letters; a second run writes none."""
    now = now or timezone.now()
    until = last_round(now)
    waiting = NewSessionsSignUp.objects.confirmed().filter(told_until__lt=until)
    due = list(waiting.order_by("pk").values_list("pk", "told_until"))
    if not due:
        return 0
    new = new_sessions(min(told for _, told in due), until, now)
    return sum(_tell(pk, until, new) for pk, _ in due)


def new_sessions(since: datetime, until: datetime, now: datetime) -> list[New]:
    """The sessions to come that could first be read after `since` and not after `until`, in order
    of date. Two queries. A session is new with its own page or with its study group's, whichever
    was published later."""
    sessions = StudyGroupSession.objects.published().filter(
        Q(page__first_published_at__gt=since) | Q(study_group__first_published_at__gt=since),
        state__in=OPEN_SESSION_STATES,
        starts_at__gt=now,
    )
    found = list(sessions.select_related("page", "study_group", "venue").order_by("starts_at"))
    words = group_words({session.study_group_id for session in found})
    new = [New(each, _readable_since(each), words[each.study_group_id]) for each in found]
    return [each for each in new if since < each.since <= until]


def _readable_since(session: StudyGroupSession) -> datetime:
    both = (session.page.first_published_at, session.study_group.first_published_at)
    return max(moment for moment in both if moment)


@transaction.atomic
def _tell(pk: int, until: datetime, new: list[New]) -> bool:
    # Locked, so that two workers do not both write, and nobody is told who stops this moment.
    sign_up = NewSessionsSignUp.objects.select_for_update().filter(pk=pk).first()
    if sign_up is None or sign_up.told_until is None or sign_up.told_until >= until:
        return False
    subjects = set(sign_up.subjects.values_list("slug", flat=True))
    stages = set(sign_up.key_stages.values_list("slug", flat=True))
    theirs = [
        each for each in new if each.since > sign_up.told_until and each.suits(subjects, stages)
    ]
    sign_up.told_until = until
    sign_up.save(update_fields=["told_until"])
    if not theirs:
        return False
    letter = queue_message(
        kind=WEEKLY,
        to_email=sign_up.email,
        context={"new": theirs},
        about=f"psg_catalogue.newsessionssignup:{sign_up.pk}",
        once_key=f"{WEEKLY}:{sign_up.pk}:{until:%Y%m%d%H%M}",
        link_kind=LINK_KIND,
        link_object_id=sign_up.nonce.hex,
    )
    if letter is None:  # stopped by the link in a letter: the address is not kept either
        stop_letters(sign_up)
    return letter is not None
