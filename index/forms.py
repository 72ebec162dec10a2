"""Attributions told by their form and not by a verb of saying: "Ravel: ...", "according to Ravel", a name under a quotation.

Also what they share with the others: the slice of the text that some tokens hold.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .cues import CUES
from .mentions import AUXILIARIES, PREPOSITIONS, SUBJECT_PRONOUNS, is_finite, phrase_left, phrase_right
from .model import Span
from .sentences import CLOSING_MARKS
from .tokens import Token
from .verbs import ADJUNCT, Subjects

DASHES = ("―", "—", "–", "--", "-")
_NOT_SPEAKERS = frozenset(
    "exclusive watch video caption picture photo photograph image listen read note update updated correction clarification "
    "system user assistant question answer source credit credits analysis explainer live breaking related "
    "from to subject date sent cc".split()
)
_OWNERS = frozenset("his her their its my our your".split())
# "Karsk’s claim that", "his call for": what must follow the noun, besides "that".
_SAYING_NOUNS = {
    "claim": "", "assertion": "", "argument": "", "comment": "", "statement": "", "remark": "", "suggestion": "", "insistence": "",
    "view": "",
    "belief": "", "prediction": "", "contention": "", "allegation": "of", "accusation": "of", "warning": "of about", "complaint": "about",
    "criticism": "of", "praise": "of for", "condemnation": "of", "denunciation": "of", "description": "of", "call": "for to",
    "promise": "to of", "pledge": "to", "vow": "to", "threat": "to", "demand": "for to", "proposal": "to for", "refusal": "to",
    "attack": "on", "concern": "about", "hope": "", "fear": "of", "plan": "to", "desire": "to", "admission": "", "acknowledgment": "",
    "declaration": "", "conclusion": "", "opposition": "to", "support": "for", "request": "to for", "endorsement": "of", "dismissal": "of",
}  # fmt: skip
SAYING_NOUNS = frozenset(_SAYING_NOUNS) | {f"{noun}s" for noun in _SAYING_NOUNS}
_JUDGES = frozenset(
    "criticize criticise praise condemn denounce oppose reject endorse mock defend welcome champion propose describe decry slam "
    "applaud laud hail deride ridicule rebuke dub label brand portray".split()
)
_BEFORE_VERBS = AUXILIARIES | frozenset("also often once first later".split())
_FIGURES = frozenset(
    "figure number toll cost costs total count yield price value size estimate loss losses damage rate share turnout bill gap".split()
)
_BEFORE_FROM = frozenset("and but then now also this these".split())
_LONGEST_LABEL = 14  # words before a colon
_LONGEST_NOUN_PHRASE = 5  # words between the owner and the noun
_LONGEST_CLAUSE = 40


@dataclass(frozen=True)
class Attribution:
    """Slices of the text; ``quotations`` are those of ``content`` that are whole quotations."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    quotations: tuple[Span, ...]
    denied: bool = False  # it is told that nobody said so
    goes_on: bool = False  # the rest of the paragraph is said too, as in a transcript


def headline(sentence: Sequence[Token], first: bool, turn: bool) -> Attribution | None:
    """ "Ravel: We will stay": a name and a colon, in a headline, in capitals as a transcript has it, or as a ``turn`` of one."""
    colon = next((i for i in range(1, min(7, len(sentence))) if sentence[i].text == ":"), 0)
    names = [token for token in sentence[:colon] if token.text not in ("(", ")")]
    if not names or not all(token.is_name for token in names) or len(sentence) < colon + (2 if turn else 4):
        return None
    capitals = all(token.text.isupper() and len(token.text) > 2 for token in names)
    if not (first or capitals or turn) or names[0].low in _NOT_SPEAKERS:
        return None
    content = slice_of(sentence, colon + 1, len(sentence))
    return Attribution(
        Span(names[0].start, names[-1].end),
        Span(sentence[colon].start, sentence[colon].end),
        (content,),
        quoted(sentence, colon + 1, len(sentence)),
        goes_on=capitals or turn,
    )


def labelled(sentence: Sequence[Token]) -> Attribution | None:
    """ "Ann Karsk, Norland Party: “We stay.”": a full name, who that is, a colon, and nothing but quotations."""
    sentence = sentence[_from(sentence) :]
    colon = next((i for i in range(2, min(_LONGEST_LABEL, len(sentence))) if sentence[i].text == ":"), 0)
    last = next((i for i in range(colon) if not sentence[i].is_name), colon) - 1
    spans = quoted(sentence, colon + 1, len(sentence)) if colon else ()
    if not spans or not 1 <= last < 5 or sentence[last + 1].text not in (",", ":", "(") or sentence[0].low in _NOT_SPEAKERS:
        return None
    if any(is_finite(sentence, i) for i in range(last + 1, colon)):
        return None
    return Attribution(Span(sentence[0].start, sentence[last].end), Span(sentence[colon].start, sentence[colon].end), spans, spans)


def _from(sentence: Sequence[Token]) -> int:
    """Where the name begins in "And from Ann Karsk: “We stay.”"."""
    at = next((i for i in range(min(4, len(sentence))) if sentence[i].low == "from"), -1)
    return at + 1 if all(token.low in _BEFORE_FROM for token in sentence[: max(at, 0)]) else 0


def estimates(sentence: Sequence[Token], stops: Sequence[int]) -> Iterator[Attribution]:
    """ "Karsk put the toll at 19": the figure is what she says."""
    for i in range(1, len(sentence) - 3):
        if sentence[i].low not in ("put", "puts") or (subject := phrase_left(sentence, _before_adverbs(sentence, i - 1))) is None:
            continue
        at = next((k for k in range(i + 2, min(i + 10, len(sentence) - 1)) if sentence[k].low == "at"), 0)
        if at and sentence[at - 1].is_word and not _FIGURES.isdisjoint(token.low for token in sentence[i + 1 : at]):
            span = slice_of(sentence, i + 1, stop_after(stops, at, len(sentence)))
            source = Span(sentence[subject[0]].start, sentence[subject[1]].end)
            yield Attribution(source, Span(sentence[i].start, sentence[i].end), (span,), ())


def signed(sentence: Sequence[Token]) -> Iterator[Attribution]:
    """ "“We stay.” — Ann Karsk, mayor": each quotation with a name under it."""
    for i in range(len(sentence) - 2):
        if not sentence[i].quotation or sentence[i + 1].text not in DASHES:
            continue
        if (names := signature(sentence, i + 1)) is not None:
            span = Span(sentence[i].start, sentence[i].end)
            yield Attribution(names, Span(sentence[i + 1].start, sentence[i + 1].end), (span,), (span,))


def signature(sentence: Sequence[Token], dash: int) -> Span | None:
    """The name after a dash that ends a line, or the text up to the next quotation: "— Ann Karsk, mayor"."""
    last = dash
    while last + 1 < len(sentence) and last - dash < 7 and sentence[last + 1].is_name:
        last += 1
    if last == dash:
        return None
    rest = sentence[last + 1 :][:20]
    ends = next((k for k, token in enumerate(rest) if token.quotation), len(rest))
    if len(rest) == 20 and ends == 20:
        return None
    if rest[:ends] and rest[0].text not in (",", ".", "("):
        return None
    if any(token.low in AUXILIARIES or (token.low in CUES and CUES[token.low].form == "past") for token in rest[:ends]):
        return None
    return Span(sentence[dash + 1].start, sentence[last].end)


def before_colon(sentence: Sequence[Token], subjects: Subjects) -> Attribution | None:
    """ "Karsk shrugged: “We stay.”", whatever the verb."""
    at = next((i for i, token in enumerate(sentence) if token.quotation), len(sentence))
    if 1 < at < len(sentence) and sentence[at - 1].text == ":" and (subject := subjects.before(at - 1)):
        return told(sentence, subject, at - 1, at)
    return None


def told(sentence: Sequence[Token], subject: tuple[int, int], verb: int, at: int) -> Attribution:
    span = Span(sentence[at].start, sentence[at].end)
    cue = Span(sentence[verb].start, sentence[verb].end)
    return Attribution(Span(sentence[subject[0]].start, sentence[subject[1]].end), cue, (span,), (span,))


def according_to(sentence: Sequence[Token], stops: Sequence[int]) -> Iterator[Attribution]:
    """ "According to X, ...", "..., according to X" and "In X’s words, ..."."""
    for i in range(len(sentence) - 2):
        if sentence[i].low == "according" and sentence[i + 1].low == "to":
            phrase, cue = phrase_right(sentence, i + 2), (i, i + 1)
        elif [token.low for token in sentence[i : i + 4]] == ["in", "the", "words", "of"]:
            phrase, cue = phrase_right(sentence, i + 4), (i, i + 3)
        elif sentence[i].low == "in" and (words := _in_words(sentence, i)):
            phrase, cue = (i + 1, words - 1), (words, words)
        else:
            continue
        if phrase is None:
            continue
        spans = _around(sentence, i, max(phrase[1], cue[1]), stops)
        if spans:
            source = Span(sentence[phrase[0]].start, sentence[phrase[1]].end)
            whole = tuple(Span(t.start, t.end) for t in sentence if t.quotation and (t.start, t.end) in spans)
            yield Attribution(source, Span(sentence[cue[0]].start, sentence[cue[1]].end), spans, whole)


def _in_words(sentence: Sequence[Token], i: int) -> int | None:
    """The token "words" in "in Ann Karsk’s words" from "in" at ``i``."""
    for k in range(i + 2, min(i + 6, len(sentence))):
        if sentence[k].low == "words":
            whose = sentence[k - 1].low
            return k if whose.endswith(("'s", "s'")) or (whose in ("his", "her") and k == i + 2) else None
    return None


def as_told(sentence: Sequence[Token], stops: Sequence[int]) -> Iterator[Attribution]:
    """ "As Karsk put it, ...", "..., as Karsk has said": what stands beside it is what was said."""
    for i, token in enumerate(sentence[:-2]):
        if token.low != "as" or (i and sentence[i - 1].is_word and not sentence[i - 1].low == "and"):
            continue
        for verb in range(i + 2, min(i + 12, len(sentence))):
            low = sentence[verb].low
            cue = CUES.get(low)
            put = low in ("put", "puts") and verb + 1 < len(sentence) and sentence[verb + 1].low == "it"
            if put or (cue and cue.says and cue.form in ("past", "s", "base") and not sentence[verb].is_name):
                end = verb + 1 if put else verb
                ahead = sentence[end + 1] if end + 1 < len(sentence) else None
                subject = phrase_left(sentence, _before_adverbs(sentence, verb - 1))
                ends = ahead is None or (not ahead.quotation and (not ahead.is_word or ahead.low in ADJUNCT))
                if subject and subject[0] == i + 1 and ends:
                    source = Span(sentence[subject[0]].start, sentence[subject[1]].end)
                    said = sentence[end + 2] if end + 2 < len(sentence) and sentence[end + 2].quotation else None
                    quotations = (Span(said.start, said.end),) if said else ()  # "as Karsk put it, “we stay”"
                    if spans := quotations or _around(sentence, i, end, stops):
                        yield Attribution(source, Span(sentence[verb].start, sentence[end].end), spans, quotations)
                break
            if not sentence[verb].is_word:
                break


def _before_adverbs(sentence: Sequence[Token], j: int) -> int:
    while j > 0 and (sentence[j].low in _BEFORE_VERBS or sentence[j].low.endswith("ly")):
        j -= 1
    return j


def _around(sentence: Sequence[Token], i: int, last: int, stops: Sequence[int]) -> tuple[Span, ...]:
    """What an insertion from token ``i`` to ``last`` is about: the rest after its comma if it opens a sentence, else what stands before it
    and, if a comma follows at once, what goes on behind it."""
    opens = i == 0 or (i < 4 and not any(t.is_word for t in sentence[:i])) or sentence[i - 1].low in ("and", "but") or i == 1
    comma = next((k for k in range(last + 1, min(last + 25, len(sentence))) if sentence[k].text == ","), None)
    if opens:
        if comma is None:
            return ()
        span = slice_of(sentence, comma + 1, len(sentence))
        return (span,) if span.start < span.end else ()
    start = stop_before(stops, i - 2)
    spans = [slice_of(sentence, start, i - 1 if sentence[i - 1].text in ",—–" else i)]
    if comma is not None and comma < last + 4 and sentence[i - 1].text == "," and comma + 3 < len(sentence):
        ahead = sentence[comma + 1]
        goes_on = any(is_finite(sentence, k) for k in range(comma + 1, min(comma + 12, len(sentence))))  # not ", editor of the Post"
        if goes_on and ahead.is_word and ahead.low not in ("and", "but", "who", "which", "a") and not ahead.low.endswith("ing"):
            spans.append(slice_of(sentence, comma + 1, stop_after(stops, comma + 1, len(sentence))))
    return tuple(span for span in spans if span.start < span.end)


def saying_nouns(sentence: Sequence[Token], stops: Sequence[int]) -> Iterator[Attribution]:
    """ "Karsk’s claim that it rained", "his harsh criticism of the plan": the owner is who speaks."""
    for i in range(1, len(sentence) - 2):
        low = sentence[i].low
        noun = low[:-1] if low.endswith("s") and not low.endswith("ss") else low
        if noun not in _SAYING_NOUNS or not sentence[i + 1].is_word:
            continue
        after = sentence[i + 1].low
        if after != "that" and after not in _SAYING_NOUNS[noun].split():
            continue
        owned_by = owner(sentence, i - 1)
        if owned_by is None:
            continue
        begin = i + 1 if after in ("that", "to") else i + 2
        end = min(stop_after(stops, begin, len(sentence)), _clause_end(sentence, begin, after == "that"))
        span = slice_of(sentence, begin, end)
        if span.start < span.end:
            source = Span(sentence[owned_by[0]].start, sentence[owned_by[1]].end)
            yield Attribution(source, Span(sentence[i].start, sentence[i].end), (span,), ())


def passive(sentence: Sequence[Token], stops: Sequence[int]) -> Iterator[Attribution]:
    """ "The plan was denounced by Karsk as a farce": what Karsk speaks of, and what she makes of it."""
    for i in range(1, len(sentence) - 2):
        cue = CUES.get(sentence[i].low)
        if cue is None or cue.form != "past" or cue.lemma not in _JUDGES or sentence[i + 1].low != "by":
            continue
        agent = phrase_right(sentence, i + 2)
        j = _before_adverbs(sentence, i - 1)
        thing = phrase_left(sentence, j) if j < i - 1 and sentence[j].is_word else None
        if agent is None or thing is None or sentence[agent[0]].low in ("it", "a", "an"):
            continue
        spans = [slice_of(sentence, thing[0], thing[1] + 1)]
        if agent[1] + 2 < len(sentence) and sentence[agent[1] + 1].low == "as":
            spans.append(slice_of(sentence, agent[1] + 1, stop_after(stops, agent[1] + 1, len(sentence))))
        source = Span(sentence[agent[0]].start, sentence[agent[1]].end)
        yield Attribution(source, Span(sentence[i].start, sentence[i].end), tuple(span for span in spans if span.start < span.end), ())


def owner(sentence: Sequence[Token], i: int) -> tuple[int, int] | None:
    """The owner in "Ann Karsk’s harsh" or "his repeated", whose last token lies at ``i`` or a few words to its left."""
    for k in range(i, max(i - _LONGEST_NOUN_PHRASE, -1), -1):
        token = sentence[k]
        if token.low in _OWNERS - {"its"}:
            return k, k
        if token.is_word and token.low.endswith(("'s", "s'")):
            first = k
            while token.is_name and first > 0 and sentence[first - 1].is_name:
                first -= 1
            return (first, k) if token.is_name else phrase_left(sentence, k)
        if not token.is_word or token.low in PREPOSITIONS or token.low in AUXILIARIES or token.low in SUBJECT_PRONOUNS:
            return None
    return None


def _clause_end(sentence: Sequence[Token], begin: int, clause: bool) -> int:
    """Where what a noun governs ends: at a mark, or, if it is no clause, at the sentence's own verb."""
    for k in range(begin, min(begin + _LONGEST_CLAUSE, len(sentence))):
        token = sentence[k]
        if not token.is_word and not token.quotation and token.text in (",", ";", ":", "—", "–", "--", ")"):
            return k
        if not clause and k > begin and (token.low in AUXILIARIES and token.low not in ("be", "been", "being")):
            return k
    return min(begin + _LONGEST_CLAUSE, len(sentence))


def closes_speech(sentence: Sequence[Token], i: int) -> bool:
    """Whether the quotation at ``i`` ends as one does before "he said", and is no title in the sentence's course."""
    token = sentence[i]
    return (i == 0 or len(token.text.split(maxsplit=5)) > 5) and token.text.rstrip(CLOSING_MARKS + " ")[-1:] in (
        ",",
        "?",
        "!",
        "…",
        "—",
        "-",
        "–",
    )


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


def stop_after(stops: Sequence[int], i: int, end: int) -> int:
    """The first stop after token ``i``, or ``end``."""
    k = bisect_right(stops, i)
    return stops[k] if k < len(stops) else end
