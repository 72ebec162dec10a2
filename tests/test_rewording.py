import pytest
from sourced import stretch, told

from onrecord.qa.rewording import wrong_change

SOURCE = told("She thought that the wind had something to do with all of the fires. The mayor of Alden said so too, if the map was right.")


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("She thought that the wind had something to do with all of the fires.", None),
        ("She thought that the wind had something to do with some of the fires.", "the passage says “all”, not “some”"),
        ("She thought that the wind had nothing to do with all of the fires.", "the passage does not say “nothing”"),
        ("She thought that the rain had something to do with all of the fires.", "the passage says “wind”, not “rain”"),
        ("The mayor of Selm said so too, if the map was right.", "the passage says “Alden”, not “Selm”"),
        ("The mayor of Alden said so too.", "the passage goes on: “if”"),
        ("It was a windy night of many fires.", None),
    ],
)
def test_a_word_exchanged_where_all_else_is_kept(sentence: str, why: str | None):
    assert wrong_change(stretch(sentence, SOURCE), SOURCE, None, [], []) == why


def test_what_is_left_out():
    source = told("The count may nearly be late, and the boats were not ready.")
    claim = stretch("The count be late, and the boats were not ready.", source)
    assert wrong_change(claim, source, None, [], []) == "the passage says “may nearly”"
