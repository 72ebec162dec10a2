"""Attributions told by their form and not by a verb of saying: "Ravel: ...", "according to Ravel", a name under a quotation.

Also what they share with the others: the slice of the text that some tokens hold.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from .mentions import Token, main_subject, phrase_right
from .model import Span


@dataclass(frozen=True)
class Attribution:
    """Slices of the text; ``quotations`` are those of ``content`` that are whole quotations."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    quotations: tuple[Span, ...]


def headline(sentence: Sequence[Token], first: bool) -> Attribution | None:
    """ "Ravel: We will stay": a name and a colon, in a headline, or in capitals as a transcript has it."""
    colon = next((i for i in range(1, min(6, len(sentence))) if sentence[i].text == ":"), 0)
    names = sentence[:colon]
    if not colon or not all(token.is_name for token in names) or len(sentence) < colon + 4:
        return None
    if not (first or all(token.text.isupper() and len(token.text) > 2 for token in names)) or names[0].low in (
        "exclusive",
        "watch",
        "video",
    ):
        return None
    content = slice_of(sentence, colon + 1, len(sentence))
    return Attribution(
        Span(names[0].start, names[-1].end),
        Span(sentence[colon].start, sentence[colon].end),
        (content,),
        quoted(sentence, colon + 1, len(sentence)),
    )


def signed(sentence: Sequence[Token]) -> Attribution | None:
    """ "“We stay.” — Ann Karsk": a quotation with a name under it."""
    dash = next((i for i, token in enumerate(sentence[:8]) if token.text in ("―", "—", "–", "--")), 0)
    names = sentence[dash + 1 :]
    if (
        dash != 1
        or not sentence[0].quotation
        or not 0 < len(names) < 7
        or not names[0].is_name
        or not all(t.is_name or t.text == "." for t in names)
    ):
        return None
    span = Span(sentence[0].start, sentence[0].end)
    return Attribution(Span(names[0].start, names[-1].end), Span(sentence[1].start, sentence[1].end), (span,), (span,))


def unknown_verb(sentence: Sequence[Token]) -> Attribution | None:
    """ "“We stay,” Karsk shrugged." and "Karsk shrugged: “We stay.”", whatever the verb."""
    at = next((i for i, token in enumerate(sentence) if token.quotation), len(sentence))
    if at == 0 and closes_speech(sentence, 0) and len(sentence) > 2:
        i = 1
        while i < len(sentence) and sentence[i].is_name and i < 7:
            i += 1
        subject = (1, i - 1) if i > 1 else (1, 1) if sentence[1].low in ("he", "she") else None
        verb = subject[1] + 1 if subject else 0
        if subject and verb < len(sentence) and sentence[verb].low.endswith(("ed", "s")):
            return told(sentence, subject, verb, 0)
    if 1 < at < len(sentence) and sentence[at - 1].text == ":" and (subject := main_subject(sentence, at - 1)):
        return told(sentence, subject, at - 1, at)
    return None


def told(sentence: Sequence[Token], subject: tuple[int, int], verb: int, at: int) -> Attribution:
    span = Span(sentence[at].start, sentence[at].end)
    cue = Span(sentence[verb].start, sentence[verb].end)
    return Attribution(Span(sentence[subject[0]].start, sentence[subject[1]].end), cue, (span,), (span,))


def according_to(sentence: Sequence[Token], stops: Sequence[int]) -> list[Attribution]:
    """ "According to X, ..." and "..., according to X"."""
    found: list[Attribution] = []
    for i in range(len(sentence) - 2):
        if sentence[i].low != "according" or sentence[i + 1].low != "to":
            continue
        phrase = phrase_right(sentence, i + 2)
        if phrase is None:
            continue
        opens = i == 0 or (i < 4 and not any(t.is_word for t in sentence[:i])) or sentence[i - 1].low in ("and", "but") or (i == 1)
        if opens:
            comma = next((k for k in range(phrase[1] + 1, min(phrase[1] + 25, len(sentence))) if sentence[k].text == ","), None)
            if comma is None:
                continue
            span = slice_of(sentence, comma + 1, len(sentence))
        else:
            start = stop_before(stops, i - 2)
            span = slice_of(sentence, start, i - 1 if sentence[i - 1].text in ",—–" else i)
        if span.start < span.end:
            cue = Span(sentence[i].start, sentence[i + 1].end)
            found.append(Attribution(Span(sentence[phrase[0]].start, sentence[phrase[1]].end), cue, (span,), ()))
    return found


def closes_speech(sentence: Sequence[Token], i: int) -> bool:
    """Whether the quotation at ``i`` ends as one does before "he said", and is no title in the sentence's course."""
    token = sentence[i]
    return (i == 0 or len(token.text.split(maxsplit=5)) > 5) and token.text.rstrip("\"”“»›’' ")[-1:] in (",", "?", "!", "…", "—", "-", "–")


def slice_of(sentence: Sequence[Token], begin: int, end: int) -> Span:
    """The slice of tokens ``begin`` to ``end``, without stops and commas at its ends."""
    while begin < end and not sentence[begin].is_word and not sentence[begin].quotation and sentence[begin].text not in "$£€([#@":
        begin += 1
    while end > begin and sentence[end - 1].text in (".", ",", ";", ":", "—", "–", "--"):
        end -= 1
    if begin >= end:
        return Span(0, 0)
    return Span(sentence[begin].start, sentence[end - 1].end)


def quoted(sentence: Sequence[Token], begin: int, end: int) -> tuple[Span, ...]:
    inner = sentence[begin:end]
    return tuple(Span(t.start, t.end) for t in inner) if inner and all(t.quotation for t in inner) else ()


def stop_before(stops: Sequence[int], i: int) -> int:
    """The token after the last stop before token ``i``."""
    k = bisect_left(stops, i)
    return stops[k - 1] + 1 if k else 0
