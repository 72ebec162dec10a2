"""Which voices are one speaker, and which are kept apart."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.identity import content, speakers_of
from onrecord.index.statement_table import Voice


def voices(*named: tuple[str, str]) -> list[Voice]:
    """Of names and roles, the roles parted by semicolons."""
    return [Voice(id, name, tuple(role for role in roles.split("; ") if role), 1) for id, (name, roles) in enumerate(named, 1)]


def parted(made: Sequence[Voice]) -> set[frozenset[int]]:
    return {frozenset(speaker.voices) for speaker in speakers_of(made)}


def test_the_words_of_a_description() -> None:
    assert content("the Russian defence minister".split()) == content("Russia’s defense minister".split())
    assert content("the mayor of Alden".split()) == content("Alden’s mayor".split())
    assert content("mayor".split()) != content("deputy mayor".split())


def test_two_of_one_name_are_two_by_what_they_are_and_one_of_whom_nothing_is_told_stays_apart() -> None:
    assert parted(voices(("Ann Karsk", "mayor"), ("Ann Karsk", "goalkeeper"))) == {frozenset({1}), frozenset({2})}
    assert parted(voices(("Ann Karsk", "mayor"), ("Ann Karsk", "goalkeeper"), ("Ann Karsk", ""))) == {
        frozenset({1}), frozenset({2}), frozenset({3}),
    }  # fmt: skip
    assert parted(voices(("Ann Karsk", "mayor"), ("Ann Karsk", ""))) == {frozenset({1, 2})}


def test_a_third_voice_that_is_both_joins_them() -> None:
    assert parted(voices(("Ann Karsk", "mayor"), ("Ann Karsk", "goalkeeper"), ("Ann Karsk", "mayor; former goalkeeper"))) == {
        frozenset({1, 2, 3})
    }


def test_a_bare_surname_joins_its_only_bearer_and_of_two_nobody() -> None:
    assert parted(voices(("Ann Karsk", ""), ("Karsk", ""))) == {frozenset({1, 2})}
    assert parted(voices(("Ann Karsk", ""), ("Jon Karsk", ""), ("Karsk", ""))) == {frozenset({1}), frozenset({2}), frozenset({3})}


def test_different_middle_initials_are_different_people() -> None:
    assert parted(voices(("Ann B. Karsk", ""), ("Ann C. Karsk", ""))) == {frozenset({1}), frozenset({2})}


def test_a_speaker_goes_by_the_fullest_name_and_has_the_others_as_aliases() -> None:
    (speaker,) = speakers_of([Voice(4, "Karsk", ("mayor",), 9), Voice(7, "Ann Karsk", ("mayor", "farmer"), 2)])
    assert (speaker.name, speaker.aliases, speaker.roles, speaker.statements, speaker.voices) == (
        "Ann Karsk", ("Karsk",), ("mayor", "farmer"), 11, (4, 7),
    )  # fmt: skip


def test_of_two_who_cannot_both_be_the_bearer_of_a_surname_neither_is() -> None:
    named = voices(("Ann Karsk", ""), ("Ann Karsk", ""), ("Karsk", "mayor"), ("Karsk", "goalkeeper"))
    assert parted(named) == parted(named[::-1])
    assert [speaker.voices for speaker in speakers_of(named)] == [(1, 2), (4,), (3,)]


def test_a_speaker_s_name_is_the_most_usual_one_that_is_well_formed() -> None:
    said = {"Rasmund Karlinsky": 2, "Rasmund Karlinski": 9, "RASMUND KARLINSKI": 30, "Karlinski": 50}
    (speaker,) = speakers_of([Voice(id, name, (), count) for id, (name, count) in enumerate(said.items(), 1)])
    assert (speaker.name, speaker.aliases) == ("Rasmund Karlinski", ("Rasmund Karlinsky", "Karlinski", "RASMUND KARLINSKI"))


@pytest.mark.parametrize(
    ("longer", "bare"),
    [
        # What is no person's full name lends none to the word that it ends with.
        ("Last month the NTB", "NTB"),
        ("Alden prosecutors", "Prosecutors"),
        ("Union of Varn", "Varn"),
        ("Old Norway", "Norway"),
        ("NTB Varn", "Varn"),
    ],
)
def test_a_longer_run_names_nobody_with_a_shorter_name(longer: str, bare: str) -> None:
    assert parted(voices((longer, ""), (bare, ""), (bare, "agency"))) == {frozenset({1}), frozenset({2, 3})}


def test_a_name_by_itself_is_nobody_s_surname() -> None:
    assert parted([Voice(1, "Senior Tidemen", (), 1), Voice(2, "Tidemen", (), 10)]) == {frozenset({1}), frozenset({2})}
    assert parted([Voice(1, "Ann Karsk", (), 1), Voice(2, "Karsk", (), 9)]) == {frozenset({1, 2})}


def test_a_country_is_one_under_all_its_names_and_apart_from_its_capital() -> None:
    assert [(each.name, each.aliases) for each in speakers_of(voices(("Britain", ""), ("UK", ""), ("UK", "island"), ("London", "")))] == [
        ("UK", ("Britain",)), ("London", ()),
    ]  # fmt: skip


def test_a_body_is_one_with_its_letters_where_they_are_no_other_s() -> None:
    assert parted(voices(("Norland Tide Board", ""), ("NTB", ""))) == {frozenset({1, 2})}
    assert parted(voices(("Norland Tide Board", ""), ("New Tide Bank", ""), ("NTB", ""))) == {
        frozenset({1}), frozenset({2}), frozenset({3}),
    }  # fmt: skip


def test_a_slip_in_a_first_name_is_taken_for_the_usual_one() -> None:
    usual = Voice(1, "Rasmund Karsk", (), 20)
    assert parted([usual, Voice(2, "Rasmunt Karsk", (), 2)]) == {frozenset({1, 2})}
    assert parted([usual, Voice(2, "Rasmunt Karsk", (), 3)]) == {frozenset({1}), frozenset({2})}
    assert parted([usual, Voice(2, "Jon Karsk", (), 2)]) == {frozenset({1}), frozenset({2})}


def test_a_word_that_stands_small_elsewhere_is_no_name() -> None:
    (both,) = speakers_of([Voice(1, "Police", (), 3), Voice(2, "police", (), 1)])
    assert (both.name, both.statements) == ("police", 4)
    assert parted([Voice(1, "Orange", (), 4), Voice(2, "orange", (), 1)]) == {frozenset({1}), frozenset({2})}


def test_what_anybody_may_be_parts_no_bearers_of_a_name() -> None:
    assert parted(voices(("Ann Karsk", "mayor"), ("Ann Karsk", "host"), ("Ann Karsk", "Alden captain"), ("Ann Karsk", "Dr"))) == {
        frozenset({1, 2, 3, 4})
    }


def test_a_role_is_shown_once_in_its_most_usual_spelling_and_titles_that_tell_nothing_last() -> None:
    said = [Voice(1, "Ann Karsk", ("Dr", "Mayor"), 5), Voice(2, "Ann Karsk", ("mayor",), 2), Voice(3, "Ann Karsk", ("founder",), 6)]
    assert [each.roles for each in speakers_of(said)] == [("Mayor", "founder", "Dr")]


def test_nobody_says_nothing() -> None:
    assert speakers_of([]) == []


NAMES = (
    "Ann Karsk|Karsk|Ann B. Karsk|Jon Karsk|Mayor|the mayor|officials|Alden Ltd|Alden|Ministry of Tides|von der Linden|Ánn Kársk|...|"
    "UK|Britain|NTB|Norland Tide Board|Rasmund Karsk|police|Police"
)
ROLES = "|mayor|goalkeeper|mayor; goalkeeper|Russian president|president of Russia"
VOICES = st.lists(st.tuples(st.sampled_from(NAMES.split("|")), st.sampled_from(ROLES.split("|"))), max_size=8)


@settings(deadline=None, max_examples=150)
@given(VOICES)
def test_every_voice_is_one_speaker_s(named: list[tuple[str, str]]) -> None:
    made = voices(*named)
    speakers = speakers_of(made)
    assert sorted(voice for speaker in speakers for voice in speaker.voices) == [voice.id for voice in made]
    assert sum(speaker.statements for speaker in speakers) == len(made)
    assert all({speaker.name, *speaker.aliases} == {made[voice - 1].name for voice in speaker.voices} for speaker in speakers)


@settings(deadline=None, max_examples=150)
@given(VOICES, st.integers(0, 99))
def test_who_is_who_does_not_hang_on_the_order(named: list[tuple[str, str]], seed: int) -> None:
    made = voices(*named)
    assert parted(random.Random(seed).sample(made, len(made))) == parted(made)
