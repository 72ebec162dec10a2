"""What the reader learns from: questions with the passages that a search brings up, and claims with texts.

Ours are in ``data/``: invented articles, questions as people type them, claims in free words. Public sets are read from a folder that
is named when training (``--public``), in the form of one JSON object a line, gzipped: ``qa-*`` (question, context, answers with their
starts) and ``nli-*`` (premise, hypothesis, label). What they are, and their licences, stands in docs/reader.md.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from ...index.index import Index
from ...index.lexical import content_words, coverage
from ...index.model import Article, Span
from ...index.sentences import paragraphs, split_sentences
from ...qa.reading.passage import ReadPassage, sentences_in

Label = Literal["entailment", "neutral", "contradiction", "not_entailment"]
DATA = Path(__file__).with_name("data")
# Public questions by set: how many at most. News and encyclopedias rather than reviews; those with unanswerable twins first.
QUESTIONS = {
    "qa-squad2-unansq-lower-dev": 2_400,
    "qa-squad1-part-train": 3_500,
    "qa-squadshifts-newwiki": 3_500,
    "qa-squadshifts-reddit": 1_200,
    "qa-qed-nq-dev": 1_200,
}
# Public claims by set. Wikipedia and news with near misses rather than captions.
CLAIMS = {
    "nli-mnli20k-train": 1_500,
    "nli-fever-athnlp-validation": 1_200,
    "nli-feversym-dev": 700,
    "nli-fm2-dev": 1_000,
    "nli-newprotocols-base-train": 700,
    "nli-newprotocols-edit_other-train": 700,
    "nli-wikiresnli-train": 1_000,
    "nli-bump-task1": 400,
    "nli-summeval-consistency": 400,
    "nli-factcheckgpt-stance": 600,
    "nli-cad-snli-train": 500,
}
LABELS = ("entailment", "neutral", "contradiction")
_OURS: dict[str, Label] = {
    "supported": "entailment", "neither": "neutral", "contradicted": "contradiction", "yes": "entailment", "no": "contradiction",
}  # fmt: skip
_SHOWN = 0.6  # of a slice of evidence that a sentence must hold to count as right
_MINED = 6  # passages that search brings up, of which those without evidence are shown as wrong
_WRONG = 3  # passages without evidence, of one question
_LONGEST = 1_200  # characters of a public text


@dataclass(frozen=True)
class Labelled:
    """A passage with the question it is read for: which of its ``sentences`` answer, and where the short answer stands.

    ``answer`` is a slice of the article's text, None where there is none in this passage; ``marked`` is whether that is known.
    """

    passage: ReadPassage
    right: tuple[bool, ...]
    answer: Span | None
    marked: bool


@dataclass(frozen=True)
class Asked:
    """A question with its passages; none of them holds evidence if the articles don't answer it."""

    question: str
    passages: tuple[Labelled, ...]


@dataclass(frozen=True)
class Claimed:
    """A claim and the text that bears it out, or doesn't."""

    claim: str
    text: str
    label: Label


def fingerprint(paths: Iterable[Path]) -> dict[str, str]:
    """By the name of each file, the SHA-256 of what is in it."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(paths)}


def rows(path: Path) -> list[dict[str, Any]]:
    lines = (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()).decode().splitlines()
    return [json.loads(line) for line in lines if line.strip()]


# Ours


def our_questions(seed: int, folder: Path = DATA) -> list[Asked]:
    """Each with the passages of its evidence, of what lies near to it, and of what our own search brings up besides."""
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="onrecord-training-") as place, Index.open(Path(place, "training")) as index:
        index.add(
            [
                Article(**{key: row[key] for key in ("id", "title", "published", "source", "text")})
                for row in rows(folder / "articles.jsonl")
            ]
        )
        articles = {article.id: article for article in index.articles()}
        cut = {id: [Span(passage.start, passage.end) for passage in index.passages(id)] for id in articles}
        return [_ours(row, index, articles, cut, draw) for row in rows(folder / "questions.jsonl")]


def _ours(
    row: Mapping[str, Any], index: Index, articles: Mapping[str, Article], cut: Mapping[str, Sequence[Span]], draw: random.Random
) -> Asked:
    def slices(given: Iterable[Mapping[str, str]]) -> list[tuple[str, Span]]:
        return [(each["article"], _slice(articles[each["article"]].text, each["quote"])) for each in given]

    evidence = slices(each for piece in row["evidence"] for each in piece)
    near = slices(row.get("near", ()))
    found = [(hit.article.id, Span(hit.passage.start, hit.passage.end)) for hit in index.search(row["question"], _MINED)]
    held = [(id, span) for id, slice in evidence for span in cut[id] if _shared(span, slice)]
    tempting = [(id, span) for id, slice in near for span in cut[id] if _shared(span, slice)]
    right = list(dict.fromkeys(held))[:2]
    wrong = [each for each in dict.fromkeys((*tempting, *found)) if each not in held]
    draw.shuffle(wrong)
    passages: list[Labelled] = []
    for id, span in (*right, *wrong[: _WRONG if right else _WRONG + 1]):
        passage = ReadPassage.of(articles[id], span)
        of_it = [slice for other, slice in evidence if other == id]
        marks = tuple(any(_shared(each, slice) >= _SHOWN * (slice.end - slice.start) for slice in of_it) for each in passage.sentences)
        answer = _marked(row.get("answer"), articles[id].text, [slice for slice in of_it if _shared(span, slice)])
        passages.append(Labelled(passage, marks, answer, marked=not any(marks) or answer is not None))
    return Asked(row["question"], tuple(passages))


def _slice(text: str, quote: str) -> Span:
    start = text.index(quote)
    return Span(start, start + len(quote))


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _marked(answer: str | None, text: str, slices: Sequence[Span]) -> Span | None:
    """Where the short answer stands in the first slice of evidence that holds it; "yes" and "no" stand nowhere."""
    for slice in slices if answer and answer not in ("yes", "no") else ():
        at = text.find(answer or "", slice.start, slice.end)
        if at >= 0:
            return Span(at, at + len(answer or ""))
    return None


def our_claims(folder: Path = DATA) -> list[Claimed]:
    """The claims, and the questions that are answered with yes or no: what entails "yes" bears the question out."""
    claimed = [Claimed(row["claim"], row["premise"], _OURS[row["label"]]) for row in rows(folder / "claims.jsonl")]
    texts = {row["id"]: row["text"] for row in rows(folder / "articles.jsonl")}
    for row in rows(folder / "questions.jsonl"):
        if verdict := _OURS.get(row.get("answer") or ""):
            slices = [(each["article"], _slice(texts[each["article"]], each["quote"])) for piece in row["evidence"] for each in piece]
            claimed += [Claimed(row["question"], _sentence_of(texts[id], slice), verdict) for id, slice in slices[:2]]
    return claimed


def _sentence_of(text: str, slice: Span) -> str:
    """The sentences that a slice stands in."""
    paragraph = next(each for each in paragraphs(text) if each.start <= slice.start < each.end)
    around = [each for each in split_sentences(text, paragraph) if _shared(each, slice)]
    return text[around[0].start : around[-1].end]


# Other people's


def public_files(folder: Path) -> list[Path]:
    """Those that are used, all of which must be there."""
    return [folder / f"{name}.jsonl.gz" for name in (*QUESTIONS, *CLAIMS)]


def public_questions(folder: Path, seed: int) -> list[Asked]:
    draw = random.Random(seed)
    asked: list[Asked] = []
    for name, most in QUESTIONS.items():
        read = [row for row in rows(folder / f"{name}.jsonl.gz") if len(row["context"]) <= _LONGEST]
        contexts = list(dict.fromkeys(row["context"] for row in read))
        draw.shuffle(read)
        asked += [_public(row, contexts, draw) for row in read[:most]]
    return asked


def _public(row: Mapping[str, Any], contexts: Sequence[str], draw: random.Random) -> Asked:
    """The question's own text, and for every other one the text most like it out of some that don't answer it."""
    answers = (
        [] if row["unanswerable"] else [Span(at, at + len(text)) for at, text in zip(row["answer_starts"], row["answers"], strict=True)]
    )
    passages = [_whole(row["context"], answers[:1])]
    if draw.random() < 0.4:
        weights = dict.fromkeys(content_words(row["question"]), 1.0)
        other = max(draw.sample(contexts, min(40, len(contexts))), key=lambda text: coverage(weights, text) * (text != row["context"]))
        passages += [_whole(other, [])] if other != row["context"] else []
    return Asked(row["question"], tuple(passages))


def _whole(text: str, answers: Sequence[Span]) -> Labelled:
    passage = ReadPassage(Article(id="public", text=text), Span(0, len(text)), tuple(_sentences(text)), "")
    right = tuple(any(_shared(each, answer) for answer in answers) for each in passage.sentences)
    return Labelled(passage, right, answers[0] if answers else None, marked=True)


def _sentences(text: str) -> list[Span]:
    """A text without capitals, in which no sentence is seen to begin, is cut behind each stop."""
    if text != text.lower():
        return sentences_in(text, Span(0, len(text)))
    stops = [0, *(stop.end() for stop in re.finditer(r"[.!?][\"')]*\s+", text)), len(text)]
    return [Span(start, end) for start, end in pairwise(stops) if start < end]


def public_claims(folder: Path, seed: int) -> list[Claimed]:
    draw = random.Random(seed)
    claimed: list[Claimed] = []
    for name, most in CLAIMS.items():
        read = [row for row in rows(folder / f"{name}.jsonl.gz") if len(row["premise"]) <= _LONGEST]
        draw.shuffle(read)
        claimed += [Claimed(row["hypothesis"], row["premise"], row["label"]) for row in read[:most]]
    return claimed
