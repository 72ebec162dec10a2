"""The trained reader as the graph that is shipped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from networks import labelled, network

from onrecord.index.embedder import default_tokenizer
from onrecord.qa.reading.model import ANSWERED, RELEVANT, SUPPORT, PackagedReader
from onrecord.qa.reading.passage import Pieces

if TYPE_CHECKING:
    pass
pytestmark = pytest.mark.filterwarnings("default::DeprecationWarning", "default::FutureWarning")


TOWN = "Rain fell on Alden. The mill burned on Tuesday night. Nobody was hurt."


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces(default_tokenizer())


@pytest.fixture
def one_thread() -> Iterator[None]:
    """What is so small takes longer in several."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


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
