"""How well statements are found: whose words, and which, beside attributions that people marked.

Source and content are as Pareti 2016 marks them in PARC 3.0 (https://aclanthology.org/L16-1619/); what was found of the content is
counted in tokens, the overlap that BBC Citron (https://github.com/bbc/citron) reports beside exact matches.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from ..index.model import Span
from .attributions import AttributedArticle, Attribution
from .metrics import precision_recall, share, words

Subset = Literal["all", "quoted"]
"""All attributions; or those with a quotation mark in their content, against the statements of kind "direct" and "mixed"."""

_MARKS = frozenset('“”"')
_QUOTED_KINDS = frozenset({"direct", "mixed"})
_CAPITALIZED = re.compile(r"[A-ZÀ-Ý][\w’'-]+")
_POSSESSIVE = re.compile(r"[’']s$")
_PRONOUNS = frozenset("he she they it i we you who his her him them their which that those this".split())


class Statement(Protocol):
    """What is asked of a statement, just found or read from a file: whose it is, where the text says so, what was said, and how."""

    @property
    def speaker(self) -> str | None: ...
    @property
    def source(self) -> Span | None: ...
    @property
    def content(self) -> Sequence[Span]: ...
    @property
    def kind(self) -> str | None: ...


@dataclass(frozen=True)
class AttributionScores:
    """Micro-averages over all articles, from 0 to 1; None where there is nothing that they are a share of."""

    attributions: int
    precision: float
    """Words in the content of statements that are in that of any attribution, quoted or not, so that no subset punishes what is right."""
    recall: float
    """Words in the content of attributions that are in that of a statement."""
    source: float | None
    """Of the attributions that name a source: those whose statement's source overlaps it."""
    speaker: float | None
    """Of the attributions whose source is a name: those whose statement's speaker holds the name's last word."""
    wrong: float | None
    """Of the latter that have a statement: those whose statement names somebody else. One without a speaker is not wrong."""

    @property
    def f1(self) -> float:
        """2PR / (P + R)."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def attribution_scores(
    gold: Sequence[AttributedArticle], predicted: Mapping[str, Sequence[Statement]], slice: Subset = "all"
) -> AttributionScores:
    """Of the statements by the article's id; an article without any counts as one in which nothing was found.

    An attribution's statement is the one with most of its words, the first of several, and has at least half of them.
    """
    precise: list[tuple[set[int], set[int]]] = []
    recalled: list[tuple[set[int], set[int]]] = []
    source_right: list[bool] = []
    speaker_right: list[bool] = []
    wrong: list[bool] = []
    n_attributions = 0
    for article, everything in ((one.article, one.attributions) for one in gold):
        attributions = [one for one in everything if slice == "all" or _is_quoted(article.text, one)]
        statements = [one for one in predicted.get(article.id, ()) if slice == "all" or one.kind in _QUOTED_KINDS]
        found = [words(article.text, statement.content) for statement in statements]
        all_found = set[int]().union(*found)
        precise.append((all_found, _content(article.text, everything)))
        recalled.append((all_found, _content(article.text, attributions)))
        n_attributions += len(attributions)
        for attribution in (one for one in attributions if one.source):
            best = _best(words(article.text, attribution.content), found)
            statement = None if best is None else statements[best]
            source_right.append(statement is not None and _overlaps(statement.source, attribution.source))
            name = last_name(" ".join(article.text[start:end] for start, end in attribution.source))
            if name is None:
                continue
            speaker = statement.speaker or "" if statement is not None else ""
            is_right = name.lower() in speaker.lower()
            speaker_right.append(is_right)
            if statement is not None:
                wrong.append(bool(speaker) and not is_right)
    return AttributionScores(
        attributions=n_attributions,
        precision=precision_recall(precise)[0],
        recall=precision_recall(recalled)[1],
        source=share(source_right),
        speaker=share(speaker_right),
        wrong=share(wrong),
    )


def last_name(source: str) -> str | None:
    """The last capitalized word that is no pronoun, without its 's: "Vell" of "the mayor, Mara Vell’s"; None if there is none."""
    names = [word for word in _CAPITALIZED.findall(source) if word.lower() not in _PRONOUNS]
    return _POSSESSIVE.sub("", names[-1]) if names else None


def _is_quoted(text: str, attribution: Attribution) -> bool:
    return any(not _MARKS.isdisjoint(text[start:end]) for start, end in attribution.content)


def _content(text: str, attributions: Sequence[Attribution]) -> set[int]:
    return words(text, [span for attribution in attributions for span in attribution.content])


def _best(content: set[int], found: Sequence[set[int]]) -> int | None:
    """Which of them shares most words with the content, if at least half of the content's; the first of several."""
    best = max(range(len(found)), key=lambda i: len(found[i] & content), default=None)
    return None if best is None or 2 * len(found[best] & content) < len(content) else best


def _overlaps(source: Span | None, gold: Sequence[Span]) -> bool:
    return source is not None and any(source.start < end and start < source.end for start, end in gold)
