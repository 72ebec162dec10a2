"""Yes or no, where a sentence leaves no doubt: what was asked stands in it as it is, or denied, or its opposite does.

"Did the board accept the plan?": no, of "The board rejected the plan" and "The board denied that it had accepted the plan"; nothing of
"The board may accept the plan", of "asked to accept", and of a sentence that doesn't speak of accepting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..index.cues import CUES, NOUNS
from ..index.model import Span
from .asked import STOPS, asked_by, plain
from .opposites import OPPOSITE
from .phrases import Sentence, read, stem

_AUXILIARIES = frozenset("do does did is are was were has have had will would can could should may might must am".split())
_MODAL = frozenset("will would can could should may might must".split())
_ACTING = _MODAL | {"do", "does", "did"}
_OPINION = frozenset("think thinks believe believes know knows feel feels".split())
_SUBJECT = frozenset("NPXAOC'")  # classes of words that a subject is made of
_NOT = frozenset("not never no neither nor cannot hardly without none nobody nothing".split())
_DENYING = frozenset(
    stem(word)
    for word in "deny reject refuse decline dismiss fail exclude prevent avoid forbid ban stop halt unable unwilling block renounce".split()
)
_PAIRS = frozenset((("far", "from"), ("ruled", "out"), ("rule", "out"), ("rules", "out"), ("ruling", "out")))
"""Two words that deny."""
_OPEN = frozenset(
    stem(word)
    for word in "may might could should must if whether unless promise want plan hope expect intend threaten urge call demand ask seek "
    "consider likely possible possibly perhaps claim allege wish order warn fear ready prepare offer agree try".split()
)
"""What leaves open whether it is so."""
_SURE = 0.6  # of the question's words that must stand there for "yes"
_DENIED = 0.4  # for "no"
_BEFORE = 12  # words before the one asked for that may deny it
_CONTRARY = frozenset("but because although though while despite".split())


def polarity(question: str, text: str, span: Span, known: str = "") -> bool | None:
    """True for yes, False for no, None where the sentence ``text[span]`` doesn't tell plainly.

    ``known`` is what is known beside the sentence, such as who speaks it.
    """
    line, _ = plain(question, "yes_no")
    asked = read(line, Span(0, len(line)))
    at = _key(asked)
    if at is None or any(word.low in _NOT or word.low.endswith("n't") for word in asked.words):
        return None
    content = {stem(word.low) for word, tag in zip(asked.words, asked.tags, strict=True) if tag not in ",.QT'" and word.low not in STOPS}
    sentence = read(text, span)
    stems = [stem(word.low) for word in sentence.words]
    key = stem(asked.words[at].low)
    others = OPPOSITE.get(key, frozenset[str]())
    present = {*stems, *(stem(word.lower()) for word in re.findall(r"\w+", known))}
    share = len((content - {key}) & present) / max(len(content - {key}), 1)
    told = set(_told(asked, sentence, stems, key, others))
    if len(told) != 1:
        return None
    (verdict,) = told
    if verdict is None or share < (_SURE if verdict else _DENIED):
        return None
    return verdict


def leaves_open(question: str, text: str, span: Span) -> bool:
    """Whether a sentence denies what a question with "when" or "who" takes for granted, or leaves it open.

    "When did Alden join the union?": "Alden will not join the union", "Alden was promised that it might join".
    """
    line, _ = plain(question, "thing")
    verb = asked_by(line).verb
    asked = read(line, Span(0, len(line)))
    if verb is None or any(word.low in _NOT or word.low.endswith("n't") for word in asked.words):
        return False
    sentence = read(text, span)
    told = [each for each in _told(asked, sentence, [stem(word.low) for word in sentence.words], verb, frozenset())]
    return bool(told) and not any(told)


def _key(asked: Sentence) -> int | None:
    """The verb of a question without a question word, or what stands behind its "is"; of "Did she say it was shut?" "shut"."""
    words, tags = asked
    at = next((i for i, word in enumerate(words) if word.low in _AUXILIARIES), None)
    if at is None or at > 2:
        return None
    key = _after_subject(asked, at + 1)
    while key is not None and _tells(words[key].low) and tags[key + 1 : key + 2] in tuple("SWDPO"):
        if tags[key + 1] == "W" or (tags[key + 1] == "S" and words[key + 1].low != "that"):
            return None
        inner = _after_subject(asked, key + 1 + (words[key + 1].low == "that"))
        if inner is None or not ("B" in tags[key:inner] or (tags[inner] == "V" and tags[inner + 1 : inner + 2] not in ("", "."))):
            return key
        key = inner
    return key


def _tells(low: str) -> bool:
    """Whether a clause may follow on the verb that tells what was said or thought."""
    cue = CUES.get(low)
    return low in _OPINION or (cue is not None and cue.says)


def _is_verb(low: str) -> bool:
    cue = CUES.get(low)
    return cue is not None and cue.form == "base" and low not in NOUNS


def _after_subject(asked: Sentence, begin: int) -> int | None:
    """The first word behind a subject that is no auxiliary; the subject's own last word where nothing tells them apart."""
    words, tags = asked
    i = begin + (tags[begin : begin + 1] == "D")
    acts = words[begin - 1].low in _ACTING
    while i < len(words) and (tags[i] in _SUBJECT or (words[i].low == "of" and i > begin)):
        if acts and i > begin and tags[i] == "N" and _is_verb(words[i].low):
            return i
        i += 1 + (words[i].low == "of" and tags[i + 1 : i + 2] == "D")
    last = i - 1
    hanging = i
    while tags[hanging : hanging + 1] == "I" and tags[hanging + 1 : hanging + 2] in tuple("DNPX"):  # "the library at Alden"
        hanging += 1
        while hanging < len(words) and tags[hanging] in "DNPX'":
            hanging += 1
    verbs = hanging if tags[hanging : hanging + 1] == "V" else i
    while verbs < len(words) and tags[verbs] in "BA":
        verbs += 1
    if verbs < len(words) and tags[verbs] in "VG" and verbs > begin:
        return verbs
    if verbs > i and verbs < len(words) and tags[verbs] == "N":
        return verbs
    return last if last > begin and tags[last] == "N" and verbs == i else None


def _told(asked: Sentence, sentence: Sentence, stems: Sequence[str], key: str, others: frozenset[str]) -> Iterator[bool | None]:
    """For each place that has the key or an opposite of it, whether it is so."""
    words = sentence.words
    modal = any(word.low in _MODAL for word in asked.words)
    known = {stem(word.low) for word in asked.words}
    for i, each in enumerate(stems):
        if each != key and each not in others:
            continue
        before = _governing(sentence, i)
        if before is None:
            yield None
            continue
        lows = [words[k].low for k in before]
        denied = sum(low in _NOT or low.endswith("n't") or stem(low) in _DENYING for low in lows)
        denied += any(each in _PAIRS for each in zip(lows, lows[1:], strict=False))
        left_open = [low for low in lows if stem(low) in _OPEN and stem(low) not in known and not (modal and low in _MODAL)]
        later = not modal and any(low in ("will", "would") for low in lows)
        if denied > 1 or (left_open and not (denied and set(left_open) <= {"could"})) or (later and not denied):
            yield None
        else:
            yield (each == key) == (denied == 0)


def _governing(sentence: Sentence, at: int) -> list[int] | None:
    """The words before a word that may deny it or leave it open, back to its clause's opening; None where the clause is only imagined.

    The verb before "that" counts: "denied that it had"; "taught it to say that" tells nothing.
    """
    words, tags = sentence
    found: list[int] = []
    subject = False
    for i in range(at - 1, max(at - 1 - _BEFORE, -1), -1):
        if tags[i] in ".QW" or (tags[i] == "," and subject) or words[i].low in _CONTRARY:
            break
        if words[i].low in ("if", "whether", "unless"):
            return None
        if tags[i] == "S" or words[i].low == "that" or (subject and tags[i] == "V" and _tells(words[i].low)):
            return _governed_by(sentence, i, found[::-1])
        subject = subject or tags[i] in "OPN"
        found.append(i)
    return found[::-1]


def _governed_by(sentence: Sentence, at: int, inner: list[int]) -> list[int] | None:
    """The same with the verb before "that", or the one that does without it."""
    words, tags = sentence
    verb = next((k for k in range(at, max(at - 4, -1), -1) if words[k].low in CUES or stem(words[k].low) in _DENYING), None)
    if verb is None:
        return inner
    is_denied = stem(words[verb].low) in _DENYING
    if tags[verb - 1 : verb] == "T" and not is_denied:
        refused = verb > 1 and stem(words[verb - 2].low) in _DENYING  # "I refuse to say it is"
        return [verb - 2, *inner] if refused else None
    return [verb, *inner] if is_denied or stem(words[verb].low) in _OPEN else inner
