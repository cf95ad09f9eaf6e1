"""The demonstration's registers, taken and closed, and what people said afterwards."""

import random
from datetime import timedelta

from django.utils import timezone

from core.models import User
from directory.models import Colleague, School
from directory.services.colleagues import colleague_leaves
from home.demo.clock import as_of
from home.demo.evaluation_forms import OWN_FORM, name_somebody, publish_own_form
from home.demo.people import UNSUBSCRIBED_SCHOOL
from home.demo.programme import Programme
from psg_catalogue.enums import Attendance, Concern, QuestionKind
from psg_catalogue.models import EvaluationQuestion, StudyGroupSession
from psg_catalogue.queries.comments import written
from psg_catalogue.services.answer_rows import Said
from psg_catalogue.services.change_notes import (
    next_session,
    pass_over_feedback,
    write_change_note,
)
from psg_catalogue.services.comments import report_comment
from psg_catalogue.services.evaluations import answer_evaluation, questions_of
from psg_catalogue.services.registers import BOOKED, close_register, mark_attendance
from psg_catalogue.services.walk_ins import add_walk_in

# Asked, and nobody answered; and one with too few answers to show.
UNANSWERED = "New to Reception"
FEW_ANSWERS = "Mixed-age mathematics without two lessons"
WITH_WALK_INS = ("Sounds first: phonics that sticks", "Reasoning every day in mathematics")
DO_NEXT = (
    "Try one prompt a day for a week and keep the answers.",
    "Plan the first fortnight with my teaching assistant.",
    "Look at six books together at our next staff meeting.",
    "Start smaller than I had meant to.",
    "Use the same routine in both year groups.",
)
CHANGE = (
    "Too many ideas in one go. I wanted to watch one being used.",
    "A little longer to talk to people from other schools.",
    "Tell us beforehand what to bring.",
    "The room was cold.",
)
RECOMMEND = (
    "Newly qualified teachers.",
    "Anyone who leads mathematics in a small school.",
    "Teaching assistants who work with groups.",
)
# What people write, by what they are asked.
PHRASES = {
    "What will you do next because of it?": DO_NEXT,
    "What should we change for next time?": CHANGE,
    "Who would you recommend it to?": RECOMMEND,
}
CHANGED = {
    "Reasoning every day in mathematics": (
        "There were too many prompts in one go, and some wanted to watch one being used.",
        "Three prompts, each shown with a class on video first.",
    ),
    "Sounds first: phonics that sticks": (
        "It would help to know beforehand what to bring.",
        "What to bring is on this page, and in the reminder.",
    ),
}
# Read by the leader, who leaves things as they are. What was said of “Sentence craft” still waits.
PASSED_OVER = {"Discussion as English": "Almost everyone asked for the same again, a term later."}
ANSWERED_SHARE = 0.75


def load_registers_and_answers(
    programme: Programme, accounts: dict[str, User], chance: random.Random
) -> None:
    """Every session that is over has a closed register; most were answered."""
    for title, sessions in programme.sessions.items():
        for number in range(1, len(sessions) + 1):
            session = programme.session(title, number)
            if session.ends_at < timezone.now() and session.is_open_state:
                publish_own_form(session, title, number, accounts["office@example.org"])
                _hold(session, title, accounts, chance)
    _report_a_comment(accounts["qa@example.org"])
    _move_school(programme)


def _hold(
    session: StudyGroupSession, title: str, accounts: dict[str, User], chance: random.Random
) -> None:
    office = accounts["office@example.org"]
    booked = session.bookings.confirmed().select_related("colleague")
    marks = {f"{BOOKED}{booking.pk}": _came(chance) for booking in booked}
    with as_of(session.starts_at + timedelta(minutes=10)):
        mark_attendance(session, marks, by=office)
        if title in WITH_WALK_INS:
            _walk_ins(session, office)
    with as_of(session.ends_at + timedelta(minutes=20)):
        close_register(session, by=office)
    with as_of(session.ends_at + timedelta(days=1)):
        _answer(session, title, chance)
        _say_what_changed(session, title, office)


def _came(chance: random.Random) -> Attendance:
    return chance.choices(
        (Attendance.PRESENT, Attendance.APOLOGIES, Attendance.ABSENT), (88, 7, 5)
    )[0]


def _walk_ins(session: StudyGroupSession, office: User) -> None:
    """Two people who had not booked: one of a school without a subscription, one not listed."""
    school = School.objects.get(name=UNSUBSCRIBED_SCHOOL)
    add_walk_in(session, name="Peregrine Oakley-Marsh", school=school, by=office)
    add_walk_in(
        session, name="Calla Winterfield", school_as_written="Willowmere Forest School", by=office
    )


def _answer(session: StudyGroupSession, title: str, chance: random.Random) -> None:
    if title == UNANSWERED:
        return
    session.refresh_from_db(fields=["evaluation_version"])
    questions = list(questions_of(session).questions.prefetch_related("options"))
    invitations = list(session.invitations.all())
    chance.shuffle(invitations)
    share = round(len(invitations) * ANSWERED_SHARE)
    for place, invitation in enumerate(invitations[: 3 if title == FEW_ANSWERS else share]):
        said = _answers(questions, chance)
        if title == OWN_FORM and place == 0:
            said |= name_somebody(session, questions)
        answer_evaluation(invitation, said)


def _answers(questions: list[EvaluationQuestion], chance: random.Random) -> dict[int, Said]:
    said: dict[int, Said] = {}
    for question in questions:
        options = [option.pk for option in question.options.all()]
        if question.kind == QuestionKind.SCALE:
            best = question.points
            said[question.pk] = chance.choices((best, best - 1, best - 2), (60, 32, 8))[0]
        elif question.kind == QuestionKind.CHOICE:
            said[question.pk] = chance.choices(options, range(len(options), 0, -1))[0]
        elif question.kind == QuestionKind.SEVERAL:
            said[question.pk] = [pk for pk in options if chance.random() < 0.4]
        elif (phrases := PHRASES.get(question.text)) and chance.random() < 0.5:
            said[question.pk] = chance.choice(phrases)
    return said


def _say_what_changed(session: StudyGroupSession, title: str, office: User) -> None:
    following = next_session(session)
    if following and title in CHANGED:
        said, changed = CHANGED[title]
        write_change_note(following, you_said=said, we_changed=changed, by=office)
    if title in PASSED_OVER:
        pass_over_feedback(session, because=PASSED_OVER[title], by=office)


def _report_a_comment(reader: User) -> None:
    """One comment that nobody is named in waits for the office all the same."""
    for comment in written().comments().order_by("response__session__starts_at", "pk")[:1]:
        report_comment(comment, concern=Concern.AUTHOR, by=reader)


def _move_school(programme: Programme) -> None:
    """One attender moved school during the year and stands on both staff lists."""
    held = programme.session("Sounds first: phonics that sticks", 1)
    entry = held.entries.exclude(colleague=None).exclude(email="").order_by("pk").last()
    if entry is None:
        return
    elsewhere = School.objects.open().exclude(pk=entry.school_id).order_by("-urn").first()
    colleague_leaves(entry.colleague, by=None)
    Colleague.objects.create(
        school=elsewhere, name=entry.name, email=entry.email, job_title=entry.colleague.job_title
    )
