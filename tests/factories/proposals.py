"""Made-up proposals of study groups."""

from datetime import date, time

from core.academic_year import AcademicYear
from directory.models import KeyStage, Practitioner
from psg_catalogue.models import GroupProposal
from psg_catalogue.services.proposals import ProposedWords, Wish, propose_group
from tests.factories.directory import PractitionerFactory, SubjectFactory


def words_of_proposal(**words) -> ProposedWords:
    """What a proposal says, with one subject and key stage 1; anything may be given."""
    usual = {
        "year": AcademicYear.current(),
        "title": "Reasoning every day",
        "summary": "Short prompts that make pupils explain.",
        "aims": "Prompts for any lesson\nEvidence from <b>one</b> class",
        "audience": "Teachers of key stage 1",
        "year_changes": "Pupils say why.",
        "session_count": 3,
        "key_stages": [KeyStage.objects.get(slug="ks1")],
    }
    words = {**usual, **words}
    words.setdefault("subjects", [SubjectFactory()])
    return ProposedWords(**words)


def a_wish(day: date, title: str = "") -> Wish:
    return Wish(day, time(16, 15), time(17, 45), title)


def a_proposal(proposer: Practitioner | None = None, **words) -> GroupProposal:
    """One that waits for the office."""
    return propose_group(proposer or PractitionerFactory(), words_of_proposal(**words))
