"""The questions a new site begins with (DOMAIN 2.4); staff change them in the back office."""

QUESTIONS = (
    {
        "text": "How useful was the session for your work?",
        "kind": "scale",
        "low_label": "not useful",
        "high_label": "very useful",
        "required": True,
    },
    {
        "text": "How far did it meet its aims?",
        "kind": "scale",
        "low_label": "not at all",
        "high_label": "completely",
        "required": True,
    },
    {"text": "What will you do next because of it?", "kind": "text"},
    {"text": "What should we change for next time?", "kind": "text"},
    {"text": "What should a later session be about?", "kind": "text"},
)
