from collections.abc import Sequence

import numpy as np
from fakes import HashEmbedder

from onrecord.index.embedder import TokenVectors
from onrecord.qa.meaning import Meaning
from onrecord.qa.readings import Reading


class Letters(HashEmbedder):
    """Each word's vector is that of its first letter."""

    def embed_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        self.embedded += texts
        made: list[TokenVectors] = []
        for text in texts:
            words = Reading(text).tokens
            vectors = np.stack([np.eye(26, dtype=np.float32)[(ord(word.low[0]) - 97) % 26] for word in words])
            made.append(TokenVectors(vectors, np.array([(word.start, word.end) for word in words], np.int32)))
        return made


def test_words_and_sentences_have_vectors_and_each_is_embedded_once():
    embedder = Letters()
    meaning, reading = Meaning(embedder), Reading("Rain fell. Boats sank.")
    words = meaning.words(reading)
    assert words.shape == (len(reading.tokens), 26)
    assert words[0][17] == words[1][5] == 1.0
    assert meaning.sentences(reading).shape == (2, 26)
    meaning.prepare([reading, Reading("Boats sank.")])
    assert embedder.embedded == ["Rain fell.", "Boats sank."]


def test_an_embedder_without_word_pieces_tells_nothing():
    assert not Meaning(HashEmbedder()).is_known and not Meaning(None).is_known
    Meaning(None).prepare([Reading("Rain fell.")])


def test_only_so_many_are_kept():
    embedder = Letters()
    meaning = Meaning(embedder)
    for n in range(600):
        meaning.prepare([Reading(f"Rain fell {n}.")])
    meaning.prepare([Reading("Rain fell 0.")])
    assert len(embedder.embedded) == 601
