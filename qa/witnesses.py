"""Whose words are asked for: the speakers that a question names, by name or by office."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..index.bodies import is_body
from ..index.index import Index
from ..index.model import Speaker
from ..index.naming import is_named
from ..index.roles import role_head
from ..index.spelling import plain
from .frame import PREPOSITIONS
from .outlets import called_so
from .question import Question, Wants

_UNNAMED = re.compile(r"\A(?:an?\s+)?(?:unnamed|anonymous|unidentified)\s+", re.I)
_OWNED = re.compile(r"(?:his|her|its|their|my|our|your)\s", re.I)  # whose is in no question by itself
_NAME_LAST = re.compile(r"(?<=[a-z] )[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+)+\Z")


@dataclass(frozen=True)
class Witness:
    """One whose words are asked for, as the question names them, and the speakers that can be meant; none if nobody is known so."""

    mention: str
    speakers: tuple[Speaker, ...]

    @property
    def voices(self) -> tuple[int, ...]:
        return tuple(voice for speaker in self.speakers for voice in speaker.voices)


def called(index: Index, question: Question) -> tuple[Question, list[Witness]]:
    """The witnesses of a question, and the question as it is then to be read: a fragment may turn out to begin with a speaker."""
    if question.speakers:
        witnesses = [Witness(mention, _meant(index, mention)) for mention in question.speakers]
        if len(witnesses) == 1 and not witnesses[0].speakers and (source := called_so(question.speakers[0], index.sources())):
            return replace(question, speakers=(), reported=False, source=source), []  # "the Courant's report" is all that stands in it
        return question, witnesses
    for mention, topic in question.perhaps:
        named = [each for each in index.speakers(mention, surely=True) if is_named(each.name)]
        alone = role_head(mention) is not None  # "Poland's president" is somebody, but "ferry" no more than a topic
        if speakers := [each for each in named if topic or alone or plain(mention) in map(plain, (each.name, *each.aliases))]:
            return replace(question, speakers=(mention,), about=topic, wants=Wants.WORDS, reported=True), [
                Witness(mention, tuple(speakers))
            ]
    return question, []


def _meant(index: Index, mention: str) -> tuple[Speaker, ...]:
    """Whom the index knows by the mention, or by the name at its end: "the rower's trainer Ann Karsk"."""
    known = _UNNAMED.sub("", mention)
    if _OWNED.match(known):
        return ()
    if speakers := index.speakers(known):
        return tuple(speakers)
    named = _NAME_LAST.search(known)
    before = known[: named.start()] if named else ""
    if named is None or not role_head(before) or before.split()[-1] in PREPOSITIONS:  # "the sister of Ann Karsk"
        return ()
    return tuple(each for each in index.speakers(named[0], surely=True) if " " in each.name and not is_body(each.name))


def unheard(index: Index, witness: Witness) -> str:
    """Says that nothing of them is quoted, and whether one of that name is mentioned at all."""
    if role_head(witness.mention):
        return f"Nobody is quoted as “{witness.mention}”."
    if index.locate(witness.mention):
        return f"The articles mention {witness.mention}, but quote nothing of theirs."
    return f"The articles don't mention {witness.mention}."
