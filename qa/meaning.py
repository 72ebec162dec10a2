"""Texts as vectors, word by word, for comparing what is told in other words; kept, since the same sources are compared again and again."""

from __future__ import annotations

from collections import OrderedDict

import numpy as np

from ..index.embedder import Array, Embedder, TokenEmbedder, TokenVectors, unit
from .readings import Reading

_KEPT = 512  # sentences


class Meaning:
    """Vectors of the sentences of a text and of its words, by an embedder that gives those of word pieces."""

    def __init__(self, embedder: Embedder | None) -> None:
        self._embedder = embedder if isinstance(embedder, TokenEmbedder) else None
        self._known: OrderedDict[str, TokenVectors] = OrderedDict()

    @property
    def is_known(self) -> bool:
        """Whether there is an embedder at all that can tell."""
        return self._embedder is not None

    def prepare(self, readings: list[Reading]) -> None:
        """Embeds what isn't known yet of some texts, all at once."""
        if self._embedder is None:
            return
        needed = list(dict.fromkeys(sentence for each in readings for sentence in _sentences(each)))
        wanted = [sentence for sentence in needed if sentence not in self._known]
        self._known.update(zip(wanted, self._embedder.embed_tokens(wanted) if wanted else [], strict=True))
        for sentence in needed:
            self._known.move_to_end(sentence)
        while len(self._known) > max(_KEPT, len(needed)):
            self._known.popitem(last=False)

    def words(self, reading: Reading) -> Array:
        """(n_tokens, dim) of unit length; zero for a word beyond the embedder's window."""
        self.prepare([reading])
        dim = self._embedder.dim if self._embedder else 0  # type: ignore[attr-defined]
        found = np.zeros((len(reading.tokens), dim), np.float32)
        whole = [self._known[sentence] for sentence in _sentences(reading)]
        for i, token in enumerate(reading.tokens):
            begin = reading.sentences[token.sentence].start
            pieces = whole[token.sentence]
            inside = (pieces.offsets[:, 0] < token.end - begin) & (pieces.offsets[:, 1] > token.start - begin)
            if inside.any():
                found[i] = pieces.vectors[inside].mean(axis=0)
        return unit(found)

    def sentences(self, reading: Reading) -> Array:
        """(n_sentences, dim) of unit length."""
        self.prepare([reading])
        return np.stack([self._known[sentence].pooled() for sentence in _sentences(reading)])


def _sentences(reading: Reading) -> list[str]:
    return [reading.text[slice(*span)] for span in reading.sentences]
