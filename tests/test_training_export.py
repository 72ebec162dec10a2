"""The trained reader as the graph that is shipped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from onrecord.evals.training.examples import (
    Labelled,
)
from onrecord.index.embedder import default_tokenizer
from onrecord.index.model import Article, Span
from onrecord.qa.reading.model import ANSWERED, RELEVANT, SUPPORT, PackagedReader
from onrecord.qa.reading.passage import Pieces, ReadPassage

if TYPE_CHECKING:
    from onrecord.evals.training.network import Network
pytestmark = pytest.mark.filterwarnings("default::DeprecationWarning", "default::FutureWarning")


TOWN = "Rain fell on Alden. The mill burned on Tuesday night. Nobody was hurt."


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces(default_tokenizer())


def labelled(text: str, right: str, answer: str | None = None, marked: bool = True) -> Labelled:
    """A whole article in which the sentences with a word are right."""
    passage = ReadPassage.of(Article(text, id=text[:20], title="News"), Span(0, len(text)))
    span = Span(text.index(answer), text.index(answer) + len(answer)) if answer else None
    return Labelled(passage, tuple(right in text[slice(*each)] for each in passage.sentences), span, marked)


@pytest.fixture
def one_thread() -> Iterator[None]:
    """What is so small takes longer in several."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def network(layers: int = 2, seed: int = 0) -> Network:
    """With the word pieces of the real one, and 48 dimensions; its weights are chance."""
    import torch
    from transformers import BertConfig, BertModel

    from onrecord.evals.training.network import Network

    torch.manual_seed(seed)
    sizes: Any = {"hidden_size": 48, "num_attention_heads": 12, "intermediate_size": 96, "num_hidden_layers": layers}
    encoder = BertModel(BertConfig(vocab_size=default_tokenizer().get_vocab_size(), **sizes), add_pooling_layer=False)
    made = Network(encoder)
    made.eval()
    return made


@pytest.mark.usefixtures("one_thread")
def test_the_exported_graph_gives_the_network_s_logits(tmp_path: Path, pieces: Pieces) -> None:
    """In 8 bits, so nearly; what the packaged reader makes of them is then the same."""
    import torch

    from onrecord.evals.training.export import export

    tiny = network(layers=6)
    torch.nn.init.normal_(tiny.heads.weight)
    torch.nn.init.normal_(tiny.heads.bias)
    export(tiny, tmp_path / "reader.onnx")
    reader = PackagedReader(tmp_path / "reader.onnx")
    passage = labelled(TOWN, "mill").passage
    read = pieces.of_passage("When did the mill burn?", passage)
    with torch.no_grad():
        (out,) = tiny([read.ids])
        (claimed,) = tiny([pieces.of_claim("It burned.", TOWN)])
    (reading,) = reader.read("When did the mill burn?", [passage])
    expected = [float(out[first:last, RELEVANT].mean()) for first, last in read.sentences]
    np.testing.assert_allclose([*reading.sentences, reading.answered], [*expected, float(out[0, ANSWERED])], atol=0.1)
    np.testing.assert_allclose(reader.supports("It burned.", [TOWN])[0], torch.softmax(claimed[0, SUPPORT], 0).numpy(), atol=0.02)
    assert np.ptp(expected) > 0.3
