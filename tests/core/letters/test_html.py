"""The HTML part: what of the plain text becomes what, and that nothing typed becomes markup."""

import re

from core.letters.html import letter_html

LETTER = """Three <b>colleagues</b> & you

See you there.
Bring a pencil.

Tuesday 24 November 2026, 16:15 to 17:45
Reading aloud: an evening
Led by Aurelia <script>
Thistlecombe

Booked:
/ Aurelia <script>
/ Tom

Total: £150.00
School, as typed: Ash & Oak

Say yes or no: [link]

About the session: {ours}/programme/?a=1&b=2

Join here: https://meet.example.com/x

--
You have this email because you booked.
Marlshire Learning Partnership. Questions: office@example.org.
Stop them here: [stop]
"""


def written(settings, text: str = LETTER) -> str:
    text = text.replace("{ours}", settings.SITE_URL)
    return letter_html("Your <places>", text, sender="Marlshire & Co")


def test_plain_words_become_headings_lists_facts_and_a_button(settings):
    page = written(settings)

    assert "Three &lt;b&gt;colleagues&lt;/b&gt; &amp; you</h1>" in page
    assert '<p style="margin:0 0 16px">See you there.<br>Bring a pencil.</p>' in page
    assert "<strong>Tuesday 24 November 2026</strong>" in page
    assert ">16:15 to 17:45</p>" in page
    assert 'font-weight:bold">Reading aloud: an evening</p>' in page
    assert page.count('role="listitem"') == 2
    assert ">Total</span><br>£150.00</p>" in page
    assert ">School, as typed</span><br>Ash &amp; Oak</p>" in page
    assert "You have this email because you booked.<br>" in page
    assert '<a href="[stop]"' in page
    assert ">Stop them here</a>" in page
    assert "Marlshire &amp; Co</p>" in page
    assert ">See you there. Bring a pencil.</div>" in page  # beside the subject in a list of mail


def test_one_button_is_filled_and_other_links_keep_their_words(settings):
    page = written(settings)

    assert re.findall(r'class="e-button" href="([^"]*)"', page) == ["[link]"]
    assert f'href="{settings.SITE_URL}/programme/?a=1&amp;b=2"' in page
    assert ">About the session</a>" in page


def test_a_sentence_with_a_colon_is_no_fact_and_a_sessions_own_link_has_words(settings):
    page = written(
        settings,
        "Heading\n\nKeep this email: its link does not end.\n\n"
        "Tuesday 24 November 2026, 16:15\nReading\nSee it: {ours}/a/\nJoin: https://b.example/\n"
        "\n--\nYou have this.\n",
    )

    assert ">Keep this email: its link does not end.</p>" in page
    assert f'<a href="{settings.SITE_URL}/a/"' in page
    assert ">See it</a>" in page
    assert ">https://b.example/</a>" in page  # what is elsewhere is shown as it is


def test_nothing_typed_becomes_markup_or_a_button_to_elsewhere(settings):
    """SAFETY 51. An address of another site is shown as it is, where anyone can read it."""
    page = written(settings)

    assert "<script" not in page
    assert "<b>" not in page
    assert ">https://meet.example.com/x</a>" in page
    tricky = (
        'Heading\n\nOpen: javascript:alert(1)\n\nOpen: https://a.example/"onclick="x\n\n--\nWhy.'
    )
    page = written(settings, tricky)
    assert 'href="javascript' not in page
    assert 'onclick="' not in page
    assert 'e-button" href' not in page


def test_there_is_no_picture_no_table_and_nothing_from_elsewhere(settings):
    page = written(settings)

    assert not [tag for tag in ("<img", "<table", "<link", "url(") if tag in page]


def test_words_of_a_library_have_the_subject_for_a_heading(settings):
    page = written(settings, "Hello.\n\nA page waits for you.")

    assert "Your &lt;places&gt;</h1>" in page
    assert ">Hello.</p>" in page
