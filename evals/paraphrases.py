"""Paraphrases: claims in other words than their sources', true and false, written by hand, one JSON object a line.

    {"id": "p1", "claim": "The harbour is to open in May, Vell said.", "true": true, "kind": "indirect speech", "cites": [1],
     "sources": [{"article": "a1", "quote": "We open in May"}, {"article": "a1", "quote": "Ivo Tarn doubted it."}]}

They are what a checker of claims is measured by, beside corruptions made by program. ``sources`` are the slices that a writer was given;
one of them at least is no part of ``cites``, and must not make the claim right either. A ``true`` claim says no more than those that it
cites, given who speaks there, on which day and in which outlet; a false one may be true of something else. ``kind`` is what was
done to the source: some words for true claims, others for false ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from ..index.model import Article
from .datasets import DatasetError, field, list_field, located, rows_of, shown
from .questions import Slice, filled, flag, slice_of, unknown_keys

SHIPPED = Path(__file__).parent / "gold" / "paraphrases.jsonl"
_FEWEST = 2  # sources: one that is cited, and one that isn't
_MOST = 5


@dataclass(frozen=True)
class Paraphrase:
    """A claim, whether its sources bear it out, and those of them that it cites, numbered from 1."""

    id: str
    claim: str
    true: bool
    kind: str
    sources: tuple[Slice, ...]
    cites: tuple[int, ...]


_KEYS = [key.name for key in fields(Paraphrase)]


def read_paraphrases(path: Path, articles: Mapping[str, Article]) -> list[Paraphrase]:
    """The claims of a file, about these articles (by id), in their order.

    Raises:
        DatasetError: the file can't be read, or a line of it is wrong; the message names the line.
    """
    found: list[Paraphrase] = []
    first: dict[str, str] = {}  # the line of each id
    for where, row in rows_of(path):
        with located(where):
            one = _paraphrase(row, articles)
            if one.id in first:
                raise DatasetError(f"the id {shown(one.id)} is already that of {first[one.id]}; give each claim its own")
        first[one.id] = where.removeprefix(f"{path}, ")
        found.append(one)
    return found


def _paraphrase(row: Mapping[str, object], articles: Mapping[str, Article]) -> Paraphrase:
    if unknown := unknown_keys(row, _KEYS):
        raise DatasetError(unknown[0])
    sources = tuple(slice_of(item, f"'sources', item {n}", articles) for n, item in enumerate(list_field(row, "sources"), 1))
    if not _FEWEST <= len(sources) <= _MOST:
        raise DatasetError(f"'sources' has {len(sources)} of them; a claim is given {_FEWEST} to {_MOST}")
    return Paraphrase(
        id=filled(field(row, "id"), "'id'"),
        claim=filled(field(row, "claim"), "'claim'"),
        true=flag(field(row, "true"), "'true'"),
        kind=filled(field(row, "kind"), "'kind'"),
        sources=sources,
        cites=_cites(list_field(row, "cites"), len(sources)),
    )


def _cites(items: list[object], n_sources: int) -> tuple[int, ...]:
    """Numbers of sources, rising, at least one and not all."""
    numbers = tuple(_number(item, n, n_sources) for n, item in enumerate(items, 1))
    if not numbers or list(numbers) != sorted(set(numbers)):
        raise DatasetError(f"'cites' is {list(numbers)}; it must be at least one number, each once, the smallest first")
    if len(numbers) == n_sources:
        raise DatasetError(f"'cites' is {list(numbers)}, all of the sources; one of those must be beside the point")
    return numbers


def _number(value: object, n: int, n_sources: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= n_sources:
        raise DatasetError(f"'cites', item {n} is {shown(value)}; it must be the number of a source, 1 to {n_sources}")
    return value
