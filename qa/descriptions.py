"""Whom articles describe as a question does: "the baker on Ulmey", "the Rovers chairman", "her trainer"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ..index.bodies import is_body
from ..index.filters import Filters
from ..index.index import Index
from ..index.lexical import STOP_WORDS, WORD, stem
from ..index.model import Speaker, Statement
from ..index.nations import nation
from ..index.roles import fits, office, role_head, same_office

_APPOSITION = 4  # words between a name and what somebody is
_PASSAGES = 8  # looked through for a description
_HEARD = 40  # statements of one, whose articles are looked through for another body of theirs
_BEFORE = 250  # characters before a sentence that say of which body "its editor" is
_OPENING = 40  # words of an article, with its title, that name the body whose people go without its name in it
_MUCH = 2  # times as often quoted as anybody else, for a title to be about somebody
_OWNER = re.compile(
    r"(?P<owner>(?:(?!\s(?:of|at|for|on|from|in|to|with)\s).)+?)(?:[’']s|(?<=s)[’'])\s+(?=[a-z])|(?P<whose>his|her|their|its)\s+", re.I
)
_NAME = re.compile(r"[^\W\d_a-z][\w’'-]+")
_BODY_BEFORE = re.compile(r"(?:[^\W\d_a-z][\w’'&-]+\s+)+(?=[a-z])")
_AGENT = re.compile(r"(?<=\w{3})(?<!\bmay)(?:ers?|ors?|man|woman|person|men)\Z")  # a mayor is nobody who may
_RELATION = re.compile(r"\s+(?:of|at|for|on|from|in|to|with)\s+")
# What one and the same may be called in a question and in an article: a chairman is a head, but no director.
_AT_THE_TOP = frozenset("boss chief head leader".split())
_HEADS = _AT_THE_TOP | frozenset("chairman president director executive".split())
_OF_COUNTRIES = frozenset(("minister", "prime minister", "ambassador", "governor"))
_LED = _AT_THE_TOP - {"chief"}  # "chief physician"


class Description(NamedTuple):
    """What somebody is, ``core`` as it is written and each word ``alike`` as any of some stems; ``besides`` of what, or where, as stems.

    ``of_body`` is whether that has a name: somebody of another body is then not meant.
    """

    core: str
    alike: tuple[frozenset[str], ...]
    besides: frozenset[str]
    of_body: bool

    @property
    def governs(self) -> bool:
        """Whether it is an office of a country, of which an article may well name two."""
        known = office(self.core)
        return known is not None and same_office(known.head) in _OF_COUNTRIES


def described(index: Index, mention: str, question: str) -> tuple[Speaker, ...]:
    """ "The baker on Ulmey": whom articles on Ulmey call a baker, if that is one; of "her trainer", those on whom is asked about."""
    told = _parts(mention, question)
    if told is None:
        return ()
    beside: dict[tuple[int, ...], Speaker] = {}
    by_role: dict[tuple[int, ...], Speaker] = {}
    in_titles: dict[tuple[int, ...], Speaker] = {}
    for hit in index.search_sentences(mention, _PASSAGES):
        article = hit.hit.article
        title = _stems(article.title or "")
        if not told.besides <= _stems(article.text) | title:
            continue
        opening = _stems(" ".join([*WORD.findall(article.title or ""), *WORD.findall(article.text)[:_OPENING]]))
        said = [each for each in index.statements(article=article.id) if each.speaker and each.speaker[:1].isupper()]
        words = WORD.findall(article.text[slice(*hit.sentence)])
        near = _stems(article.text[max(hit.sentence.start - _BEFORE, 0) : hit.sentence.end])
        if not told.of_body or (_in_full(words, told) if told.governs else told.besides <= near | opening):
            for name in _named_beside(said, words, told):
                beside |= _called(index, name)
        for name in _in_office(said, opening, told):
            by_role |= _called(index, name)
        answers = [each for each in said if article.text[each.content[-1].end - 1] != "?"]  # not who asks in an interview
        if all(each & title for each in told.alike) and (name := _most_quoted(answers)):
            in_titles |= _called(index, name)
    for found in (beside, by_role, in_titles):
        meant = [each for each in found.values() if not told.of_body or not _is_another_s(index, each, told)]
        if meant := [each for each in meant if not _holds_another(each, told)]:
            return tuple(meant) if len(meant) == 1 else ()
    return ()


def _named_beside(said: Sequence[Statement], words: Sequence[str], told: Description) -> list[str]:
    """The speakers of an article whose names stand in one of its sentences beside the description."""
    stems = set(map(stem, words))
    if not all(each & stems for each in told.alike):
        return []
    names = dict.fromkeys(each.speaker for each in said if each.speaker)
    return [name for name in names if not is_body(name) and _is_beside(WORD.findall(name)[-1:], set[str]().union(*told.alike), words)]


def _in_full(words: Sequence[str], told: Description) -> bool:
    """Whether a sentence names the office with the country it is of: "foreign minister of Norden"."""
    stems = list(map(stem, words))
    places = [i for i, each in enumerate(stems) if each in told.alike[-1]]
    return any(told.besides <= set(stems[max(i - _APPOSITION, 0) : i + _APPOSITION]) for i in places)


def _in_office(said: Sequence[Statement], opening: set[str], told: Description) -> list[str]:
    """The speakers of an article to whom it gives the office, where it is from the outset about the body whose office that is."""
    asked = office(told.core)
    if not told.of_body or asked is None or told.governs:
        return []
    names: dict[str, None] = {}
    for each in said:
        for role in each.roles:
            held = office(role)
            same = held is not None and asked.words <= held.words and fits(asked, replace(held, nations=asked.nations))
            if each.speaker and same and (told.besides <= opening or told.besides & _stems(role)):
                names[each.speaker] = None
    return list(names)


def _holds_another(speaker: Speaker, told: Description) -> bool:
    """Whether somebody is known to be another minister than the one who is asked for."""
    held = [each for role in speaker.roles if (each := office(role)) and each.head == "minister" and each.words]
    asked = office(told.core)
    wanted = {stem(word) for word in asked.words} | told.besides if asked else told.besides
    return bool(asked and asked.head == "minister" and held) and not any({stem(word) for word in each.words} & wanted for each in held)


def _is_another_s(index: Index, speaker: Speaker, told: Description) -> bool:
    """Whether articles tie the speaker, or the office where it stands beside the name, to other bodies alone."""
    if told.besides & _stems(" ".join(speaker.roles)):
        return False
    if any(stem(word[0]) in told.alike[-1] and _NAME.search(role, word.end()) for role in speaker.roles for word in WORD.finditer(role)):
        return True  # "counsel for Karsk" is not Brok's
    texts = {article.id: article.text for article, _ in index.statements_filtered(Filters(voices=speaker.voices), _HEARD)}
    surname = WORD.findall(speaker.name)[-1]
    owners = [owner for text in (*texts.values(), *speaker.roles) for owner in _owners(WORD.findall(text), surname, told)]
    return bool(owners) and not any(owner & told.besides for owner in owners)


def _owners(words: Sequence[str], surname: str, told: Description) -> list[set[str]]:
    """The names of bodies right beside a surname or an office: "chairman of Alden Town", "Alden Town’s chairman", "Karsk of Alden Town"."""
    found: list[set[str]] = []
    for i, word in enumerate(words):
        is_office = stem(word) in told.alike[-1]
        if is_office or word == surname:
            after = i + 3 if words[i + 2 : i + 3] in (["the"], ["The"]) else i + 2
            found.append(_run(words[after : after + 5]) if words[i + 1 : i + 2] in (["of"], ["for"], ["at"]) else set())
        if is_office and word[0].islower():
            near = next((k for k in range(i - 1, max(i - 4, -1), -1) if words[k][0].isupper()), None)
            found.append(_run(words[near : None if near < 5 else near - 5 : -1]) if near is not None else set())
    return [each for each in found if each and stem(surname) not in each]  # "Karsk, composer" is no body of that name


def _run(words: Sequence[str]) -> set[str]:
    """The stems of the capitalised words at the beginning."""
    count = next((n for n, word in enumerate(words) if not word[0].isupper() or word.lower() in STOP_WORDS), len(words))
    return {stem(word) for word in words[:count]}


def _called(index: Index, name: str) -> dict[tuple[int, ...], Speaker]:
    return {speaker.voices: speaker for speaker in index.speakers(name) if speaker.name == name}


def _most_quoted(said: Sequence[Statement]) -> str | None:
    """Whom the title of an article is about, “Ulmey’s baker on a hard year”: the one whom it quotes most by far, and calls nothing else."""
    counts = Counter(each.speaker for each in said).most_common(2)
    if not counts or counts[0][1] < _MUCH * sum(count for _, count in counts[1:]) or counts[0][1] < _MUCH:
        return None
    return counts[0][0] if not any(each.roles for each in said if each.speaker == counts[0][0]) else None


def _is_beside(surname: Sequence[str], description: set[str], words: Sequence[str]) -> bool:
    """Whether the name stands within a few words of the description, as an apposition does; of "Moe-Sand" the last part does."""
    names = [i for i, word in enumerate(words) if [word] == surname]
    places = [i for i, word in enumerate(words) if stem(word) in description]
    return any(abs(i - j) <= _APPOSITION for i in names for j in places)


def _parts(mention: str, question: str) -> Description | None:
    """What a mention tells; None where it is a name by itself, or "her trainer" in a question that names nobody else."""
    owned = _OWNER.match(mention)
    owner, own = (owned["owner"] or "", mention[owned.end() :]) if owned else ("", mention)
    core, _, place = _RELATION.sub("\0", own, count=1).partition("\0")
    if not owned and (body := _BODY_BEFORE.match(core)) and role_head(core[body.end() :]) and not any(map(nation, body[0].split())):
        owner, core = body[0], core[body.end() :]  # "the Rovers chairman"
    if core[:1].isupper() or not (role_head(core) or _AGENT.search(core)):
        return None
    alike = tuple(_alike(word) for word in WORD.findall(core) if word.lower() not in STOP_WORDS)
    whose = {stem(name) for name in _NAME.findall(question.partition(" ")[2])} if owned and owned["whose"] else set[str]()
    if not alike or (owned and owned["whose"] and not whose):
        return None
    besides = frozenset(_stems(f"{owner} {place}") | whose)
    return Description(core, alike, besides, not whose and _NAME.search(f"{owner} {place}") is not None)


def _alike(word: str) -> frozenset[str]:
    """A leader is who leads; the boss of a company may be called its head or its chairman."""
    low = word.lower()
    others = _HEADS if low in _AT_THE_TOP else _LED if low in _HEADS else ()
    return frozenset((stem(low), stem(_AGENT.sub("", low)), *map(stem, others)))


def _stems(words: str) -> set[str]:
    return {stem(word) for word in WORD.findall(words) if word.lower() not in STOP_WORDS}
