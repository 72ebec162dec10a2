"""Who is who over all articles: the voices joined to speakers, and speakers found by name, spelling, role or typing error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, KeysView, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from rapidfuzz.distance import OSA

from .holders import Holding, asked_as, fit_together, holders, holdings
from .identity import CLEARLY, content
from .model import Speaker, Statement
from .naming import SMALL, is_letters, is_named, is_person, letters, name_parts, names_body, without_legal_form
from .nations import country, nation, of_country, with_countries
from .roles import FORMER, Office, fits, office, role_class, role_head, same_office
from .roster import Roster, rank
from .roster_file import load_roster, save_roster
from .speaking import COMPANIES
from .spelling import name_key, plain, word_key
from .statement_table import Row, Voice

if TYPE_CHECKING:
    from .catalog import Catalog, State


K = TypeVar("K", bound=Hashable)
_SAVED_AFTER = 200  # new, changed and lost voices, which are worked out again in some hundredths of a second


class Registry:
    """The speakers of an index. ``update`` brings it into line with the voices as they are then; nobody may read meanwhile."""

    def __init__(
        self,
        voices: Sequence[Voice] = (),
        is_written: Callable[[Sequence[str]], bool] = lambda phrases: False,
        roster: Roster | None = None,
    ) -> None:
        """``is_written`` tells whether any article has one of some phrases; ``roster`` is what is known already."""
        self._is_written = is_written
        self.roster = roster or Roster()
        self._of = {voice: speaker for speaker in self.roster.speakers for voice in speaker.voices}
        self._held: dict[tuple[int, ...], Counter[Holding]] = {}
        self._by_text = _Lookup(self.roster, lambda speaker: map(plain, _names(speaker)))
        self._by_country = _Lookup(self.roster, lambda speaker: filter(None, map(country, _names(speaker))))
        self._by_name = _Lookup(self.roster, _full_names)
        self._by_last = _Lookup(self.roster, _last_names)
        self._by_given = _Lookup(self.roster, lambda speaker: [name_key(speaker.name.split()[0])] if _has_first_name(speaker) else ())
        self._by_short = _Lookup(
            self.roster, lambda speaker: [key for name in _names(speaker) for key in (without_legal_form(name), letters(name)) if key]
        )
        self._by_word = _Lookup(self.roster, lambda speaker: (word for name in _called(speaker) for word in name))
        self._by_noun = _Lookup(self.roster, lambda speaker: asked_as(self._offices(speaker)))
        self._by_role_word = _Lookup(self.roster, lambda speaker: (part for role in speaker.roles for part in word_key(role).split()))
        self._lookups = [each for each in vars(self).values() if isinstance(each, _Lookup)]
        self.update(voices)

    def update(self, voices: Sequence[Voice], lost: Iterable[int] = ()) -> None:
        """Works out who is who among those whom new, changed or lost voices touch, and keeps the others."""
        gone, come = self.roster.update(voices, lost)
        for lookup in self._lookups:
            lookup.change(gone, come)
        for speaker in gone:
            self._held.pop(speaker.voices, None)
            for voice in speaker.voices:
                self._of.pop(voice, None)
        self._of.update((voice, speaker) for speaker in come for voice in speaker.voices)

    @property
    def speakers(self) -> list[Speaker]:
        """All, the most quoted first, and last those without a name."""
        return self.roster.speakers

    @property
    def counts(self) -> Mapping[int, int]:
        """In how many statements each voice speaks, by its id."""
        return self.roster.counts

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
        text = " ".join(words)
        land = next((known for each in (text, text.title(), text.upper()) if (known := country(each))), None)
        whole = self._by_country[land] if land else self._by_text[plain(text)]
        if (land or len(words) > 1) and any(is_named(name) for each in whole for name in _names(each)):
            return whole
        if office(text) or (name := name_parts(words)) is None:
            return [each for each in whole if len(words) == 1 and is_named(each.name)]
        if name.first:
            full = self._by_name[name.first, name.last]
            # "Mayor Karsk", "Norland Karsk" and "Norland Central Bank" are no first name and surname.
            if full or whole or any(map(role_head, words[:-1])) or nation(words[0].capitalize()) or names_body(text.title()):
                return full or whole
            return [each for each in self._by_last[name.last] if " " not in each.name]
        found = sorted(_unique([*whole, *self._by_last[name.last], *self._by_short[name.last], *self._by_short[text]]), key=rank)
        if whole and " " not in whole[0].name:  # a name by itself, and nobody's surname
            others = sum(each.statements for each in found if each not in whole)
            if is_letters(whole[0].name) or whole[0].statements >= CLEARLY * others:
                return whole
        return found

    def _titled(self, words: Sequence[str]) -> list[Speaker]:
        """ "President Putin", "the Ukrainian foreign minister Dmytro Kuleba": the titles are to tell bearers of one name apart."""
        if names_body(" ".join(words).title()):
            return []
        for i in range(1, len(words)):
            titles = words[:i]
            if plain(titles[-1]) in SMALL or plain(words[i]) in SMALL:
                continue  # "the chief physician of the General Hospital" is not the hospital
            # "The chief physician of Alden Technologies" is not that firm, but "Secretary of State Karsk" is whoever has been that.
            related = any(plain(word) in SMALL for word in titles) and not all(map(_is_title, titles))
            if role_head(" ".join(titles)) or all(map(_is_title, titles)):
                # "The tide ministry" is no other ministry, and "Norland’s Tide Ministry" not that of another country.
                found = [each for each in self._named(words[i:]) if " " not in each.name or not _is_body(each.name)]
                found = [each for each in found if is_named(each.name)]
                if not found:
                    continue
                asked = _asked(titles)
                fitting = [each for each in found if asked and any(_fits(asked, held.office) for held in self._offices(each))]
                if fitting or not related:
                    return fitting or found
        return []

    def _in_role(self, words: Sequence[str]) -> list[Speaker]:
        asked = _asked(words)
        if asked is None:
            return []
        phrase = " ".join(word for word in with_countries(words) if not nation(word) and word not in SMALL)
        among = [(each, self._placed(each, asked, phrase)) for each in self._by_noun[same_office(asked.head)]]
        found = holders(asked, role_class(" ".join(with_countries(words))), among)
        found = found or [each for each, held in among if fit_together(asked, held)] or self._at_the_head(asked)
        # One whom an article calls nothing but "the mayor" may be the mayor, and is shown besides.
        text = plain(" ".join(words))
        nameless = [each for called in (text, f"the {text}") for each in self._by_text[called] if not is_named(each.name)]
        return _unique([*found, *nameless])

    def _offices(self, speaker: Speaker) -> Counter[Holding]:
        """The offices that articles give to a speaker, with how often they do."""
        held = self._held.get(speaker.voices)
        if held is None:
            held = self._held[speaker.voices] = holdings(self.roster.voices[voice] for voice in speaker.voices)
        return held

    def _placed(self, speaker: Speaker, asked: Office, phrase: str) -> Mapping[Holding, int]:
        """The offices that a speaker holds, the one asked for in its country where some article has that beside the name: "Norland’s
        President Ann Karsk", who is "President Karsk" in all that she says something in."""
        held = self._offices(speaker)
        bare = replace(asked, nations=frozenset())
        placed = {each for each in held if each.office.words == asked.words and not each.office.nations and fits(bare, each.office)}
        if not (asked.nations and placed) or any(each.office.nations for each in held):
            return held
        names = filter(is_person, _names(speaker))
        if not self._is_written([each for name in names for each in of_country(phrase, asked.nations, name)]):
            return held
        there = {each: each._replace(office=replace(each.office, nations=asked.nations)) for each in placed}
        return {there.get(each, each): count for each, count in held.items()}

    def _at_the_head(self, asked: Office) -> list[Speaker]:
        """ "The boss of the ferry company", where articles call a body a ferry company, and somebody its chief."""
        if asked.words.isdisjoint(COMPANIES):
            return []
        bodies = [each for each in self._described(sorted(asked.words)) if not _has_first_name(each) and is_named(each.name)]
        offices = [replace(asked, words=frozenset(map(_plain_word, body.name.split()))) for body in bodies]
        heads = self._by_noun[same_office(asked.head)]
        return _unique(each for wanted in offices for each in heads if any(_fits(wanted, held.office) for held in self._offices(each)))

    def _mistyped_role(self, words: Sequence[str]) -> list[Speaker]:
        """ "the finace minster" """
        mended = [_nearest(part, self._by_role_word.keys()) for word in words for part in word_key(word).split()]
        return self._in_role([word for word in mended if word]) if all(mended) else []

    def _mistyped(self, words: Sequence[str]) -> list[Speaker]:
        """A name that is a letter or two off: "stoltenburg", "Dmitro Kuleba"."""
        while len(words) > 1 and role_head(words[0]):
            words = words[1:]
        last = name_key(words[-1])
        if len(last) < 5 or any(role_head(word) or nation(word) for word in words):
            return []
        first = name_key(words[0]) if len(words) > 1 else ""
        most = 1 if len(last) < 8 and not self._by_given[first] else 2
        near = {key: distance for key in self._by_last.keys() if key[:1] == last[:1] and (distance := OSA.distance(key, last)) <= most}
        nearest = [key for key, distance in near.items() if distance == min(near.values())]
        found = _unique(each for key in nearest for each in self._by_last[key])
        if first:
            slips = 0 if len(last) < 8 and min(near.values(), default=0) > 1 else 2 if len(first) > 4 else 1
            found = [each for each in found if any(OSA.distance(name_key(name.split()[0]), first) <= slips for name in _names(each))]
        return found

    def _by_given_name(self, words: Sequence[str]) -> list[Speaker]:
        """ "Oda" for Oda Lind, if she is the only one."""
        key = name_key(words[0]) if len(words) == 1 else ""
        found = self._by_given[key] if key else []
        return found if len(found) == 1 else []

    def _described(self, words: Sequence[str]) -> list[Speaker]:
        """ "defence ministry" for Russia’s defence ministry; a person is not found by a first name alone."""
        wanted = _kinds(content(words))
        found = min((self._by_word[word] for word in wanted), key=len, default=[])
        found = [each for each in found if any(wanted <= name for name in _called(each))]
        if office(" ".join(words)):  # who holds an office is found by it, not by standing in one name with it
            return [each for each in found if not is_named(each.name)]
        return [each for each in found if len(wanted) > 1 or not _has_first_name(each) or not each.roles]


def up_to_date(kept: tuple[State, Registry] | None, catalog: Catalog, path: Path) -> tuple[State, Registry]:
    """Who is who as the catalog is at this moment, out of what was kept of an earlier one, in memory or in the file at ``path``."""
    state = catalog.state
    if kept is not None and kept[0] == state:
        return kept
    if kept is not None and catalog.has_been(kept[0]):
        registry = kept[1]
    else:
        loaded = load_roster(path)
        known = loaded[1] if loaded is not None and catalog.has_been(loaded[0]) else None
        registry = Registry(is_written=catalog.is_written, roster=known)
    voices, lost = catalog.statements.voices(registry.counts)
    registry.update(voices, lost)
    if len(voices) + len(lost) > _SAVED_AFTER:
        save_roster(path, state, registry.roster)
    return state, registry


class _Lookup(Generic[K]):
    """Speakers by what they may be asked for; made when it is first asked, and kept in line from then on."""

    def __init__(self, everybody: Roster, keys: Callable[[Speaker], Iterable[K]]) -> None:
        self._keys = keys
        self._everybody = everybody
        self._found: dict[K, list[Speaker]] | None = None

    def change(self, gone: Iterable[Speaker], come: Iterable[Speaker]) -> None:
        if self._found is None:
            return
        for speaker in gone:
            for key in set(self._keys(speaker)):
                self._found[key] = [each for each in self._found[key] if each.voices != speaker.voices]
                if not self._found[key]:
                    del self._found[key]
        self._enter(self._found, come)

    def _enter(self, found: dict[K, list[Speaker]], speakers: Iterable[Speaker]) -> None:
        for speaker in speakers:
            for key in set(self._keys(speaker)):
                found.setdefault(key, []).append(speaker)

    def _made(self) -> dict[K, list[Speaker]]:
        if self._found is None:
            self._enter(found := {}, self._everybody.speakers)
            self._found = found
        return self._found

    def keys(self) -> KeysView[K]:
        return self._made().keys()

    def __getitem__(self, key: K) -> list[Speaker]:
        """Those of whom it is true, the most quoted first."""
        return sorted(self._made().get(key, ()), key=rank)


def _called(speaker: Speaker) -> list[frozenset[str]]:
    """The words of each name, and of what articles call a body."""
    called = () if _has_first_name(speaker) else speaker.roles
    return [_kinds(content(name.split())) for name in (*_names(speaker), *called) if " and the " not in name]  # two in one


def _full_names(speaker: Speaker) -> list[tuple[str, str]]:
    words = [name for name in _names(speaker) if is_person(name) or name.count(" ") < 2]
    return [(name.first, name.last) for name in map(name_parts, map(str.split, words)) if name]


def _last_names(speaker: Speaker) -> list[str]:
    """Surnames, and the names of bodies that are one word."""
    words = [name for name in _names(speaker) if is_person(name) or (" " not in name and is_named(name))]
    return [name.last for name in map(name_parts, map(str.split, words)) if name]


def _has_first_name(speaker: Speaker) -> bool:
    name = name_parts(speaker.name.split())
    return name is not None and bool(name.first) and not names_body(speaker.name)


def _kinds(words: Iterable[str]) -> frozenset[str]:
    """A description's words, with one for all that mean a company."""
    return frozenset("company" if word in COMPANIES else word for word in words)


def _plain_word(word: str) -> str:
    return plain(word).removesuffix(" s")


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
    return office(" ".join(with_countries(words)))


def _fits(asked: Office, held: Office) -> bool:
    """Whether an office is the one asked for, with every word of it; who is near by doesn't count over all articles."""
    return asked.words <= held.words and fits(asked, held)


def _unique(speakers: Iterable[Speaker]) -> list[Speaker]:
    return list({speaker.voices: speaker for speaker in speakers}.values())
