"""What asks for nothing, or not in English, and the sentence that says so."""

from __future__ import annotations

import re
import unicodedata

from ..index.lexical import STOP_WORDS, WORD
from .frame import AUXILIARIES, PREPOSITIONS, WH

NOTHING_ASKED = "There is nothing to look for in this question; name a person or a thing, say: what did the minister say about ferries?"
FOREIGN = "Questions are understood in English only."
_EMPTY = (
    STOP_WORDS
    | AUXILIARIES
    | PREPOSITIONS
    | WH
    | frozenset("say said says tell told else again please really just that so ok okay".split())
)
# The commonest words of other languages that are none of English.
_OTHERS = frozenset(
    """der das und ist nicht wer wie warum wann wo ein eine einen hat haben gesagt über mit von zu den dem zum zur des für sagte sagt
    le la les des une et est pas qui que quoi quand où pourquoi comment dit sur avec du ce cette qu'a a-t-il il elle été sont
    el los las una y no es qué quién cuándo dónde cómo dijo sobre con del por para lo
    il gli uno che chi cosa quando dove perché come ha detto su della di è sono
    o os um uma e não quem quando onde disse sobre do da
    co kto kiedy gdzie dlaczego jak powiedział o na nie jest w z i się
    de het een en niet wat wanneer waar waarom hoe zei over van heeft""".split()
) - frozenset("a i no o la due come do on y in".split())
_ENGLISH = frozenset(
    "the what who when where why how which did does do is are was were has have said say says about and of to for with they she he".split()
)
_SHARE = 0.4  # of a question's words


def asks_nothing(text: str) -> bool:
    """Whether there are only marks and words that stand everywhere: "who?", "the of and", "..."."""
    words = WORD.findall(text.lower())
    return not any(word not in _EMPTY and any(map(str.isalnum, word)) for word in words)


def is_foreign(text: str) -> bool:
    """Whether a question is in another script, or has common words of another language and hardly one of English."""
    letters = [c for c in text if c.isalpha()]
    if letters and sum("LATIN" not in unicodedata.name(c, "") for c in letters) > len(letters) / 2:
        return True
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text.lower())
    others = sum(word in _OTHERS for word in words)
    return others >= 2 and others >= _SHARE * len(words) and others > 2 * sum(word in _ENGLISH for word in words)
