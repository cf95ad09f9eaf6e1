"""What posts, their reviews and candidates know of people."""

from django.db.models.functions import Lower

from core.privacy import PersonalTable, declare, declare_actors, declare_words
from core.privacy.person import NO_ADDRESS
from directory.outreach.models import Candidate

SOMEBODY = "Somebody since erased"


def declare_privacy_of_posts() -> None:
    """Called once, when the app is ready."""
    declare(
        PersonalTable(
            model="outreach.Candidate",
            heading="Interest in becoming an AST",
            fields=("name", "email", "practitioner"),
            rows_of=lambda person: Candidate.objects.annotate(written_to=Lower("email")).filter(
                written_to__in=person.emails
            ),
            goes="Name, address and words are taken out. That there was a candidate stays.",
            erase=lambda person, rows: _empty(rows),
        )
    )
    declare_words("outreach.CandidateSupport", "note")
    declare_actors("outreach.CandidateSupport", "by")
    declare_words("outreach.PostRequest", "case", "answer")
    declare_actors("outreach.PostRequest", "made_by", "answered_by")
    declare_words("outreach.PostReview", "discussion", "appeal", "answer")
    declare_actors("outreach.PostReview", "decided_by", "heard_by")
    declare_words("outreach.ASTPost", "exempt_reason")


def _empty(rows) -> int:
    """An address of its own for each: somebody is a candidate once at a time."""
    for candidate in rows:
        candidate.name, candidate.note = SOMEBODY, ""
        candidate.email = f"candidate-{candidate.pk}.{NO_ADDRESS}"
        candidate.save(update_fields=["name", "note", "email"])
        candidate.support.update(note="")
    return len(rows)
