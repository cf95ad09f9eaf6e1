"""What a search makes of what is typed."""

from home.search_words import LONGEST_QUERY, shown_query, words_of


def test_words_are_single_folded_and_without_signs():
    assert words_of("  Phonics, phonics & Reading! ") == ["phonics", "reading"]


def test_words_keep_what_belongs_to_them():
    assert words_of("mixed-age children’s Éluard") == ["mixed-age", "children’s", "éluard"]


def test_words_are_taken_as_the_site_writes_them():
    assert words_of("Maths, PE and phonics") == ["math", "physical education", "and", "phonics"]
    assert words_of("maths math") == ["math"]


def test_words_are_at_most_six_of_at_most_forty_letters():
    assert words_of("a b c d e f g h") == ["a", "b", "c", "d", "e", "f"]
    assert words_of("x" * 100_000) == ["x" * 40]


def test_signs_and_nothing_make_no_word():
    assert words_of("%%% *** \0") == []
    assert words_of("") == []


def test_box_keeps_the_first_hundred_letters():
    assert shown_query("y" * 100_000) == "y" * LONGEST_QUERY
