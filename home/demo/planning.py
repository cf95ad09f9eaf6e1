"""The demonstration's planning of the year: study groups proposed, in every state, and sessions at
the time of others. All invented."""

from datetime import date, time

from core.academic_year import AcademicYear
from core.models import User
from directory.models import KeyStage, Practitioner, School, Subject
from home.demo.calendar import slot
from home.demo.programme import Programme
from home.demo.words import BARTHOLOMEW, EZRA, OSRIC, RUFUS, TAMSIN
from psg_catalogue.models import GroupProposal
from psg_catalogue.services.group_copies import copy_to_year
from psg_catalogue.services.proposals import (
    ProposedWords,
    Wish,
    approve_proposal,
    decline_proposal,
    propose_group,
    send_back,
    withdraw_proposal,
)
from psg_catalogue.services.sessions import create_session

TWILIGHT = (time(16, 15), time(17, 45))


def load_proposals(
    practitioners: dict[str, Practitioner], accounts: dict[str, User], today: date
) -> None:
    """One proposal in each state: two to decide about, one of them with dates."""
    office, tamsin = accounts["office@example.org"], accounts["tamsin@example.org"]
    wishes = [
        _wish(today, 9, 1, "Rhyme before reading"),
        _wish(today, 15, 1, "Songs that teach sounds"),
    ]
    _propose(
        practitioners[TAMSIN], RHYMES, by=tamsin, dates=wishes, school="Brindle Down Primary School"
    )
    _propose(practitioners[EZRA], QUIET, with_leader=practitioners[RUFUS])
    back = _propose(practitioners[OSRIC], NUMBER)
    send_back(
        back, answer="Good. Could one of the three be online, for the far schools?", by=office
    )
    kits = _propose(
        practitioners[BARTHOLOMEW], KITS, dates=[_wish(today, 10, 3, "What is in the box")]
    )
    approve_proposal(kits, answer="With pleasure.", by=office)
    other = _propose(practitioners[RUFUS], MOVING)
    decline_proposal(
        other, answer="Delphine leads one on this already. Would you join her?", by=office
    )
    withdraw_proposal(_propose(practitioners[TAMSIN], OUTDOORS, by=tamsin), by=tamsin)


def load_clashes(programme: Programme, office: User) -> None:
    """Two sessions at the time of others: one with their place, leader and audience, the other for
    the same audience elsewhere. Nobody has booked them yet."""
    beside = (
        ("Reasoning every day in mathematics", 3, "Mixed-age mathematics without two lessons", 1),
        ("Talking before writing", 1, "Discussion as English", 1),
    )
    for title, number, other_title, other_number in beside:
        there, other = (
            programme.session(title, number),
            programme.session(other_title, other_number),
        )
        create_session(
            other.study_group,
            title="A second chance to come",
            starts_at=there.starts_at,
            ends_at=there.ends_at,
            capacity=other.capacity,
            venue=there.venue,
            introduction="For those who could not come to the first session.",
            by=office,
        )


def load_copy(programme: Programme, office: User) -> None:
    """One study group is in next year's plan already, as a draft."""
    group = programme.session("Sounds first: phonics that sticks", 1).study_group
    copy_to_year(group, AcademicYear.current().next, by=office)


def _propose(
    leader: Practitioner, words: dict, *, by: User | None = None, dates=(), school: str = "",
    with_leader: Practitioner | None = None,
) -> GroupProposal:  # fmt: skip
    dated = AcademicYear.of(dates[0].day) if dates else AcademicYear.current()
    rest = {key: words[key] for key in words if key not in ("subjects", "key_stages")}
    return propose_group(
        leader,
        ProposedWords(
            year=dated,
            subjects=list(Subject.objects.filter(name__in=words["subjects"])),
            key_stages=list(KeyStage.objects.filter(slug__in=words["key_stages"])),
            venue=School.objects.filter(name=school).first() if school else None,
            co_leaders=[with_leader] if with_leader else [],
            dates=[each for each in dates if each.day in dated],
            **rest,
        ),
        by=by,
    )


def _wish(today: date, weeks: int, weekday: int, title: str) -> Wish:
    starts_at, _ = slot(today, weeks, weekday)
    return Wish(starts_at.date(), *TWILIGHT, title)


RHYMES = {
    "title": "Rhyme, song and first reading",
    "summary": "Short daily rhymes and songs that get children ready to hear and say sounds.",
    "aims": "A rhyme a day, chosen for its sounds\nA way to notice who does not join in",
    "audience": "Teachers and teaching assistants, Nursery and Reception",
    "year_changes": "Every child in the setting knows twenty rhymes by heart by Easter.",
    "session_count": 3,
    "subjects": ("English", "Early years"),
    "key_stages": ("eyfs",),
    "terms": ("spring", "summer"),
}
QUIET = {
    "title": "Quiet pupils, loud ideas",
    "summary": "Ways for pupils who seldom speak to show what they think.",
    "aims": "Three ways to answer without speaking to the class",
    "audience": "Teachers and teaching assistants, all phases",
    "year_changes": "Each class has two pupils who now answer every day.",
    "session_count": 2,
    "subjects": ("SEND",),
    "key_stages": ("ks1", "ks2", "ks3"),
    "terms": ("summer",),
}
NUMBER = {
    "title": "Number facts without fear",
    "summary": "Fluency by small steps and games, with no timed tests.",
    "aims": "A bank of five-minute games\nA record of which facts are known",
    "audience": "Teachers of Years 3 to 6",
    "year_changes": "Pupils reach for a known fact before they count.",
    "session_count": 3,
    "subjects": ("Mathematics",),
    "key_stages": ("ks2",),
    "terms": ("spring",),
    "venue_note": "Any school near Thistlecombe",
}
KITS = {
    "title": "Science kits that travel",
    "summary": "Boxes for six enquiries, shared between schools.",
    "aims": "Six boxes, each with a question",
    "audience": "Science leaders, key stages 1 and 2",
    "year_changes": "No enquiry is left out for want of equipment.",
    "session_count": 2,
    "subjects": ("Science",),
    "key_stages": ("ks1", "ks2"),
}
MOVING = {
    "title": "Moving well in small halls",
    "summary": "Physical education where there is little room.",
    "aims": "Six lessons for a small hall",
    "audience": "Teachers in small schools",
    "year_changes": "Two hours a week, whatever the weather.",
    "session_count": 1,
    "subjects": ("Physical education",),
    "key_stages": ("ks1", "ks2"),
}
OUTDOORS = {
    "title": "Stories out of doors",
    "summary": "Telling and acting stories outside, all year.",
    "aims": "One story a week outside",
    "audience": "Reception and Year 1",
    "year_changes": "Children retell a story without being asked.",
    "session_count": 2,
    "subjects": ("English",),
    "key_stages": ("eyfs", "ks1"),
}
