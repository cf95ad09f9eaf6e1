"""Letters in the demonstration: one whose words the office has changed."""

from core.models import User
from core.services.letter_words import change_words


def load_words(office: User) -> None:
    """The reminder of a session says two things in the office's own way."""
    change_words(
        "session_reminder",
        {
            "subject": "On {day}: {group}",
            "closing": "Please bring something your pupils have written.\n\nIf you cannot come"
            " after all, tell your school, so that somebody else can have the place.",
        },
        by=office,
    )
