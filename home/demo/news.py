"""The demonstration's news."""

from datetime import timedelta

from django.utils import timezone

from home.models import NewsIndexPage, NewsPage

ITEMS = (
    (
        3,
        "Places left on “Reasoning every day in mathematics”",
        "Short prompts that make pupils explain. There is still room this half term.",
        "<p>Osric Penhallow-Batt leads three sessions at Thistlecombe Primary School. You can book"
        " the second without having been at the first.</p>",
    ),
    (
        17,
        "What you said, and what we changed",
        "Feedback from the first half term, and what is different because of it.",
        "<p>Many of you asked to see an idea in use before planning with it. Leaders now begin with"
        " one example from a classroom, and leave the last half hour for planning.</p>",
    ),
    (
        45,
        "The new programme is here",
        "Fifteen study groups, from phonics to English at transfer.",
        "<p>Every study group is led by an Advanced Skills Teacher or another outstanding"
        " practitioner from a Marlshire school. One subscription covers everyone at your school"
        " until 31 August.</p>",
    ),
)


def load_news() -> None:
    """Three items, dated back from today."""
    index = NewsIndexPage.objects.get()
    for days, title, standfirst, words in ITEMS:
        page = NewsPage(
            title=title,
            standfirst=standfirst,
            published_on=timezone.localdate() - timedelta(days=days),
            body=[("text", words)],
        )
        index.add_child(instance=page)
        page.save_revision().publish()
