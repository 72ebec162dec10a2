"""What is measured of a ranking, of a short answer, and of cited spans. What is missing counts as wrong."""

from __future__ import annotations

import math
import re
import string
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..index.model import Span

COVERED = 0.8
"""A slice of evidence counts as shown when at least this share of its words is cited.

Less than all of them, since a citation may rightly leave out an opening "And", or end before a trailing "he added"."""

_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"\b(a|an|the)\b")
_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)


def share(flags: Sequence[bool]) -> float | None:
    """How many of them are true, from 0 to 1; None where there are none."""
    return sum(flags) / len(flags) if flags else None


# Rankings: relevant[i] says whether the hit at rank i + 1 is relevant. Ranks that weren't filled hold nothing relevant.


def hit(relevant: Sequence[bool], k: int) -> float:
    """hit@k, trec_eval's success_k: 1 if one of the first k is relevant, or else 0."""
    return float(any(relevant[:k]))


def reciprocal_rank(relevant: Sequence[bool], k: int = 10) -> float:
    """RR@k: 1 / the rank of the first relevant hit, and 0 if none of the first k is.

    Voorhees 1999, The TREC-8 Question Answering Track Report (https://trec.nist.gov/pubs/trec8/papers/qa_report.pdf).
    """
    return next((1 / rank for rank, is_relevant in enumerate(relevant[:k], 1) if is_relevant), 0.0)


def ndcg(relevant: Sequence[bool], n_relevant: int, k: int = 10) -> float:
    """nDCG@k: DCG@k over that of a ranking with all ``n_relevant`` relevant items first; 0 if there are none.

    Järvelin and Kekäläinen 2002 (https://doi.org/10.1145/582415.582418), with the discount log2(rank + 1) that trec_eval uses.

    Raises:
        ValueError: more of the ranking is relevant than there is to find.
    """
    if sum(relevant) > n_relevant:
        raise ValueError(f"{sum(relevant)} hits are relevant, of {n_relevant} relevant items in all; count those that weren't found too")
    return _dcg(relevant[:k]) / _dcg([True] * min(n_relevant, k)) if n_relevant else 0.0


def _dcg(relevant: Sequence[bool]) -> float:
    """DCG = sum of rel(rank) / log2(rank + 1), where rel is 0 or 1."""
    return sum(is_relevant / math.log2(rank + 1) for rank, is_relevant in enumerate(relevant, 1))


def recall(found_pieces: int, n_pieces: int) -> float:
    """Pieces that were found / pieces that there are to find; 0 if there are none, as in trec_eval.

    Raises:
        ValueError: more were found than there are.
    """
    if found_pieces > n_pieces:
        raise ValueError(f"{found_pieces} pieces were found, of {n_pieces} in all; count each piece once")
    return found_pieces / n_pieces if n_pieces else 0.0


# Short answers, as in SQuAD: Rajpurkar et al. 2016 (https://aclanthology.org/D16-1264/), section 6.1; with questions that have
# no answer, Rajpurkar et al. 2018 (https://aclanthology.org/P18-2124/).


def normalized(answer: str) -> str:
    """The answer in lower case, without ASCII punctuation, without "a", "an" and "the", its words one space apart.

    In this order, so that "A." is an article too. Quotation marks and apostrophes outside ASCII stay, as they do in SQuAD.
    """
    return " ".join(_ARTICLE.sub(" ", answer.lower().translate(_NO_PUNCTUATION)).split())


def exact_match(prediction: str, answers: Sequence[str]) -> float:
    """EM: 1 if the normalized prediction is one of the normalized answers. No answers mean that the right one is none, ""."""
    return float(normalized(prediction) in _golds(answers))


def token_f1(prediction: str, answers: Sequence[str]) -> float:
    """The largest F1 of the prediction's tokens with those of an answer. Against no answers, only an empty prediction is right."""
    return max(_f1(normalized(prediction).split(), gold.split()) for gold in _golds(answers))


def _golds(answers: Sequence[str]) -> list[str]:
    return [gold for gold in map(normalized, answers) if gold] or [""]


def _f1(prediction: Sequence[str], gold: Sequence[str]) -> float:
    """2PR / (P + R), with P and R over bags of tokens. Where one has no tokens, 1 if neither has."""
    if not prediction or not gold:
        return float(not prediction and not gold)
    same = (Counter(prediction) & Counter(gold)).total()
    return 2 * same / (len(prediction) + len(gold))  # which is 2PR / (P + R), with P = same / n_prediction and R = same / n_gold


# Spans, by their words: the runs of \w in them, each known by where it starts.


def words(text: str, spans: Iterable[Span]) -> set[int]:
    """Where the words in any of the spans start, in characters of the text. Of a word cut in two, the part inside is a word."""
    return {start + match.start() for start, end in spans for match in _WORD.finditer(text[start:end])}


def covered(text: str, span: Span, by: Sequence[Span]) -> float:
    """The share of the span's words that start in any of ``by``; 0 if it has no words."""
    starts = words(text, [span])
    return sum(any(one.start <= start < one.end for one in by) for start in starts) / len(starts) if starts else 0.0


def precision_recall(pairs: Iterable[tuple[set[int], set[int]]]) -> tuple[float, float]:
    """Micro-averaged over (predicted, gold): what they share / all predicted, and / all gold; 0 where that is nothing."""
    shared = n_predicted = n_gold = 0
    for predicted, gold in pairs:
        shared += len(predicted & gold)
        n_predicted += len(predicted)
        n_gold += len(gold)
    return (shared / n_predicted if n_predicted else 0.0, shared / n_gold if n_gold else 0.0)


def token_overlap(
    texts: Mapping[str, str], predicted: Mapping[str, Sequence[Span]], gold: Mapping[str, Sequence[Span]]
) -> tuple[float, float]:
    """Precision and recall of the words in the predicted spans, micro-averaged over articles; all three are by the article's id.

    A word in two spans counts once. With spans of cited text and of evidence, these are citation precision and recall.
    """
    return precision_recall(
        (words(texts[id], predicted.get(id, ())), words(texts[id], gold.get(id, ()))) for id in sorted({*predicted, *gold})
    )
