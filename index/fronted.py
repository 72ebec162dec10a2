"""What was said, where it stands before its verb: "“We stay,” Karsk said", "It rained, said Karsk, and snowed"."""

from __future__ import annotations

from collections.abc import Sequence

from .complements import starts_sentence
from .cues import CUES
from .forms import Attribution, closes_speech, slice_of, stop_after, stop_before
from .mentions import SUBJECT_PRONOUNS, is_finite, is_finite_cue, phrase_right
from .model import Span
from .sentences import CLOSING_MARKS
from .tokens import Token
from .verbs import ADDRESSED, ADJUNCT, JOINERS, WH, Verb, cue_of, first_of, opens_subordinate, source_of

_ALSO_BEHIND = frozenset("continue conclude show find read put promise point".split())  # besides the verbs of saying


def before(sentence: Sequence[Token], verb: Verb, stops: Sequence[int]) -> Attribution | None:
    """What stands before "Karsk said" or "said Karsk", and what goes on after it."""
    if verb.subject is None or verb.shared or not (verb.cue.says or verb.cue.lemma in _ALSO_BEHIND):
        return None
    begin = verb.at if verb.inverted else first_of(sentence, verb)
    if begin == 0:
        return None
    gap = begin - 1
    quoted = sentence[gap].quotation or (sentence[gap].text in ",—–-" and gap > 0 and sentence[gap - 1].quotation)
    if not quoted and not _may_stand_before(sentence, verb, begin):
        return None
    resumes = _adjuncts(sentence, verb)
    last = gap if sentence[gap].quotation else gap - 1
    if quoted and resumes is None and closes_speech(sentence, last):
        resumes = next((k for k in range(verb.at + 1, min(verb.at + 40, len(sentence))) if not sentence[k].is_word), len(sentence))
        if resumes < len(sentence) and sentence[resumes].text == ":":
            return None
    if resumes is None or (not quoted and not verb.inverted and _speech_follows(sentence, verb, resumes)):
        return None
    start = stop_before(stops, begin - 2)
    if quoted:
        spans, direct = _quoted_before(sentence, start, last)
        more = _quotations_from(sentence, resumes)
        spans, direct = [*spans, *more], [*direct, *more]
    else:
        # "Ms Ravel, she wrote, had left" but no title, no place of a dateline
        clause = any(sentence[k].is_word and sentence[k].text[0].islower() for k in range(start, last + 1))
        if begin > 2 and not clause and not (resumes + 1 < len(sentence) and is_finite(sentence, resumes + 1)):
            return None
        rest = resumes + 1
        if rest < len(sentence) and is_finite(sentence, rest):  # "It was late; the lamp, he said, was out"
            start = next((k + 1 for k in range(last, start, -1) if sentence[k].text == ";"), start)
        if sentence[gap].text in ("-", "–", "—"):  # "- It is over.- It is late - said Karsk", as translations have it
            start = opening_dash(sentence, gap)
        spans, direct = [slice_of(sentence, start, last + 1)] if begin > 2 or sentence[0].low not in JOINERS else [], []
        if rest < len(sentence) and sentence[resumes].text in (",", ";") and (begin == 2 or _returns(sentence, verb, rest)):
            spans.append(slice_of(sentence, rest, stop_after(stops, rest, len(sentence))))
    return Attribution(source_of(sentence, verb), cue_of(sentence, verb), tuple(spans), tuple(direct))


def ends_told(sentence: Sequence[Token], verb: Verb) -> bool:
    """Whether a verb only tells who said what stands before it: ", her office told the Post;", with nothing said behind."""
    if not verb.cue.says or verb.shared or (ends := _adjuncts(sentence, verb)) is None:
        return False
    told = verb.cue.lemma == "say" or (verb.cue.lemma in ADDRESSED and ends > verb.at + 1)
    return told and (ends >= len(sentence) or sentence[ends].text in (".", ";"))


def _may_stand_before(sentence: Sequence[Token], verb: Verb, begin: int) -> bool:
    """Whether a clause without quotation marks ends at the comma before token ``begin``, or a question: "Who left? asked Karsk"."""
    mark = sentence[begin - 1].text
    if mark in ("?", "!"):
        return verb.inverted
    if mark in ("-", "–", "—") and begin > 3:
        return verb.inverted or ends_told(sentence, verb)
    return mark == "," and (begin > 3 or (begin == 3 and _interrupts(sentence, verb)) or (begin == 2 and _goes_on(sentence, verb)))


def opening_dash(sentence: Sequence[Token], dash: int) -> int:
    """The dash that opens what the one before "said Karsk" closes, "She spoke.- It is late - said Karsk"; 0 where the sentence does."""
    for k in range(dash - 2, 0, -1):
        if sentence[k].text == sentence[dash].text and sentence[k - 1].text.rstrip(CLOSING_MARKS)[-1:] in (".", "!", "?"):
            return k
    return 0


def _goes_on(sentence: Sequence[Token], verb: Verb) -> bool:
    """Whether "Now, says Karsk, the town is quiet", or "The town, Karsk said, is quiet", goes on."""
    if verb.subject is None:
        return False
    last = verb.subject[1] if verb.inverted else verb.at
    if sentence[min(last + 1, len(sentence) - 1)].text != ",":
        return False
    rest = sentence[last + 2 :]
    return any(is_finite(rest, k) for k in range(next((k for k, token in enumerate(rest) if token.text == ","), len(rest))))


def _quoted_before(sentence: Sequence[Token], start: int, last: int) -> tuple[list[Span], list[Span]]:
    """What is said up to the quotation at ``last``: the quotations alone, or the clause from ``start`` that ends in one; and the former."""
    i = last
    while i > start and (sentence[i - 1].quotation or not sentence[i - 1].is_word):
        i -= 1
    if i == start or starts_sentence(sentence[last]):
        spans = [Span(t.start, t.end) for t in sentence[i : last + 1] if t.quotation]
        return spans, spans
    return [slice_of(sentence, start, last + 1)], []


def _interrupts(sentence: Sequence[Token], verb: Verb) -> bool:
    """Whether few words before the verb are said too: "He had, he said, left", "The truth, Karsk said, was", not "In May, Karsk said"."""
    assert verb.subject is not None
    if verb.at + 2 >= len(sentence) and sentence[-1].text == ".":
        return True  # "It rained, Karsk said."
    comma = next((k for k in range(verb.at + 1, min(verb.at + 8, len(sentence))) if sentence[k].text == ","), len(sentence))
    return sentence[verb.subject[0]].low in SUBJECT_PRONOUNS or (comma + 1 < len(sentence) and is_finite(sentence, comma + 1))


def _quotations_from(sentence: Sequence[Token], i: int) -> list[Span]:
    """The quotations from token ``i`` on with no word before them: the rest of an interrupted one."""
    found: list[Span] = []
    while i < len(sentence) and not sentence[i].is_word:
        if sentence[i].quotation:
            found.append(Span(sentence[i].start, sentence[i].end))
        i += 1
    return found


def _speech_follows(sentence: Sequence[Token], verb: Verb, after: int) -> bool:
    """Whether what was said stands behind the verb: "As it rained, Karsk said, “We stay.”", "At noon, Karsk vowed to stay"."""
    for k in range(verb.at + 1, min(after + 2, len(sentence))):
        if sentence[k].quotation:  # but "It was late, Karsk said, “and dark”" goes on
            return sentence[k].text[1:2].isupper() or sentence[k - 1].is_word or opens_subordinate(sentence)
        if sentence[k].text == ":":
            return True
    ahead = sentence[verb.at + 1].low if verb.at + 1 < len(sentence) else ""
    return (ahead in WH and verb.cue.takes_clause) or (ahead == "to" and verb.cue.takes_to) or ahead in verb.cue.particles


def _returns(sentence: Sequence[Token], verb: Verb, i: int) -> bool:
    """Whether from token ``i``, after "..., Karsk said," what he said goes on: not with "in May", "while", "a baker"."""
    token = sentence[i]
    if verb.inverted:  # after "said Karsk," more about Karsk may come: only a verb or a pronoun surely goes on
        return is_finite(sentence, i) or token.low in SUBJECT_PRONOUNS - {"who"}
    if token.low in ("there", "this", "last", "next", "then") and i + 1 < len(sentence) and sentence[i + 1].is_word:
        return sentence[i + 1].low not in ("week", "month", "year", "morning", "night", "afternoon", "evening")
    by_pronoun = verb.subject is not None and sentence[verb.subject[0]].low in SUBJECT_PRONOUNS - {"who"}
    if by_pronoun and token.low in ("and", "but", "while") and i + 2 < len(sentence):
        # "It was late, she said, and the ferry had left": a clause with a subject of its own, and not one that somebody else says
        first = next((k for k in range(i + 1, min(i + 16, len(sentence))) if is_finite(sentence, k)), 0)
        ends = next((k for k in range(i + 1, len(sentence)) if sentence[k].text in (",", ";")), len(sentence))
        tells = is_finite_cue(sentence, first) and CUES[sentence[first].low].says
        return i + 1 < first and (first < ends or token.low == "while") and not tells and sentence[i + 1].low != "then"
    turns = token.low in ADJUNCT or token.low in JOINERS or token.low in ("who", "which", "whose", "a", "an") or token.low.endswith("ing")
    return not turns


def _adjuncts(sentence: Sequence[Token], verb: Verb) -> int | None:
    """Where "said in Alden on Tuesday" ends: the index of the mark, quotation or end; None where something that was said follows."""
    i = (verb.subject[1] if verb.inverted and verb.subject else verb.at) + 1
    if verb.cue.lemma == "point" and not verb.inverted and i < len(sentence) and sentence[i].low == "out":
        i += 1
    if verb.inverted and i < len(sentence) and sentence[i].text == ",":
        # “We stay,” said Karsk, the mayor, “and fight.”
        for k in range(i, min(i + 30, len(sentence))):
            if sentence[k].quotation:
                return k
        return i
    if i < len(sentence) and sentence[i].is_word:
        if verb.cue.lemma in ADDRESSED:
            phrase = phrase_right(sentence, i)
            i = phrase[1] + 1 if phrase else i
        elif sentence[i].low not in ADJUNCT and not verb.inverted:
            return None
        if i < len(sentence) and sentence[i].is_word and sentence[i].low not in ADJUNCT and not verb.inverted:
            return None
        limit = min(i + 30, len(sentence))
        while i < limit and (sentence[i].is_word or sentence[i].text in "’'()-/&$"):
            if sentence[i].low in ("that", "whether", "how") and not verb.inverted:
                return None
            i += 1
    return i
