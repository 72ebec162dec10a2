"""One sentence's attributions: a verb of saying, its subject, and the slices that hold what was said.

First every verb's subject is found, then what each governs, which ends where the next verb's clause begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .behind import behind
from .complements import after
from .cues import CUES
from .forms import (
    SAYING_NOUNS,
    Attribution,
    according_to,
    as_told,
    before_colon,
    estimates,
    headline,
    labelled,
    passive,
    saying_nouns,
    signed,
)
from .fronted import before, ends_told, opening_dash
from .mentions import SUBJECT_PRONOUNS, skip_left
from .model import Span
from .speaking import can_speak
from .tokens import Token
from .unsaid import is_unsaid
from .verbs import JOINERS, Subjects, Verb, first_of, opens_subordinate, verbs_of

_TELLING = CUES.keys() | SAYING_NOUNS | {"according", "words", "put", "puts"}
_SMALL_WORD = re.compile("[a-z]+")
_DENIALS = frozenset("deny doubt dispute refute reject disavow refuse decline".split())

_NEGATIONS = frozenset("not never refused refuses declined declines".split())


def may_attribute(sentence: str) -> bool:
    """Whether a sentence without quotations has a word by which ``attributions`` could find something in it; quick to tell."""
    return ":" in sentence or not _TELLING.isdisjoint(_SMALL_WORD.findall(sentence.lower()))


def attributions(sentence: Sequence[Token], first: bool = False, turn: bool = False) -> list[Attribution]:
    """The attributions in a sentence; ``first``: it opens the article and may be a headline; ``turn``: it opens a transcript's turn."""
    if not sentence:
        return []
    if len(sentence) > 3 and sentence[0].text in ("Q", "A") and sentence[1].text == ":":
        sentence = sentence[2:]
    if titled := headline(sentence, first, turn) or labelled(sentence):
        return [titled]
    words = {token.low for token in sentence}
    quoted = "" in words
    if quoted and (under := list(signed(sentence))):
        return under
    subjects = Subjects(sentence)
    verbs = verbs_of(sentence, subjects)
    joins = sorted({*_joins(sentence, verbs), *_dateline(sentence)})
    starts = sorted({*joins, *_participle_stops(sentence, verbs)})
    stops = sorted({*starts, *_after_insertions(sentence, verbs)})
    inner = {verb.at - 2 for verb in verbs if verb.shared and sentence[verb.at - 1].low == "to"}  # "sought to portray" is one verb
    found: list[Attribution] = []
    denied = 0  # up to there stands what somebody denied, or didn't say
    asked = _asked_until(sentence)
    for verb in verbs:
        if (
            verb.at in inner
            or sentence[verb.at].start < denied
            or verb.at < asked
            or _is_in_question(sentence, verb)
            or _is_consequence(sentence, verb)
        ):
            continue
        if attribution := before(sentence, verb, starts) or after(sentence, verb, stops):
            found.append(replace(attribution, denied=is_unsaid(sentence, verb, attribution)))
            if attribution.content and _denies(sentence, verb):
                denied = attribution.content[-1].end
    if not words.isdisjoint(("according", "words")):
        found.extend(according_to(sentence, joins))
    if not words.isdisjoint(("put", "puts")):
        found.extend(estimates(sentence, stops))
    if "as" in words:
        found.extend(as_told(sentence, joins))
    if not words.isdisjoint(SAYING_NOUNS):
        cues = {a.cue.end for a in found}  # "Norland's army claims that": a verb
        found.extend(a for a in saying_nouns(sentence, stops) if a.cue.end not in cues)
    if "by" in words:
        found.extend(passive(sentence, stops))
    if sentence[-1].text == ":" and not any(not a.content for a in found) and (subject := subjects.before(len(sentence) - 1)):
        colon = Span(sentence[-1].start, sentence[-1].end)
        found.append(Attribution(Span(sentence[subject[0]].start, sentence[subject[1]].end), colon, (), ()))
    if quoted and not any(a.quotations for a in found) and (other := behind(sentence) or before_colon(sentence, subjects)):
        found.append(other)
    return found


def _asked_until(sentence: Sequence[Token]) -> int:
    """The comma that ends "Asked whether she wanted to leave,": what is put to somebody they have not said."""
    opens = 1 if sentence[0].low in ("but", "and", "when", "also") else 0
    if len(sentence) < opens + 3 or sentence[opens].low != "asked":
        return 0
    return next((k for k in range(opens + 1, len(sentence)) if sentence[k].text == ","), 0)


def _is_in_question(sentence: Sequence[Token], verb: Verb) -> bool:
    """Whether it is asked or doubted that somebody says so: "asked whether he wanted to leave"."""
    return verb.subject is not None and verb.subject[0] > 0 and sentence[verb.subject[0] - 1].low == "whether"


def _is_consequence(sentence: Sequence[Token], verb: Verb) -> bool:
    """Whether nobody says anything in "The strike means that trains stop"."""
    if verb.cue.lemma not in ("mean", "underscore") or verb.subject is None:
        return False
    first, last = verb.subject
    subject = " ".join(token.text for token in sentence[first : last + 1])
    return sentence[first].low not in SUBJECT_PRONOUNS - {"it"} and not can_speak(subject)


def _denies(sentence: Sequence[Token], verb: Verb) -> bool:
    """Whether what is said is said not to be so: in "Karsk denied that she plans to leave" nobody plans to."""
    words = sentence[max(verb.at - 4, 0) : verb.at]
    negated = any(token.low in _NEGATIONS or token.low.endswith("n't") for token in words)
    return verb.cue.lemma in _DENIALS or (negated and verb.cue.says)


def _joins(sentence: Sequence[Token], verbs: Sequence[Verb]) -> list[int]:
    """Token indices where a clause with its own subject and verb of saying begins, so that what was said before ends there."""
    stops: set[int] = set()
    for verb in verbs:
        dash = (verb.at if verb.inverted or not verb.subject else first_of(sentence, verb)) - 1
        if dash > 0 and sentence[dash].text in ("-", "–", "—") and (verb.inverted or ends_told(sentence, verb)):
            stops.update({dash, opening_dash(sentence, dash)} - {0})  # "I do not know why - said Karsk"
        if verb.subject and not verb.inverted and not verb.shared:
            first = first_of(sentence, verb)
            left = sentence[first - 1].low if first else ""
            if left in JOINERS and first > 1 and sentence[first - 2].low in (",", "—", "–"):
                stops.add(first - 2)
            elif left in ("while", "although", "though", ";") and sentence[first - 2].low != "that":
                stops.add(first - 1)
            elif left == "," and ends_told(sentence, verb):
                stops.add(first - 1)  # "Ravel never said so, her office told the Post"
            elif left == "," and opens_subordinate(sentence):
                stops.add(first - 1)  # "When Ravel signalled ..., Karsk said": the main clause begins
    return sorted(stops)


def _after_insertions(sentence: Sequence[Token], verbs: Sequence[Verb]) -> Iterator[int]:
    """The comma before a verb, where what was said before ends, "Ravel, who feared a flood, told ..."; but nothing begins there."""
    for verb in verbs:
        if verb.subject and verb.subject[1] < verb.at - 1 and sentence[verb.at - 1].low == "," and not verb.shared:
            yield verb.at - 1


def _dateline(sentence: Sequence[Token]) -> list[int]:
    """The dash in "ALDEN, Norland (NNA) - The mayor said", before which nobody says anything."""
    dash = next((i for i in range(1, min(14, len(sentence))) if sentence[i].text in ("-", "–", "—", "--")), 0)
    return [dash] if dash and sentence[0].text.isupper() and len(sentence[0].text) > 2 and sentence[dash - 1].text == ")" else []


def _participle_stops(sentence: Sequence[Token], verbs: Sequence[Verb]) -> set[int]:
    """Token indices where a second verb of the same subject begins: ", adding", "and urged"; and ", according to"."""
    stops: set[int] = set()
    for verb in verbs:
        left = sentence[verb.at - 1].low if verb.at else ""
        if verb.shared and verb.cue.form == "ing" and left in (",", "while"):
            stops.add(verb.at - 1)
        elif (
            verb.shared and (j := skip_left(sentence, verb.at - 1)) >= 0 and sentence[j].low in ("and", "but") and after(sentence, verb, ())
        ):
            stops.add(j)
        if verb.until is not None:
            stops.add(verb.until)
    for i in range(1, len(sentence) - 1):
        if sentence[i].low == "according" and sentence[i - 1].low == ",":
            stops.add(i - 1)
    return stops
