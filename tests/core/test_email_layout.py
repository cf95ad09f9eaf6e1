"""The email layout: what every message carries, and that nothing typed becomes markup."""

from types import SimpleNamespace

from django.template import Context, engines

PARTNERSHIP = SimpleNamespace(
    display_name="Marlshire Learning Partnership",
    office_email="office@example.org",
    office_telephone="01632 960 118",
)

HTML = (
    '{% extends "emails/base.html" %}'
    "{% block heading %}{{ heading }}{% endblock %}"
    '{% block content %}{% include "emails/when.html" with day="Tuesday 24 November" '
    'title=heading place="Thistlecombe" %}{% include "emails/list.html" with items=names %}'
    "{% endblock %}"
    '{% block button %}{% include "emails/button.html" with url=url words="See it" %}{% endblock %}'
    "{% block reason %}You have this email because you booked.{% endblock %}"
)
TEXT = (
    '{% extends "emails/base.txt" %}{% block heading %}{{ heading }}{% endblock %}'
    "{% block content %}See {{ url }}{% endblock %}{% block reason %}You booked.{% endblock %}"
)


def written(source: str, *, autoescape: bool, **words) -> str:
    context = {
        "partnership": PARTNERSHIP,
        "demo_mode": True,
        "heading": "Three <b>colleagues</b> & you",
        "names": ["Aurelia <script>"],
        "url": "https://example.org/?a=1&b=2",
        **words,
    }
    template = engines["django"].from_string(source).template
    return template.render(Context(context, autoescape=autoescape))


def test_html_says_why_it_was_sent_and_whom_to_ask():
    page = written(HTML, autoescape=True)

    assert "You have this email because you booked. Questions: office@example.org" in page
    assert "01632 960 118" in page
    assert "Demonstration data" in page


def test_html_escapes_what_was_typed():
    page = written(HTML, autoescape=True)

    assert "<script" not in page
    assert "Three &lt;b&gt;colleagues&lt;/b&gt; &amp; you</h1>" in page


def test_html_has_no_picture_no_table_and_nothing_from_elsewhere():
    page = written(HTML, autoescape=True)

    assert not [tag for tag in ("<img", "<table", "<link", "<script") if tag in page]


def test_html_button_leads_where_it_should():
    assert 'href="https://example.org/?a=1&amp;b=2"' in written(HTML, autoescape=True)


def test_text_is_not_escaped():
    text = written(TEXT, autoescape=False)

    assert "Three <b>colleagues</b> & you" in text
    assert "https://example.org/?a=1&b=2" in text


def test_text_of_the_real_site_is_no_demonstration():
    assert "Demonstration" not in written(TEXT, autoescape=False, demo_mode=False)
