"""What posts, their reviews and candidates know of people."""

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from core.privacy import Person, PersonalTable, declare, declare_actors, declare_words
from directory.outreach.models import Candidate, CandidateSupport, InductionStep
from directory.outreach.services.candidates import empty_candidate

SOMEBODY = "Somebody since erased"


def declare_privacy_of_posts() -> None:
    """Called once, when the app is ready."""
    declare(
        PersonalTable(
            model="outreach.Candidate",
            heading="Interest in becoming an AST",
            fields=("name", "email", "practitioner"),
            rows_of=_candidacies_of,
            goes="Name, address and words are taken out. That there was a candidate stays.",
            erase=_empty,
        )
    )
    declare(
        PersonalTable(
            model="outreach.CandidateSupport",
            heading="Support on the way to becoming an AST",
            fields=("candidate",),
            rows_of=lambda person: CandidateSupport.objects.filter(
                candidate__in=_candidacies_of(person).values("pk")
            ),
            goes="What was still to do, and the words of what was done.",
            erase=lambda person, rows: rows.update(note=""),
            hidden=("by",),
            # While the address still leads to the candidate.
            order=40,
        )
    )
    declare(
        PersonalTable(
            model="outreach.InductionStep",
            heading="Induction as an AST",
            fields=("appointment",),
            rows_of=lambda person: InductionStep.objects.filter(
                appointment__practitioner__in=person.pks("directory.Practitioner")
            ),
            stays="That an induction was made stays, of a former practitioner.",
        )
    )
    declare_words("outreach.CandidateSupport", "note")
    declare_actors("outreach.CandidateSupport", "by")
    declare_words("outreach.PostRequest", "case", "answer")
    declare_actors("outreach.PostRequest", "made_by", "answered_by")
    declare_words("outreach.PostReview", "discussion", "appeal", "answer")
    declare_actors("outreach.PostReview", "decided_by", "heard_by")
    declare_words("outreach.ASTPost", "exempt_reason")


def _candidacies_of(person: Person) -> QuerySet[Candidate]:
    """By the address they gave, and by the practitioner they became."""
    return Candidate.objects.annotate(written_to=Lower("email")).filter(
        Q(written_to__in=person.emails) | Q(practitioner__in=person.pks("directory.Practitioner"))
    )


def _empty(person: Person, rows: QuerySet[Candidate]) -> int:
    found = list(rows)
    for candidate in found:
        empty_candidate(candidate, name=SOMEBODY)
    return len(found)
