from onrecord.index.index import Index
from onrecord.index.model import Article

TEXT = "Ann Karsk warned of propaganda. The intelligence was thin, she said, and the barley poor."


def test_a_slip_of_the_keyboard_is_put_right(index: Index) -> None:
    index.add(Article(TEXT, id="a"))
    for typed, meant in (
        ("what of the propoganda?", "what of the propaganda?"),
        ("inteligence", "intelligence"),
        ("intellignece", "intelligence"),
        ("barleys and bareley", "barleys and barley"),
    ):
        assert index.mended(typed) == meant


def test_names_short_words_and_what_nothing_is_near_to_stay(index: Index) -> None:
    index.add(Article(TEXT, id="a"))
    for typed in ("Karst", "thon", "submarines", "", "?!", "warned", "ropaganda", "xylophone “propaganda”"):
        assert index.mended(typed) == typed


def test_another_word_is_no_slip(index: Index) -> None:
    index.add(Article("The post stands by the stand.", id="a"))
    assert index.mended("her position and stance") == "her position and stance"


def test_an_empty_index_mends_nothing(index: Index) -> None:
    assert index.mended("propoganda") == "propoganda"
