"""Corruptions inside quotation marks: what stands in them is no longer what the article has."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from ..qa.opposites import OPPOSITES
from .claims import Claim
from .corpus import Corpus
from .prose import QUOTED, quotations

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_PLAIN = frozenset("the a an and or but of to in on at for is it i we you he she that this with as be so".split())
_ADDED = "very never clearly deeply always hardly simply badly secretly truly certainly gladly".split()
_EXCHANGES = {
    "will": "may", "is": "was", "are": "were", "was": "is", "have": "had", "has": "had", "not": "hardly", "can": "must", "would": "will",
    "people": "men", "said": "knew", "think": "know", "want": "need", "never": "rarely", "all": "most", "my": "our", "our": "their",
    "the": "their", "we": "they", "i": "we", "it": "this", "they": "we", "good": "fine", "see": "hear", "know": "guess", "a": "one",
}  # fmt: skip
_THIRD_PERSON = {
    "i": "he", "we": "they", "my": "his", "our": "their", "me": "him", "us": "them", "am": "was", "i’m": "he was",
    "we’re": "they were", "i’ve": "he had", "we’ve": "they had", "i’d": "he had", "i’ll": "he would", "we’ll": "they would",
    "will": "would", "is": "was", "are": "were", "have": "had", "has": "had", "can": "could", "don’t": "didn’t", "do": "did",
    "it’s": "it was", "that’s": "that was", "you": "they", "your": "their",
}  # fmt: skip


def _in_quotation(claim: Claim, rng: random.Random, alter: Callable[[str, random.Random], str | None]) -> str | None:
    """One quotation's words altered, if that makes words which stand in none of the sources, whatever the capitals."""
    found = quotations(claim.text)
    if not found:
        return None
    match = rng.choice(found)
    inner = match[0][1:-1]
    altered = alter(inner, rng)
    if altered is None or _plain(altered) in _plain("\n".join(f"{each.before} {each.text}" for each in claim.sources)):
        return None
    return f"{claim.text[: match.start() + 1]}{altered}{claim.text[match.end() - 1 :]}"


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.lower().replace("’", "'")))


def word_replaced(claim: Claim, rng: random.Random) -> str | None:
    def alter(inner: str, rng: random.Random) -> str | None:
        words = [match for match in _WORD.finditer(inner) if match[0].lower() in _EXCHANGES or _OPPOSED.get(match[0].lower())]
        if not words:
            return None
        match = rng.choice(words)
        word = match[0].lower()
        other = _OPPOSED.get(word) or _EXCHANGES[word]
        return inner[: match.start()] + (other.capitalize() if match.start() == 0 and word != inner[:1] else other) + inner[match.end() :]

    return _in_quotation(claim, rng, alter)


_OPPOSED = {one: other for pair in OPPOSITES.split(",") for one, other in [pair.split()]}


def word_dropped(claim: Claim, rng: random.Random) -> str | None:
    def alter(inner: str, rng: random.Random) -> str | None:
        words = list(_WORD.finditer(inner))[1:-1]  # without the first or the last it would still be a slice
        match = rng.choice([word for word in words if word[0].lower() not in ("the", "a", "an")] or [None])
        return None if match is None else re.sub(r"\s+", " ", inner[: match.start()] + inner[match.end() :])

    return _in_quotation(claim, rng, alter)


def word_added(claim: Claim, rng: random.Random) -> str | None:
    def alter(inner: str, rng: random.Random) -> str | None:
        gaps = [match.start() for match in re.finditer(r"(?<=\w) (?=\w)", inner)]
        if not gaps:
            return None
        at = rng.choice(gaps)
        return f"{inner[:at]} {rng.choice(_ADDED)}{inner[at:]}"

    return _in_quotation(claim, rng, alter)


def order_changed(claim: Claim, rng: random.Random) -> str | None:
    """Two clauses of a quotation in each other's place, or two words."""

    def alter(inner: str, rng: random.Random) -> str | None:
        parts = re.fullmatch(r"([^,.;]+)([,.;]) ([^,.;]+)([,.;!?]?)", inner)
        if parts and len(parts[1].split()) > 1 and len(parts[3].split()) > 1:
            first = parts[1] if re.match(r"I\b", parts[1]) else parts[1][0].lower() + parts[1][1:]
            return f"{parts[3][0].upper()}{parts[3][1:]}{parts[2]} {first}{parts[4]}"
        words = list(_WORD.finditer(inner))
        pairs = [
            (a, b) for a, b in zip(words, words[2:], strict=False) if a[0].lower() != b[0].lower() and {a[0].lower(), b[0].lower()} - _PLAIN
        ]
        if not pairs:
            return None
        a, b = rng.choice(pairs)
        return inner[: a.start()] + b[0] + inner[a.end() : b.start()] + a[0] + inner[b.end() :]

    return _in_quotation(claim, rng, alter)


def paraphrase_in_marks(claim: Claim, rng: random.Random) -> str | None:
    """The quotation as it would be reported, still in its marks."""

    def alter(inner: str, rng: random.Random) -> str | None:
        if len(inner.split()) < 4:
            return None
        told = _WORD.sub(lambda match: _THIRD_PERSON.get(match[0].lower().replace("'", "’"), match[0]), inner)
        return None if _plain(told) == _plain(inner) else (told[0].upper() if inner[0].isupper() else told[0]) + told[1:]

    return _in_quotation(claim, rng, alter)


def report_in_marks(claim: Claim, rng: random.Random) -> str | None:
    """What the article reports in its own words, in marks as if these were the speaker's."""
    said = claim.told
    if claim.form != "said that" or said is None or not said.clause:
        return None
    opening, closing = rng.choice(["“”", '""'])
    return f"{said.name[0].upper()}{said.name[1:]} said: {opening}{said.clause[0].upper()}{said.clause[1:]}.{closing}"


def spliced(claim: Claim, corpus: Corpus, rng: random.Random) -> str | None:
    """The quotation and another's words as one, out of the other sources or else of the same article: never of the sentences that it
    stands in, where only "she said" may stand between them."""
    found = [match for match in quotations(claim.text) if len(match[0].split()) > 5]
    if not found:
        return None
    match = rng.choice(found)
    own = "\n".join(each.text for each in claim.supporting)
    ends = [text for each in claim.sources if each.n not in claim.support for text in QUOTED.findall(each.text)]
    ends = [text for text in ends or QUOTED.findall(corpus.articles[claim.article].text) if text not in own]
    ends = [text[1:-1].strip(" ,.") for text in ends if 3 < len(text.split()) < 25 and _plain(text[1:-1]) not in _plain(match[0])]
    inner = match[0][1:-1].rstrip(" ,.;?!")
    if not ends:
        return None
    end = rng.choice(ends)
    joint = rng.choice([". ", ", and "])
    joined = f"{inner}{joint}{end[0].upper() if joint == '. ' else end[0] if end[:2] == 'I ' else end[0].lower()}{end[1:]}"
    if _plain(joined) in _plain("\n".join(each.text for each in claim.sources)):
        return None
    closing = match[0][-2] if match[0][-2] in ",." else ""
    return f"{claim.text[: match.start() + 1]}{joined}{closing}{claim.text[match.end() - 1 :]}"
