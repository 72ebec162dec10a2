"""Claims that people wrote in their own words, true and false, one JSON object a line:

    {"id": "p1", "claim": "Vell expects the harbour to open in May.", "true": true, "kind": "synonym",
     "sources": [{"article": "a1", "quote": "the harbour would open in May, Vell said"}], "cites": [1]}

A source's quote stands in its article once, to the character; ``cites`` are the numbers of the sources, counted from 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..qa.sources import sources_of
from .checking import Example
from .corpus import Corpus
from .datasets import DatasetError, Line, as_list, as_object, as_text, field, json_object, lines_of, located, shown
from .places import place_of

PARAPHRASES = Path(__file__).parent / "gold" / "paraphrases.jsonl"


def read_paraphrases(path: Path, corpora: Sequence[Corpus]) -> list[Example]:
    """In their order, each as of the suite that its first source's article is from.

    Raises:
        DatasetError: the file can't be read, or a line of it is wrong; the message names the line.
    """
    found: list[Example] = []
    for line in lines_of(path):
        with located(f"{path}, line {line.number}"):
            found.append(_example(line, corpora))
    return found


def _example(line: Line, corpora: Sequence[Corpus]) -> Example:
    row = json_object(line.text)
    id, text, kind = (as_text(field(row, key), repr(key)) for key in ("id", "claim", "kind"))
    given = [as_object(each, "a source") for each in as_list(field(row, "sources"), "'sources'")]
    slices = [(as_text(field(each, "article"), "'article'"), as_text(field(each, "quote"), "'quote'")) for each in given]
    corpus = next((each for each in corpora if slices and slices[0][0] in each.articles), None)
    if corpus is None:
        raise DatasetError(
            f"no suite has the article {shown(slices[0][0]) if slices else 'of a source, for there is none'}; name one that has"
        )
    for article, _ in slices:
        if article not in corpus.articles:
            raise DatasetError(f"the suite {corpus.suite!r} has no article {shown(article)}; take all of a line's sources from one suite")
    sources = sources_of(corpus.evidence_at(article, *place_of(quote, corpus.articles[article])) for article, quote in slices)
    cites, true = as_list(field(row, "cites"), "'cites'"), field(row, "true")
    support = tuple(each for each in cites if isinstance(each, int) and 0 < each <= len(sources))
    if len(support) != len(cites) or not isinstance(true, bool):
        raise DatasetError(f"'cites' are numbers from 1 to {len(sources)}, and 'true' is true or false; mend {shown(cites)}, {shown(true)}")
    return Example(id, text, tuple(sources), support, true, kind, corpus.suite, slices[0][0], support, id, by_hand=True)
