"""Whose words: from the mention beside the verb ("Stoltenberg", "he", "NATO’s chief") to a name, within one article.

A surname stands for the one full name in the article that ends with it; with two such names it stays as it is written. "He" is the
last man or woman who spoke, a role is the person whose title fits it near by. Where the text leaves it open there is no name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from .model import Span

_NAME = re.compile(r"(?:[^\W\d_a-z][\w’'-]*|[A-Z]\.)(?:[ \xa0]+(?:[^\W\d_a-z][\w’'-]+|[A-Z]\.))*")
_PRONOUNS = frozenset("he she they we i you it who which that this these those him her them us me one himself herself".split())
_HE, _SHE = "he", "she"
_ROLES = frozenset(
    "president chancellor minister prime secretary secretary-general chief chairman chairwoman chair senator representative congressman "
    "congresswoman governor mayor spokesman spokeswoman spokesperson director general king queen prince princess pope sir lord lady judge "
    "justice professor doctor mr mr. mrs mrs. ms ms. dr dr. sen sen. rep rep. gov gov. gen gen. lt lt. col col. prof prof. sens. reps. "
    "rev. "
    "leader ambassador commissioner sheriff captain sergeant officer executive ceo attorney speaker foreign vice deputy defence defense "
    "interior finance state former ex-president candidate nominee democrat democratic republican gop frontrunner democrats first "
    "billionaire "
    "host analyst pollster strategist reporter journalist author anchor".split()
)
_CHIEFS = frozenset("chief head leader president director secretary-general director-general chairman chairwoman boss".split())
_NATIONAL = re.compile(r"(?:\w+(?:ian|ish|ese|can|aqi|eli)|French|German|Dutch|Greek|Turk|Swiss|Czech|British)\Z")
_OPENERS = frozenset(
    "The A An This That These Those There Here He She It They We You I His Her Its Their Our My Your But And Or So Yet If When While As "
    "At By "
    "For From In On Of To With Without After Before Since Until During Under Over Although Though Because However Meanwhile Still Then Now "
    "Once Last Earlier Later Also Not Monday Tuesday Wednesday Thursday Friday Saturday Sunday Both Some Many Most All What Who Why How "
    "Where Which Asked Speaking Like Even Only Just Despite Indeed".split()
)
_BODY = re.compile(
    r"\b(?:Bureau|Department|Cent(?:er|re)|Institute|University|Association|Committee|Council|Office|Ministry|House|Board|Party|Union|Bank|Court|"
    r"Agency|League|Commission|Society|Foundation|News|Times|Post|Journal|Inc|Corp|Company|Group|Service|States|Nations|Street|Technologies)\Z"
)
_BARE = re.compile(r"[’']s?\Z")
_PREPOSITION = re.compile(r"[\s\xa0]+(?:of|for|in|at|from|with|on|to|who|by)[\s\xa0]|[,(]")
_REACH = 1500  # characters back to the one "he" stands for
_ROLE_REACH = 600  # characters from a role to the name it belongs to


class Speakers:
    """The names in one article's text, and who spoke last; ask in the order of the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._full: dict[str, set[str]] = {}
        self._titles: list[tuple[int, str, frozenset[str]]] = []
        self._gender: dict[str, str] = {}
        self._last: tuple[int, str] | None = None
        for match in _NAME.finditer(text):
            self._enter(match)
        self._title_starts = [start for start, _, _ in self._titles]

    def _enter(self, match: re.Match[str]) -> None:
        """Note a run of capitalised words: the name in it, and the titles before the name."""
        words = match[0].split()
        if len(words) > 12:
            return
        titles, name = _split_titles(words)
        if not name:
            return
        if titles and titles[0].rstrip(".") in ("Mr", "Mrs", "Ms"):
            self._gender[name[-1]] = _HE if titles[0].startswith("Mr") and not titles[0].startswith("Mrs") else _SHE
        if 2 <= len(name) <= 4:
            full = " ".join([*name[:-1], _BARE.sub("", name[-1])])
            self._full.setdefault(full.rpartition(" ")[2], set()).add(full)
            lowered = _words_before(self._text, match.start()) if not titles else []
            roles = frozenset(word.lower() for word in [*titles, *lowered])
            if roles:
                self._titles.append((match.start(), full, roles))

    def name(self, source: Span | None) -> str | None:
        """The name for a mention, or None; a person's name is remembered for the "he" that may follow."""
        if source is None:
            return None
        mention = " ".join(self._text[source.start : source.end].split())
        low = mention.lower()
        if low in ("who", "which", "that"):
            return self._antecedent(source.start)
        if low in _PRONOUNS:
            return self._pronoun(low, source.start)
        person = self._person(mention)
        if person is None and (person := self._by_role(mention, source.start)) is None:
            return _described(mention)
        self._last = (source.start, person)
        return person

    def _person(self, mention: str) -> str | None:
        """The name in "British Prime Minister Boris Johnson" or "Johnson"; None for "Johnson’s aides"."""
        head = _PREPOSITION.split(mention, maxsplit=1)[0]
        if " and " in mention or _BODY.search(head):
            return None
        words = re.sub(r"\s(?:himself|herself)\Z", "", head).split()
        run: list[str] = []
        while words and (words[-1][:1].isupper()) and not words[-1].endswith(("’s", "'s")):
            run.insert(0, words.pop())
        _, name = _split_titles(run)
        if not name or len(name) > 5:
            return None
        if len(name) > 1:
            return " ".join(name)
        return self._one(name[0])

    def _one(self, surname: str) -> str:
        """The full name that ends with a surname, where the article has just one."""
        full = self._full.get(surname, set())
        return next(iter(full)) if len(full) == 1 else surname

    def _pronoun(self, low: str, at: int) -> str | None:
        if low not in (_HE, _SHE) or self._last is None:
            return None
        start, name = self._last
        known = self._gender.get(name.rpartition(" ")[2])
        if at - start > _REACH or (known and known != low):
            return None
        return name

    def _antecedent(self, at: int) -> str | None:
        before = self._text[max(at - 90, 0) : at].rstrip(" ,\xa0")
        match = re.search(r"(?:[^\W\d_a-z][\w.’'-]*\s)*[^\W\d_a-z][\w’'-]*\Z", before)
        return self._person(" ".join(match[0].split())) if match else None

    def _by_role(self, mention: str, at: int) -> str | None:
        """The person near by whose titles fit "the German chancellor" or "NATO’s chief"; None where there are two, or none."""
        if not re.match(r"(?:the\b|\w+[’']s\b)", mention, re.IGNORECASE):
            return None
        words = [word.lower() for word in re.split(r"[\s\xa0]+", mention)]
        role = words[-1]
        if role not in _ROLES and role not in _CHIEFS:
            return None
        owned = any(word.endswith(("’s", "'s")) for word in words)
        wanted = {word for word in words[:-1] if word != "the" and not word.endswith(("’s", "'s"))}
        fits: set[str] = set()
        for _, name, titles in self._titles[
            bisect_left(self._title_starts, at - _ROLE_REACH) : bisect_left(self._title_starts, at + _ROLE_REACH)
        ]:
            if not owned:
                fitting = role in titles and wanted <= titles
            else:
                # Whose chief it is must not be somebody else's: a title with a nation is a nation's.
                fitting = not (titles & _ROLES).isdisjoint(_CHIEFS if role in _CHIEFS else {role}) and not any(
                    _NATIONAL.match(title.capitalize()) for title in titles
                )
            if fitting:
                fits.add(name)
        return fits.pop() if len(fits) == 1 else None


def _split_titles(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The titles and the name in a run of capitalised words: "British Prime Minister" and "Boris Johnson"."""
    cut = 0
    for i, word in enumerate(words[:-1]):
        if (
            word.lower() in _ROLES
            or word in _OPENERS
            or word.endswith(("’s", "'s"))
            or (i == cut and _NATIONAL.match(word) and len(words) > 2)
        ):
            cut = i + 1
    name = list(words[cut:])
    if len(name) == 1 and (name[0].lower() in _ROLES or name[0] in _OPENERS):
        return list(words), []
    return [word for word in words[:cut] if word not in _OPENERS], name


def _words_before(text: str, at: int) -> list[str]:
    """The one or two small words before a name that may be its role: "spokeswoman Ann Oduya"."""
    words = text[max(at - 40, 0) : at].split()
    return [word for word in words[-1:] if word.lower() in _ROLES]


def _described(mention: str) -> str:
    """A body, a document or somebody without a name, as the text has it: "the ministry"; a proper name goes without its article."""
    word, _, rest = mention.partition(" ")
    if word.lower() == "the" and rest[:1].isupper():
        return rest
    return mention[0].lower() + mention[1:] if word.lower() in ("the", "a", "an", "some", "his", "her", "its", "their", "this") else mention
