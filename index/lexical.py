"""The words of a question that are worth looking up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

WORD = re.compile(r"\w+")
MAX_WORDS = 64  # of a question; an expression of thousands would only match everything, slowly

# Function words: they stand in every passage and tell none from another. In news, so do the verbs of questions like "what did she say?".
STOP_WORDS = frozenset(
    """a about an and any are as at be been but by can could did do does for from had has have he her him his how i if in into is it its
    me my no not of on or our s said say says she should so such t tell than that the their them then there these they this those to told
    us was we were what when where which who whom whose why will with would you your""".split()
)


def content_words(question: str) -> list[str]:
    """The question's words in lower case, each once, in order, function words left out; all of them if it has no other.

    "US", "WHO" and "IT" are names when the rest of the question isn't in capitals too.
    """
    question = unicodedata.normalize("NFC", question)  # the full text joins letters and accents; a word would be cut between them
    found = WORD.findall(question)
    names = set() if question.isupper() else {word for word in found if len(word) > 1 and word.isupper()}
    content = [word.lower() for word in found if word in names or word.lower() not in STOP_WORDS]
    return list(dict.fromkeys(content or [word.lower() for word in found]))[:MAX_WORDS]


def match_expression(words: Sequence[str]) -> str:
    """An FTS5 expression for passages that hold any of the words; each is quoted, so that none is taken for syntax."""
    return " OR ".join('"' + word.replace('"', '""') + '"' for word in words)
