"""Whose words are asked for: the speakers that a question names, by name, by office, or by how an article describes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..index.bodies import is_body
from ..index.filters import Filters
from ..index.genders import gender_of_given
from ..index.index import Index
from ..index.lexical import STOP_WORDS, WORD, stem
from ..index.model import Speaker, Statement
from ..index.nations import nation
from ..index.roles import role_head
from .question import Question, Wants

_APPOSITION = 4  # words between a name and what somebody is
_PASSAGES = 8  # looked through for a description
_UNNAMED = re.compile(r"\A(?:an?\s+)?(?:unnamed|anonymous|unidentified)\s+", re.I)
_OWNER = re.compile(
    r"(?P<owner>(?:(?!\s(?:of|at|for|on|from|in|to|with)\s).)+?)(?:[’']s|(?<=s)[’'])\s+(?=[a-z])|(?P<whose>his|her|their|its)\s+", re.I
)
_NAME = re.compile(r"[A-Z][\w’'-]+")
_AGENT = re.compile(r"(?<=\w{3})(?:ers?|ors?|man|woman|person|men)\Z")
# What one and the same may be called in a question and in an article.
_HEADS = frozenset("boss chief head leader chairman president director executive".split())
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
_MUCH = 2  # times as often quoted as anybody else, for a title to be about somebody
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
        return question, [Witness(mention, _meant(index, mention, question.text)) for mention in question.speakers]
    for mention, topic in question.perhaps:
        if speakers := index.speakers(mention, surely=True):
            return replace(question, speakers=(mention,), topic=topic, wants=Wants.WORDS, reported=True), [
                Witness(mention, tuple(speakers))
            ]
    return question, []


def _meant(index: Index, mention: str, question: str) -> tuple[Speaker, ...]:
    known = _UNNAMED.sub("", mention)
    if kin := _OF_KIN.fullmatch(known):
        return _kin(index, kin["owner"] or kin["of"] or "", (kin["relation"] or kin["kin"]).lower())
    return tuple(index.speakers(known)) or _described(index, known, question)


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


def _described(index: Index, mention: str, question: str) -> tuple[Speaker, ...]:
    """ "The baker on Ulmey": whom sentences of articles on Ulmey call a baker, if that is one; of "her trainer", on those asked about."""
    description, besides = _parts(mention)
    if not description:
        return ()
    if (owned := _OWNER.match(mention)) and owned["whose"]:
        whose = {stem(name) for name in _NAME.findall(question.partition(" ")[2])}
        besides = besides | whose
        if not whose:
            return ()
    found: dict[tuple[int, ...], Speaker] = {}
    in_titles: dict[tuple[int, ...], Speaker] = {}
    for hit in index.search_sentences(mention, _PASSAGES):
        article = hit.hit.article
        words = WORD.findall(article.text[slice(*hit.sentence)])
        stems, title = set(map(stem, words)), _stems(article.title or "")
        if not besides <= set(map(stem, WORD.findall(article.text))) | title:
            continue
        said = [each for each in index.statements(article=article.id) if each.speaker and each.speaker[:1].isupper()]
        if all(each & stems for each in description):
            for name in dict.fromkeys(each.speaker for each in said if each.speaker):
                if not is_body(name) and _is_beside(name.split()[-1], set[str]().union(*description), words):
                    found.update(_called(index, name))
        told = [each for each in said if article.text[each.content[-1].end - 1] != "?"]  # not who asks in an interview
        if all(each & title for each in description) and (name := _most_quoted(told)):
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


def _parts(mention: str) -> tuple[list[set[str]], set[str]]:
    """What somebody is, word by word as any of some stems, and of what or where, as stems; a name by itself is nothing of either."""
    owned = _OWNER.match(mention)
    owner, own = (owned["owner"] or "", mention[owned.end() :]) if owned else ("", mention)
    core, _, place = _RELATION.sub("\0", own, count=1).partition("\0")
    if (core[:1].isupper() and not owned) or not (role_head(core) or _AGENT.search(core)):
        return [], set()
    return [_alike(word) for word in WORD.findall(core) if word.lower() not in STOP_WORDS], _stems(f"{owner} {place}")


def _alike(word: str) -> set[str]:
    """A leader is who leads; the boss of a company may be called its head or its chairman."""
    low = word.lower()
    return {stem(low), stem(_AGENT.sub("", low)), *(map(stem, _HEADS) if low in _HEADS else ())}


def _stems(words: str) -> set[str]:
    return {stem(word) for word in WORD.findall(words) if word.lower() not in STOP_WORDS}


def unheard(index: Index, witnesses: Sequence[Witness], question: str = "") -> str:
    """Says of each that nothing of theirs is quoted, and whether they are mentioned at all."""
    return " ".join(
        f"The articles mention {asked_for(witness.mention, question)}, but quote nothing of theirs."
        if index.locate(witness.mention)
        else f"The articles don't mention {asked_for(witness.mention, question)}."
        for witness in witnesses
    )


def asked_for(name: str, question: str) -> str:
    """A speaker within a sentence: "the harbour master", as the question has it, and "two councillors"."""
    first, _, rest = name.partition(" ")
    if rest and rest == rest.lower() and first.lower() in _COUNTED:
        return f"{first.lower()} {rest}"
    return f"the {name}" if re.search(rf"\bthe {re.escape(name)}(?!\w)", question, re.I) else name
