"""The slices of a sentence that can be a short answer, by kind: numbers with their units, dates, names, reasons, lists, phrases."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from ..index.bodies import is_body
from ..index.genders import gender_of_given
from ..index.model import Span
from ..index.nations import is_nationality, nation
from ..index.roles import role_head
from ..index.sentences import quotations
from ..index.titles import title_length
from .phrases import READ, Sentence, noun_phrases, read
from .quantities import DATE, DATE_KINDS, UNIT_KINDS, dates, numbers


class Candidate(NamedTuple):
    """A slice of the text, what kind of thing it is, and its first and last word in its sentence."""

    span: Span
    kind: str
    first: int
    last: int


_PLACE_BEFORE = frozenset("in at near from around outside inside across throughout toward towards to into through of".split())
_PLACES = frozenset(
    "city town village country state region island river lake sea ocean street road square park station airport port harbour harbor "
    "bay coast valley mountains mountain county province peninsula desert bridge building house hall hotel theatre theater museum "
    "prison castle palace stadium quay breakwater north south east west europe asia africa america".split()
)
_EVENTS = frozenset("war battle treaty act revolution conference festival cup crisis games agreement accord report prize".split())
_BODY_WORDS = frozenset(
    "ministry party union company group council commission committee court parliament government army university institute agency "
    "department bank board association federation organisation organization club church congress senate assembly police office league "
    "corporation airline newspaper inc ltd plc corp".split()
)
_PEOPLE = frozenset(
    "people men women children man woman child boy girl residents villagers voters workers soldiers troops refugees settlers "
    "protesters pupils students members citizens leaders officials scientists historians critics scholars followers descendants "
    "family families friends wife husband son daughter mother father brother sister passengers police crowd public population owner "
    "heir successor".split()
)


def candidates(text: str, span: Span, wants: str) -> list[Span]:
    """The slices of a sentence that are of the kind asked for, in order and each once; all kinds of phrases for "thing" and "words"."""
    kinds = KINDS.get(wants, KINDS["thing"])
    return sorted({each.span for each in found(text, span, read(text, span)) if each.kind in kinds})


KINDS: dict[str, frozenset[str]] = {
    "number": frozenset(("count", "ordinal", *UNIT_KINDS, "age")),
    "date": frozenset((*DATE_KINDS, "part of date")),
    "person": frozenset(("person", "name", "people")),
    "place": frozenset(("place", "name")),
    "organisation": frozenset(("organisation", "name")),
    "reason": frozenset(("reason", "purpose")),
    "list": frozenset(("list",)),
    "thing": frozenset(("phrase", "whole", "list", "quotation", "name", "person", "place", "organisation")),
    "words": frozenset(("quotation", "clause")),
    "yes_no": frozenset(),
    "article": frozenset(),
}
"""The kinds of candidates that answer for each value of ``Wants``."""


def found(text: str, span: Span, sentence: Sentence) -> list[Candidate]:
    """All candidates of a sentence, of every kind; only its first ``READ`` characters are looked at."""
    span = Span(span.start, min(span.end, span.start + READ))
    times = list(dates(text, span))
    dated = {place for slice_, _ in times for place in range(*slice_)}  # the 3 of "3 March" counts nothing
    slices = [*times, *((slice_, kind) for slice_, kind in numbers(text, span) if slice_.start not in dated), *_quoted(text, span)]
    starts = [word.start for word in sentence.words]
    placed = [Candidate(part, kind, _word_at(starts, part.start), _word_at(starts, part.end - 1)) for part, kind in slices]
    phrases = [each for each in _phrases(sentence) if each.kind == "list" or not {each.span.start, each.span.end - 1} <= dated]
    return [*placed, *_names(text, sentence), *phrases, *_reasons(sentence), *_clauses(sentence)]


def _word_at(starts: list[int], place: int) -> int:
    """The last word that begins at or before a place in the text."""
    return max(bisect_right(starts, place) - 1, 0)


def _quoted(text: str, span: Span) -> Iterator[tuple[Span, str]]:
    """What stands in quotation marks, without them; and what stands in marks inside those."""
    for outer in quotations(text, span):
        inner = _inside(text, outer)
        if inner.end > inner.start:
            yield inner, "quotation"
            for nested in quotations(text, Span(inner.start, outer.end)):
                deep = _inside(text, nested)
                if deep.end > deep.start:
                    yield deep, "nested"


def _inside(text: str, quotation: Span) -> Span:
    start, end = quotation
    while start < end and (text[start] in "\"“”„«»‹›‘’‚'「」『』" or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in "\"“”„«»‹›‘’‚'「」『』,." or text[end - 1].isspace()):
        end -= 1
    return Span(start, end)


_NAME_RUN = re.compile(r"P(?:P|'(?=P)|X(?=P))*")
_LINKS = frozenset("of the and for de van der von bin al la du".split())


def _names(text: str, sentence: Sentence) -> Iterator[Candidate]:
    """Runs of capitalised words: a person without the title, a place, a body, or any of them."""
    words, tags = sentence
    linked = -1
    for match in _NAME_RUN.finditer(tags):
        first, last = match.start(), match.end() - 1
        last_linked = _linked(sentence, last)
        run = [text[words[i].start : words[i].end] for i in range(first, last + 1)]
        if len(run) == 1 and DATE.fullmatch(run[0]):
            continue
        begin = first
        titles = title_length(run) if len(run) > 1 else 0
        if titles < len(run):
            begin += titles
        kind = _kind_of_name(sentence, begin, last, run[begin - first :], titles > 0)
        named = kind
        if (kind != "place" or not nation(" ".join(run))) and (last_linked > last or first <= linked):
            kind = "part"  # "Court" and "Justice" of "Court of Justice"
        linked = max(linked, last_linked)
        yield _candidate(sentence, begin, last, kind)
        if last_linked > last:
            whole = [text[words[i].start : words[i].end] for i in range(first, last_linked + 1)]
            yield _candidate(
                sentence,
                first,
                last_linked,
                "organisation" if _BODY_WORDS.intersection(w.lower() for w in whole) else "place" if named == "place" else "name",
            )


def _linked(sentence: Sentence, last: int) -> int:
    """Over "of the" to capitalised words that belong to a name: "Bank of Alden", "William the Silent"."""
    words, tags = sentence
    for _ in range(3):
        k = last + 1
        while k < len(words) and k - last < 3 and words[k].low in _LINKS and words[k].low != "and":
            k += 1
        if k == last + 1 or k >= len(words) or tags[k] != "P":
            return last
        while k + 1 < len(words) and tags[k + 1] == "P":
            k += 1
        last = k
    return last


def _kind_of_name(sentence: Sentence, first: int, last: int, run: list[str], titled: bool) -> str:
    name = " ".join(run)
    before = sentence.words[first - 1].low if first else ""
    lows = {word.lower() for word in run}
    if sentence.tags[last + 1 : last + 2] == "N" and not titled and len(run) < 3 and is_nationality(name):
        return "adjective"
    if titled or gender_of_given(run[0]):
        return "person"
    if nation(name) and not is_nationality(name):
        return "place"
    if is_nationality(name):
        return "name"
    if is_body(name) or _BODY_WORDS & lows or (name.isupper() and len(name) > 1 and name.isalpha()):
        return "organisation"
    if _EVENTS & lows:
        return "name"
    if run[-1].lower() in _PLACES or (
        before in ("in", "near", "at", "from", "across", "throughout", "outside") and sentence.tags[first - 1] == "I"
    ):
        return "place"
    if first > 1 and before == "the" and sentence.words[first - 2].low in ("in", "near", "at", "from"):
        return "place"
    return "person" if 1 < len(run) < 4 and before != "the" and "'" not in sentence.tags[first : last + 1] else "name"


_ITEM, _HANGING = r"D{0,2}[NPX'A]{0,10}[NPX]", r"(?:ID?[NPX'A]{0,6}[NPX])?"
_ASIDE_WORDS = 10
_ASIDE = r"(?:,W[^,.Q]{1,8}(?=,))?"  # "Crimea, which Russia annexed, and"
_LIST = re.compile(rf"(?:{_ITEM}{_HANGING}{_ASIDE}(?:,C?|C)I?){{1,12}}{_ITEM}{_HANGING}")
_PLAIN_LIST = re.compile(rf"(?:{_ITEM}{_ASIDE}(?:,C?|C)){{1,12}}{_ITEM}")


def _phrases(sentence: Sentence) -> Iterator[Candidate]:
    """Noun phrases: bare ("the potential"), with what "of" adds, with all that hangs on them, and several joined by "and"."""
    words, tags = sentence
    phrases = noun_phrases(words, tags)
    begins = {first: last for first, last in phrases}
    for first, last in phrases:
        kind = _kind_of_phrase(sentence, first, last)
        yield _candidate(sentence, first, last, kind)
        end, step = last, 0
        while end + 2 < len(words) and step < 4:
            link = end + 1
            if tags[link] not in "IT" or link + 1 not in begins:
                break
            closely = words[link].low == "of" and step == 0
            end = begins[link + 1]
            step += 1
            yield _candidate(sentence, first, end, "whole" if not closely else "people" if kind == "people" else "phrase")
    for pattern in (_LIST, _PLAIN_LIST):
        for match in pattern.finditer(tags):
            if "C" in match[0]:
                yield _candidate(sentence, match.start(), match.end() - 1, "list")
                first, _, rest = match[0].partition(",")
                if (
                    "P" not in first and "P" in rest.partition("C")[0] and "P" in rest.partition("C")[2]
                ):  # "two ships, the Tern and the Gull"
                    yield _candidate(sentence, match.start() + len(first) + 1, match.end() - 1, "list")


def _kind_of_phrase(sentence: Sentence, first: int, last: int) -> str:
    low = sentence.words[last].low
    if low in _PEOPLE or low.removesuffix("s") in _PEOPLE or role_head(low) or role_head(low.removesuffix("s")):
        return "people"
    if low in _BODY_WORDS:
        return "organisation"
    return "place" if low in _PLACES and first and sentence.words[first - 1].low in _PLACE_BEFORE else "phrase"


def _reasons(sentence: Sentence) -> Iterator[Candidate]:
    """What follows "because", "due to", "for fear of" up to the next stop, and purposes: "to recover the wreck"."""
    words, tags = sentence
    for i, word in enumerate(words):
        low = word.low
        begin = 0
        if low in ("because", "due", "owing", "thanks") and i + 1 < len(words):
            begin = i + 2 if words[i + 1].low in ("of", "to") else i + 1 if low == "because" else 0
            kind = "reason"
        elif low in ("since", "as") and tags[i + 1 : i + 2] in ("O", "D") and i and tags[i - 1] != "I":
            begin, kind = i + 1, "weak"
        elif low == "so" and words[i + 1 : i + 2] and words[i + 1].low == "that":
            begin, kind = i + 2, "reason"
        elif low in ("order", "fear") and i and words[i - 1].low in ("in", "for") and words[i + 1 : i + 2]:
            begin, kind = i + 1 if low == "order" else i - 1, "reason"
        elif (
            low == "to"
            and i + 1 < len(words)
            and tags[i + 1] in "VNB"
            and (tags[i + 1] != "N" or tags[i + 2 : i + 3] in ("D", "N", "P", "I"))
        ):
            begin, kind = i, "purpose"
        elif low in ("with", "after", "amid", "for", "by", "over") and tags[i] == "I" and tags[i + 1 : i + 2] in ("D", "N", "G", "P"):
            begin, kind = i + 1, "weak"
        else:
            continue
        if 0 < begin < len(words):
            yield from _to_stops(sentence, _past_aside(sentence, begin), kind)


def _past_aside(sentence: Sentence, begin: int) -> int:
    """Behind "because" and a few words between commas, and behind a quotation mark: "because, it said, “people drive less”"."""
    tags = sentence.tags
    if tags[begin] == "," and (close := tags.find(",", begin + 1, begin + _ASIDE_WORDS)) > 0:
        begin = close + 1
    return begin + (tags[begin : begin + 1] == "Q")


def _to_stops(sentence: Sentence, begin: int, kind: str) -> Iterator[Candidate]:
    """From a word up to the first mark."""
    tags = sentence.tags
    end = begin
    while end < len(tags) and tags[end] not in ",.Q":
        end += 1
    if end > begin:
        yield _candidate(sentence, begin, end - 1, kind)


def _clauses(sentence: Sentence) -> Iterator[Candidate]:
    """What follows "that", a verb, or a participle in -ing, up to the end of the clause."""
    words, tags = sentence
    for i, tag in enumerate(tags[:-1]):
        if words[i].low in ("that", "whether", "how") and tag in "SW" and tags[i + 1] in "DOPNXBVG":
            yield from _to_stops(sentence, i if words[i].low != "that" else i + 1, "clause")
        elif tag == "G" and tags[i + 1] in "DNPIXO":
            yield from _to_stops(sentence, i, "doing")
        elif tag in "VB" and tags[i + 1] in "NAVGIXD":
            yield from _to_stops(sentence, i + 1, "rest")


def _candidate(sentence: Sentence, first: int, last: int, kind: str) -> Candidate:
    return Candidate(Span(sentence.words[first].start, sentence.words[last].end), kind, first, last)
