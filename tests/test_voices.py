import pytest

from onrecord.qa.voices import is_anybody, is_voice

QUIST = ("Ilo Quist", "harbour master", "Harbour master Ilo Quist")


@pytest.mark.parametrize(
    ("mention", "names", "may"),
    [
        ("Quist", QUIST, True),
        ("Mr Quist", QUIST, True),
        ("the harbour master", QUIST, True),
        ("harbour master Ilo Quist", QUIST, True),
        ("Ilo Quist, the harbour master", QUIST, True),
        ("he", QUIST, True),
        ("Mara Quist", QUIST, False),
        ("Mara Dolle", QUIST, False),
        ("the mayor", QUIST, False),
        ("Mara Dolle, the harbour master", QUIST, False),
        ("Mr Dolle", ("Maria Dolle",), False),
        ("the hospital", ("Tarn General Hospital",), True),
        ("VPA", ("Varn Press Agency",), True),
        ("Moscow", ("Ane Voss", "Russia’s president"), False),
        ("Russian officials", ("Russia’s officials",), True),
    ],
)
def test_who_may_be_called_so(mention: str, names: tuple[str, ...], may: bool):
    assert is_voice(mention, names) == may


def test_some_words_name_nobody():
    assert [is_anybody(each) for each in ("he", "the", "officials", "Quist", "the mayor")] == [True, True, True, False, False]
