"""Who is who over all articles: the voices joined to speakers, and speakers found by name, spelling, role or typing error."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from rapidfuzz.distance import OSA

from .identity import SMALL, content, is_named, name_parts, names_body, speakers_of, without_legal_form
from .model import Speaker, Statement
from .nations import nation
from .roles import FORMER, Office, fits, office, role_class, role_head
from .speaking import COMPANIES
from .spelling import name_key, plain, word_key
from .statement_table import Row, Voice

K = TypeVar("K", bound=Hashable)


class Registry:
    """The speakers of an index, as its voices are at one moment."""

    def __init__(self, voices: Sequence[Voice]) -> None:
        self.speakers = speakers_of(voices)
        self._of = {voice: speaker for speaker in self.speakers for voice in speaker.voices}

    def named(self, row: Row) -> Statement:
        """The statement with its speaker's name as it is for the whole index."""
        return row.statement if row.voice is None else replace(row.statement, speaker=self._of[row.voice].name)

    def find(self, mention: str, surely: bool = False) -> list[Speaker]:
        """The speakers whom a name, an alias, a surname, a role or a small typing error means; several if it could be any of them.

        ``surely`` leaves out typing errors, descriptions and given names.
        """
        words = [word for word in mention.strip(" \"'“”‘’.,?!").split() if word]
        while words and plain(words[0]) in ("the", "mr", "mrs", "ms", "dr", ""):
            words = words[1:]
        if not words:
            return []
        surest = (self._named, self._in_role, self._titled)
        others = () if surely else (self._mistyped, self._described, self._mistyped_role, self._by_given_name)
        for find in (*surest, *others):
            if found := find(words):
                return found
        return []

    # The ways of finding, from the surest to the least

    def _named(self, words: Sequence[str]) -> list[Speaker]:
        whole = self._by_text.get(plain(" ".join(words)), [])
        if whole and len(words) > 1:
            return whole
        name = name_parts(words)
        if name is None:
            return whole
        if name.first:
            full = self._by_name.get((name.first, name.last), [])
            if full or any(map(role_head, words[:-1])) or role_head(" ".join(words[:-1])):  # "Mayor Karsk" is no first name and surname
                return full
            return [each for each in self._by_last.get(name.last, []) if " " not in each.name]
        found = [*whole, *self._by_last.get(name.last, []), *self._by_legal.get(name.last, [])]
        return _unique(found)

    def _titled(self, words: Sequence[str]) -> list[Speaker]:
        """ "President Putin", "the Ukrainian foreign minister Dmytro Kuleba": the titles are to tell bearers of one name apart."""
        for i in range(1, len(words)):
            titles = words[:i]
            if plain(titles[-1]) in SMALL:
                continue  # "the chief physician of the General Hospital" is not the hospital
            related = any(plain(word) in SMALL for word in titles)  # "the chief physician of Alden Technologies"
            if (role_head(" ".join(titles)) and not related) or all(map(_is_title, titles)):
                # "The tide ministry" is no other ministry, and "Norland’s Tide Ministry" not that of another country.
                found = [each for each in self._named(words[i:]) if " " not in each.name or not _is_body(each.name)]
                if not found:
                    continue
                asked = _asked(titles)
                fitting = [each for each in found if asked and _fits(asked, each)]
                return fitting or found
        return []

    def _in_role(self, words: Sequence[str]) -> list[Speaker]:
        asked = _asked(words)
        if asked is None:
            return []
        found = [each for each in self.speakers if _fits(asked, each)]
        if len(found) > 1 and (line := role_class(" ".join(words))):
            found = [each for each in found if _fits(asked, each, line)] or found  # "the union’s leader" leads no party
        found = found or [each for each in self.speakers if _fits_together(asked, each)]
        found = found or self._at_the_head(asked)
        # One whom an article calls nothing but "the mayor" may be the mayor, and is shown besides.
        nameless = [each for each in self._by_text.get(f"the {plain(' '.join(words))}", []) if not is_named(each.name)]
        return [*found, *nameless]

    def _at_the_head(self, asked: Office) -> list[Speaker]:
        """ "The boss of the ferry company", where articles call a body a ferry company, and somebody its chief."""
        if asked.words.isdisjoint(COMPANIES):
            return []
        bodies = [each for each in self._described(sorted(asked.words)) if not _has_first_name(each) and is_named(each.name)]
        offices = [replace(asked, words=frozenset(map(_plain_word, body.name.split()))) for body in bodies]
        return _unique(each for office in offices for each in self.speakers if _fits(office, each))

    def _mistyped_role(self, words: Sequence[str]) -> list[Speaker]:
        """ "the finace minster" """
        mended = [_nearest(part, self._words_of_roles) for word in words for part in word_key(word).split()]
        return self._in_role([word for word in mended if word]) if all(mended) else []

    def _mistyped(self, words: Sequence[str]) -> list[Speaker]:
        """A name that is a letter or two off: "stoltenburg", "Dmitro Kuleba"."""
        last = name_key(words[-1])
        if len(last) < 5 or any(role_head(word) or nation(word) for word in words):
            return []
        most = 1 if len(last) < 8 else 2
        near = {key: distance for key in self._by_last if key[:1] == last[:1] and (distance := OSA.distance(key, last)) <= most}
        nearest = [key for key, distance in near.items() if distance == min(near.values())]
        found = _unique(each for key in nearest for each in self._by_last[key])
        first = name_key(words[0])
        if len(words) > 1:
            found = [each for each in found if any(OSA.distance(name_key(each_name.split()[0]), first) <= 2 for each_name in _names(each))]
        return found

    def _by_given_name(self, words: Sequence[str]) -> list[Speaker]:
        """ "Oda" for Oda Lind, if she is the only one."""
        key = name_key(words[0]) if len(words) == 1 else ""
        found = [each for each in self.speakers if _has_first_name(each) and key == name_key(each.name.split()[0])] if key else []
        return found if len(found) == 1 else []

    def _described(self, words: Sequence[str]) -> list[Speaker]:
        """ "defence ministry" for Russia’s defence ministry; a person is not found by a first name alone."""
        wanted = _kinds(content(words))
        of_words = [self._by_word.get(word, {}) for word in wanted]
        found = [speaker for place, speaker in of_words[0].items() if all(place in others for others in of_words[1:])] if wanted else []
        found = list({speaker.voices: speaker for speaker in found}.values())
        return [each for each in found if len(wanted) > 1 or not _has_first_name(each) or not each.roles]

    @cached_property
    def _by_word(self) -> dict[str, dict[tuple[int, str], Speaker]]:
        """By each word of a name, or of what articles call a body, the speakers of that name, each under its place and name."""
        found: dict[str, dict[tuple[int, str], Speaker]] = {}
        for place, speaker in enumerate(self.speakers):
            called = () if _has_first_name(speaker) else speaker.roles
            for name in (*_names(speaker), *called):
                if " and the " in name:  # two in one
                    continue
                for word in _kinds(content(name.split())):
                    found.setdefault(word, {})[place, name] = speaker
        return found

    @cached_property
    def _words_of_roles(self) -> frozenset[str]:
        return frozenset(part for each in self.speakers for role in each.roles for part in word_key(role).split())

    @cached_property
    def _by_text(self) -> dict[str, list[Speaker]]:
        return _indexed(self.speakers, lambda speaker: [plain(name) for name in _names(speaker)])

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], list[Speaker]]:
        return _indexed(
            self.speakers, lambda speaker: [(name.first, name.last) for name in map(name_parts, map(str.split, _names(speaker))) if name]
        )

    @cached_property
    def _by_last(self) -> dict[str, list[Speaker]]:
        named = [speaker for speaker in self.speakers if is_named(speaker.name)]
        return _indexed(
            named, lambda speaker: [name.last for name in map(name_parts, map(str.split, filter(_has_last_name, _names(speaker)))) if name]
        )

    @cached_property
    def _by_legal(self) -> dict[str, list[Speaker]]:
        """Companies by their name without what says that they are one."""
        return _indexed(self.speakers, lambda speaker: [key for name in _names(speaker) if (key := without_legal_form(name))])


def _has_first_name(speaker: Speaker) -> bool:
    name = name_parts(speaker.name.split())
    return name is not None and bool(name.first) and not names_body(speaker.name)


def _kinds(words: Iterable[str]) -> frozenset[str]:
    """A description's words, with one for all that mean a company."""
    return frozenset("company" if word in COMPANIES else word for word in words)


def _plain_word(word: str) -> str:
    return plain(word).removesuffix(" s")


def _has_last_name(name: str) -> bool:
    """Whether its last word is a name by itself: not in "Norland’s tide ministry"."""
    return " " not in name or name.rpartition(" ")[2][:1].isupper()


def _is_body(name: str) -> bool:
    return names_body(name) or name.rpartition(" ")[2][:1].islower()


def _names(speaker: Speaker) -> tuple[str, ...]:
    return (speaker.name, *speaker.aliases)


# Roles


def _nearest(word: str, known: Iterable[str]) -> str | None:
    """The word itself, or the one that is a letter off."""
    near = [other for other in known if other == word or (len(word) > 4 and other[:1] == word[:1] and OSA.distance(other, word) == 1)]
    return word if word in near else near[0] if len(near) == 1 else None


def _is_title(word: str) -> bool:
    return role_head(word) is not None or nation(word) is not None or plain(word) in SMALL | FORMER or word[:1].islower()


def _asked(words: Sequence[str]) -> Office | None:
    """The office that these words ask for; "russian" is a country too, where nobody writes capitals."""
    return office(" ".join(word.capitalize() if nation(word.capitalize()) else word for word in words))


def _fits(asked: Office, speaker: Speaker, line: str | None = None) -> bool:
    """Whether one of the speaker's roles is the office asked for, with every word of it, and of that line of work if one is given.

    Who is near by doesn't count over all articles.
    """
    return any(
        (held := office(role)) is not None and asked.words <= held.words and fits(asked, held) and line in (None, role_class(role))
        for role in speaker.roles
    )


def _fits_together(asked: Office, speaker: Speaker) -> bool:
    """ "NATO secretary-general" of one who is "NATO’s chief" here and "Secretary-General" there."""
    held = [each for role in speaker.roles if (each := office(role)) is not None]
    words = frozenset[str]().union(*(each.words for each in held))
    return asked.words <= words and any(fits(replace(asked, words=frozenset()), each) and not each.words for each in held)


def _indexed(speakers: Iterable[Speaker], keys: Callable[[Speaker], Iterable[K]]) -> dict[K, list[Speaker]]:
    found: dict[K, list[Speaker]] = {}
    for speaker in speakers:
        for key in dict.fromkeys(keys(speaker)):
            found.setdefault(key, []).append(speaker)
    return found


def _unique(speakers: Iterable[Speaker]) -> list[Speaker]:
    return list({speaker.voices: speaker for speaker in speakers}.values())
