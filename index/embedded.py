"""Passages with their vectors, as they go into the catalog."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class EmbeddedSlice:
    """A slice of an article's text with its vector."""

    start: int
    end: int
    vector: npt.NDArray[np.float16]
    """(dim,), of unit length."""
    pieces: bytes | None = None
    """The codes of its word pieces for late interaction, see rerank.py; None if there are none."""


@dataclass(frozen=True)
class EmbeddedPassage:
    """A passage as it goes into the catalog: itself, and then its sentences if it has several."""

    whole: EmbeddedSlice
    sentences: tuple[EmbeddedSlice, ...]
