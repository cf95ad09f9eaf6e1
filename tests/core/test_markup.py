"""Components made in Python: what they say, and that nothing typed becomes markup."""

from datetime import datetime

import pytest
from django.utils.safestring import SafeString

from core import markup
from core.academic_year import LONDON

START = datetime(2026, 11, 24, 16, 15, tzinfo=LONDON)
END = datetime(2026, 11, 24, 17, 45, tzinfo=LONDON)


def words_of(places: str) -> str:
    return places.split('places__text">')[1].removesuffix("</p></div>")


@pytest.mark.parametrize(
    ("given", "words", "kind"),
    [
        ({"taken": 14}, "<strong>6 places left</strong> of 20", ""),
        ({"taken": 18}, "<strong>2 places left</strong> of 20", "few"),
        ({"taken": 19}, "<strong>1 place left</strong> of 20", "few"),
        ({"taken": 18, "waiting": 1}, "<strong>2 places left</strong> of 20. 1 waiting", "few"),
        ({"taken": 20}, "<strong>Full</strong>", "full"),
        ({"taken": 20, "waiting": 3}, "<strong>Full.</strong> 3 waiting", "full"),
        ({"taken": 5, "state": "cancelled"}, "<strong>Cancelled</strong>", "off"),
        ({"taken": 5, "state": "postponed"}, "<strong>Postponed</strong>", "off"),
        ({"taken": 19, "came": 18}, "<strong>18 came</strong> of 20 places", ""),
        ({"taken": 0, "capacity": 1, "came": 0}, "<strong>0 came</strong> of 1 place", ""),
        ({"taken": 7, "capacity": None}, "<strong>7 booked</strong>", ""),
    ],
)
def test_places_say_in_words_what_they_draw(given, words, kind):
    places = markup.places(**{"capacity": 20, **given})

    assert words_of(places) == words
    assert places.startswith(
        f'<div class="places places--{kind}">' if kind else '<div class="places">'
    )


def test_places_of_a_held_session_draw_who_came():
    places = markup.places(19, 20, "any", came=18)

    assert places.split('places__stroke" d="')[1].split('"')[0].count("M") == 18


def test_mark_escapes_its_words():
    assert "<b>" not in markup.mark("<b>Booked</b>")


def test_mark_does_not_reuse_trusted_markup_for_a_typed_word():
    """A SafeString equals the same plain text: a cache must not hand out the trusted one."""
    markup.mark(SafeString("<i>x</i>"))

    assert "&lt;i&gt;x&lt;/i&gt;" in markup.mark("<i>x</i>")


def test_mark_has_a_sign_for_its_meaning():
    assert markup.icon("clock") in markup.mark("Waiting, 2nd", "warn")


def test_icon_without_a_label_is_silent():
    assert 'aria-hidden="true"' in markup.icon("tick")


def test_icon_with_a_label_speaks():
    icon = markup.icon("warn", 'Say "no"')

    assert 'role="img" aria-label="Say &quot;no&quot;"' in icon


def test_plate_without_a_photograph_draws_the_initials():
    assert ">O</text>" in markup.plate("Osric Penhallow-Batt")


def test_plate_escapes_initials():
    assert '<text x="12" y="140">&lt;</text>' in markup.plate("<script> x")


def test_plate_ids_belong_to_one_name():
    one, other = markup.plate("Ada Zouche"), markup.plate("Ezra Dovecote-Lunn")

    assert one.split('id="')[1].split('"')[0] != other.split('id="')[1].split('"')[0]
    assert "§" not in one


class Photo:
    url, width, height, alt = "/media/a.jpg?x=1&y=2", 400, 500, 'Osric "Oz", teaching'


def test_plate_with_a_photograph_shows_it_in_the_frame():
    plate = markup.plate("Osric Penhallow-Batt", photo=Photo())

    assert 'src="/media/a.jpg?x=1&amp;y=2" width="400" height="500"' in plate
    assert 'alt="Osric &quot;Oz&quot;, teaching"' in plate
    assert "<svg" not in plate


def test_entry_hangs_its_date_and_says_when_and_where():
    entry = markup.entry("Prompts", "/p/", START, END, place="Thistlecombe", line="Session 2 of 3")

    assert '<time class="aside entry__when" datetime="2026-11-24"><span>Tue</span>' in entry
    assert "16:15 to 17:45, <b>Thistlecombe</b><br>Session 2 of 3</p>" in entry


def test_entry_of_a_day_alone_names_no_time():
    entry = markup.entry("Prompts", "/p/", START.date(), place="Thistlecombe")

    assert '<p class="entry__line"><b>Thistlecombe</b></p>' in entry


@pytest.mark.parametrize("argument", ["place", "line", "note", "beside"])
def test_entry_escapes_what_was_typed(argument):
    entry = markup.entry("Prompts", "/p/", START, **{argument: "<script>x</script>"})

    assert "&lt;script&gt;x&lt;/script&gt;" in entry
    assert "<script" not in entry


def test_entry_escapes_title_and_address():
    entry = markup.entry('<script>"', '/"><script>', START)

    assert "<script" not in entry


def test_entry_keeps_a_component_beside_it_whole():
    places = markup.places(4, 20, "any")

    assert f"</div>{places}</div></li>" in markup.entry("Prompts", "/p/", START, beside=places)


def test_entry_that_is_off_has_its_class_and_note():
    entry = markup.entry("Prompts", "/p/", START, state="off", note="Cancelled.", note_kind="stop")

    assert entry.startswith('<li class="entry hang entry--off">')
    assert markup.mark("Cancelled.", "stop") in entry
