import json

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.identity import speakers_of
from onrecord.index.roster import Roster, rank
from onrecord.index.statement_table import Voice

NAMES = (
    "Ann Karsk|Karsk|Ann B. Karsk|Jon Karsk|Mayor|the mayor|officials|Alden Ltd|Alden|Ministry of Tides|Tides Ministry|von der Linden|"
    "Vojtek Šarnić|Wojtek Sharnich|UK|Britain|NTB|Norland Tide Board|police|Police|Rasmund Karsk|Rasmunt Karsk|Karsk’s"
)
ROLES = "|mayor|goalkeeper|mayor; goalkeeper|water minister of Sorrand|Sorrand’s water minister"
ALL = [Voice(0, name, tuple(role for role in roles.split("; ") if role), 0) for name in NAMES.split("|") for roles in ROLES.split("|")]
STEPS = st.lists(st.dictionaries(st.integers(0, len(ALL) - 1), st.integers(1, 25), max_size=9), min_size=1, max_size=4)


@settings(deadline=None, max_examples=200)
@given(STEPS)
def test_step_by_step_it_comes_to_the_same(steps: list[dict[int, int]]) -> None:
    roster = Roster()
    known: dict[tuple[int, ...], str] = {}
    for counts in steps:
        roster = Roster.from_json(json.loads(json.dumps(roster.to_json())))
        voices = [ALL[i]._replace(id=i, statements=count) for i, count in sorted(counts.items())]
        changed = [voice for voice in voices if roster.voices.get(voice.id) != voice]
        gone, come = roster.update(changed, [id for id in roster.voices if id not in counts])
        assert roster.counts == counts
        assert roster.speakers == sorted(speakers_of(voices), key=rank)
        for speaker in gone:
            assert known.pop(speaker.voices) == speaker.name
        known.update((speaker.voices, speaker.name) for speaker in come)
        assert known == {speaker.voices: speaker.name for speaker in roster.speakers}


def test_only_those_whom_a_voice_touches_are_worked_out_again() -> None:
    ann, jon, surname = Voice(1, "Ann Karsk", (), 2), Voice(2, "Jon Marsh", (), 1), Voice(3, "Karsk", (), 1)
    roster = Roster()
    assert [speaker.name for speaker in roster.update([ann, jon], [])[1]] == ["Ann Karsk", "Jon Marsh"]
    gone, come = roster.update([surname], [])
    assert ([speaker.voices for speaker in gone], [speaker.voices for speaker in come]) == ([(1,)], [(1, 3)])
    assert roster.update([], []) == ([], [])
    gone, come = roster.update([], [ann.id, surname.id])
    assert ([speaker.voices for speaker in gone], come) == ([(1, 3)], [])
    assert [speaker.name for speaker in roster.speakers] == ["Jon Marsh"]
