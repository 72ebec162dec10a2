"""The packaged reader's numbers out of a graph's logits, with graphs made by hand: what is shipped is tested where it is measured."""

import hashlib
import math
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from onrecord.index.embedder import default_tokenizer
from onrecord.index.errors import ModelError
from onrecord.index.model import Article, Span
from onrecord.qa.reading.model import ANSWERED, END, HEADS, RELEVANT, START, PackagedReader, packaged_reader
from onrecord.qa.reading.passage import ReadPassage

TEXT = "Rain fell on Varnholm.\n\nThe mill burned. Nobody was hurt."
MILL = Article(TEXT, id="mill", title="Fire at the mill")
SECOND = Span(TEXT.index("The mill"), len(TEXT))
SUPPORTED, NEITHER, CONTRADICTED = 4, 5, 6

Words = Mapping[str, Mapping[int, float]]
Make = Callable[[Words], PackagedReader]


def graph(words: Words) -> bytes:
    """Each word piece's logits are its own; for ``ANSWERED`` and the support they are the sums over all that is read."""
    tokenizer = default_tokenizer()
    table = np.zeros((tokenizer.get_vocab_size(), HEADS), np.float32)
    for word, logits in words.items():
        for column, logit in logits.items():
            table[tokenizer.token_to_id(word), column] = logit
    summed = np.array([0, 0, 0, 1, 1, 1, 1], np.float32)
    nodes = [
        helper.make_node("Gather", ["table", "ids"], ["taken"]),
        helper.make_node("Mul", ["taken", "own"], ["single"]),
        helper.make_node("Mul", ["taken", "summed"], ["shared"]),
        helper.make_node("ReduceSum", ["shared", "axes"], ["sums"]),
        helper.make_node("Add", ["single", "sums"], ["logits"]),
    ]
    weights = {"table": table, "own": 1 - summed, "summed": summed, "axes": np.array([1], np.int64)}
    made = helper.make_graph(
        nodes,
        "reader",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "n"])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, "n", HEADS])],
        [numpy_helper.from_array(array, name) for name, array in weights.items()],
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    onnx.checker.check_model(model)
    return model.SerializeToString()


@pytest.fixture
def reader(tmp_path: Path) -> Make:
    def make(words: Words) -> PackagedReader:
        path = tmp_path / "reader.onnx"
        path.write_bytes(graph(words))
        return PackagedReader(path)

    return make


# Sentences


def test_a_sentence_s_score_is_the_mean_over_its_word_pieces(reader: Make):
    model = reader({"burned": {RELEVANT: 8.0}, "hurt": {RELEVANT: -6.0}, "nobody": {RELEVANT: 2.0}, "rain": {RELEVANT: 99.0}})
    (reading,) = model.read("Rain?", [ReadPassage.of(MILL, SECOND)])
    assert reading.sentences == (2.0, -1.0)


def test_whether_the_passage_answers_stands_on_its_first_word_piece(reader: Make):
    model = reader({"burned": {ANSWERED: 1.5}, "hurt": {ANSWERED: 0.25}, "rain": {ANSWERED: -4.0}})
    passage = ReadPassage.of(MILL, SECOND)
    assert [model.read(question, [passage])[0].answered for question in ("What?", "Rain?", "Hurt?")] == [1.75, -2.25, 2.0]


def test_a_sentence_that_was_cut_off_is_no_answer(reader: Make):
    article = Article("Rain. " * 200 + "Snow.", id="long", title="Snow")
    (reading,) = reader({"rain": {RELEVANT: 2.0}}).read("Snow?", [ReadPassage.of(article, Span(0, len(article.text)))])
    assert len(reading.sentences) == 201
    assert (reading.sentences[0], reading.sentences[-1]) == (1.0, -10.0)


# The short answer


def answer(model: PackagedReader, text: str) -> tuple[str | None, float]:
    article = Article(text, id="a", title="Storm")
    (reading,) = model.read("What did the mill have?", [ReadPassage.of(article, Span(0, len(text)))])
    ((span, surely),) = reading.answers
    return span and text[slice(*span)], surely


def test_the_answer_in_each_sentence_is_a_slice_of_the_article(reader: Make):
    """Though the question and the headline have the same words."""
    model = reader({"mill": {START: 3.0}, "burned": {END: 2.0}, "hurt": {START: 1.0, END: 1.0}, "[CLS]": {START: 0.5, END: 0.25}})
    (reading,) = model.read("Mill burned?", [ReadPassage.of(MILL, SECOND)])
    assert [(TEXT[slice(*span)] if span else None, surely) for span, surely in reading.answers] == [("mill burned", 4.25), ("hurt", 1.25)]


def test_no_answer_ends_before_it_begins(reader: Make):
    model = reader({"hurt": {START: 5.0}, "mill": {START: 1.0, END: 5.0}, "[CLS]": {START: 9.0}})
    assert answer(model, "The mill was hurt.") == ("mill", -3.0)


@pytest.mark.parametrize(("between", "found"), [(14, "mill" + " a" * 14 + " burned"), (15, "mill")])
def test_no_answer_has_more_than_sixteen_word_pieces(reader: Make, between: int, found: str):
    model = reader({"mill": {START: 4.0, END: 1.0}, "burned": {START: 0.5, END: 4.0}})
    assert answer(model, "mill" + " a" * between + " burned") == (found, 8.0 if between == 14 else 5.0)


def test_of_several_that_are_alike_the_first(reader: Make):
    assert answer(reader({"mill": {START: 1.0, END: 1.0}}), "A mill, a mill.") == ("mill", 2.0)


def test_a_passage_without_words_has_no_answer(reader: Make):
    (reading,) = reader({"rain": {START: 1.0}}).read("Rain?", [ReadPassage(MILL, Span(22, 24), (Span(22, 24),), "Rain")])
    assert (reading.sentences, reading.answers) == ((-10.0,), ((None, -10.0),))


# Claims


def test_how_likely_a_text_bears_a_claim_out(reader: Make):
    three, two = math.log(3), math.log(2)
    model = reader({"rain": {SUPPORTED: three}, "snow": {CONTRADICTED: two}, "wind": {NEITHER: 1000.0}, "fog": {SUPPORTED: 1000.0}})
    found = model.supports("Rain.", ["Snow.", "", "Rain.", "Wind.", "Fog, wind."])
    assert (found.shape, found.dtype) == ((5, 3), np.float64)
    expected = [[3 / 6, 1 / 6, 2 / 6], [3 / 5, 1 / 5, 1 / 5], [9 / 11, 1 / 11, 1 / 11], [0, 1, 0], [3 / 4, 1 / 4, 0]]
    np.testing.assert_allclose(found, expected, atol=1e-4)
    np.testing.assert_allclose(found.sum(axis=1), np.ones(5), rtol=1e-12)


def test_of_no_texts_nothing_is_told(reader: Make):
    model = reader({})
    assert model.supports("Rain.", []).shape == (0, 3)
    assert model.read("Rain?", []) == []


# In any company


def test_the_same_texts_give_the_same_numbers_in_any_order(reader: Make):
    words = default_tokenizer().get_vocab()
    model = reader({word: {column: math.sin(id * (column + 1)) for column in range(HEADS)} for word, id in words.items() if id % 3})
    texts = [f"Rain fell on {word}. Nobody in {word} {other} it." for word in ("Alden", "Tarn", "Osterby") for other in ("saw", "liked")]
    passages = [ReadPassage.of(Article(text, id=text), Span(0, len(text))) for text in texts]
    read, borne = model.read("Where did it rain?", passages), model.supports("It rained.", texts)
    assert len({reading.answered for reading in read}) == 6
    assert model.read("Where did it rain?", passages[::-1]) == read[::-1]
    assert [model.read("Where did it rain?", [passage])[0] for passage in passages] == read
    assert model.supports("It rained.", texts[::-1]).tobytes() == borne[::-1].tobytes()
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: model.read("Where did it rain?", passages), range(8))) == [read] * 8


def test_what_was_read_for_a_question_is_not_read_again(reader: Make, monkeypatch: pytest.MonkeyPatch):
    model = reader({"rain": {START: 1.0}})
    runs: list[tuple[int, ...]] = []
    assert model.read("Who?", []) == []  # opens the graph
    anew = model.__dict__["_session"].run

    class Counted:
        def run(self, _: None, given: Mapping[str, np.ndarray]) -> object:
            runs.append(tuple(given["ids"][0].tolist()))
            return anew(None, given)

    monkeypatch.setitem(model.__dict__, "_session", Counted())
    first, second = ReadPassage.of(MILL, Span(0, 21)), ReadPassage.of(MILL, SECOND)
    read = model.read("Where?", [first, second])
    assert model.read("Where?", [second, first]) == read[::-1]
    assert len(runs) == len(set(runs)) == 2
    model.read("When?", [first])
    assert len(runs) == 3


# Its weights


def refusal(path: Path) -> list[str]:
    """What each way to use it says."""
    said: list[str] = []
    for use in (
        lambda: PackagedReader(path).read("?", [ReadPassage.of(MILL, SECOND)]),
        lambda: PackagedReader(path).supports("It.", ["It."]),
    ):
        with pytest.raises(ModelError) as caught:
            use()
        said.append(str(caught.value))
    return said


def test_a_file_that_is_missing_is_named_with_the_cure(tmp_path: Path):
    path = tmp_path / "reader.onnx"
    expected = (
        f"the reader's weights at {path} can't be used (No such file or directory); "
        "install onrecord anew: pip install --force-reinstall onrecord"
    )
    assert refusal(path) == [expected] * 2
    with pytest.raises(ModelError) as caught:
        _ = PackagedReader(path).sha256
    assert str(caught.value) == expected


@pytest.mark.parametrize("damage", [b"", b"\x07" * 1000, "half"])
def test_a_file_that_is_damaged_is_named_with_the_cure(tmp_path: Path, damage: bytes | str):
    path, whole = tmp_path / "reader.onnx", graph({})
    path.write_bytes(damage if isinstance(damage, bytes) else whole[: len(whole) // 2])
    for said in refusal(path):
        assert said.startswith(f"the reader's weights at {path} can't be used (")
        assert said.endswith("); install onrecord anew: pip install --force-reinstall onrecord")
        assert (said.count("can't be used"), "\n" in said, len(said) < 400) == (1, False, True)


def test_weights_are_named_by_their_hash(reader: Make, tmp_path: Path):
    model = reader({"rain": {START: 1.0}})
    assert model.sha256 == hashlib.sha256((tmp_path / "reader.onnx").read_bytes()).hexdigest()


def test_all_share_one_and_nothing_is_loaded_before_it_is_used():
    assert packaged_reader() is packaged_reader()
    assert "_session" not in PackagedReader(Path("nowhere.onnx")).__dict__
