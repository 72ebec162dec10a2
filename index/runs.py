"""Runs of capitalised words, taken apart into titles and a name: "British Prime Minister" and "Boris Johnson"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from .cues import CUES, NOUNS
from .genders import gender_of_given, gender_of_honorific, gender_of_role
from .nations import is_nationality, nation
from .roles import office
from .small_words import PREPOSITIONS
from .titles import BODY, HONORIFICS, OPENERS, PLACES, SURNAMES, TIMES, title_length

_CAP = r"[^\W\d_a-z]\w*(?:[’'-](?!s\b)\w+)*"
_SHORT = "Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Prof|Sens|Reps|Jr|Sr|Rev|St|Capt|Sgt|Maj|Adm|Cmdr|Supt|Atty|Hon|Pres|Insp|Det"
_ARABIC = r"(?:al|el|ul|as|ash|an|ad)-"
_PIECE = rf"(?:{_ARABIC}[A-Z][\w’'-]+|d[’'][A-Z][\w’'-]+|(?:[A-Z]\.-?){{1,4}}|(?:{_SHORT})\.|{_CAP})"
_PARTICLES = r"(?:(?:van|von|der|den|de|la|le|del|della|di|da|du|dos|das|al|el|bin|bint|ibn|ben|abu|ter|ten|zu|y)[ \xa0]+){1,3}"
_NICKNAME = r"(?:[“\"‘(][A-Z][\w’'-]*(?:[ \xa0][A-Z][\w’'-]*)?[”\"’)][ \xa0]+)"
# A run of capitalised words, with what may stand small in a name, initials, and a nickname in quotation marks.
RUN = re.compile(
    r"(?<![\w@#&-])(?<!\w[’'])(?:(?:al|el|de|van|von|bin)[ \xa0-]+(?=[A-Z]))?"
    rf"{_PIECE}(?:[ \xa0]+{_NICKNAME}?(?:{_PARTICLES}(?=[A-Z])|(?=[^\W\d_a-z])|(?={_ARABIC}|d[’'])){_PIECE})*(?:,[ \xa0](?:Jr|Sr)\.)?"
)
_QUOTED_NAME = re.compile(r"[“\"‘(][^“”\"‘’()]*[”\"’)]\s*")
_SUFFIXES = frozenset("Jr Jr. Sr Sr. II III IV".split())
_SAYS = frozenset(word.capitalize() for word, cue in CUES.items() if cue.form == "s" and cue.lemma not in NOUNS)
_COMPOUND = re.compile(r"[A-Z]\w*(?:-[a-z]+)+")
_LETTERS = re.compile(r"(?:[A-Z]\.){3,}")
_LONGEST_RUN = 12  # words; more is a headline in capitals, or a script without small letters


class Parsed(NamedTuple):
    """A run of capitalised words taken apart; ``offset`` is where the name begins in it."""

    title: str
    role: str  # the title without "Mr" and its like
    name: str
    offset: int
    gender: str | None
    body: bool


@lru_cache(maxsize=16384)
def parse(run: str) -> Parsed:
    """Titles and name of a run: "British Prime Minister" and "Boris Johnson"; the name is empty where there is none."""
    words = _QUOTED_NAME.sub("", run).split() if "“" in run or '"' in run or "(" in run or "‘" in run else run.split()
    nobody = Parsed("", "", "", 0, None, False)
    if len(words) > _LONGEST_RUN or _is_headline(words):
        return nobody
    first = 0
    while (
        first < len(words) - 1
        and not _begins_title(words[first:])
        and (words[first] in OPENERS or (words[first] in TIMES and BODY.isdisjoint(words[first + 1 :])))
    ):
        first += 1
    while len(words) > first + 1 and words[-1] in TIMES:
        words.pop()
    if words[first] in OPENERS and not _begins_title(words[first:]):
        return nobody
    first += _is_no_name(words[first:])
    if len(words) - first == 3 and nation(words[first]) and gender_of_given(words[first + 1]):
        first += 1  # "Norland Ann Karsk", of "the president of Norland Ann Karsk"
    cut = first + title_length(words[first:])
    if (len(words) - cut > 1 and (words[cut] in PLACES or not BODY.isdisjoint(words[cut:]))) or words[-1] in BODY:
        name = " ".join(words[first:])
        return Parsed("", "", name, run.find(words[first]), None, True)
    titles, name = words[first:cut], words[cut:]
    if not name:
        return nobody
    if len(name) == 1 and (name[0] in TIMES or (not titles and nation(name[0]))):
        return nobody
    if (titles or len(name) > 1) and office(name[-1]) and name[-1] not in SURNAMES and gender_of_given(name[0]) is None:
        return nobody  # "Prime Minister"
    if len(name) > 5 or (len(name) > 1 and (nation(" ".join(name)) or is_nationality(name[0]))):
        return Parsed("", "", " ".join(words[first:]), run.find(words[first]), None, True)
    gender = next((known for word in titles if (known := gender_of_honorific(word))), None)
    role = " ".join(word for word in titles if word.rstrip(".").lower() not in HONORIFICS)
    if role and gender is None and (known := office(role)):
        gender = gender_of_role(known.head)
    title = " ".join(titles)
    offset = max(run.find(title), 0) + len(title) + 1 if title else max(run.find(name[0]), 0)
    return Parsed(title, role, _upright(" ".join(name)), offset, gender, False)


def _begins_title(words: list[str]) -> bool:
    """Whether "First" is of the office: "First Minister Ann Karsk"."""
    return words[0] == "First" and len(words) > 2 and words[1] in ("Minister", "Lady", "Secretary")


def _is_headline(words: list[str]) -> bool:
    """Whether a capitalised run has a small word or a verb of saying inside: "KARSK PREACHES ON", "Says Partnership Between Norland"."""
    return len(words) > 2 and (not _SAYS.isdisjoint(words) or any(word[0].isupper() and word.lower() in PREPOSITIONS for word in words[1:]))


def _is_no_name(words: list[str]) -> bool:
    """Whether the first word of a run only stands before a name: "BREAKING Ann Karsk", "Norland-born Ann Karsk", "F.B.I. Ann Karsk"."""
    word = words[0]
    if len(words) < 3 or not BODY.isdisjoint(words):
        return len(words) == 2 and _COMPOUND.fullmatch(word) is not None and word.endswith(("ed", "born"))
    label = word.isupper() and len(word) > 3 and word.isalpha() and not words[1].isupper()
    return label or (_COMPOUND.fullmatch(word) or _LETTERS.fullmatch(word)) is not None


def _upright(name: str) -> str:
    """A name of a transcript, "ANN O’KARSK", as it is written elsewhere; single words in capitals may be letters, "FBI"."""
    if " " in name and name.isupper() and all(len(word.rstrip(".")) > 2 or word.endswith(".") for word in name.split()):
        return " ".join(word if word.endswith(".") else word.title().replace("’S", "’s").replace("'S", "'s") for word in name.split())
    return name


def plain_name(name: str) -> str:
    """A name without "Jr." and its like."""
    words = name.replace(",", "").split()
    return " ".join(words[:-1] if len(words) > 1 and words[-1] in _SUFFIXES else words)


def ends(name: str) -> str:
    """First and last word of a name, with "Jr." where it has one: one person’s, whether or not a middle name stands between."""
    words = name.replace(",", "").split()
    suffix = [word.rstrip(".") for word in words[-1:] if word in _SUFFIXES and len(words) > 2]
    core = words[: len(words) - len(suffix)]
    if any(word[0].islower() for word in core[1:-1]):
        return " ".join([*core, *suffix])
    return " ".join([core[0], core[-1], *suffix])
