import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_reranker import SEEN, WORDS, by_chance, loads_alone, planted, save

from onrecord.index.errors import ModelError
from onrecord.qa.reader import (
    ExtractiveReader,
    Reading,
    _Span,  # pyright: ignore[reportPrivateUsage]
    load_reader,
    whole,
)

pytestmark = pytest.mark.filterwarnings("default::DeprecationWarning", "default::FutureWarning")


def matching(folder: Path, none: float) -> Path:
    """A reader that marks the words of a text that the question has; ``none`` is how little it takes for there to be no answer."""
    import torch

    model = planted("BertForQuestionAnswering")
    with torch.no_grad():
        model.qa_outputs.weight[:, SEEN] = 4
        model.qa_outputs.weight[:, WORDS.index("[CLS]")] = none
    return save(folder, model)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> ExtractiveReader:
    return ExtractiveReader(str(matching(tmp_path_factory.mktemp("matching"), none=-3.3)))


@pytest.fixture(scope="module")
def chance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(tmp_path_factory.mktemp("chance"), by_chance("BertForQuestionAnswering"))


@pytest.fixture(scope="module")
def lax(chance: Path) -> ExtractiveReader:
    """A reader with weights by chance that finds something in every text."""
    return ExtractiveReader(str(chance), least=0)


def words(texts: list[str], readings: list[Reading]) -> list[str]:
    return [text[reading.start : reading.end] for text, reading in zip(texts, readings, strict=True)]


# Readings


def test_the_words_are_found_where_they_are(reader: ExtractiveReader):
    texts = ["The mayor sang.", "  Harbour opened; SNOW\n", "Rain fell.", "👩‍🚀 sang 雪 of snow, é"]
    found = reader.read("where snow?", texts)
    assert words(texts, found) == ["", "SNOW", "", "snow"]
    assert [(reading.start, reading.end) for reading in found] == [(0, 0), (18, 22), (0, 0), (14, 18)]
    assert [reading.score > 0.9 for reading in found] == [False, True, False, True]
    assert all(reading.score < 0.1 for reading in found[::2])


def test_half_a_surrogate_pair_is_no_obstacle(reader: ExtractiveReader):
    text = "\ud83d sang \udc00\ud800 snow"
    (found,) = reader.read("where \udfff snow?", [text])
    assert text[found.start : found.end] == "snow"


def test_a_lower_bar_gives_spans_that_are_less_sure(reader: ExtractiveReader):
    eager = ExtractiveReader(reader.name, least=0)
    (strict,), (lax,) = (model.read("where snow?", ["sang"]) for model in (reader, eager))
    assert (strict.start, strict.end) == (0, 0)
    assert (lax.start, lax.end) == (0, 4)
    assert lax.score == strict.score < 0.1


def test_a_text_without_words_has_no_answer(reader: ExtractiveReader):
    assert reader.read("where?", ["", " \n", "\u200b", "\x00"]) == [Reading(0, 0, 0.0)] * 4
    assert reader.read("where?", []) == []
    assert reader.read("", ["snow"]) == [Reading(0, 0, reader.read("", ["snow"])[0].score)]


def test_a_model_that_knows_no_null(reader: ExtractiveReader, tmp_path: Path):
    model = ExtractiveReader(str(matching(tmp_path / "m", none=-30)))
    assert (reader.knows_null, model.knows_null) == (True, False)
    texts = ["sang", "rain fell. snow fell. rain fell.", "snow fell. snow fell.", "snow"]
    found = model.read("where snow?", texts)
    assert words(texts, found) == ["sang", "snow", "snow", "snow"]
    # The softmax of the start times that of the end: of two words or places that are alike, half times half.
    np.testing.assert_allclose([reading.score for reading in found], [1.0, 1.0, 0.25, 1.0], atol=0.02)


@pytest.mark.parametrize("place", [0, 1, 17, 20, 200, 399])
def test_an_answer_is_found_in_any_window_of_a_long_text(reader: ExtractiveReader, place: int):
    pieces = ["mayor", "sang"] * 200
    pieces[place] = "Snows"
    text = "  ".join(pieces)
    (found,) = reader.read("where snow?", [text])
    assert text[found.start : found.end] == "Snows"
    assert found.start == len("  ".join([*pieces[:place], ""]))
    assert found.score > 0.9
    pieces[place] = "sang"
    (none,) = reader.read("where snow?", ["  ".join(pieces)])
    assert (none.start, none.end, none.score < 0.1) == (0, 0, True)


def test_the_window_that_is_surest_of_its_answer_counts(reader: ExtractiveReader):
    windows = [_Span(0, 4, logit=9, null=12, share=1), _Span(5, 9, logit=2, null=0, share=1)]
    found = reader._reading("rain snow", windows)  # pyright: ignore[reportPrivateUsage]
    assert (found.start, found.end) == (5, 9)
    np.testing.assert_allclose(found.score, 0.8807970779778823)  # e^2 / (e^2 + e^0)


def test_a_long_question_is_cut(reader: ExtractiveReader):
    found = reader.read("snow " + "where " * 100 + "harbour", ["mayor sang. " * 20 + "Snow fell.", "mayor sang. " * 20 + "Harbour"])
    assert (found[0].start, found[0].end) == (240, 244)
    assert found[1].end == 0


def test_order_and_repetition_change_nothing(lax: ExtractiveReader):
    again = ExtractiveReader(lax.name, least=0)
    texts = [f"{word} {other}. " * (1 + i) for i, word in enumerate(WORDS[5:13]) for other in WORDS[5:13]]
    found = lax.read("where?", texts)
    assert len({reading.score for reading in found}) > 60
    assert again.read("where?", texts[::-1]) == found[::-1]
    first, other, second = lax.read("where?", ["rain fell.", "mayor sang.", "rain fell."])
    assert first == second != other


def test_batches_and_single_texts_agree(lax: ExtractiveReader):
    texts = [" ".join(WORDS[5 + i % 8 :][: 1 + i % 7]) + " rain" * (i % 5) for i in range(40)]
    together, alone = lax.read("where?", texts), [lax.read("where?", [text])[0] for text in texts]
    assert [(reading.start, reading.end) for reading in together] == [(reading.start, reading.end) for reading in alone]
    np.testing.assert_allclose([reading.score for reading in together], [reading.score for reading in alone], rtol=0, atol=1e-5)


def test_several_threads_may_ask(lax: ExtractiveReader):
    texts = ["rain " * (1 + i) + "mayor sang" for i in range(40)]
    expected = [lax.read("where?", [text]) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: lax.read("where?", [text]), texts)) == expected


def test_no_answer_is_longer_than_thirty_word_pieces(tmp_path: Path):
    import torch

    model = by_chance("BertForQuestionAnswering", max_position_embeddings=100)
    with torch.no_grad():  # the first piece of the text, and the last: word pieces from the 4th place to the 63rd
        for weight in model.parameters():
            weight.zero_()
        model.bert.encoder.layer[0].output.LayerNorm.weight.fill_(1)
        model.bert.embeddings.LayerNorm.weight.fill_(1)
        model.bert.encoder.layer[0].attention.output.LayerNorm.weight.fill_(1)
        model.bert.embeddings.position_embeddings.weight[:, 0] = torch.arange(100.0)
        model.bert.embeddings.position_embeddings.weight[:, 1] = 50
        model.qa_outputs.weight[1, 0] = 1
        model.qa_outputs.weight[0, 0] = -1
    (found,) = ExtractiveReader(str(save(tmp_path / "m", model)), least=0).read("where?", ["rain " * 60])
    assert (found.end - found.start) == len("rain ") * 30 - 1


@settings(deadline=None, max_examples=100)
@given(question=st.text(max_size=20), texts=st.lists(st.text(max_size=80), max_size=3), filler=st.sampled_from(["", "snow fell. " * 9]))
def test_a_reading_is_a_whole_slice_of_its_text(lax: ExtractiveReader, question: str, texts: list[str], filler: str):
    texts = [text + filler + text for text in texts]
    for text, reading in zip(texts, lax.read(question, texts), strict=True):
        assert 0 <= reading.start <= reading.end <= len(text)
        assert 0 <= reading.score <= 1
        answer = text[reading.start : reading.end]
        assert answer == answer.strip()
        assert (answer == "") == (reading.end == 0)
        assert whole(text, reading.start, reading.end) == (reading.start, reading.end)


# Whole words


@pytest.mark.parametrize(
    ("text", "cut", "expected"),
    [
        ("in Orsk Bay today", "sk Ba", "Orsk Bay"),
        ("in Orsk Bay today", " Bay ", "Bay"),
        ("it cost 1250 crowns", "25", "1250"),
        ("at the cafe\u0301 now", "cafe", "cafe\u0301"),
        ("at the e\u0301cole now", "\u0301cole", "e\u0301cole"),
        ("so 👩\u200d🚀 flew", "🚀", "👩\u200d🚀"),
        ("so 👍🏽 it is", "👍", "👍🏽"),
        ("from 🇳🇴 she", "🇴", "🇳🇴"),
        ("我在北京工作", "北京", "北京"),
        ("Μόσχα, Киев-2", "ие", "Киев"),
        ("word", "word", "word"),
        ("  ", " ", ""),
    ],
)
def test_a_span_grows_to_whole_words_and_signs(text: str, cut: str, expected: str):
    start = text.index(cut)
    first, last = whole(text, start, start + len(cut))
    assert text[first:last] == expected
    assert whole(text, first, last) == (first, last)


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_a_span_stays_in_its_text(text: str, start: int, length: int):
    start = min(start, len(text))
    end = min(start + length, len(text))
    first, last = whole(text, start, end)
    assert 0 <= first <= last <= len(text)
    assert text[first:last] == text[first:last].strip()
    assert last == len(text) or first == last or not unicodedata.combining(text[last])


# Loading


def refusal(name: str | Path) -> str:
    with pytest.raises(ModelError) as caught:
        load_reader(str(name))
    return str(caught.value)


def test_its_name_is_what_finds_it_again(chance: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(chance.parent)
    assert load_reader(f"./{chance.name}").name == str(chance)


def test_a_model_that_is_not_there(tmp_path: Path):
    for name in ("no-such-model", "nobody/no-such-model", str(tmp_path), str(tmp_path / "nowhere")):
        assert refusal(name).startswith(f"the reader {name!r} can't be used from this machine (")
        assert refusal(name).endswith("(hf download NAME): nothing is downloaded here")


def test_other_kinds_of_models_are_refused(tmp_path: Path):
    for kind in ("BertModel", "BertForSequenceClassification"):
        folder = save(tmp_path / kind, by_chance(kind))
        assert refusal(folder) == (
            f"{str(folder)!r} is no reader: its config.json names {kind}, and one with ForQuestionAnswering was expected; "
            "name a model that was trained as a reader"
        )


def test_a_head_of_weights_by_chance_is_refused(tmp_path: Path):
    folder = save(tmp_path / "m", by_chance("BertModel"), architectures=["BertForQuestionAnswering"])
    assert refusal(folder) == (
        f"the reader {str(folder)!r} is not trained: its weights lack qa_outputs.weight, qa_outputs.bias, without which what it says is "
        "chance; name a model that was trained as a reader, or fetch this one anew"
    )


def test_pickles_are_not_read(tmp_path: Path):
    import torch

    model: Any = by_chance("BertForQuestionAnswering")
    folder = save(tmp_path / "m", model)
    (folder / "model.safetensors").unlink()
    torch.save(model.state_dict(), folder / "pytorch_model.bin")
    assert refusal(folder) == (
        f"the reader {str(folder)!r} has pytorch_model.bin where a *.safetensors file was expected: other weights are not read, since "
        "they are pickles, which can run code; take a version with model.safetensors, or save it anew with save_pretrained"
    )


def test_damaged_weights(tmp_path: Path):
    import torch

    model = by_chance("BertForQuestionAnswering")
    with torch.no_grad():
        model.qa_outputs.bias.fill_(float("nan"))
    assert refusal(save(tmp_path / "m", model)) == (
        f"the reader {str(tmp_path / 'm')!r} gave numbers that are not finite for the text 'Snow fell in the hills all night.': its "
        "weights are damaged, so fetch it anew or name another"
    )
    model.qa_outputs = torch.nn.Linear(7, 2)
    assert "can't be used from this machine (" in refusal(save(tmp_path / "n", model))


def test_a_model_without_its_tokenizer_is_refused(chance: Path, tmp_path: Path):
    (tmp_path / "m").mkdir()
    for file in ("config.json", "model.safetensors"):
        (tmp_path / "m" / file).write_bytes((chance / file).read_bytes())
    assert f"the reader {str(tmp_path / 'm')!r} has no tokenizer: expected tokenizer.json" in refusal(tmp_path / "m")


def test_nothing_is_looked_up_elsewhere_and_nothing_slow_is_imported_before(chance: Path, tmp_path: Path):
    said = loads_alone("onrecord.qa.reader", "load_reader", chance, tmp_path)
    assert said == f"[] someone/tiny {chance} []\n"
