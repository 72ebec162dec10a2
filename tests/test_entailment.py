import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_reranker import by_chance, planted, save

from onrecord.index.errors import ModelError
from onrecord.qa.entailment import Entailed, EntailmentModel, labels_of, load_entailment

pytestmark = pytest.mark.filterwarnings("default::DeprecationWarning", "default::FutureWarning")

LABELS: Any = {
    "id2label": {0: "contradiction", 1: "entailment", 2: "neutral"},
    "label2id": {"contradiction": 0, "entailment": 1, "neutral": 2},
}


@pytest.fixture(scope="session")
def chance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(tmp_path_factory.mktemp("entailment") / "chance", by_chance("BertForSequenceClassification", num_labels=3, **LABELS))


@pytest.fixture(scope="session")
def model(chance: Path) -> EntailmentModel:
    return EntailmentModel(str(chance))


def test_a_model_says_how_likely_each_text_bears_a_sentence_out(model: EntailmentModel):
    found = model.judge("snow fell.", ["snow fell.", "the mayor sang.", "snow fell."])
    assert found[0] == found[2] != found[1]
    assert all(0 <= each.entailed <= 1 and each.entailed + each.contradicted <= 1 for each in found)


def test_order_changes_nothing(model: EntailmentModel):
    texts = ["rain fell.", "the mayor sang.", "harbour opened?"]
    assert model.judge("snow fell.", texts) == model.judge("snow fell.", texts[::-1])[::-1]
    assert model.judge("snow fell.", []) == []


def test_half_a_surrogate_pair_and_a_long_text_are_no_obstacle(model: EntailmentModel):
    assert len(model.judge("snow \ud800 fell.", ["rain " * 500])) == 1


def test_what_the_label_of_entailment_weighs(tmp_path: Path):
    import torch

    made = planted("BertForSequenceClassification", num_labels=3, **LABELS)
    with torch.no_grad():
        made.classifier.bias.copy_(torch.tensor([0.0, 2.0, 0.0]))
        made.classifier.weight.zero_()
    (found,) = load_entailment(str(save(tmp_path / "sure", made))).judge("snow fell.", ["rain fell."])
    e = 2.718281828459045**2
    assert found == pytest.approx(Entailed(e / (e + 2), 1 / (e + 2)))


def test_labels():
    assert labels_of("a", {0: "CONTRADICTION", 1: "NEUTRAL", 2: "ENTAILMENT"}) == (2, 0)
    assert labels_of("a", {0: "entailment", 1: "not_entailment"}) == (0, None)


@pytest.mark.parametrize(
    ("spoilt", "message"),
    [
        (lambda folder: None, "sorts pairs into 3 labels (label_0, label_1, label_2), and expected was one named entailment"),
        (lambda folder: config(folder, architectures=["BertModel"]), "is no entailment model: its config.json names BertModel"),
        (lambda folder: (folder / "model.safetensors").unlink(), "has no weights where a *.safetensors file was expected"),
        (lambda folder: (folder / "model.safetensors").write_bytes(b"{}"), "can't be used from this machine"),
    ],
)
def test_a_model_that_is_none_is_refused(tmp_path: Path, spoilt: Callable[[Path], object], message: str):
    folder = save(tmp_path / "other", by_chance("BertForSequenceClassification", num_labels=3))
    spoilt(folder)
    with pytest.raises(ModelError) as raised:
        load_entailment(str(folder))
    assert message in str(raised.value)


def test_nothing_is_fetched(refused: list[str]):
    with pytest.raises(ModelError, match="nothing is downloaded here"):
        load_entailment("nobody/no-such-model")
    assert refused == []


def config(folder: Path, **values: object) -> None:
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | values))
