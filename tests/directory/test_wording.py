import pytest

from directory.wording import away, capital, key_stage_words, lowered


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["Key stage 2"], "key stage 2"),
        (["Key stage 1", "Key stage 2"], "key stages 1 and 2"),
        (["Key stage 1", "Key stage 2", "Key stage 3"], "key stages 1 to 3"),
        (["Key stage 1", "Key stage 2", "Key stage 4"], "key stages 1, 2 and 4"),
        (["Early years", "Key stage 1"], "early years and key stage 1"),
        (["Early years", "Key stage 3", "Key stage 4", "Post-16"],
         "early years, key stages 3 and 4 and post-16"),
        (["SEND"], "SEND"),
    ],
)  # fmt: skip
def test_key_stages_are_said_as_people_say_them(names, said):
    assert key_stage_words(names) == said


def test_names_keep_their_capital_in_a_sentence():
    said = [lowered(name) for name in ("Early years", "English", "Welsh second language", "PE")]
    assert said == ["early years", "English", "Welsh second language", "PE"]


def test_capital_changes_the_first_letter_only():
    assert capital("key stage 2 and EYFS") == "Key stage 2 and EYFS"


@pytest.mark.parametrize(
    ("miles", "said"),
    [
        (None, ""),
        (0.2, "less than a mile away"),
        (1.2, "about 1 mile away"),
        (7.6, "about 8 miles away"),
    ],
)
def test_distance_is_said_in_whole_miles(miles, said):
    assert away(miles) == said
