"""Two sessions at one time: what they share, said beside each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.academic_year import AcademicYear
from directory.models import KeyStage
from psg_catalogue.queries.planned import AUDIENCE, LEADER, VENUE, clashing_pairs, planned_in
from tests.factories.directory import PractitionerFactory, SchoolFactory, SubjectFactory
from tests.factories.psg_catalogue import (
    LASTING,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    twilight,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-02 12:00+00:00")


def session(group, starts=None, **fields):
    starts = starts or twilight(14)
    return StudyGroupSessionFactory(
        study_group=group, starts_at=starts, ends_at=starts + LASTING, **fields
    )


def clashes() -> dict[str, list[str]]:
    """What each session's clashes are about, by the title of its study group."""
    return {
        each.group_title: [clash.what for clash in each.clashes]
        for each in planned_in(AcademicYear.current())
    }


def test_each_says_in_words_what_it_shares_with_the_other():
    maths, ks2 = SubjectFactory(name="Mathematics"), KeyStage.objects.get(slug="ks2")
    leader, hall = PractitionerFactory(name="Osric"), SchoolFactory(name="Thistlecombe")
    one = StudyGroupPageFactory(
        title="One", leaders=[leader, PractitionerFactory()], subjects=[maths], key_stages=[ks2]
    )
    two = StudyGroupPageFactory(title="Two", leaders=[leader], subjects=[maths], key_stages=[ks2])
    session(one, venue=hall)
    session(two, twilight(14) + HOUR, venue=hall)

    first, second = planned_in(AcademicYear.current())

    assert [(each.what, each.words) for each in first.clashes] == [
        (VENUE, "Thistlecombe also has “Two”, 17:15 to 18:45"),
        (LEADER, "Osric also leads “Two”, 17:15 to 18:45"),
        (AUDIENCE, "Mathematics, Key stage 2: also “Two”, 17:15 to 18:45"),
    ]
    assert [each.what for each in second.clashes] == [VENUE, LEADER, AUDIENCE]
    assert "“One”, 16:15 to 17:45" in second.clashes[0].words
    ((earlier, later, shared),) = clashing_pairs([first, second])
    assert (earlier, later, len(shared)) == (first, second, 3)


def test_what_is_no_clash():
    """One after the other; another room; a namesake; only the subject or only the key stage; a
    study group that meets twice at a time; what is over, off or postponed."""
    maths, art = SubjectFactory(), SubjectFactory()
    ks1, ks2 = KeyStage.objects.get(slug="ks1"), KeyStage.objects.get(slug="ks2")
    hall, start = SchoolFactory(), twilight(14)
    library = session(
        StudyGroupPageFactory(
            title="Library", leaders=[PractitionerFactory(name="Osric")], subjects=[maths],
            key_stages=[ks2],
        ),
        venue=hall,
        venue_note="The library",
    ).study_group  # fmt: skip
    namesake = PractitionerFactory(name="Osric")
    session(
        StudyGroupPageFactory(title="Hall", leaders=[namesake], subjects=[maths], key_stages=[ks1]),
        venue=hall,
        venue_note="The hall",
    )
    session(StudyGroupPageFactory(title="Art", subjects=[art], key_stages=[ks2]))
    session(StudyGroupPageFactory(title="After", leaders=[namesake]), start + LASTING, venue=hall)
    for title, off in (("Off", {"cancelled": True}), ("Later", {"postponed": True})):
        session(StudyGroupPageFactory(title=title, leaders=[namesake]), venue=hall, **off)
    session(StudyGroupPageFactory(title="Over 1", leaders=[namesake]), twilight(-7), venue=hall)
    session(StudyGroupPageFactory(title="Over 2", leaders=[namesake]), twilight(-7), venue=hall)

    found = clashes()

    assert "Off" not in found
    assert found == dict.fromkeys(
        ["Library", "Hall", "Art", "After", "Later", "Over 1", "Over 2"], []
    )
    # A room that is not named may be the same one.
    session(StudyGroupPageFactory(title="Somewhere"), venue=hall)
    assert clashes()["Somewhere"] == [VENUE, VENUE]
    session(library, venue=SchoolFactory())
    assert AUDIENCE not in clashes()["Library"]


def test_drafts_are_planned_too_and_clash():
    leader = PractitionerFactory()
    draft = StudyGroupPageFactory(title="Draft", leaders=[leader], live=False)
    session(draft, live=False)
    session(StudyGroupPageFactory(title="On the site", leaders=[leader]))
    assert clashes() == {"Draft": [LEADER], "On the site": [LEADER]}
    assert [each.is_draft for each in planned_in(AcademicYear.current())] == [True, False]
    assert planned_in(AcademicYear.of(timezone.now()).next) == []
