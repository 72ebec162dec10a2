"""What was said, where it follows its verb: "said that it rained", "told Ravel he was late", "urged them to stay", "said: “We stay.”"."""

from __future__ import annotations

from collections.abc import Sequence

from .forms import Attribution, slice_of, stop_after
from .mentions import AUXILIARIES, OBJECT_PRONOUNS, PREPOSITIONS, SUBJECT_PRONOUNS, TIMES, head, is_finite, is_finite_cue, phrase_right
from .model import Span
from .sentences import CLOSING_MARKS, OPENING_MARKS
from .tokens import Token
from .verbs import ADDRESSED, ADJUNCT, JOINERS, WH, Verb, cue_of, opens_subordinate, source_of

_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())
_NUMBERS = frozenset("two three four five six seven eight nine ten few several".split())
_IN_TIME = _NUMBERS | frozenset("on in at the of a an last this past next late early earlier later couple".split())
_DATES = TIMES - _IN_TIME | frozenset("ago noon midnight p.m. a.m.".split())
_BETWEEN = _DAYS | frozenset("instead again more back briefly also too".split())
_NO_OBJECT = frozenset("decline refuse vow pledge promise threaten agree choose decide plan hope seek intend".split())
_CLAUSE_ONLY = frozenset("add maintain charge contend post repeat".split())
_WRITTEN = frozenset("letter letters book books song songs novel play poem column script essay biography memoir music".split())
_REPORTS = frozenset("poll polls survey surveys study studies report reports figures data review analysis inquiry investigation".split())
_PICTURES = frozenset("photo photos photograph photographs picture pictures image images imagery footage records".split())
_CALLED = OBJECT_PRONOUNS | frozenset("it this that".split())
_NAMES_IT = frozenset("call describe deem dub characterize characterise portray label brand".split())
_ENDS_SPEECH = ",.?!…—"
_LOOK_AHEAD = 14  # tokens between a verb and its "that"
_LONGEST_CLAUSE = 60  # tokens


def over_time(sentence: Sequence[Token], i: int) -> int:
    """The token behind a time that begins at ``i``, "on Dec. 31", "on Wednesday, Jan. 1,", "two weeks ago"; ``i`` where none does."""
    k = ends = i
    comma = False  # a comma in it, after which another one ends it
    while k + 1 < len(sentence):
        token, before = sentence[k], sentence[k - 1]
        if token.low in _DATES or (token.text[0].isdigit() and (ends == k or before.low in ("on", "at"))):
            ends = k + 1
        elif token.text == "." and before.low in TIMES and k > i:
            ends = k + 1
        elif token.text == "," and ends == k > i:
            comma = True
        elif token.low not in _IN_TIME:
            break
        k += 1
    first = sentence[i]
    if (first.low in ("the", "a", "an", "of") or first.low in _NUMBERS or first.text[0].isdigit()) and sentence[ends - 1].low != "ago":
        return i  # "said the March figures rose"
    if ends == i or _DATES.isdisjoint(token.low for token in sentence[i:ends]):
        return i
    if first.low == "this" and sentence[i + 1].low in ("on", "in", "at"):
        return i  # "said this on Tuesday"
    if sentence[ends].text == "," and ends + 1 < len(sentence) and (comma or sentence[ends + 1].low == "that"):
        ends += 1
    return ends if ends < len(sentence) and not is_finite(sentence, ends) else i


def after(sentence: Sequence[Token], verb: Verb, stops: Sequence[int]) -> Attribution | None:
    """What stands after "Karsk said" or "Karsk urged them to"."""
    begin = _complement(sentence, verb)
    if begin is None:
        return None
    source, cue = source_of(sentence, verb), cue_of(sentence, verb)
    if begin >= len(sentence):
        return Attribution(source, cue, (), ()) if sentence[-1].text == ":" and verb.subject else None
    end = stop_after(stops, begin - 1 if verb.until else begin, len(sentence))
    end = min(end, _opening_ends(sentence, verb, begin), _relative_ends(sentence, verb, begin))
    if begin >= end:
        return None
    alone = begin == end - 1 or (begin == end - 2 and not sentence[end - 1].is_word)
    if sentence[begin].quotation and (alone or starts_sentence(sentence[begin])):
        spans = _quotations(sentence, begin, end)
        return Attribution(source, cue, spans, spans)
    span = slice_of(sentence, begin, end)
    return Attribution(source, cue, (span,), ()) if span.start < span.end else None


def _quotations(sentence: Sequence[Token], begin: int, end: int) -> tuple[Span, ...]:
    """The quotation at ``begin`` and those that follow with no more than a mark or "and" between."""
    found = [Span(sentence[begin].start, sentence[begin].end)]
    i = begin + 1
    while i < end:
        if not sentence[i].quotation:
            i += 1
            if i >= end or sentence[i - 1].low not in (".", ",", "and") or not sentence[i].quotation:
                break
        found.append(Span(sentence[i].start, sentence[i].end))
        i += 1
    return tuple(found)


def starts_sentence(token: Token) -> bool:
    """Whether a quotation is a whole sentence: it begins with a capital letter and ends with a stop or a comma."""
    return any(c.isupper() for c in token.text[1:4]) and token.text.rstrip(CLOSING_MARKS + " ")[-1:] in _ENDS_SPEECH


def _relative_ends(sentence: Sequence[Token], verb: Verb, begin: int) -> int:
    """Where what was said ends before the sentence's own clause: "Ravel, who feared a flood, had left", ", calling for help, she left"."""
    relative = verb.subject is not None and sentence[verb.subject[0]].low == "who"
    participle = verb.shared and verb.cue.form == "ing"
    for k in range(begin, min(begin + _LONGEST_CLAUSE, len(sentence) - 1) if relative or participle else begin):
        if sentence[k].text != ",":
            continue
        if participle and sentence[k + 1].low in SUBJECT_PRONOUNS - {"who", "it"}:
            return k
        if relative and not participle and (is_finite(sentence, k + 1) or sentence[k + 1].low == "or"):
            return k
    return len(sentence)


def _opening_ends(sentence: Sequence[Token], verb: Verb, begin: int) -> int:
    """Where what was said ends if its verb stands in a clause before the main one: "As Ravel praised Karsk, it rained"."""
    if verb.until or not verb.subject:
        return len(sentence)
    opens = opens_subordinate(sentence) and verb.subject[0] <= 3
    although = verb.subject[0] > 0 and sentence[verb.subject[0] - 1].low in ("although", "though", "while", "when", "if")
    for k in range(begin, min(begin + _LONGEST_CLAUSE, len(sentence) - 1) if opens or although else begin):
        if sentence[k].text == "," and (opens or sentence[k + 1].low in SUBJECT_PRONOUNS - {"who"}):
            return k
    return len(sentence)


def _complement(sentence: Sequence[Token], verb: Verb) -> int | None:
    """The token where what was said begins, if the verb may be followed by what follows it."""
    cue = verb.cue
    i = (verb.subject[1] if verb.inverted and verb.subject else verb.at) + 1
    if i >= len(sentence):
        return None
    if cue.says and not verb.inverted and cue.lemma not in ADDRESSED:
        i = over_time(sentence, i)
    token, ahead = sentence[i], sentence[i + 1] if i + 1 < len(sentence) else None
    if _is_told_before(sentence, verb, token):
        return None
    if token.low == "not" and ahead is not None and ahead.low == "to" and cue.takes_to:
        return None if any(t.low in ("named", "identified") for t in sentence[i : i + 5]) else i
    if verb.inverted:
        return i + 1 if token.text == ":" else None
    if token.text == ":":
        return i + 1
    between = token.low in _BETWEEN or token.low.endswith("ly")  # "pledged Sunday to stay", "spoke instead about it"
    if between and ahead is not None and (ahead.low in cue.particles or (ahead.low == "to" and cue.takes_to)):
        i, token, ahead = i + 1, ahead, sentence[i + 2] if i + 2 < len(sentence) else None
    if token.low in cue.particles and ahead is not None:
        return i + 1 if ahead.is_word or ahead.quotation else None
    if token.text == "," and ahead is not None and ahead.quotation and (cue.says or cue.takes_clause):
        return i + 1
    if token.text == "," and verb.subject and cue.lemma in ("say", "add", "note", "write") and cue.form != "base" and not verb.shared:
        return i + 1 if ahead is not None and not is_finite_cue(sentence, i + 1) and not ahead.low.endswith("ed") else None
    if token.quotation:
        return i if cue.takes_clause or cue.lemma == "call" else None
    if cue.lemma == "call" and (token.low in _CALLED or any(t.quotation for t in sentence[i : i + _LOOK_AHEAD])):
        return i
    if (token.low in WH and cue.takes_clause) or (token.low == "to" and cue.takes_to):
        return i
    if not token.is_word and token.text not in "$£€#":
        return None
    if (found := _further_on(sentence, verb, i)) is not None:
        return found
    return _thing(sentence, verb, i)


def _is_told_before(sentence: Sequence[Token], verb: Verb, token: Token) -> bool:
    """Whether what was said stands before: "the plan, which Karsk repeated in May", "what Karsk thinks of it is not known"."""
    before = sentence[verb.subject[0] - 1].low if verb.subject and verb.subject[0] else ""
    if before == "what":
        return verb.cue.lemma not in _NAMES_IT
    if before == "that" and verb.subject and verb.subject[0] > 1 and token.low in verb.cue.particles:
        return not is_finite(sentence, verb.subject[0] - 2)
    return before in ("which", "whom") and (token.low in ADJUNCT or token.text in (",", ".") or token.low in ("and", "twice", "again"))


def _further_on(sentence: Sequence[Token], verb: Verb, i: int) -> int | None:
    """Where what was said begins behind whom it was said to, or when and where: "told Ravel that", "said in May he", "asked them: “"."""
    cue = verb.cue
    addressed, adjunct = cue.lemma in ADDRESSED, sentence[i].low in ADJUNCT and not _is_there(sentence, i)
    for k in range(i + 1, min(i + _LOOK_AHEAD, len(sentence))):
        token, before = sentence[k], sentence[k - 1]
        if token.text == ":" and cue.takes_clause and not any(is_finite(sentence, t) for t in range(i + 1, k)):
            return k + 1 if cue.says or not cue.takes_object else None
        if token.low == "to" and cue.lemma == "tell" and any(is_finite(sentence, t) for t in range(i + 1, k)):
            break  # "told them care was needed to"
        if token.low == "to" and cue.takes_to and (addressed or not cue.takes_clause):
            return i if addressed or cue.lemma not in _NO_OBJECT or sentence[i].low in ADJUNCT else None
        told = cue.says or cue.takes_clause  # "denied last night that it rained"
        if token.low == "that" and (addressed or (adjunct and told)) and (before.is_word or addressed or sentence[k - 2].text[0].isdigit()):
            return k
        if token.low in ("whether", "how", "why", "if") and addressed:
            return k
        if token.quotation and cue.says and (addressed or adjunct or before.text in (",", ":")):
            if before.text == "," and not addressed and sentence[i].low not in ADJUNCT and k > i + 2 and token.text[1:2].islower():
                return i  # "said seals wear, “and then one changes them”"
            return k if not any(is_finite(sentence, t) for t in range(i + 1, k)) else None
        if token.text in (".", ";") and before.low not in TIMES:
            return None
        apart = adjunct and cue.says and token.low != "who" and before.low not in WH | JOINERS and k > i + 1
        if token.low in SUBJECT_PRONOUNS and ((addressed and before.low not in WH) or apart):
            return k
        adjunct = adjunct and token.is_word
    return None


def _behind_addressee(sentence: Sequence[Token], phrase: tuple[int, int]) -> int:
    """Where "told MPs the ministry would" goes on behind those who are told: at the next article, if nothing joins it to them."""
    articles = (k for k in range(phrase[0] + 1, phrase[1] + 1) if sentence[k].text in ("the", "a", "an", "his", "her", "its", "their"))
    return next((k for k in articles if sentence[k - 1].low not in PREPOSITIONS | {"and"}), phrase[1] + 1)


def _is_there(sentence: Sequence[Token], i: int) -> bool:
    """ "there was", which opens a clause."""
    return sentence[i].low == "there" and i + 1 < len(sentence) and sentence[i + 1].low in AUXILIARIES


def _thing(sentence: Sequence[Token], verb: Verb, i: int) -> int | None:
    """Where what was said begins right behind the verb, as a clause without "that" or as a thing: "said it rained", "denied it"."""
    cue, token = verb.cue, sentence[i]
    if cue.lemma in ADDRESSED and token.low in AUXILIARIES:
        return None  # "the price that Karsk was asking was high"
    if cue.lemma == "tell":
        phrase = phrase_right(sentence, i)
        begin = _behind_addressee(sentence, phrase) if phrase else len(sentence)
        return over_time(sentence, begin) if begin < len(sentence) and sentence[begin].is_word else None
    if cue.lemma in _CLAUSE_ONLY and token.low in ("a", "an", "the") and not _is_clause(sentence, i):
        return None  # "added a room"
    if cue.lemma == "write" and token.text[0] in OPENING_MARKS:
        return None  # a name, “The Long Winter”
    if cue.lemma == "write" and not _WRITTEN.isdisjoint(t.low for t in sentence[i : i + 4]) and not _is_clause(sentence, i):
        return None  # "wrote the letter"
    if cue.says:
        if token.low in _DAYS:
            return i + 1
        return None if token.low in ADJUNCT - {"this", "there", "last"} and token.low not in ("of", "about") else i
    if token.low in ADJUNCT - {"this", "there"} or token.low.endswith("ly"):
        return None
    if cue.takes_object:
        return i
    if cue.takes_clause and (token.low in SUBJECT_PRONOUNS or token.low == "there" or _is_clause(sentence, i)):
        return i
    if cue.lemma == "see" and any(t.low == "as" for t in sentence[i + 1 : i + 9]):
        return i
    nouns = {sentence[verb.subject[1]].low, sentence[head(sentence, verb.subject)].low} if verb.subject else set[str]()
    if cue.lemma not in ("show", "find", "indicate", "reveal", "demonstrate") or verb.subject is None:
        return None
    owned = any(t.low.endswith(("'s", "s'")) for t in sentence[verb.subject[0] : verb.subject[1]])  # "Alden Systems’ photos show"
    return i if not _REPORTS.isdisjoint(nouns) or (owned and not _PICTURES.isdisjoint(nouns)) else None


def _is_clause(sentence: Sequence[Token], i: int) -> bool:
    """Whether a noun and its auxiliary follow: "learned the ferry had left"."""
    if sentence[i - 1].low in ("read", "hold", "held", "holding", "holds"):
        return False
    for k in range(i + 1, min(i + 10, len(sentence))):
        if not sentence[k].is_word or sentence[k].low in WH:
            return False
        if sentence[k].low in AUXILIARIES:
            return True
    return False
