"""The verbs of saying in a sentence, each with its subject: who says, beside the verb or shared with another one.

The sentence comes as tokens, each quotation one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .cues import CUES, NOUNS, Cue
from .mentions import (
    AUXILIARIES,
    BE,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    TIMES,
    head,
    is_finite,
    is_finite_cue,
    phrase_left,
    phrase_right,
    skip_left,
)
from .model import Span
from .quoted_as import LONGEST_QUOTED, QUOTES, said_as_quoted
from .sentences import CLOSING_MARKS
from .tokens import CLITICS, Token

WH = frozenset("that how whether why what if who when where".split())
ADJUNCT = frozenset(
    "in on at during after before to of when while as from by via through about speaking referring with late early last this earlier later "
    "monday tuesday wednesday thursday friday saturday sunday today yesterday there again next then once twice".split()
)
_BEFORE_TO = frozenset(
    "continue continues continued on began begun tried try tries trying sought seeks seek seeking went goes going moved".split()
)
_ANSWERS = frozenset("that no yes so nothing little more it this".split())  # what may be said, and not who says it
_SEEMS = frozenset("appear appears appeared seem seems seemed".split())
_BEFORE_ING = frozenset(
    ", and while by before after — – without even instead also of from in".split()
)  # ", saying", "by saying", "refrained from saying"
_CONTROLS = frozenset(
    "urged asked told wants wanted led leading prompted prompting forced allowed caused invited encouraged ordered warned advised expects "
    "expected urging asking telling forcing allowing".split()
)  # "urged Karsk to say": who says is Karsk
_PLURAL = frozenset("they we i you people police who which that many some most others few several men women children those two".split())
_SINGULAR_S = frozenset("news congress politics press".split())
_OPENS_OBJECT = WH | frozenset("to : the a an his her its their our my this these those him them it no any".split())
_GOES_ON = frozenset("keep keeps kept start starts started stop stops stopped begins began".split())  # "keeps saying"
_AFTER_CALLS = frozenset("to for on of against about".split())
JOINERS = frozenset("and but while although though yet as whereas because".split())
ADDRESSED = frozenset("tell remind assure reassure inform ask urge warn advise instruct notify".split())
_SUBORDINATE = frozenset("when while as after before although though since because if despite once until asked".split())
_TOWARDS = frozenset("to with at on in before".split())
_REACH = 60  # tokens back to the verb whose subject is shared


@dataclass(frozen=True)
class Verb:
    """A verb of saying at token ``at`` with its subject's first and last token; ``inverted``: the subject follows."""

    at: int
    cue: Cue
    subject: tuple[int, int] | None
    inverted: bool = False
    shared: bool = False  # the subject is another verb's too: ", adding that"
    until: int | None = None  # the token where a clause that opens the sentence ends: "Calling it late, Karsk left"


def first_of(sentence: Sequence[Token], verb: Verb) -> int:
    """The first token of the verb's whole subject: in "the mayor, Ann Karsk, said", whose subject is the name, that of "the mayor"."""
    assert verb.subject is not None
    first, last = verb.subject
    if first > 1 and sentence[first - 1].low == "," and last + 1 < verb.at and sentence[last + 1].low == ",":
        if skip_left(sentence, verb.at - 1) == last + 1 and (role := phrase_left(sentence, first - 2)):
            return role[0]
    return first


def source_of(sentence: Sequence[Token], verb: Verb) -> Span | None:
    return Span(sentence[verb.subject[0]].start, sentence[verb.subject[1]].end) if verb.subject else None


def cue_of(sentence: Sequence[Token], verb: Verb) -> Span:
    """The verb with its auxiliaries, its negation and what it depends on: "has not said", "refused to say"."""
    i = verb.at
    if i > 1 and sentence[i - 1].low == "to" and is_finite(sentence, i - 2):
        i -= 2
    while i > 0 and (sentence[i - 1].low in AUXILIARIES or sentence[i - 1].low in ("not", "also", "never")):
        i -= 1
    return Span(sentence[i].start, sentence[verb.at].end)


def opens_subordinate(sentence: Sequence[Token]) -> bool:
    """Whether the sentence's own clause comes second: "When it rained, Karsk left"."""
    return sentence[0].low in _SUBORDINATE or (sentence[0].low in ("but", "and", "so", "even") and sentence[1].low in _SUBORDINATE)


class Subjects:
    """The subjects of a sentence's verbs, for participles and second verbs that share one; each verb is looked at once."""

    def __init__(self, sentence: Sequence[Token]) -> None:
        self._sentence = sentence
        self._sure: list[tuple[int, tuple[int, int]] | None] = [None]  # for each token, the last verb before it with its subject
        self._guessed: list[tuple[int, tuple[int, int]] | None] = [None]

    def before(self, i: int, nearest: bool = False) -> tuple[int, int] | None:
        """The subject that a participle or a second verb at token ``i`` shares: that of the nearest verb to its left that has one.

        ``nearest``: whatever the verb, as before "to"; otherwise verbs that are surely the sentence's own go first.
        """
        while len(self._sure) <= i:
            self._look(len(self._sure) - 1)
        pair = (self._guessed[i], self._sure[i]) if nearest else (self._sure[i], self._guessed[i])
        for found in pair:
            if found and i - found[0] <= _REACH:
                return found[1]
        return None

    def _look(self, k: int) -> None:
        sure, guessed = self._sure[-1], self._guessed[-1]
        if is_finite(self._sentence, k):
            phrase = phrase_left(self._sentence, skip_left(self._sentence, k - 1))
            if phrase and self._sentence[phrase[0]].low not in ("it", "which", "that") and phrase[1] - phrase[0] < 14:
                guessed = (k, phrase)
                if self._is_sure(k, phrase):
                    sure = (k, phrase)
        self._sure.append(sure)
        self._guessed.append(guessed)

    def _is_sure(self, k: int, phrase: tuple[int, int]) -> bool:
        """Whether the verb at ``k`` is the sentence's own: "Karsk struck a harsh tone, saying", not "said the town had ..., adding"."""
        sentence = self._sentence
        if k + 1 < len(sentence) and sentence[k + 1].low == "by":
            return False
        named = sentence[phrase[1]].is_name or sentence[phrase[1]].low in SUBJECT_PRONOUNS
        if not named and not is_finite_cue(sentence, k):
            return False
        return phrase[0] == 0 or not sentence[phrase[0] - 1].is_word or sentence[phrase[0] - 1].low in ("and", "but", "as", "when", "while")


def verbs_of(sentence: Sequence[Token], subjects: Subjects) -> list[Verb]:
    cues = (i for i, token in enumerate(sentence) if token.low in CUES and not (token.is_name and i > 0))
    return [verb for i in cues if (verb := _verb(sentence, i, subjects))]


def _verb(sentence: Sequence[Token], i: int, subjects: Subjects) -> Verb | None:
    cue = CUES[sentence[i].low]
    before = sentence[i - 1] if i else None
    after = sentence[i + 1].low if i + 1 < len(sentence) else ""
    if (cue.lemma == "vote" and cue.form != "past") or said_as_quoted(sentence, i):
        return None
    active = before is not None and (before.low in SUBJECT_PRONOUNS or (before.is_name and cue.lemma in ("say", "tell")))
    if (after == "by" and cue.form == "past" and not active) or (after in AUXILIARIES and cue.form in ("base", "s") and cue.lemma != "say"):
        return None  # "proposed by", "the claims were"
    ended = before is not None and before.text.rstrip(CLOSING_MARKS + " ")[-1:] in (",", "?", "!", ".", "…", "—", "–")
    inverts = (cue.says or (before is not None and before.quotation and (ended or cue.lemma not in NOUNS))) and cue.lemma not in (
        "tell",
        "quote",
    )
    if cue.form in ("past", "s") and inverts and (inverted := _inverted(sentence, i)):
        return Verb(i, cue, inverted, inverted=True)
    if cue.form == "ing":
        return _participle(sentence, i, cue, subjects)
    if before is None or (cue.lemma == "continue" and after == "to"):
        return None
    if cue.form in ("base", "s") and cue.lemma in NOUNS and before.low in PREPOSITIONS - {"to"}:
        return None  # "on show"
    if before.low == "to" and cue.form == "base":
        return _infinitive(sentence, i, cue, subjects)
    j = skip_left(sentence, i - 1)
    if j >= 0 and sentence[j].low in ("and", "but", "or") and cue.form == "past":
        subject = subjects.before(j)
        return Verb(i, cue, subject, shared=True) if subject else None
    return _plain(sentence, i, cue)


def _plain(sentence: Sequence[Token], i: int, cue: Cue) -> Verb | None:
    """ "Karsk has said": the subject stands before the verb."""
    j = skip_left(sentence, i - 1)
    skipped = sentence[j + 1 : i]
    if any(t.low in BE for t in skipped) and cue.form == "past":
        return None
    clitic = skipped[-1].low if skipped else ""
    if cue.form == "past" and (clitic in ("'m", "'re") or (clitic == "'s" and sentence[j].low in ("it", "there"))):
        return None
    if any(t.low == "being" for t in skipped):
        return None
    subject = phrase_left(sentence, j)
    if subject and subject[0] == subject[1] and sentence[j].low.endswith("ing") and not sentence[j].is_name:
        return None  # "prompting fears"
    if subject and not sentence[subject[1]].is_name and sentence[subject[1]].low.endswith(("'s", "s'")):
        return None  # "the party's declared aims"
    if subject is None or not _agrees(sentence, subject, cue, any(t.low in AUXILIARIES for t in skipped)):
        return None
    left = sentence[subject[0] - 1].text if subject[0] and sentence[subject[0] - 1].quotation else ""
    behind = left.rstrip(CLOSING_MARKS + " ")[-1:] in (",", "?", "!")  # "“We stay,” a note from Karsk states."
    if cue.form in ("base", "s") and cue.lemma in NOUNS and not skipped and not behind and _is_noun(sentence, subject, i):
        return None
    return Verb(i, cue, subject)


def _is_noun(sentence: Sequence[Token], subject: tuple[int, int], i: int) -> bool:
    """Whether "claims" at token ``i`` is the noun: after an owner, or after a preposition's noun ("of town claims")."""
    last = sentence[subject[1]]
    if last.low in SUBJECT_PRONOUNS:
        return False
    claims = i + 1 < len(sentence) and sentence[i + 1].low == "that"
    if (
        CUES[sentence[i].low].form == "base"
        and sentence[subject[0]].low in ("a", "an")
        and not claims
        and not _counts_many(sentence, subject)
    ):
        return True  # "an awards show"
    if not last.is_name and is_finite(sentence, subject[1]):
        return True  # "made plans"
    if last.low.endswith(("'s", "s'")) or (subject[0] and sentence[subject[0] - 1].low in PREPOSITIONS):
        return True
    if CUES[sentence[i].low].form == "base":
        if sentence[i].low == "state":
            return i + 1 == len(sentence) or sentence[i + 1].low != "that"
        return not (_looks_plural(last.low) or last.is_name)  # "voters fear", "voters in Alden fear"
    after = sentence[i + 1] if i + 1 < len(sentence) else None
    particles = CUES[sentence[i].low].particles
    if after is None or after.low in (",", ".", ";", "and", "or") or (after.low in PREPOSITIONS - {"to"} and after.low not in particles):
        return True
    calls = sentence[i].low in ("calls", "pushes") and after.low in _AFTER_CALLS
    if not sentence[i - 1].is_word or (calls and any(t.is_name for t in sentence[subject[0] : subject[1] + 1])):
        return False
    return not (last.is_name or after.is_name or after.quotation or after.low in _OPENS_OBJECT or after.low in SUBJECT_PRONOUNS)


def _infinitive(sentence: Sequence[Token], i: int, cue: Cue, subjects: Subjects) -> Verb | None:
    """ "Karsk refused to say", "took to the air to accuse"; but in "urged Ravel to say" it is Ravel who says."""
    if i < 2:
        return None
    helped = sentence[i - 2].low in _BEFORE_TO
    if sentence[i - 2].low in _SEEMS:  # "the photos appeared to show": complements sees to it that they are photos
        subject = phrase_left(sentence, skip_left(sentence, i - 3)) if cue.lemma in ("show", "indicate", "suggest", "reveal") else None
        return Verb(i, cue, subject) if subject else None
    if cue.lemma in NOUNS and not helped and not (i + 1 < len(sentence) and (sentence[i + 1].low in WH or sentence[i + 1].quotation)):
        return None  # "designed to counter attacks"
    if cue.lemma in ("respond", "reply", "speak", "talk", "comment") and not helped:
        return None  # "had a week to respond"
    if not cue.says and not (helped and (cue.takes_clause or cue.takes_object)):
        return None
    if sentence[i - 2].low in OBJECT_PRONOUNS or _is_impersonal(sentence, i - 2):
        return None
    for k in range(i - 2, max(i - 8, -1), -1):
        if not sentence[k].is_word:
            break
        other = CUES.get(sentence[k].low) if k < i - 2 and sentence[k].low not in _CONTROLS else None
        if other and other.takes_to and other.form != "ing":
            return None  # "declined in May to repeat it" isn't "repeat"
        if sentence[k].low in _CONTROLS:
            if k == i - 2:  # "was prompted to say"
                break
            return Verb(i, cue, (k + 1, i - 2), shared=True) if sentence[k + 1].low not in OBJECT_PRONOUNS else None
    subject = subjects.before(i - 1, nearest=True)
    return Verb(i, cue, subject, shared=True) if subject else None


def _is_impersonal(sentence: Sequence[Token], i: int) -> bool:
    """Whether the words up to ``i`` are "it is still hard", after which "to say" has no subject."""
    for k in range(i, max(i - 4, 0), -1):
        if sentence[k].low in BE | CLITICS:
            return sentence[k - 1].low in ("it", "there", "this", "that") or sentence[k - 1].low in AUXILIARIES
    return False


def _participle(sentence: Sequence[Token], i: int, cue: Cue, subjects: Subjects) -> Verb | None:
    """ "Karsk is saying", "..., saying", "by saying", "a note saying", and "Calling it late, Karsk left"."""
    before = sentence[i - 1] if i else None
    if before is None or (i == 1 and before.low in ("by", "after", "while", "without", "before", "instead", "when", "despite", "in")):
        return _opening(sentence, i, cue)
    if before.low == "as":
        quoted = next((k for k in range(i - 2, max(i - 2 - LONGEST_QUOTED, 0), -1) if sentence[k].low in QUOTES), 0)
        subject = said_as_quoted(sentence, quoted) if quoted else None
        return Verb(i, cue, subject) if subject else None
    between = before.low in ("not", "now", "also", "still", "already", "even") or before.low.endswith("ly")
    if before.low in BE | CLITICS or (between and i > 1 and sentence[i - 2].low in BE | CLITICS):
        subject = phrase_left(sentence, skip_left(sentence, i - 1))
        return Verb(i, cue, subject) if subject else None
    if before.low in _BEFORE_ING or before.quotation or (before.low.endswith("ly") and i > 1 and sentence[i - 2].low == ","):
        subject = subjects.before(i - 1)
        return Verb(i, cue, subject, shared=True) if subject else None
    if before.low in _GOES_ON and (subject := phrase_left(sentence, skip_left(sentence, i - 2))):
        return Verb(i, cue, subject)
    clause = cue.takes_clause and cue.lemma != "learn" and i + 1 < len(sentence) and sentence[i + 1].low in WH
    if before.is_word and (cue.says or clause):
        subject = phrase_left(sentence, i - 1)
        if subject and _is_addressee(sentence, subject):
            subject = subjects.before(i - 1, nearest=True)
        return Verb(i, cue, subject, shared=True) if subject else None
    return None


def _is_addressee(sentence: Sequence[Token], phrase: tuple[int, int]) -> bool:
    """Whether somebody or some place is only spoken, written or gone to by the one who says: "Karsk spoke to the council saying"."""
    first = phrase[0]
    return is_finite(sentence, first) or (first > 1 and sentence[first - 1].low in _TOWARDS and is_finite(sentence, first - 2))


def _opening(sentence: Sequence[Token], i: int, cue: Cue) -> Verb | None:
    """ "Calling it late, Karsk left": the subject stands after the comma that ends the participle's clause."""
    if cue.lemma in ("speak", "talk", "ask", "refer", "respond", "reply", "write"):
        return None  # "Speaking of the war, ..." only says when
    for k in range(i + 1, min(i + 40, len(sentence) - 1)):
        if sentence[k].text in (",", "—", "–") or (sentence[k].quotation and sentence[k].text.rstrip(CLOSING_MARKS + " ")[-1:] == ","):
            subject = phrase_right(sentence, k + 1)
            if subject is None or (sentence[subject[0]].low in TIMES):
                return None
            end = k if not sentence[k].quotation else k + 1
            while subject[1] > subject[0] and is_finite(sentence, subject[1]):
                subject = (subject[0], subject[1] - 1)
            verb = next((v for v in range(subject[0] + 1, subject[1] + 1) if is_finite(sentence, v)), None)
            return Verb(i, cue, (subject[0], verb - 1) if verb else subject, shared=True, until=end)
        if sentence[k].text in (".", ";", ":"):
            return None
    return None


def _inverted(sentence: Sequence[Token], i: int) -> tuple[int, int] | None:
    """The subject after the verb: “We stay,” said Karsk."""
    before = sentence[i - 1] if i else None
    if before is not None and not before.quotation and before.low not in (",", "?", "!", "-", "–", "—"):
        return None
    if sentence[i].low in ("points", "pointed") and i + 2 < len(sentence) and sentence[i + 1].low == "out":
        i += 1  # "points out Karsk"
    phrase = phrase_right(sentence, i + 1)
    if phrase is None or sentence[i + 1].low in _ANSWERS | PREPOSITIONS | TIMES:  # "Karsk, who had left, believes that it rained"
        return None
    phrase = _named_after(sentence, phrase) or phrase
    ahead = sentence[phrase[1] + 1] if phrase[1] + 1 < len(sentence) else None
    if before is not None and before.text in ("-", "–", "—") and sentence[phrase[0]].is_name:
        return phrase
    if sentence[phrase[0]].low in SUBJECT_PRONOUNS and not (ahead is None or not ahead.is_word or ahead.low in ADJUNCT):
        return None
    if before is None:
        return phrase if ahead is not None and ahead.low == ":" else None
    if before.quotation or (i > 1 and sentence[i - 2].quotation):
        return phrase
    if ahead is None or ahead.text == ".":
        return phrase
    if (left := phrase_left(sentence, i - 1)) and (left[1] < i - 2 or not sentence[i - 1].low == ","):
        # "Ravel, the mayor, said Karsk ...": the subject stands before the commas; but not in "..., said Ann Karsk, a baker."
        goes_on = _ends_in_apposition(sentence, phrase[1] + 1) or sentence[min(phrase[1] + 2, len(sentence) - 1)].low.endswith("ing")
        return phrase if ahead.low in (",", ";") and sentence[phrase[0]].is_name and goes_on else None
    return phrase if ahead.low in (",", ";", "-", "–", "—") or ahead.low in ADJUNCT or ahead.low == "who" else None


def _named_after(sentence: Sequence[Token], phrase: tuple[int, int]) -> tuple[int, int] | None:
    """The name in "said the mayor, Ann Karsk."."""
    i = phrase[1] + 2
    if i >= len(sentence) or sentence[i - 1].low != "," or sentence[phrase[1]].is_name or not sentence[i].is_name:
        return None
    j = i
    while j + 1 < len(sentence) and j - i < 5 and sentence[j + 1].is_name:
        j += 1
    return (i, j) if sentence[i].low not in TIMES and (j + 1 == len(sentence) or sentence[j + 1].text in (".", ",", ";", ":")) else None


def _ends_in_apposition(sentence: Sequence[Token], comma: int) -> bool:
    """Whether after a comma nothing but more about the name before it goes on to the sentence's end: ", a baker in Alden."."""
    rest = sentence[comma + 1 : comma + 30]
    if len(rest) == 29:
        return False
    return not any(token.low in AUXILIARIES or token.quotation for token in rest) and sum(token.low == "," for token in rest) < 3


def _agrees(sentence: Sequence[Token], subject: tuple[int, int], cue: Cue, helped: bool) -> bool:
    """ "Karsk claims" and "they claim" are verbs, "Karsk claim" and "the claims" aren't; after "did" or "will" anything goes."""
    if helped or cue.form == "past" or cue.lemma == "read":
        return True
    low = sentence[head(sentence, subject)].low
    plural = _looks_plural(low)
    if low in ("who", "which", "that"):
        return True
    if any(token.low == "and" for token in sentence[subject[0] : subject[1] + 1]):
        return cue.form == "base"
    if cue.form == "base":
        return plural or low.endswith("s") or (cue.lemma not in NOUNS and _counts_many(sentence, subject))
    return not plural or (sentence[subject[1]].is_name and low not in _PLURAL) or sentence[subject[1]].low in ("he", "she", "it")


def _looks_plural(low: str) -> bool:
    return low in _PLURAL or (low.endswith("s") and not low.endswith(("ss", "'s", "us")) and low not in _SINGULAR_S)


def _counts_many(sentence: Sequence[Token], subject: tuple[int, int]) -> bool:
    """ "a handful of voters", "31 percent of those asked", "six in ten"."""
    words = sentence[subject[0] : subject[1] + 1]
    return any(token.low in ("of", "in") for token in words) and any(_looks_plural(t.low) or t.text.isdigit() for t in words)
