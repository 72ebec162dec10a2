"""Whose words are asked for: the speakers that a question names, by name, by office, or by how an article describes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..index.bodies import is_body
from ..index.index import Index
from ..index.lexical import STOP_WORDS, WORD, stem
from ..index.model import Speaker
from ..index.nations import nation
from .question import Question, Wants

_APPOSITION = 4  # words between a name and what somebody is
_PASSAGES = 8  # looked through for a description
_RELATION = re.compile(r"\s+(?:of|at|for|on|from|in|to|with)\s+")


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
        return question, [Witness(mention, _meant(index, mention)) for mention in question.speakers]
    for mention, topic in question.perhaps:
        if speakers := index.speakers(mention, surely=True):
            return replace(question, speakers=(mention,), topic=topic, wants=Wants.WORDS, reported=True), [
                Witness(mention, tuple(speakers))
            ]
    return question, []


def _meant(index: Index, mention: str) -> tuple[Speaker, ...]:
    return tuple(index.speakers(mention)) or _described(index, mention)


def _described(index: Index, mention: str) -> tuple[Speaker, ...]:
    """ "The baker on Ulmey": whom sentences of articles on Ulmey call a baker, if that is one."""
    description, besides = _parts(mention)
    if not description:
        return ()
    found: dict[tuple[int, ...], Speaker] = {}
    for hit in index.search_sentences(mention, _PASSAGES):
        article = hit.hit.article
        words = WORD.findall(article.text[slice(*hit.sentence)])
        if not description <= set(map(stem, words)) or not besides <= set(map(stem, WORD.findall(article.text))):
            continue
        for name in dict.fromkeys(each.speaker for each in index.statements(article=article.id) if each.speaker):
            if name[:1].isupper() and _is_beside(name.split()[-1], description, words):
                found.update({speaker.voices: speaker for speaker in index.speakers(name) if speaker.name == name})
    return tuple(found.values()) if len(found) == 1 else ()


def _is_beside(surname: str, description: set[str], words: Sequence[str]) -> bool:
    """Whether the name stands within a few words of the description, as an apposition does."""
    names = [i for i, word in enumerate(words) if word == surname]
    described = [i for i, word in enumerate(words) if stem(word) in description]
    return any(abs(i - j) <= _APPOSITION for i in names for j in described)


def _parts(mention: str) -> tuple[set[str], set[str]]:
    """What somebody is, as stems, and of what or where; a name by itself is nothing of either."""
    owner, _, owned = mention.rpartition("’s ") if "’s " in mention else mention.rpartition("'s ")
    core, _, place = _RELATION.sub("\0", owned, count=1).partition("\0")
    if core[:1].isupper() and not owner:
        return set(), set()
    return _stems(core), _stems(f"{owner} {place}")


def _stems(words: str) -> set[str]:
    return {stem(word) for word in WORD.findall(words) if word.lower() not in STOP_WORDS}


def unheard(index: Index, witnesses: Sequence[Witness]) -> str:
    """Says of each that nothing of theirs is quoted, and whether they are mentioned at all."""
    return " ".join(
        f"The articles mention {witness.mention}, but quote nothing of theirs."
        if index.locate(witness.mention)
        else f"The articles don't mention {witness.mention}."
        for witness in witnesses
    )
