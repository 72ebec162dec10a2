"""Texts as vectors, word by word, for comparing what is told in other words; kept, since the same sources are compared again and again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from ..index.embedder import Array, Embedder, TokenEmbedder, TokenVectors, unit
from .readings import Reading

_KEPT = 512  # sentences


class Meaning:
    """Vectors of the sentences of a text and of its words, by an embedder that gives those of word pieces."""

    def __init__(self, embedder: Embedder | None) -> None:
        self._embedder = embedder if isinstance(embedder, TokenEmbedder) else None
        self._known: OrderedDict[str, TokenVectors] = OrderedDict()
        self._lock = threading.Lock()  # several people may be answered at once

    @property
    def is_known(self) -> bool:
        """Whether there is an embedder at all that can tell."""
        return self._embedder is not None

    def prepare(self, readings: Sequence[Reading]) -> None:
        """Embeds what isn't known yet of some texts, all at once."""
        self._vectors([sentence for each in readings for sentence in _sentences(each)])

    def _vectors(self, sentences: Sequence[str]) -> list[TokenVectors]:
        if self._embedder is None:
            return []
        needed = list(dict.fromkeys(sentences))
        with self._lock:
            wanted = [sentence for sentence in needed if sentence not in self._known]
            self._known.update(zip(wanted, self._embedder.embed_tokens(wanted) if wanted else [], strict=True))
            for sentence in needed:
                self._known.move_to_end(sentence)
            found = [self._known[sentence] for sentence in sentences]
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return found

    def words(self, reading: Reading) -> Array:
        """(n_tokens, dim) of unit length; zero for a word beyond the embedder's window."""
        whole = self._vectors(_sentences(reading))
        dim = whole[0].vectors.shape[1] if whole else 0
        found = np.zeros((len(reading.tokens), dim), np.float32)
        for i, token in enumerate(reading.tokens):
            begin = reading.sentences[token.sentence].start
            pieces = whole[token.sentence]
            inside = (pieces.offsets[:, 0] < token.end - begin) & (pieces.offsets[:, 1] > token.start - begin)
            if inside.any():
                found[i] = pieces.vectors[inside].mean(axis=0)
        return unit(found)

    def sentences(self, reading: Reading) -> Array:
        """(n_sentences, dim) of unit length."""
        return np.stack([vectors.pooled() for vectors in self._vectors(_sentences(reading))])


def _sentences(reading: Reading) -> list[str]:
    return [reading.text[slice(*span)] for span in reading.sentences]
