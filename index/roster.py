"""The speakers of an index, kept in line with its voices: who is who is worked out anew only among those whom new voices touch."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Hashable, Iterable, Sequence

from .identity import kinship, may_be_near, speakers_of
from .model import Speaker
from .naming import is_named
from .statement_table import Voice

_Rank = tuple[bool, int, str, tuple[str, ...], int]


def rank(speaker: Speaker) -> _Rank:
    """Those with a name first, of these the most quoted."""
    return not is_named(speaker.name), -speaker.statements, speaker.name, speaker.roles, speaker.voices[0]


class Roster:
    """Speakers in circles: voices that could ever be one speaker are in one circle, and each circle is worked out by itself."""

    def __init__(self) -> None:
        self.voices: dict[int, Voice] = {}
        self.counts: dict[int, int] = {}
        """In how many statements each voice speaks."""
        self._circle: dict[Hashable, Hashable] = {}  # what voices share -> the same for all of one circle, step by step
        self._members: dict[Hashable, set[int]] = {}
        self._speakers: dict[Hashable, list[Speaker]] = {}
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

    def _root(self, mark: Hashable) -> Hashable:
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
