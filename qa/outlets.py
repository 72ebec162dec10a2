"""The outlet or the article that a question names: "according to Coast Radio", "in the article “Two Marrows”"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..index.nations import nation
from ..index.spelling import plain
from .wording import QUOTATION

_WORD = re.compile(r"\w+(?:[.&-]\w+)*")
_LONGEST = 300  # characters of a question that are looked through
_BY = r"(?:according\s+to|(?:as\s+)?(?:told|reported|quoted|printed|published)\s+(?:by|in)|in|on)"
_VERB = (
    r"(?:mention|give|put|name|list|count|say|said|report(?:ed)?|write|written|publish(?:ed)?|print(?:ed)?"
    r"|tell|told|describe|call|cover|quote|see)"
)
# What stands before the outlet, what after it, and what is asked instead.
_OWN = (
    r"(?:[’']s?)?\s+(?:\w+\s+)?(?:page|blog|ticker|report|article|story|coverage|account|version|correspondent|reporter|website|edition"
    r"|piece|interview|obituary|review)"
)
_FORMS = (
    (rf"(?:,\s*|\b){_BY}\s+", rf"{_OWN}\b(?!\s+(?:of|on|about|by|from|in|to)\b)\s*,?", ""),
    (rf"(?:,\s*|\b){_BY}\s+", r"(?![’']s?\s|\s+[A-Z])(?=\W|\Z)\s*,?", ""),
    (r"(?:,\s*|\A)as\s+", r"\s+(?:reports?|reported|says?|said|writes?|wrote|tells?|told|has\s+it|put\s+it)\b\s*,?", ""),
    (r"(?:(?<=\bdid\s)|(?<=\bdoes\s))", rf"(?=\s+{_VERB}\b)", "the articles"),
    (r"\bhas\s+", rf"(?=\s+{_VERB}\b)", "have the articles"),
)
_TITLED = re.compile(
    rf"(?:,\s*)?\b(?:(?:in|from|according\s+to)|(?P<does>(?<=did\s)|(?<=does\s)))\s*(?:the\s+)?(?:article|story|piece|report|interview|column|analysis)\s+"
    rf"(?:called\s+|titled\s+|headlined\s+|entitled\s+)?(?P<title>{QUOTATION.pattern})\s*,?",
    re.I,
)
_ASKED_BY = re.compile(r"\b(?:tell|told|telling|to|with|by)\s+(?:the\s+)?\Z", re.I)


_WIRE = re.compile(r"\bthe\s+(?:news|press|wire)\s+(?:agency|service)\b", re.I)
_WIRES = frozenset("press news wire".split())
# First words of names that name no outlet by themselves, even with "the".
_COMMON = frozenset(
    "daily weekly sunday evening morning new national local world radio news press city east west north south coast".split()
)


@dataclass(frozen=True)
class Outlet:
    """``source`` is the outlet as the index has it; ``text`` the question that is left to be asked of its articles.

    ``surely`` is whether only these will do: what was told an outlet may have been printed by others.
    """

    source: str
    text: str
    surely: bool


def outlet_of(text: str, sources: Sequence[str]) -> Outlet | None:
    """The first outlet in the question that is no mere topic of it."""
    if len(text) > _LONGEST:
        return None
    if len(wires := [source for source in sources if _is_wire(source)]) == 1:
        text = _WIRE.sub(f"the {wires[0]}", text)
    words = [(match.start(), match.end(), plain(match[0])) for match in _WORD.finditer(text)]
    known = {word for _, _, word in words}
    for source in sources:
        if not any(known.issuperset(short) for short in _shorts(source)):
            continue
        for begin, end in _named(text, words, source):
            for before, after, instead in _FORMS:
                opening = re.search(rf"(?:{before})(?:the\s+)?\Z", text[:begin], re.I)
                closing = re.match(after, text[end:])
                if opening and closing:
                    rest = f"{text[: opening.start()]} {instead} {text[end + closing.end() :]}"
                    return Outlet(source, " ".join(rest.split()).replace(" ?", "?").lstrip(" ,"), True)
            if _ASKED_BY.search(text[:begin]):
                return Outlet(source, text, False)
    return None


def _named(text: str, words: Sequence[tuple[int, int, str]], source: str) -> Iterator[tuple[int, int]]:
    """Where the outlet stands: in full, by its first words, by its initials or by its last or first word, with a capital ("the Post")."""
    for short in _shorts(source):
        for i in range(len(words) - len(short) + 1):
            found = words[i : i + len(short)]
            begin, end = found[0][0], found[-1][1]
            alone = len(short) == 1 and short[0] == _name(source)[0] != _name(source)[-1]
            if tuple(word for _, _, word in found) == short and (len(short) > 1 or text[begin].isupper()):
                if not alone or text[:begin].lower().endswith("the "):
                    yield begin, end


def called_so(mention: str, sources: Sequence[str]) -> str | None:
    """The one outlet that a mention is a name for, in full or in short: "Courant" for The Alden Courant."""
    asked = tuple(word for word in plain(mention).split() if word != "the")
    found = [source for source in sources if asked in _shorts(source)]
    return found[0] if len(found) == 1 and mention[:1].isupper() else None


def _is_wire(source: str) -> bool:
    words = plain(source).split()
    return words[-1:] in (["agency"], ["service"]) and not _WIRES.isdisjoint(words)


def _name(source: str) -> tuple[str, ...]:
    return tuple(word for word in plain(source).split() if word != "the")


@lru_cache(10_000)
def _shorts(source: str) -> tuple[tuple[str, ...], ...]:
    name = _name(source)
    if not name or nation(source) or len("".join(name)) < 3:
        return ()
    initials = [("".join(word[0] for word in name),)] if len(name) > 2 else []
    last = [name[-1:]] if len(name) > 1 and len(name[-1]) > 3 else []
    first = [name[:1]] if len(name) > 1 and len(name[0]) > 3 and name[0] not in _COMMON else []
    return (*([name[:n] for n in range(len(name), 1, -1)] or [name]), *initials, *last, *first)


def titled(text: str) -> tuple[str, str] | None:
    """The title of the article that a question asks in, and the question without it: "in the article “Two Marrows”, what did ...?"."""
    match = _TITLED.search(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    rest = " ".join(f"{text[: match.start()]} {'the article' if match['does'] is not None else ''} {text[match.end() :]}".split())
    return match["title"].strip("“”„«»\"‘’' ,.?!"), rest.replace(" ?", "?").lstrip(" ,")
