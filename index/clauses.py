"""One sentence's attributions: a verb of saying, its subject, and the slices that hold what was said.

The sentence comes as tokens, each quotation one of them. First every verb's subject is found, then what each governs, which ends
where the next verb's clause begins.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from .cues import CUES, Cue
from .forms import Attribution, according_to, closes_speech, headline, signed, slice_of, stop_before, unknown_verb
from .mentions import AUXILIARIES, BE, SUBJECT_PRONOUNS, Token, main_subject, phrase_left, phrase_right, skip_left
from .model import Span

_WH = frozenset("that how whether why what if who when where".split())
_JOINERS = frozenset("and but while although though yet as whereas because".split())
_ADJUNCT = frozenset(
    "in on at during after before to of when while as from by via through about speaking referring with late early last this earlier later "
    "monday tuesday wednesday thursday friday saturday sunday today yesterday there again".split()
)
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())
_ADDRESSED = frozenset("tell remind assure reassure inform ask urge warn advise instruct notify".split())
_PLURAL = frozenset("they we i you people police who which that many some most others few several men women children".split())
_SINGULAR_S = frozenset("news congress politics press".split())
_BEFORE_TO = frozenset("continue continues continued on began begun tried failed used".split())
_REACH = 200  # tokens to the rest of an interrupted quotation
_LOOK_AHEAD = 14  # tokens between a verb and its "that"


@dataclass(frozen=True)
class _Verb:
    """A verb of saying at token ``at`` with its subject's first and last token; ``inverted``: the subject follows."""

    at: int
    cue: Cue
    subject: tuple[int, int] | None
    inverted: bool = False
    shared: bool = False  # the subject is another verb's too: ", adding that"


def attributions(sentence: Sequence[Token], first: bool = False) -> list[Attribution]:
    """The attributions in a sentence; ``first`` where it opens the article and may be a headline."""
    if titled := headline(sentence, first):
        return [titled]
    verbs = [verb for i in range(len(sentence)) if (verb := _verb(sentence, i))]
    stops = _stops(sentence, verbs)
    found = [a for verb in verbs if (a := _before(sentence, verb, stops) or _after(sentence, verb, stops))]
    found.extend(according_to(sentence, stops))
    if not any(a.quotations for a in found) and (other := signed(sentence) or unknown_verb(sentence)):
        found.append(other)
    return found


def _verb(sentence: Sequence[Token], i: int) -> _Verb | None:
    token = sentence[i]
    cue = CUES.get(token.low)
    if cue is None or (token.is_name and i > 0):
        return None
    before = sentence[i - 1] if i else None
    after = sentence[i + 1].low if i + 1 < len(sentence) else ""
    if (after == "by" and cue.form == "past") or (after in AUXILIARIES and cue.form in ("base", "s") and cue.lemma != "say"):
        return None  # "proposed by", "the claims were"
    if cue.form in ("past", "s") and cue.says and cue.lemma not in ("tell", "quote") and (inverted := _inverted(sentence, i)):
        return _Verb(i, cue, inverted, inverted=True)
    if before is None:
        return None
    if before.low == "to" and cue.form == "base":
        helped = i > 1 and sentence[i - 2].low in _BEFORE_TO
        subject = main_subject(sentence, i - 1) if cue.says or (helped and cue.takes_clause) else None
        return _Verb(i, cue, subject, shared=True) if subject else None
    if cue.lemma == "continue" and after == "to":
        return None
    if cue.form == "ing":
        return _participle(sentence, i, cue)
    if before.low in ("and", "then", "but", "or") and cue.form == "past":
        subject = main_subject(sentence, i - 1)
        return _Verb(i, cue, subject, shared=True) if subject else None
    j = skip_left(sentence, i - 1)
    skipped = sentence[j + 1 : i]
    if any(t.low in BE for t in skipped) and cue.form == "past":
        if cue.lemma == "expect" and after == "to":
            return _Verb(i, cue, None)
        return None
    if any(t.low == "being" for t in skipped):
        return None
    subject = phrase_left(sentence, j)
    if cue.lemma in ("appear", "seem"):
        return _Verb(i, cue, None) if after == "to" else None
    if subject is None or not _agrees(sentence, subject, cue, bool(skipped)):
        return None
    return _Verb(i, cue, subject)


def _participle(sentence: Sequence[Token], i: int, cue: Cue) -> _Verb | None:
    before = sentence[i - 1]
    if before.low in BE or (before.low in ("not", "now", "also", "still", "already") and i > 1 and sentence[i - 2].low in BE):
        subject = phrase_left(sentence, skip_left(sentence, i - 1))
        return _Verb(i, cue, subject) if subject else None
    if before.low in (",", "and", "while", "by", "before", "after", "—", "–", "without", "even", "instead", "also") or before.quotation:
        subject = main_subject(sentence, i - 1)
        return _Verb(i, cue, subject, shared=True) if subject else None
    if before.is_word and (cue.says or cue.takes_clause):
        subject = phrase_left(sentence, i - 1)
        return _Verb(i, cue, subject, shared=True) if subject and (cue.says or _next_is(sentence, i, _WH)) else None
    return None


def _inverted(sentence: Sequence[Token], i: int) -> tuple[int, int] | None:
    """The subject after the verb: “We stay,” said Karsk."""
    before = sentence[i - 1] if i else None
    if before is not None and not before.quotation and before.low not in (",", "?", "!"):
        return None
    phrase = phrase_right(sentence, i + 1)
    if phrase is None:
        return None
    ahead = sentence[phrase[1] + 1] if phrase[1] + 1 < len(sentence) else None
    if sentence[phrase[0]].low in SUBJECT_PRONOUNS and not (ahead is None or not ahead.is_word or ahead.low in _ADJUNCT):
        return None
    if before is None:
        return phrase if ahead is not None and ahead.low == ":" else None
    if before.quotation or (i > 1 and sentence[i - 2].quotation):
        return phrase
    if ahead is None or ahead.text == ".":
        return phrase
    if phrase_left(sentence, i - 1):  # "Ravel, the mayor, said Karsk ...": the subject stands before the commas
        return None
    return phrase if ahead.low in (",", ";") or ahead.low in _ADJUNCT else None


def _agrees(sentence: Sequence[Token], subject: tuple[int, int], cue: Cue, helped: bool) -> bool:
    """ "Karsk claims" and "they claim" are verbs, "Karsk claim" and "the claims" aren't; after "did" or "will" anything goes."""
    if helped or cue.form == "past" or cue.lemma == "read":
        return True
    head = sentence[subject[1]].low
    plural = head in _PLURAL or (head.endswith("s") and not head.endswith(("ss", "'s", "us")) and head not in _SINGULAR_S)
    if head in ("who", "which", "that"):
        return True
    if any(token.low == "and" for token in sentence[subject[0] : subject[1] + 1]):
        return cue.form == "base"
    if cue.form == "base":
        return plural or head.endswith("s")
    return not plural or sentence[subject[1]].is_name


def _next_is(sentence: Sequence[Token], i: int, words: frozenset[str]) -> bool:
    return i + 1 < len(sentence) and sentence[i + 1].low in words


def _stops(sentence: Sequence[Token], verbs: Sequence[_Verb]) -> list[int]:
    """Token indices where a clause with its own verb of saying begins, so that what was said before ends there."""
    stops: set[int] = set()
    for verb in verbs:
        if verb.shared and verb.cue.form == "ing" and sentence[verb.at - 1].low in (",", "while"):
            stops.add(verb.at - 1)
        elif verb.shared and sentence[verb.at - 1].low in ("and", "but"):
            stops.add(verb.at - 1)
        elif verb.subject and not verb.inverted and not verb.shared:
            first = verb.subject[0]
            before = sentence[first - 1].low if first else ""
            if before in _JOINERS and first > 1 and sentence[first - 2].low in (",", "—", "–"):
                stops.add(first - 2)
            elif before in ("while", "although", "though", ";"):
                stops.add(first - 1)
        if verb.subject and verb.subject[1] < verb.at - 1 and sentence[verb.at - 1].low == "," and not verb.shared:
            stops.add(verb.at - 1)  # "Ravel, who feared a flood, told ..."
    for i in range(1, len(sentence) - 1):
        if sentence[i].low == "according" and sentence[i - 1].low == ",":
            stops.add(i - 1)
    return sorted(stops)


def _stop_after(stops: Sequence[int], i: int, end: int) -> int:
    k = bisect_right(stops, i)
    return stops[k] if k < len(stops) else end


def _before(sentence: Sequence[Token], verb: _Verb, stops: Sequence[int]) -> Attribution | None:
    """What stands before "Karsk said" or "said Karsk", and what goes on after it."""
    if (
        verb.subject is None
        or verb.shared
        or not (verb.cue.says or verb.cue.lemma in ("continue", "conclude", "show", "find", "read", "put", "promise"))
    ):
        return None
    begin = min(verb.at, verb.subject[0])
    if begin == 0:
        return None
    gap = begin - 1
    quoted = sentence[gap].quotation or (sentence[gap].text in ",—–-" and gap > 0 and sentence[gap - 1].quotation)
    if not quoted and (sentence[gap].text != "," or begin < 4):
        return None
    after = _adjuncts(sentence, verb)
    if after is None and quoted and closes_speech(sentence, gap if sentence[gap].quotation else gap - 1):
        after = next((k for k in range(verb.at + 1, min(verb.at + 40, len(sentence))) if not sentence[k].is_word), len(sentence))
        if after < len(sentence) and sentence[after].text == ":":
            return None
    if after is None:
        return None
    last = gap if sentence[gap].quotation else gap - 1
    start = stop_before(stops, begin - 2)
    spans: list[Span] = []
    if quoted and sentence[last].quotation:
        i = last
        while i > start and (sentence[i - 1].quotation or not sentence[i - 1].is_word):
            i -= 1
        whole = i == start or _starts_big(sentence[last])
        if whole:
            spans = [Span(t.start, t.end) for t in sentence[i : last + 1] if t.quotation]
        else:
            spans = [slice_of(sentence, start, last + 1)]
    else:
        if not any(sentence[k].is_word and sentence[k].text[0].islower() for k in range(start, last + 1)):
            return None
        spans = [slice_of(sentence, start, last + 1)]
    whole = {(t.start, t.end) for t in sentence[max(last - len(spans) * 3, 0) : last + 1] if t.quotation}
    direct = list(spans) if all(span in whole for span in spans) else []
    rest = after + 1
    if rest < len(sentence):
        if quoted:
            following = [t for t in sentence[after : after + _REACH] if t.quotation]
            if following and not any(t.is_word for t in sentence[after : sentence.index(following[0], after)]):
                more = [Span(t.start, t.end) for t in following]
                spans.extend(more)
                direct.extend(more)
        elif sentence[after].text == "," and rest + 1 < len(sentence) and not _turns_away(sentence[rest]):
            end = _stop_after(stops, rest, len(sentence))
            spans.append(slice_of(sentence, rest, end))
    return Attribution(_source(sentence, verb), _cue(sentence, verb), tuple(spans), tuple(direct))


def _turns_away(token: Token) -> bool:
    return token.low in _ADJUNCT or token.low in _JOINERS or token.low in ("who", "which", "whose", "a", "an") or token.low.endswith("ing")


def _starts_big(token: Token) -> bool:
    return any(c.isupper() for c in token.text[1:4]) and token.text.rstrip("\"”“»›’' ")[-1:] in ",.?!…—"


def _adjuncts(sentence: Sequence[Token], verb: _Verb) -> int | None:
    """The index of the mark, quotation or end after "said in Alden on Tuesday"; None where something that was said follows."""
    i = (verb.subject[1] if verb.inverted and verb.subject else verb.at) + 1
    if verb.inverted and i < len(sentence) and sentence[i].text == ",":
        # “We stay,” said Karsk, the mayor, “and fight.”
        for k in range(i, min(i + 30, len(sentence))):
            if sentence[k].quotation:
                return k
        return i
    if i < len(sentence) and sentence[i].is_word:
        if verb.cue.lemma in _ADDRESSED:
            phrase = phrase_right(sentence, i)
            i = phrase[1] + 1 if phrase else i
        elif sentence[i].low not in _ADJUNCT and not verb.inverted:
            return None
        if i < len(sentence) and sentence[i].is_word and sentence[i].low not in _ADJUNCT and not verb.inverted:
            return None
        limit = min(i + 30, len(sentence))
        while i < limit and (sentence[i].is_word or sentence[i].text in "’'()-/&$"):
            if sentence[i].low in ("that", "whether", "how") and not verb.inverted:
                return None
            i += 1
    return i


def _after(sentence: Sequence[Token], verb: _Verb, stops: Sequence[int]) -> Attribution | None:
    """What stands after "Karsk said" or "Karsk urged them to"."""
    begin = _complement(sentence, verb)
    if begin is None:
        return None
    if begin >= len(sentence):
        if sentence[-1].text == ":" and verb.subject:
            return Attribution(_source(sentence, verb), _cue(sentence, verb), (), ())
        return None
    end = _stop_after(stops, begin, len(sentence))
    if sentence[begin].quotation and (
        _starts_big(sentence[begin]) or begin == end - 1 or (begin == end - 2 and not sentence[end - 1].is_word)
    ):
        last = begin
        while last + 1 < end and (
            sentence[last + 1].quotation or (sentence[last + 1].text in ".," and last + 2 < end and sentence[last + 2].quotation)
        ):
            last += 1
        spans = tuple(Span(t.start, t.end) for t in sentence[begin : last + 1] if t.quotation)
        return Attribution(_source(sentence, verb), _cue(sentence, verb), spans, spans)
    span = slice_of(sentence, begin, end)
    return Attribution(_source(sentence, verb), _cue(sentence, verb), (span,), ()) if span.start < span.end else None


def _complement(sentence: Sequence[Token], verb: _Verb) -> int | None:
    """The token where what was said begins, if the verb may be followed by what follows it."""
    cue = verb.cue
    i = (verb.subject[1] if verb.inverted and verb.subject else verb.at) + 1
    if i >= len(sentence):
        return None
    if verb.inverted:
        return i + 1 if sentence[i].text == ":" else None
    token = sentence[i]
    if token.text == ":":
        return i + 1
    if cue.particles and token.low in cue.particles:
        follows = i + 1 < len(sentence) and (sentence[i + 1].is_word or sentence[i + 1].quotation)
        if token.low == "to" and cue.lemma in ("point", "refer", "allude", "respond", "object") and i + 1 < len(sentence):
            return i + 1
        return i + 1 if follows else None
    if token.text == "," and i + 1 < len(sentence) and sentence[i + 1].quotation and (cue.says or cue.takes_clause):
        return i + 1
    if token.text == "," and verb.subject and cue.lemma in ("say", "add", "note", "write") and cue.form != "base" and not verb.shared:
        return i + 1
    if token.quotation:
        return i if cue.takes_clause or cue.lemma == "call" else None
    if cue.lemma == "call" and any(t.quotation for t in sentence[i : i + _LOOK_AHEAD]):
        return i
    if token.low in _WH and cue.takes_clause:
        return i
    if token.low == "to" and cue.takes_to:
        return i
    if not token.is_word and token.text not in "$£€#":
        return None
    addressed = cue.lemma in _ADDRESSED
    for k in range(i + 1, min(i + _LOOK_AHEAD, len(sentence))):
        low = sentence[k].low
        if sentence[k].text == ":" and (cue.says or cue.takes_clause):
            return k + 1
        if low == "to" and cue.takes_to and not cue.takes_clause:
            return i if cue.lemma not in ("urge", "encourage", "invite") else i
        if low == "that" and (cue.says or cue.takes_clause) and (addressed or token.low in _ADJUNCT) and sentence[k - 1].is_word:
            return k
        if low in ("whether", "how", "why", "if") and addressed:
            return k
        if sentence[k].quotation and (addressed or token.low in _ADJUNCT) and cue.says:
            return k
        if sentence[k].text in (".", ";"):
            break
        if low in SUBJECT_PRONOUNS and addressed:
            return k
        if low == "to" and addressed and cue.takes_to:
            return k
    if addressed and cue.lemma == "tell":
        phrase = phrase_right(sentence, i)
        return phrase[1] + 1 if phrase and phrase[1] + 1 < len(sentence) and sentence[phrase[1] + 1].is_word else None
    if cue.says:
        if token.low in _DAYS:
            return i + 1
        return None if token.low in _ADJUNCT - {"this", "there", "last"} and token.low not in ("of", "about") else i
    return i if cue.takes_object and token.low not in _ADJUNCT - {"this"} else None


def _source(sentence: Sequence[Token], verb: _Verb) -> Span | None:
    return Span(sentence[verb.subject[0]].start, sentence[verb.subject[1]].end) if verb.subject else None


def _cue(sentence: Sequence[Token], verb: _Verb) -> Span:
    """The verb with its auxiliaries and negation: "has not said"."""
    i = verb.at
    while i > 0 and (sentence[i - 1].low in AUXILIARIES or sentence[i - 1].low in ("not", "also", "never")):
        i -= 1
    return Span(sentence[i].start, sentence[verb.at].end)
