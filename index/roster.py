"""The speakers of an index, kept in line with its voices: who is who is worked out anew only among those whom new voices touch."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from typing import Any, Self

from .identity import kinship, may_be_near, speakers_of
from .model import Speaker
from .naming import is_named
from .statement_table import Voice

_Rank = tuple[bool, int, str, tuple[str, ...], int]


def rank(speaker: Speaker) -> _Rank:
    """Those with a name first, of these the most quoted."""
    return not is_named(speaker.name), -speaker.statements, speaker.name, speaker.roles, speaker.voices[0]


def _speaker(name: str, aliases: list[str], roles: list[str], statements: int, voices: list[int]) -> Speaker:
    return Speaker(name, tuple(aliases), tuple(roles), statements, tuple(voices))


class Roster:
    """Speakers in circles: voices that could ever be one speaker are in one circle, and each circle is worked out by itself."""

    def __init__(self) -> None:
        self.voices: dict[int, Voice] = {}
        self.counts: dict[int, int] = {}
        """In how many statements each voice speaks."""
        self._circle: dict[str, str] = {}  # what voices share -> the same for all of one circle, step by step
        self._members: dict[str, set[int]] = {}
        self._speakers: dict[str, list[Speaker]] = {}
        self._in_office: dict[str, set[str]] = {}
        self._ranked: list[tuple[_Rank, Speaker]] = []

    @property
    def speakers(self) -> list[Speaker]:
        """Those with a name, the most quoted first, and then those whom articles only describe."""
        return [speaker for _, speaker in self._ranked]

    def update(self, voices: Sequence[Voice], lost: Iterable[int]) -> tuple[list[Speaker], list[Speaker]]:
        """Takes in these new or changed voices, and leaves out those of these ids; returns who is gone, and who has come or changed."""
        gone: list[Speaker] = []
        touched = list(voices)
        for voice in voices:
            if voice.id not in self.voices:
                gone.extend(self._enter(voice))
            self.voices[voice.id] = voice
            self.counts[voice.id] = voice.statements
        for id in lost:
            touched.append(self.voices.pop(id))
            del self.counts[id]
            self._members[self._root(kinship(touched[-1])[0])].discard(id)
        come: list[Speaker] = []
        for circle in dict.fromkeys(self._root(kinship(voice)[0]) for voice in touched):
            gone.extend(self._speakers.pop(circle, ()))
            if members := [self.voices[id] for id in sorted(self._members[circle])]:
                self._speakers[circle] = speakers_of(members)
                come.extend(self._speakers[circle])
        for speaker in gone:
            del self._ranked[bisect_left(self._ranked, (rank(speaker),))]
        if len(come) > len(self._ranked):
            self._ranked = sorted([*self._ranked, *((rank(speaker), speaker) for speaker in come)])
        else:
            for speaker in come:
                insort(self._ranked, (rank(speaker), speaker))
        return gone, come

    def to_json(self) -> dict[str, Any]:
        """All of it, as ``from_json`` takes it."""
        return {
            "voices": [list(voice) for voice in self.voices.values()],
            "circle": self._circle,
            "members": {circle: sorted(voices) for circle, voices in self._members.items()},
            "speakers": {circle: [list(astuple(each)) for each in speakers] for circle, speakers in self._speakers.items()},
            "in office": {office: sorted(names) for office, names in self._in_office.items()},
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        roster = cls()
        roster.voices = {id: Voice(id, name, tuple(roles), count) for id, name, roles, count in kept["voices"]}
        roster.counts = {voice.id: voice.statements for voice in roster.voices.values()}
        roster._circle = dict(kept["circle"])
        roster._members = {circle: set(voices) for circle, voices in kept["members"].items()}
        roster._speakers = {circle: [_speaker(*each) for each in speakers] for circle, speakers in kept["speakers"].items()}
        roster._in_office = {office: set(names) for office, names in kept["in office"].items()}
        roster._ranked = sorted((rank(each), each) for speakers in roster._speakers.values() for each in speakers)
        return roster

    def _root(self, mark: str) -> str:
        while (up := self._circle.setdefault(mark, mark)) != mark:
            self._circle[mark] = self._circle[up]
            mark = up
        return mark

    def _enter(self, voice: Voice) -> list[Speaker]:
        """Puts a voice into its circle; returns the speakers of the circles that become one by it."""
        first, *others = kinship(voice)
        near, offices = may_be_near(voice)
        for office in offices:
            known = self._in_office.setdefault(office, set())
            others.extend(kinship(Voice(0, name, (), 0))[0] for name in known if near(name))
            known.add(voice.name)
        gone: list[Speaker] = []
        root = self._root(first)
        for mark in others:
            if (other := self._root(mark)) != root:
                self._circle[other] = root
                gone.extend(self._speakers.pop(other, ()))
                self._members.setdefault(root, set()).update(self._members.pop(other, ()))
        gone.extend(self._speakers.pop(root, ()))
        self._members.setdefault(root, set()).add(voice.id)
        return gone
