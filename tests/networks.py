"""A network small enough to be trained in a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.evals.training.examples import (
    Labelled,
)
from onrecord.index.embedder import default_tokenizer
from onrecord.index.model import Article, Span
from onrecord.qa.reading.passage import ReadPassage

if TYPE_CHECKING:
    from onrecord.evals.training.network import Network


def labelled(text: str, right: str, answer: str | None = None, marked: bool = True) -> Labelled:
    """A whole article in which the sentences with a word are right."""
    passage = ReadPassage.of(Article(text, id=text[:20], title="News"), Span(0, len(text)))
    span = Span(text.index(answer), text.index(answer) + len(answer)) if answer else None
    return Labelled(passage, tuple(right in text[slice(*each)] for each in passage.sentences), span, marked)


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
