import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.embedder import Array, TokenVectors, unit
from onrecord.index.rerank import Interaction, cosines, encode, idf, late_interaction, piece_weights

DIM = 16


def vectors(seed: int, n: int) -> Array:
    return unit(np.random.default_rng(seed).normal(size=(n, DIM)).astype(np.float32))


def tokens(text: str, pieces: Array) -> TokenVectors:
    """Each word of the text as one piece, special ones around them."""
    ends = np.cumsum([len(word) + 1 for word in text.split(" ")]) - 1
    offsets = [(0, 0), *((int(end) - len(word), int(end)) for word, end in zip(text.split(" "), ends, strict=True)), (0, 0)]
    special = np.ones((1, DIM), np.float32)
    return TokenVectors(np.concatenate([special, pieces, special]), np.array(offsets, np.int32))


def test_codes_are_the_signs():
    given = np.array([[1, -1, 0.5, -0.5, 0, 2, -3, 4] * 2], np.float32)
    assert encode(given) == bytes([0b10100101, 0b10100101])


@given(st.integers(1, 9), st.integers(0, 20), st.integers(0, 99))
@settings(deadline=None, max_examples=50)
def test_cosines_with_codes_are_those_with_the_signs(n: int, coded: int, seed: int):
    pieces, others = vectors(seed, n), vectors(seed + 1, coded)
    codes = encode(others)
    assert len(codes) == coded * DIM // 8
    np.testing.assert_allclose(cosines(pieces, codes), pieces @ np.where(others > 0, 0.25, -0.25).T, atol=1e-6)


def test_rare_words_tell_more():
    assert idf(0, 10) == math.log(1 + 10.5 / 0.5)
    assert idf(10, 10) == math.log(1 + 0.5 / 10.5) > 0
    assert idf(1, 10) > idf(2, 10)


def test_pieces_weigh_as_their_words():
    text = "the harbour?"
    offsets = np.array([[0, 3], [4, 7], [7, 11], [11, 12]], np.int32)
    weights = piece_weights(text, offsets, {"harbour": 2.0}.__getitem__)
    np.testing.assert_allclose(weights, np.array([0.5, 2, 2, 0]) / 4.5, rtol=1e-6)


def test_without_words_all_pieces_weigh_the_same():
    np.testing.assert_allclose(piece_weights("?!", np.array([[0, 1], [1, 2]], np.int32), lambda _: 1.0), [0.5, 0.5])
    assert piece_weights("?!", np.zeros((0, 2), np.int32), lambda _: 1.0).shape == (0,)


def test_late_interaction_is_the_weighted_mean_of_best_cosines():
    question = "quay storms tonight"
    pieces, sentences = vectors(1, 3), [vectors(2, 4), vectors(3, 2)]
    word_idf = {"quay": 1.0, "storms": 3.0, "tonight": 0.5}.__getitem__
    (found,) = late_interaction(question, tokens(question, pieces), [[encode(sentence) for sentence in sentences]], word_idf)

    weights = [1 / 4.5, 3 / 4.5, 0.5 / 4.5]
    signs = [np.where(sentence > 0, 0.25, -0.25).astype(np.float32) for sentence in sentences]

    def mean_of_best(codes: Array) -> float:
        return sum(weight * max(float(piece @ code) for code in codes) for weight, piece in zip(weights, pieces, strict=True))

    by_sentence = [mean_of_best(codes) for codes in signs]
    assert found.passage == pytest.approx(mean_of_best(np.concatenate(signs)), abs=1e-6)
    assert found.sentence == pytest.approx(max(by_sentence), abs=1e-6)
    assert found.best == int(np.argmax(by_sentence))


def test_sentences_without_pieces_are_counted_but_never_best():
    question, pieces = "quay", vectors(1, 1)
    found = late_interaction(question, tokens(question, pieces), [[b"", encode(pieces), b""], [encode(pieces)], [b""], []], lambda _: 1.0)
    assert [interaction.best for interaction in found] == [1, 0, 0, 0]
    assert found[0].sentence == found[0].passage == found[1].passage == pytest.approx(float(np.abs(pieces).sum() / 4), abs=1e-6)
    assert found[2:] == [Interaction(0.0, 0.0, 0)] * 2


def test_a_question_without_pieces():
    assert late_interaction("?", tokens("", vectors(1, 1)), [[encode(vectors(2, 3))]], lambda _: 1.0) == [Interaction(0.0, 0.0, 0)]
