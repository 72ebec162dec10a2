"""Whose words are asked for: the speakers that a question names, by name, by office, or by how an article describes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..index.bodies import is_body
from ..index.index import Index
from ..index.lexical import STOP_WORDS, WORD, stem
from ..index.model import Speaker, Statement
from ..index.nations import nation
from ..index.roles import role_head
from .question import Question, Wants

_APPOSITION = 4  # words between a name and what somebody is
_PASSAGES = 8  # looked through for a description
_MUCH = 2  # times as often quoted as anybody else, for a title to be about somebody
_OWNER = re.compile(r"[’']s\s+")
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
    in_titles: dict[tuple[int, ...], Speaker] = {}
    for hit in index.search_sentences(mention, _PASSAGES):
        article = hit.hit.article
        words = WORD.findall(article.text[slice(*hit.sentence)])
        title = _stems(article.title or "")
        if not besides <= set(map(stem, WORD.findall(article.text))) | title:
            continue
        said = [each for each in index.statements(article=article.id) if each.speaker and each.speaker[:1].isupper()]
        if description <= set(map(stem, words)):
            for name in dict.fromkeys(each.speaker for each in said if each.speaker):
                if _is_beside(name.split()[-1], description, words):
                    found.update(_called(index, name))
        told = [each for each in said if article.text[each.content[-1].end - 1] != "?"]  # not who asks in an interview
        if description <= title and (name := _most_quoted(told)):
            in_titles.update(_called(index, name))
    meant = found or in_titles
    return tuple(meant.values()) if len(meant) == 1 else ()


def _called(index: Index, name: str) -> dict[tuple[int, ...], Speaker]:
    return {speaker.voices: speaker for speaker in index.speakers(name) if speaker.name == name}


def _most_quoted(said: Sequence[Statement]) -> str | None:
    """Whom the title of an article is about, “Ulmey’s baker on a hard year”: the one whom it quotes most by far, and calls nothing else."""
    counts = Counter(each.speaker for each in said).most_common(2)
    if not counts or counts[0][1] < _MUCH * sum(count for _, count in counts[1:]) or counts[0][1] < _MUCH:
        return None
    return counts[0][0] if not any(each.roles for each in said if each.speaker == counts[0][0]) else None


def _is_beside(surname: str, description: set[str], words: Sequence[str]) -> bool:
    """Whether the name stands within a few words of the description, as an apposition does."""
    names = [i for i, word in enumerate(words) if word == surname]
    described = [i for i, word in enumerate(words) if stem(word) in description]
    return any(abs(i - j) <= _APPOSITION for i in names for j in described)


def _parts(mention: str) -> tuple[set[str], set[str]]:
    """What somebody is, as stems, and of what or where; a name by itself is nothing of either."""
    of = _RELATION.search(mention)
    owned_before = _OWNER.search(mention, 0, of.start() if of else len(mention))  # not in "the composer of The Baker’s Coat"
    owner, owned = (mention[: owned_before.start()], mention[owned_before.end() :]) if owned_before else ("", mention)
    core, _, place = _RELATION.sub("\0", owned, count=1).partition("\0")
    if (core[:1].isupper() and not owner) or role_head(core) is None:
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
