"""What the reader learns from, and how: our examples, other people's, their word pieces, the losses, and a training that goes on."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from fakes import HashEmbedder
from networks import labelled, network
from towns import OTHERS, TOWN, lines

from onrecord.evals.training import examples
from onrecord.evals.training.encoding import EncodedClaim, EncodedPassage, EncodedQuestion, encoded_claims, encoded_questions
from onrecord.evals.training.examples import (
    Asked,
    Claimed,
    Label,
)
from onrecord.index.embedder import default_tokenizer
from onrecord.index.index import Index
from onrecord.qa.reading.model import ANSWERED, END, HEADS, RELEVANT, START, SUPPORT
from onrecord.qa.reading.passage import Pieces

if TYPE_CHECKING:
    from onrecord.evals.training.network import Network
    from onrecord.evals.training.training import Data
pytestmark = pytest.mark.filterwarnings("default::DeprecationWarning", "default::FutureWarning")


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like ours with five articles and four questions, searched with an embedder that takes no time."""
    monkeypatch.setattr(examples, "Index", SimpleNamespace(open=lambda path: Index.open(path, embedder=HashEmbedder())))  # pyright: ignore[reportUnknownLambdaType]
    common = {"title": "News", "published": "2031-05-04", "source": "Post"}
    articles = [{"id": id, "text": text, **common} for id, text in {"a": TOWN, **OTHERS}.items()]
    burned = [[{"article": "a", "quote": "The mill burned on Tuesday"}]]
    near = [{"article": "b", "quote": "The mill reopened."}]
    questions = [
        {"question": "When did the mill burn?", "evidence": burned, "answer": "Tuesday", "near": near},
        {"question": "Did the mill burn?", "evidence": burned, "answer": "yes", "near": near},
        {"question": "Who burned the mill?", "evidence": [], "answer": None, "near": near},
        {"question": "What burned?", "evidence": burned, "answer": None, "near": []},
    ]
    claims = [
        {"article": "a", "premise": "Nobody was hurt.", "claim": claim, "label": label}
        for claim, label in (("All are well.", "supported"), ("Two were hurt.", "contradicted"), ("It was late.", "neither"))
    ]
    for name, given in (("articles", articles), ("questions", questions), ("claims", claims)):
        (tmp_path / f"{name}.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in given), encoding="utf-8")
    return tmp_path


@pytest.fixture
def public(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    def write(most: int, **sets: Sequence[dict[str, Any]]) -> Path:
        for name, given in sets.items():
            lines = "".join(f"{json.dumps(each)}\n" for each in given)
            (tmp_path / f"{name.replace('_', '-')}.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
        for kind, prefix in (("QUESTIONS", "qa"), ("CLAIMS", "nli")):
            monkeypatch.setattr(examples, kind, {name.replace("_", "-"): most for name in sets if name.startswith(prefix)})
        return tmp_path

    return write


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces(default_tokenizer())


def words(ids: Sequence[int]) -> str:
    return " ".join(str(default_tokenizer().id_to_token(each)) for each in ids)


def test_labels_line_up_with_word_pieces(pieces: Pieces) -> None:
    (question,) = encoded_questions([Asked("When?", (labelled(TOWN, "mill", "Tuesday night"), labelled("Karsk sang.", "?")))], pieces)
    first, second = question.passages
    assert words(first.ids[: first.body]) == "[CLS] when ? [SEP] news [SEP]"
    assert [(words(first.ids[start:end]), right) for (start, end), right in zip(first.sentences, first.right, strict=True)] == [
        ("rain fell on al ##den .", False),
        ("the mill burned on tuesday night .", True),
        ("nobody was hurt .", False),
    ]
    assert first.answer is not None and words(first.ids[first.answer[0] : first.answer[1] + 1]) == "tuesday night"
    assert (second.right, second.answer) == ([False], (0, 0))


def test_whether_there_is_a_short_answer_may_not_be_known(pieces: Pieces) -> None:
    (question,) = encoded_questions([Asked("Did it?", (labelled(TOWN, "mill", marked=False),))], pieces)
    assert question.passages[0].answer is None


def test_sentences_that_are_cut_off_are_not_learnt_from(pieces: Pieces) -> None:
    text = "Rain fell. " + "Wind " + "wind " * 400 + "rose. Snow came."
    (question,) = encoded_questions([Asked("When?", (labelled(text, "Snow", "Snow"),)), Asked("Who?", ())], pieces)
    (passage,) = question.passages
    assert (len(passage.ids), passage.right, passage.answer) == (320, [False, False], (0, 0))
    assert passage.sentences[-1][1] == 319


def test_claims_as_word_pieces(pieces: Pieces) -> None:
    (claim,) = encoded_claims([Claimed("It rained.", "Rain fell.", "entailment")], pieces)
    assert (words(claim.ids), claim.label) == ("[CLS] it rained . [SEP] [SEP] rain fell . [SEP]", "entailment")


NOTHING = [0] * 7


TWO = EncodedPassage(ids=NOTHING, body=2, sentences=[(2, 4), (4, 6)], right=[True, False], answer=(2, 3))


def logits(**columns: Sequence[float]) -> Any:
    """(7, HEADS): of each head by its name what the seven word pieces have."""
    import torch

    out = torch.zeros(7, HEADS)
    for name, values in columns.items():
        out[:, {"relevant": RELEVANT, "start": START, "end": END, "answered": ANSWERED}[name]] = torch.tensor(values)
    return out


def loss_of(*passages: tuple[EncodedPassage, Any]) -> float:
    from onrecord.evals.training.network import question_loss

    return float(question_loss(EncodedQuestion([passage for passage, _ in passages]), [out for _, out in passages]))


def test_the_loss_of_two_sentences_one_of_which_answers() -> None:
    """Their means are 1 and -1, beside 0 for none; of the five pieces where the answer may begin the right one has half."""
    out = logits(relevant=[9, 9, 0, 2, -3, 1, 9], answered=[0, 9, 9, 9, 9, 9, 9], start=[0, 9, math.log(4), 0, 0, 0, 9])
    e = math.e
    found = -math.log(e / (1 + e + 1 / e))
    each = math.log(1 + 1 / e)
    expected = found + 2 * each + 0.5 * math.log(2) + 0.5 * (math.log(2) + math.log(5))
    assert loss_of((TWO, out)) == pytest.approx(expected, rel=1e-5)


def test_the_loss_where_none_answers() -> None:
    out = logits(relevant=[9, 9, 0, 2, -3, 1, 9], answered=[-math.log(3), 0, 0, 0, 0, 0, 0])
    e = math.e
    found = math.log(1 + e + 1 / e)
    each = (math.log(1 + e) + math.log(1 + 1 / e)) / 2
    expected = found + 2 * each + 0.5 * math.log(4 / 3)
    none = EncodedPassage(NOTHING, 2, TWO.sentences, [False, False], None)
    assert loss_of((none, out)) == pytest.approx(expected, rel=1e-5)
    marked = EncodedPassage(NOTHING, 2, TWO.sentences, [False, False], (0, 0))
    assert loss_of((marked, out)) == pytest.approx(expected + 0.05 * math.log(5), rel=1e-5)


def test_passages_without_a_short_answer_hardly_weigh_on_where_it_stands() -> None:
    """Three of them, each sure that there is one, cost less than one that is unsure where it stands."""
    lost = EncodedPassage(NOTHING, 2, TWO.sentences, [False, False], (0, 0))
    sure, even = logits(start=[-2, 9, 0, 0, 0, 0, 9], end=[-2, 9, 0, 0, 0, 0, 9]), logits()
    unmarked = EncodedPassage(NOTHING, 2, TWO.sentences, [False, False], None)
    alone, more = loss_of((TWO, even)), loss_of((TWO, even), *[(lost, sure)] * 3) - loss_of((TWO, even), *[(unmarked, sure)] * 3)
    assert 0 < more < 0.5 * math.log(5) < alone


def test_sentences_of_all_passages_compete() -> None:
    out = logits(relevant=[0] * 7)
    none = EncodedPassage(NOTHING, 2, TWO.sentences, [False, False], None)
    right = EncodedPassage(NOTHING, 2, TWO.sentences, [True, True], None)
    rest = 2.5 * math.log(2)
    assert loss_of((right, out)) == pytest.approx(math.log(3 / 2) + rest, rel=1e-5)
    assert loss_of((right, out), (none, out)) == pytest.approx(math.log(5 / 2) + rest, rel=1e-5)
    assert loss_of((none, out), (none, out)) == pytest.approx(math.log(5) + rest, rel=1e-5)


def test_the_loss_of_claims() -> None:
    from onrecord.evals.training.network import claim_loss

    out = logits()
    out[0, SUPPORT.start] = math.log(3)  # three fifths for its being borne out
    shares: dict[Label, float] = {"entailment": 3 / 5, "neutral": 1 / 5, "contradiction": 1 / 5, "not_entailment": 2 / 5}
    for label, share in shares.items():
        assert float(claim_loss([EncodedClaim(NOTHING, label)], [out])) == pytest.approx(-math.log(share), rel=1e-5)
    both = [EncodedClaim(NOTHING, "entailment"), EncodedClaim(NOTHING, "neutral")]
    assert float(claim_loss(both, [out, out])) == pytest.approx(-(math.log(3 / 5) + math.log(1 / 5)) / 2, rel=1e-5)


@pytest.fixture
def one_thread() -> Iterator[None]:
    """What is so small takes longer in several."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.mark.usefixtures("one_thread")
def test_each_sequence_gets_its_logits_whatever_is_beside_it() -> None:
    import torch

    tiny = network()
    sequences = [[101, *range(2000, 2000 + n), 102] for n in (30, 3, 17, 1, 60, 3, 5, 8, 13, 21)]
    with torch.no_grad():
        together = tiny(sequences, at_once=4)
        alone = [tiny([each])[0] for each in sequences]
    assert [tuple(each.shape) for each in together] == [(len(each), HEADS) for each in sequences]
    for one, other in zip(together, alone, strict=True):
        np.testing.assert_allclose(one.numpy(), other.numpy(), atol=1e-5)
    assert not np.allclose(alone[1].numpy(), alone[3].numpy()[:1], atol=1e-3)


@pytest.mark.usefixtures("one_thread")
def test_words_and_the_lowest_layer_stay_as_they_are() -> None:
    frozen = {name.split(".")[1] + name.split("layer.")[-1][:1] for name, each in network().named_parameters() if not each.requires_grad}
    learning = {name.rsplit(".", 1)[0] for name, each in network().named_parameters() if each.requires_grad}
    assert frozen == {"embeddingse", "encoder0"}
    assert "heads" in learning and all(each == "heads" or each.startswith("encoder.encoder.layer.1.") for each in learning)


def data(pieces: Pieces) -> Data:
    """Of two phases: eight questions and claims each, about towns of their own."""

    def of(phase: str) -> tuple[list[EncodedQuestion], list[EncodedClaim]]:
        towns = ("Alden", "Tarn", "Osterby", "Varnholm") if phase == "public" else ("Orsk", "Brask", "Lund", "Vell")
        given = [
            Asked(f"When did {what} come to {town}?", (labelled(f"{town} slept. Then {what} came on Monday.", what, "Monday"),))
            for town in towns
            for what in ("rain", "snow")
        ]
        borne: dict[str, Label] = {"Rain": "entailment", "Snow": "contradiction"}
        claims = [Claimed(f"It rained in {town}.", f"{text} fell on {town}.", label) for town in towns for text, label in borne.items()]
        return list(encoded_questions(given, pieces)), encoded_claims(claims, pieces)

    return of


@pytest.fixture
def phases(one_thread: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four steps each, saved after every third and the last, told of after each."""
    from onrecord.evals.training import training

    monkeypatch.setattr(training, "PHASES", tuple(training.Phase(name, 2.0, 4, 3) for name in ("public", "ours")))
    monkeypatch.setattr(training, "_SAVED_EVERY", 3)
    monkeypatch.setattr(training, "_TOLD_EVERY", 1)


class Stopped(Exception):
    pass


def trained(folder: Path, pieces: Pieces, stop: int = 99, until: str | None = None, seed: int = 0) -> tuple[Network, list[dict[str, Any]]]:
    """What comes of a training in this folder, and what it told; it is stopped after so many lines."""
    from onrecord.evals.training.training import Settings, train

    told: list[dict[str, Any]] = []

    def tell(line: str) -> None:
        told.append(json.loads(line))
        if len(told) == stop:
            raise Stopped

    made = network(seed=seed)
    folder.mkdir(exist_ok=True)
    if stop < 99:
        with pytest.raises(Stopped):
            train(made, data(pieces), folder, Settings(rate=1e-3, rate_of_heads=1e-2), until, tell)
    else:
        train(made, data(pieces), folder, Settings(rate=1e-3, rate_of_heads=1e-2), until, tell)
    return made, told


def weights(of: Network) -> dict[str, bytes]:
    return {name: each.numpy().tobytes() for name, each in of.state_dict().items()}


@pytest.mark.usefixtures("one_thread")
def test_two_steps_lower_the_loss_on_a_batch(pieces: Pieces) -> None:
    import torch

    from onrecord.evals.training.training import _step  # pyright: ignore[reportPrivateUsage]

    tiny, (questions, claims) = network(), data(pieces)("public")
    optimizer = torch.optim.AdamW([each for each in tiny.parameters() if each.requires_grad], lr=1e-2)
    losses: list[list[float]] = []
    for _ in range(3):
        losses.append(_step(tiny, questions, claims))
        optimizer.step()
        optimizer.zero_grad()
    assert losses[0][0] > losses[1][0] > losses[2][0]
    assert losses[0][1] > losses[1][1] > losses[2][1]
    assert losses[0][1] == pytest.approx(math.log(3), abs=0.1)


@pytest.mark.usefixtures("phases")
def test_a_training_tells_each_step_and_changes_only_what_learns(tmp_path: Path, pieces: Pieces) -> None:
    made, told = trained(tmp_path, pieces)
    assert [(line["phase"], line["step"], line["of"]) for line in told] == [
        (name, n, 4) for name in ("public", "ours") for n in (1, 2, 3, 4)
    ]
    before, after = weights(network()), weights(made)
    learning = {name for name, each in made.named_parameters() if each.requires_grad}
    assert {name for name in after if after[name] != before[name]} == learning


@pytest.mark.usefixtures("phases")
def test_what_comes_of_it_is_the_mean_of_what_was_saved_late(tmp_path: Path, pieces: Pieces, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.evals.training import training

    saved: list[dict[str, Any]] = []
    save = training._save  # pyright: ignore[reportPrivateUsage]

    def keep(path: Path, state: dict[str, Any]) -> None:
        saved.append({name: each.clone() for name, each in state["network"].items()})
        save(path, state)

    monkeypatch.setattr(training, "_save", keep)
    made, _ = trained(tmp_path, pieces)
    assert len(saved) == 4
    for name, weight in made.state_dict().items():
        np.testing.assert_allclose(weight.numpy(), (saved[2][name].numpy() + saved[3][name].numpy()) / 2, atol=1e-6)
    assert weights(made)["heads.weight"] != saved[3]["heads.weight"].numpy().tobytes()


@pytest.mark.usefixtures("phases")
@pytest.mark.parametrize(("stop", "again"), [(2, 8), (3, 8), (4, 5), (5, 4), (8, 1)])
def test_a_training_that_was_stopped_goes_on_as_if_it_hadn_t_been(tmp_path: Path, pieces: Pieces, stop: int, again: int) -> None:
    """Saved are steps 3, 4 (the first phase's last), 7 and 8, each after it was told of."""
    through, told = trained(tmp_path / "through", pieces)
    trained(tmp_path / "stopped", pieces, stop)
    on, retold = trained(tmp_path / "stopped", pieces, seed=0 if stop <= 3 else 1)
    assert len(retold) == again
    assert lines(retold) == lines(told)[-again:]
    assert weights(on) == weights(through)


@pytest.mark.usefixtures("phases")
def test_a_training_may_end_after_a_phase_and_go_on_later(tmp_path: Path, pieces: Pieces) -> None:
    through, told = trained(tmp_path / "through", pieces)
    _, first = trained(tmp_path / "parts", pieces, until="public")
    on, second = trained(tmp_path / "parts", pieces, seed=1)
    assert lines([*first, *second]) == lines(told)
    assert weights(on) == weights(through)
    _, nothing = trained(tmp_path / "parts", pieces)
    assert nothing == []


@pytest.mark.usefixtures("phases")
@pytest.mark.parametrize("until", [None, "ours"])
def test_what_it_was_trained_with_is_kept(tmp_path: Path, pieces: Pieces, until: str | None) -> None:
    trained(tmp_path, pieces, until=until)
    assert json.loads((tmp_path / "settings.json").read_text("utf-8")) == {
        "seed": 20220215,
        "rate": 1e-3,
        "rate_of_heads": 1e-2,
        "decay": 0.01,
    }


def test_steps_are_whole_batches() -> None:
    from onrecord.evals.training.training import Phase, steps_of

    assert [steps_of(Phase("x", epochs, 4, 4), n) for epochs, n in ((1.0, 8), (1.0, 11), (2.0, 11), (0.5, 8), (1.0, 3))] == [2, 2, 5, 1, 0]
