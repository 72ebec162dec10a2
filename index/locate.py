"""Where words stand in the articles: those of a pasted excerpt, or of a quotation."""

from __future__ import annotations

from .catalog import Catalog
from .filters import Filters
from .lexical import WORD
from .model import Article, Span
from .verbatim import GAP, find_verbatim

_PHRASE = 8  # words
_MOST = 30  # phrases of one excerpt
_PASSAGES = 50  # that hold a phrase and are looked into


def locate(catalog: Catalog, words: str, filters: Filters, most: int = _PASSAGES) -> list[tuple[Article, Span]]:
    """All places in ``most`` passages, by article, those first in which most of it stands.

    ``find_verbatim`` says what is taken for the same words.
    """
    found = [
        (article, span) for article in catalog.articles_with(_phrases(words), filters, most) for span in find_verbatim(words, article.text)
    ]
    return sorted(dict.fromkeys(found), key=lambda place: place[0].text[slice(*place[1])] != words)  # to the character first


def mentioning(catalog: Catalog, words: str) -> list[tuple[Article, Span]]:
    """All articles in which the words stand, the newest first, each with the first place."""
    first: dict[str, tuple[Article, Span]] = {}
    for article, span in sorted(locate(catalog, words, Filters(), most=catalog.count("passages")), key=lambda place: place[1]):
        first.setdefault(article.id, (article, span))
    return sorted(first.values(), key=lambda place: (place[0].published or "", place[0].id), reverse=True)


def _phrases(words: str) -> list[str]:
    """The opening, the middle and the end of each part between "...", and their halves: a passage may end in the midst of one."""
    phrases: list[str] = []
    for part in GAP.split(words):
        found = WORD.findall(part.replace("\u00ad", ""))  # a soft hyphen cuts no word
        middle = max(len(found) // 2 - _PHRASE // 2, 0)
        for start in (0, middle, max(len(found) - _PHRASE, 0)):
            phrase = found[start : start + _PHRASE]
            halves = (phrase[: len(phrase) // 2], phrase[len(phrase) // 2 :]) if len(phrase) >= _PHRASE else ()
            phrases += [" ".join(each) for each in (phrase, *halves) if each]
    return list(dict.fromkeys(phrases))[:_MOST]
