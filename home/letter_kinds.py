"""The letters that the site's own forms write to the partnership."""

from core.letters import register_letter

GROUP = "From the website"


def declare_letters() -> None:
    """Called once, when the app is ready."""
    writer = {"name": "Nell Hatherley", "email": "nell@example.org"}
    message = {
        **writer,
        "message": "Is the session on Tuesday for new teachers, too?",
        "school": "Larkmead Lower School",
        "about_page": "Reading aloud in Key Stage 2",
    }
    report = {"problem": "The calendar cannot be read aloud.", "page_address": "/programme/"}
    register_letter(
        "contact_letter",
        name="A message from the contact form",
        group=GROUP,
        examples=lambda: [
            ("With a topic", {**message, "topic": "Study groups"}),
            ("Without a topic", message),
        ],
    )
    register_letter(
        "accessibility_report",
        name="A report of an accessibility problem",
        group=GROUP,
        examples=lambda: [
            ("With an address", {**report, **writer}),
            ("Without an address", report),
        ],
    )
