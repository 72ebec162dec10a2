"""Whose words are asked for: the speakers that a question names, by name, by office, or by how an article describes them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..index.bodies import is_body
from ..index.filters import Filters
from ..index.genders import gender_of_given
from ..index.index import Index
from ..index.lexical import WORD
from ..index.model import Speaker
from ..index.naming import is_named
from ..index.nations import nation
from ..index.roles import role_head
from ..index.spelling import plain
from .descriptions import described
from .outlets import called_so
from .question import Question, Wants
from .strangers import strangers

_PASSAGES = 8  # looked through for a description
_UNNAMED = re.compile(r"\A(?:an?\s+)?(?:unnamed|anonymous|unidentified)\s+", re.I)
_NAME = re.compile(r"[^\W\d_a-z][\w’'-]+")
_NAME_LAST = re.compile(r"(?<=[a-z] )[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+)+\Z")
_KIN = {
    "sister": "she", "brother": "he", "wife": "she", "husband": "he", "widow": "she", "widower": "he", "mother": "she", "father": "he",
    "daughter": "she", "son": "he", "aunt": "she", "uncle": "he", "niece": "she", "nephew": "he", "cousin": "",
}  # fmt: skip
_RELATED = "|".join(_KIN)
_OF_KIN = re.compile(
    rf"(?:(?P<owner>.+?)(?:[’']s|(?<=s)[’'])|his|her|their)\s+(?P<relation>{_RELATED})|(?P<kin>{_RELATED})\s+of\s+(?P<of>.+)", re.I
)
_KINDS_OF_KIN = [frozenset(kin.split()) for kin in (
    "sister brother siblings", "wife husband widow widower couple married", "mother father daughter son parents children",
    "aunt uncle niece nephew", "cousin cousins",
)]  # fmt: skip
_COUNTED = frozenset("a an the one two three four five several some many both".split())


@dataclass(frozen=True)
class Witness:
    """One whose words are asked for, as the question names them, and the speakers that can be meant; none if nobody is known so."""

    mention: str
    speakers: tuple[Speaker, ...]

    @property
    def is_person(self) -> bool:
        """Whether somebody is meant, rather than a country or a body, whose deeds articles tell in their own words."""
        return nation(self.mention) is None and nation(self.mention.capitalize()) is None and not is_body(self.mention)

    @property
    def voices(self) -> tuple[int, ...]:
        return tuple(voice for speaker in self.speakers for voice in speaker.voices)


def called(index: Index, question: Question) -> tuple[Question, list[Witness]]:
    """The witnesses of a question, and the question as it is then to be read: a fragment may turn out to begin with a speaker."""
    if question.speakers:
        witnesses = [Witness(mention, _meant(index, mention, question.text)) for mention in question.speakers]
        if len(witnesses) == 1 and not witnesses[0].speakers and (source := called_so(question.speakers[0], index.sources())):
            return replace(question, speakers=(), reported=False, source=source), []  # "the Courant's report" is all that stands in it
        return question, witnesses
    for mention, topic in question.perhaps:
        named = [each for each in index.speakers(mention, surely=True) if is_named(each.name)]
        if speakers := [each for each in named if topic or plain(mention) in map(plain, (each.name, *each.aliases))]:
            return replace(question, speakers=(mention,), about=topic, wants=Wants.WORDS, reported=True), [
                Witness(mention, tuple(speakers))
            ]
    return question, []


def _meant(index: Index, mention: str, question: str) -> tuple[Speaker, ...]:
    known = _UNNAMED.sub("", mention)
    if kin := _OF_KIN.fullmatch(known):
        return _kin(index, kin["owner"] or kin["of"] or "", (kin["relation"] or kin["kin"]).lower())
    return tuple(index.speakers(known)) or _opposition(index, known, question) or described(index, known, question) or _within(index, known)


def _opposition(index: Index, mention: str, question: str) -> tuple[Speaker, ...]:
    """Who speaks for "the opposition", which is nobody by itself: of its leaders and members the one nearest to what is asked."""
    if mention.lower() != "opposition":
        return ()
    of_it = [speaker for speaker in index.speakers() if any("opposition" in role.lower().split() for role in speaker.roles)]
    voices = tuple(voice for speaker in of_it for voice in speaker.voices)
    nearest = index.search_statements(question, 1, Filters(voices=voices)) if voices else []
    return tuple(speaker for speaker in of_it if nearest and speaker.name == nearest[0].statement.speaker)


def _within(index: Index, mention: str) -> tuple[Speaker, ...]:
    """Who bears the name at the end of "the rower's trainer Ann Karsk"; or, where no name is given, who is described so."""
    if (named := _NAME_LAST.search(mention)) and role_head(mention[: named.start()]):
        return tuple(each for each in index.speakers(named[0], surely=True) if " " in each.name and not is_body(each.name))
    return strangers(index, mention) if mention == mention.lower() or not _NAME.search(mention) else ()


def _kin(index: Index, owner: str, relation: str) -> tuple[Speaker, ...]:
    """ "Tam Brok's sister": the one other speaker of that surname whose given name is hers, beside whom an article tells of kin."""
    found: dict[tuple[int, ...], Speaker] = {}
    for speaker in index.speakers(owner) if owner else ():
        surname = speaker.name.split()[-1]
        for other in index.speakers(surname):
            first = other.name.split()[0]
            fits = not _KIN[relation] or gender_of_given(first) in (None, _KIN[relation])
            if (
                other.name != speaker.name
                and " " in other.name
                and other.name.endswith(f" {surname}")
                and fits
                and _tell_of_kin(index, other, relation)
            ):
                found[other.voices] = other
    return tuple(found.values()) if len(found) == 1 else ()


def _tell_of_kin(index: Index, speaker: Speaker, relation: str) -> bool:
    """Whether an article that quotes somebody has a word for such kin."""
    kin = next(kind for kind in _KINDS_OF_KIN if relation in kind)
    filters = Filters(voices=speaker.voices)
    return any(kin.intersection(WORD.findall(article.text.lower())) for article, _ in index.statements_filtered(filters, _PASSAGES))


def unheard(index: Index, witness: Witness) -> str:
    """Says that nothing of them is quoted, and whether they are mentioned at all."""
    if index.locate(witness.mention):
        return f"The articles mention {witness.mention}, but quote nothing of theirs."
    return f"The articles don't {'mention' if _NAME.search(witness.mention) else 'quote'} {witness.mention}."
