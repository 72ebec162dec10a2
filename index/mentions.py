"""The noun phrases in a sentence that can name who spoke: beside a verb, to its left or its right.

There is no grammar here beyond lists of small words: a phrase ends where a mark, a conjunction or a verb stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from .cues import CUES, NOUNS
from .small_words import ARTICLES, PREPOSITIONS, RELATIVE, TIMES
from .speaking import behind_thing
from .times import over_time
from .tokens import CLITICS, Token

_DASHES = ("—", "–", "―", "--", "-")
SUBJECT_PRONOUNS = frozenset("he she they we i you it who".split())
OBJECT_PRONOUNS = frozenset("him her them me us".split())
AUXILIARIES = CLITICS | frozenset(
    "has have had am is are was were be been being do does did will would can could may might must should shall hasn't haven't hadn't "
    "isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't couldn't shouldn't cannot".split()
)
BE = frozenset("am is are was were be been being isn't aren't wasn't weren't".split())
_ADVERBS = frozenset(
    "also then later again still now even once just never not first both instead previously already often always soon long too "
    "meanwhile however though himself herself themselves itself thus perhaps further once more twice all reportedly quickly "
    "eventually so only nevertheless nonetheless afterwards".split()
)
_ENDS_PHRASE = (
    frozenset(
        "that because while as when if but although though since after before until where whether"
        " what how why so yet than which whom whose "
        "or nor unless once whereas amid despite".split()
    )
    | AUXILIARIES
)
_OPENERS = frozenset(
    "but and still meanwhile however then yet so now instead also indeed earlier later nor or even further whereas".split()
)
_OPEN_CLAUSES = frozenset("when while if because although though until unless whereas".split())
_DETERMINERS = frozenset("the a an this that these those some his her its their our my no any".split())
_BEGINS_PHRASE = frozenset("the a an his her its their our my".split())
_BEFORE_DETERMINER = PREPOSITIONS | frozenset("and all both half such many quite only even just also not including around".split())
_NOT_SUBJECTS = frozenset(
    "his her its their our my your him them us me there here to in on at by with from of for and or but not than as the a an this that"
    " these "
    "those some any no having whoever whatever whichever let let's".split()
)
# With a word in -ing before them one thing: "a steward at the pumping station".
_PLACES = frozenset(
    "station centre center company firm plant room ground grounds works yard dock school house club union agency board".split()
)
_NEVER_NOUNS = frozenset("say tell think believe know insist argue want suggest".split())
_HONORIFICS = frozenset("mr mr. mrs mrs. ms ms. dr dr. sir dame lord lady".split())
_LONGEST_PHRASE = 22
_LONGEST_RELATIVE = 25
_COMMON_PAST = frozenset(
    "went made took gave came got led met ran held won lost spoke began kept left sat stood put set hit fell drew struck rose grew threw "
    "drove broke chose fought brought bought caught taught paid cut shut stuck swung hung sang sank shook became withdrew flew blew rode "
    "spent sent built dealt swept fled shot hid split spread woke".split()
)


def is_finite_cue(sentence: Sequence[Token], i: int) -> bool:
    """Whether a token is a verb of saying in the past tense or third person, so that a phrase can't reach over it."""
    cue = CUES.get(sentence[i].low)
    if cue is None or sentence[i].is_name:
        return False
    if cue.form == "past":
        return i == 0 or sentence[i - 1].low not in _DETERMINERS  # not in "the alleged thief"
    return cue.form in ("s", "base") and cue.lemma in _NEVER_NOUNS


def is_finite(sentence: Sequence[Token], i: int) -> bool:
    """A guess: an auxiliary, a verb of saying, or a word in -ed."""
    token = sentence[i]
    if not token.is_word or token.is_name:
        return False
    cue = CUES.get(token.low)
    if cue is not None:
        return cue.form == "past" or (cue.form in ("s", "base") and cue.lemma not in NOUNS)
    return token.low in AUXILIARIES or _is_past(token.low)


def _is_past(low: str) -> bool:
    return (low.endswith("ed") and len(low) > 4) or low in _COMMON_PAST


def _ends_predicate(sentence: Sequence[Token], i: int) -> bool:
    """Whether the word at ``i`` is a past tense with its object after it: "Karsk issued a", which no noun phrase goes over."""
    if not _is_past(sentence[i].low) or i == 0 or i + 1 >= len(sentence):
        return False
    before, after = sentence[i - 1], sentence[i + 1]
    return (before.is_name or before.low in SUBJECT_PRONOUNS) and (after.low in _DETERMINERS or after.text.isdigit())


def skip_left(sentence: Sequence[Token], j: int) -> int:
    """Steps left from ``j`` over adverbs, auxiliaries and time ("on Tuesday also has"); the index of what stands before them."""
    while j >= 0:
        low = sentence[j].low
        if low in AUXILIARIES or low in _ADVERBS or (low.endswith("ly") and len(low) > 4 and not sentence[j].is_name):
            j -= 1
        elif low in TIMES and j > 0:
            j -= 1
            while j > 0 and sentence[j].low in ("past", "next", "the", "of", "in"):
                j -= 1
        elif low.isdigit() and j > 0 and sentence[j - 1].low in TIMES:
            j -= 1
        elif low == "," and j > 1 and _is_interjection(sentence, j):
            j = _comma_before(sentence, j) - 1
        else:
            break
    return j


def _comma_before(sentence: Sequence[Token], j: int) -> int:
    """The index of the comma before the one at ``j``, or -1."""
    for k in range(j - 1, max(j - 40, -1), -1):
        if sentence[k].low == ",":
            return k
    return -1


def _is_interjection(sentence: Sequence[Token], j: int) -> bool:
    k = _comma_before(sentence, j)
    return (
        k > 0
        and j - k <= 3
        and all(t.low in _ADVERBS or t.low in ("however", "meanwhile", "in", "fact", "though", "particular") for t in sentence[k + 1 : j])
    )


def phrase_left(sentence: Sequence[Token], j: int, depth: int = 0) -> tuple[int, int] | None:
    """The noun phrase that ends at token ``j``, as (first, last) token; over "Karsk, the mayor, said" it gives "Karsk"."""
    last = j
    j = _over_insertions(sentence, j)
    if named := _named_between_commas(sentence, j, last):
        return named
    if j < 0 or not sentence[j].is_word:
        return None
    if sentence[j].low in ("it", "you") and j > 0 and sentence[j - 1].low in ("of", "with", "by", "about"):
        return None  # "members of it asked"
    if sentence[j].low in SUBJECT_PRONOUNS or sentence[j].low == "which":
        return j, j
    if sentence[j].low in _NOT_SUBJECTS or sentence[j].low in _OPEN_CLAUSES or (sentence[j].low in CUES and is_finite_cue(sentence, j)):
        return None
    i = j
    while i > 0 and j - i < _LONGEST_PHRASE and _joins(sentence, i):
        i -= 1
    if i > 0 and depth < 3 and (whole := _before_relative(sentence, i, depth)):
        return whole
    if i > 1 and depth < 3 and sentence[i - 1].low == "also" and _is_past(sentence[i].low):
        return phrase_left(sentence, i - 2, depth + 1)  # "Karsk also delivered a direct warning": Karsk
    if i > 1 and depth < 3 and (whole := _before_its_verb(sentence, i, j, depth)):
        return whole
    phrase = _trimmed(sentence, i, j)
    if depth < 3 and i > 2 and sentence[i].low in ("of", "from", "at", "like", "including") and sentence[i - 1].low == ",":
        # "Karsk, 22, of Alden, said": the name stands before the comma.
        return phrase_left(sentence, i - 2 if sentence[i - 2].is_name else i - 1, depth + 1) or phrase
    if phrase and phrase[0] > 2 and depth < 3 and sentence[phrase[0] - 1].low == "," and sentence[phrase[0] - 2].is_name:
        # "Karsk, the mayor of Alden, one of the towns, said" and "Ann Karsk, mayor of Alden said": the first of them is the name.
        first = sentence[phrase[0]]
        apposition = not first.is_name and first.low not in _DETERMINERS and phrase[0] == i and _is_full_name(sentence, i - 2)
        told = sentence[last + 2 : last + 4]
        aside = bool(told) and told[0].text == "," and not (len(told) > 1 and told[1].quotation)  # "Ann Karsk, a baker said, was late"
        apposition = apposition or (
            j == last and first.low in ("a", "an") and phrase[0] == i and not aside and _opens_with_name(sentence, i - 2)
        )
        if apposition or (j < last and sentence[last].text == "," and first.low in ("the", "a", "an", "one", "former")):
            return phrase_left(sentence, phrase[0] - 2, depth + 1) or phrase
    return phrase


def _named_between_commas(sentence: Sequence[Token], j: int, last: int) -> tuple[int, int] | None:
    """The name in "the mayor, Ann Karsk, said", where the words up to ``j`` only say what she is; ``last`` is the closing comma."""
    if j < 0 or last - j > 10 or sentence[last].low != "," or sentence[j + 1].low != "," or sentence[j].is_name or not sentence[j].is_word:
        return None
    if (first := _before_roles(sentence, j)) is not None:
        return first  # "Ann Karsk, head of the agency, Alden Line, said"
    i = last - 1
    while i > j + 1 and sentence[i].is_name:
        i -= 1
    if i == last - 1 or any(sentence[k].low in TIMES or sentence[k].low in PREPOSITIONS for k in range(j + 2, last)):
        return None
    return (j + 2, last - 1) if i == j + 1 or (last - 1 - i > 1 and all(sentence[k].is_word for k in range(j + 2, last))) else None


def _before_roles(sentence: Sequence[Token], j: int) -> tuple[int, int] | None:
    """The full name before the comma where the words up to ``j`` begin, if one stands there."""
    k = next((k for k in range(j, max(j - _LONGEST_PHRASE, 0), -1) if not sentence[k].is_word), 0)
    if any(token.low in _ENDS_PHRASE | RELATIVE for token in sentence[k + 1 : j + 1]):
        return None
    if k < 2 or sentence[k].low != "," or sentence[k + 1].is_name or not sentence[k - 1].is_name or not _is_full_name(sentence, k - 1):
        return None
    i = k - 1
    while i > 0 and sentence[i - 1].is_name and sentence[i - 1].low not in _OPENERS:
        i -= 1
    return i, k - 1


def _is_full_name(sentence: Sequence[Token], j: int) -> bool:
    """Whether two or more capitalised words end at ``j``, with nothing but a mark before them: not "In New Alden"."""
    i = j
    while i > 0 and sentence[i - 1].is_name:
        i -= 1
    return i < j and (i == 0 or not sentence[i - 1].is_word) and sentence[i].low not in PREPOSITIONS and sentence[j].low not in TIMES


def _opens_with_name(sentence: Sequence[Token], j: int) -> bool:
    """Whether the full name that ends at ``j`` opens the sentence, or stands right behind a quotation."""
    i = j
    while i > 0 and sentence[i - 1].is_name:
        i -= 1
    return _is_full_name(sentence, j) and (i == 0 or sentence[i - 1].quotation)


def _over_insertions(sentence: Sequence[Token], j: int) -> int:
    """Steps left from ``j`` over what stands in brackets, between two commas or between two dashes: "Karsk (D-Alden), the mayor,"."""
    for _ in range(5):
        if j < 0:
            break
        low = sentence[j].low
        if low in (")", "]"):
            k = next((k for k in range(j - 1, max(j - 12, -1), -1) if sentence[k].low in ("(", "[")), -1)
            j = k - 1
        elif low == ",":
            k = _comma_before(sentence, j)
            if k <= 0 or not _is_apposition(sentence, k + 1, j):
                return -1
            j = k - 1
        elif low in _DASHES and j > 2:
            k = next((k for k in range(j - 1, max(j - 40, -1), -1) if sentence[k].low == low), -1)
            if k <= 0:
                return -1
            j = k - 1
        elif low.isdigit() and j > 1 and sentence[j - 1].low == "," and sentence[j - 2].is_name:
            j -= 2  # "Karsk, 54, of Alden,"
        else:
            break
    return j


def _joins(sentence: Sequence[Token], i: int) -> bool:
    """Whether the word before token ``i`` belongs to the phrase."""
    before = sentence[i - 1]
    if not before.is_word or before.low in _ENDS_PHRASE or before.low in SUBJECT_PRONOUNS:
        return False
    if sentence[i].text in _BEGINS_PHRASE and not _takes_determiner(sentence, i - 1):
        return False
    if before.low == "and":
        alike = i > 1 and (sentence[i - 2].is_name == sentence[i].is_name or sentence[i].low in ("others", "his", "her", "its", "their"))
        return alike and sentence[i - 2].is_word and not is_finite_cue(sentence, i - 2)
    if before.low in ("there", "here", "him", "them", "us", "me", "also", "a.m.", "p.m."):
        return False
    return not is_finite_cue(sentence, i - 1) and not _ends_predicate(sentence, i - 1)


def _takes_determiner(sentence: Sequence[Token], i: int) -> bool:
    """Whether a phrase goes on from the word at ``i`` to "the": "mayor of the town", "Save the Children", "the charity the Alden Trust"."""
    token = sentence[i]
    if token.is_name:
        return token.low not in TIMES
    if sentence[i + 1].low == "the" and sentence[i + 2].is_name and token.low not in CUES and token.low not in TIMES | {"time"}:
        return not token.low.endswith(("s", "ing")) and not is_finite(sentence, i)
    return token.low in _BEFORE_DETERMINER or (token.low.endswith("ing") and i > 0 and sentence[i - 1].low in PREPOSITIONS | BE)


def _before_relative(sentence: Sequence[Token], i: int, depth: int) -> tuple[int, int] | None:
    """The noun before a relative clause that ends in the words from ``i``: "a firm that has been watching the border said"."""
    stop = sentence[i - 1].low
    if stop not in AUXILIARIES | {"who", "whose"} and not is_finite_cue(sentence, i - 1) and not _ends_predicate(sentence, i - 1):
        return None
    for k in range(i - 1, max(i - _LONGEST_RELATIVE, 0), -1):
        token = sentence[k]
        if token.low in RELATIVE:
            before = sentence[k - 1]
            if before.low == ",":
                return phrase_left(sentence, k - 2, depth + 1) if k > 1 else None
            if token.low == "that" and is_finite(sentence, k - 1):
                continue
            if not before.is_word or before.low in PREPOSITIONS:
                return None
            return phrase_left(sentence, k - 1, depth + 1)
        if not token.is_word:
            return None
    return None


def _before_its_verb(sentence: Sequence[Token], i: int, j: int, depth: int) -> tuple[int, int] | None:
    """The noun before a verb in the present with its object, "the union that represents Alden’s dockers", or before "between A and B"."""
    before = sentence[i - 1].low
    if before in ("that", "which", "who") and i < j and sentence[i].low.endswith("s") and not sentence[i].is_name:
        has_object = sentence[i + 1].is_name or sentence[i + 1].low in _DETERMINERS
        noun = sentence[i - 2].is_word and not is_finite(sentence, i - 2) and sentence[i - 2].low not in CUES
        return phrase_left(sentence, i - 2, depth + 1) if has_object and noun else None
    if before == "and":
        between = next((k for k in range(i - 2, max(i - 8, 0), -1) if sentence[k].low == "between" or not sentence[k].is_word), 0)
        return phrase_left(sentence, between - 1, depth + 1) if between and sentence[between].low == "between" else None
    return None


def _trimmed(sentence: Sequence[Token], i: int, j: int) -> tuple[int, int] | None:
    """The phrase without words that only open a sentence, and without a preposition's part before it."""
    if i > 0 and sentence[i - 1].low in AUXILIARIES:
        return None
    i = over_time(sentence, i, j)
    while j > i and sentence[j].low in TIMES and not (sentence[j].is_name and sentence[j - 1].is_name):
        j -= 1 + (sentence[j - 1].low in PREPOSITIONS)  # "a statement late on Friday"
    while i < j and (sentence[i].low in _OPENERS or (sentence[i].low in TIMES and sentence[i].low not in ("this", "last"))):
        i += 1
    if i < j and sentence[i].low in PREPOSITIONS and not (sentence[i].low == "at" and sentence[i + 1].low in ("least", "most")):
        # "On Tuesday Karsk said": what stands after the last small word that can't be inside a name.
        k = j
        while k > i and sentence[k].low not in PREPOSITIONS and sentence[k].low not in TIMES:
            k -= 1
        # "in Alden Mr Karsk said", "in a ruling of six pages the court said"
        i = next((t for t in range(j - 1, k + 1, -1) if sentence[t].low in _HONORIFICS or sentence[t].low in ("the", "a", "an")), k + 1)
        if sentence[j].is_name and sentence[i].low in ARTICLES:
            i = behind_thing(sentence, i, j)
        if i > j:
            return None
    if sentence[i].low in PREPOSITIONS - {"at"} | _ENDS_PHRASE or (i == j and sentence[i].low in _ADVERBS):
        return None
    if sentence[i].low in _NOT_SUBJECTS and i == j and sentence[i].low not in ("this", "that", "some", "those", "these"):
        return None
    return i, j


_APPOSITION = frozenset("a an the who whose which one his her its their now then both also where".split()) | PREPOSITIONS


def _is_apposition(sentence: Sequence[Token], i: int, j: int) -> bool:
    """Whether tokens ``i`` to ``j`` between two commas only say more of what stands before them."""
    if i >= j:
        return False
    first = sentence[i]
    if first.low in ("and", "but", "or") or first.low in SUBJECT_PRONOUNS - {"who"}:
        return False
    return first.low in _APPOSITION or first.is_word


def phrase_right(sentence: Sequence[Token], i: int) -> tuple[int, int] | None:
    """The noun phrase that begins at token ``i``, as (first, last) token."""
    if i >= len(sentence) or not sentence[i].is_word:
        return None
    if sentence[i].low in SUBJECT_PRONOUNS or sentence[i].low in OBJECT_PRONOUNS - {"her"}:
        return i, i
    if sentence[i].low == "her" and not (i + 1 < len(sentence) and sentence[i + 1].is_word and sentence[i + 1].low not in _ENDS_PHRASE):
        return i, i
    if sentence[i].low in _NOT_SUBJECTS - _DETERMINERS:
        return None
    j = i
    while j + 1 < len(sentence) and j - i < _LONGEST_PHRASE:
        after = sentence[j + 1]
        low = after.low
        if not after.is_word or low in _ENDS_PHRASE or low in SUBJECT_PRONOUNS or is_finite_cue(sentence, j + 1):
            break
        if low in PREPOSITIONS and not (low in ("of", "for", "from") or (low in ("at", "in", "with") and not sentence[j].is_name)):
            break
        named = j + 2 < len(sentence) and sentence[j + 2].is_name
        inside = named and after.is_name and (sentence[j].is_name or sentence[j].low.endswith("'s"))  # "Alden's Today Show"
        if after.text in _BEGINS_PHRASE and not (named or (not sentence[j].is_name and _takes_determiner(sentence, j))):
            break  # not in "Save the Children"
        if (low in TIMES and not inside) or low in ("speaking", "referring", "told", "said", "there"):
            break
        compound = j + 2 < len(sentence) and sentence[j + 2].low in _PLACES
        if low.endswith("ing") and not after.is_name and sentence[j].low not in _DETERMINERS and not compound:
            break
        if low == "and" and not (j + 2 < len(sentence) and sentence[j + 2].is_name == sentence[j].is_name):
            break
        j += 1
    return i, j


def head(sentence: Sequence[Token], phrase: tuple[int, int]) -> int:
    """The token of a phrase's main noun: "mayors" in "mayors of the two towns", "talks" in "talks aiming at peace"."""
    for k in range(phrase[0] + 1, phrase[1] + 1):
        low = sentence[k].low
        if low in PREPOSITIONS or low in RELATIVE or (low.endswith("ing") and len(low) > 5 and not sentence[k].is_name and k > phrase[0]):
            return k - 1
    return phrase[1]
