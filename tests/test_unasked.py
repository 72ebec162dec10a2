"""What asks for nothing, or not in English."""

import pytest

from onrecord.qa.unasked import asks_nothing, is_foreign


@pytest.mark.parametrize("text", ["", "...", "?!", "\x00", "😀", "who?", "what", "the of and", "Is it?", "say", "And then what?"])
def test_nothing_is_asked(text: str) -> None:
    assert asks_nothing(text)


@pytest.mark.parametrize("text", ["ferry", "Who is Karsk?", "2031", "why the dam?", "хто?", "部长"])
def test_something_is_asked(text: str) -> None:
    assert not asks_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "Was hat der Minister über die Fähre gesagt?",
        "Wer ist der Minister?",
        "Что сказал министр о пароме?",
        "部长对渡轮说了什么？",
        "Qu'a dit le ministre sur le ferry ?",
        "¿Qué dijo el ministro sobre el ferry?",
        "ماذا قال الوزير عن العبارة؟",
        "Wat zei de minister over het veer?",
    ],
)
def test_other_languages(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "What did Karsk say about the dam?",
        "What did Le Monde say about La Poste?",
        "karsk dam",
        "Who is Der Spiegel's editor?",
        "Šarnić",
        "Did de la Cruz meet von der Berg?",
        "",
        "42",
    ],
)
def test_english(text: str) -> None:
    assert not is_foreign(text)
