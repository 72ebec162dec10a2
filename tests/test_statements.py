import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.model import Statement
from onrecord.index.statements import extract

SEED = Path(__file__).parents[1] / "seeds" / "000_52871e91a9e3b963.txt"
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NEWS_TEXT = st.lists(
    st.sampled_from(
        ["Ann", "Karsk", "said", "Said", "told", "he", "that", "to", "and", "who", "according", "urged", "saying", "the", "Mr.", "don't"]
        + [".", "?", ",", ":", "—", "(", ")", '"', "'", "''", *"“”‘’„«»「」", " ", " ", " ", " "]
        + ["\n\n", "\u2028", "\xa0", "今日", "نعم", "\u0301"]
    ),
    max_size=60,
).map("".join)


def said(text: str) -> list[tuple[str, str | None, str | None, str | None, list[str]]]:
    """Each statement as kind, speaker, source, cue and content, in words."""
    return [
        (
            found.kind,
            found.speaker,
            text[slice(*found.source)] if found.source else None,
            text[slice(*found.cue)] if found.cue else None,
            [text[slice(*span)] for span in found.content],
        )
        for found in extract(text)
    ]


@pytest.mark.parametrize(
    ("text", "kind", "speaker", "source", "cue", "content"),
    [
        ("“We will stay here,” Ann Karsk said.", "direct", "Ann Karsk", "Ann Karsk", "said", ["“We will stay here,”"]),
        ('"We will stay here," said Ann Karsk.', "direct", "Ann Karsk", "Ann Karsk", "said", ['"We will stay here,"']),
        ("„We will stay here,“ Ann Karsk said.", "direct", "Ann Karsk", "Ann Karsk", "said", ["„We will stay here,“"]),
        ("«We will stay here,» Ann Karsk said.", "direct", "Ann Karsk", "Ann Karsk", "said", ["«We will stay here,»"]),
        ("Ann Karsk said: “We stay.”", "direct", "Ann Karsk", "Ann Karsk", "said", ["“We stay.”"]),
        ("Ann Karsk, the mayor, said, “We stay.”", "direct", "Ann Karsk", "Ann Karsk", "said", ["“We stay.”"]),
        ("“We stay,” Ann Karsk said, “and fight.”", "direct", "Ann Karsk", "Ann Karsk", "said", ["“We stay,”", "“and fight.”"]),
        ("“We stay,” Ann Karsk said. “We fight.”", "direct", "Ann Karsk", "Ann Karsk", "said", ["“We stay,”", "“We fight.”"]),
        ("“Why should we stay?” Ann Karsk demanded.", "direct", "Ann Karsk", "Ann Karsk", "demanded", ["“Why should we stay?”"]),
        ("Ann Karsk called it a “very good day”.", "mixed", "Ann Karsk", "Ann Karsk", "called", ["it a “very good day”"]),
        ("Ann Karsk said the deal was “dead and buried”.", "mixed", "Ann Karsk", "Ann Karsk", "said", ["the deal was “dead and buried”"]),
        ("Ann Karsk said that it rained.", "indirect", "Ann Karsk", "Ann Karsk", "said", ["that it rained"]),
        ("Ann Karsk told reporters that it rained.", "indirect", "Ann Karsk", "Ann Karsk", "told", ["that it rained"]),
        ("Ann Karsk has warned of floods.", "indirect", "Ann Karsk", "Ann Karsk", "has warned", ["floods"]),
        ("Ann Karsk denied that it rained.", "indirect", "Ann Karsk", "Ann Karsk", "denied", ["that it rained"]),
        ("Ann Karsk wants to stay.", "indirect", "Ann Karsk", "Ann Karsk", "wants", ["to stay"]),
        ("Prices rose, according to the Alden Bank.", "indirect", "Alden Bank", "the Alden Bank", "according to", ["Prices rose"]),
        ("According to the Alden Bank, prices rose.", "indirect", "Alden Bank", "the Alden Bank", "According to", ["prices rose"]),
        ("Many prices rose in May, the ministry said.", "indirect", "the ministry", "the ministry", "said", ["Many prices rose in May"]),
        ("It rained in Alden for days, she said.", "indirect", None, "she", "said", ["It rained in Alden for days"]),
    ],
)
def test_one_statement(text: str, kind: str, speaker: str | None, source: str, cue: str, content: list[str]) -> None:
    assert said(text) == [(kind, speaker, source, cue, content)]


@pytest.mark.parametrize(
    "text", ["They watched “Long Rain” in Alden.", "The “best” shop closed.", "His latest claims were long.", "", "!?"]
)
def test_no_statement(text: str) -> None:
    assert extract(text) == []


def test_a_shared_subject() -> None:
    assert [row[1:] for row in said("Ann Karsk said it rained, adding that it would stop.")] == [
        ("Ann Karsk", "Ann Karsk", "said", ["it rained"]),
        ("Ann Karsk", "Ann Karsk", "adding", ["that it would stop"]),
    ]


def test_a_quotation_over_paragraphs_is_one_statement() -> None:
    text = "Ann Karsk said: “We will stay here.\n\n“We will fight.”"
    assert said(text) == [("direct", "Ann Karsk", "Ann Karsk", "said", ["“We will stay here.", "“We will fight.”"])]


def test_a_quotation_without_a_speaker_has_none() -> None:
    assert said("It rained.\n\n“We will never leave this town.”") == [("direct", None, None, None, ["“We will never leave this town.”"])]


@settings(deadline=None, max_examples=300)
@given(ANY_TEXT | NEWS_TEXT)
def test_any_text(text: str) -> None:
    for found in extract(text):
        assert found.content
        spans = [*found.content, *(span for span in (found.source, found.cue) if span)]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(a.end <= b.start for a, b in zip(found.content, found.content[1:], strict=False))


@pytest.mark.parametrize("part", ['"', "“", "“a” ", "he said, ", "“I,” he said. ", "he said “a b c d.” "])
def test_work_grows_with_length(part: str) -> None:
    """Counted in calls, not seconds: those are the same on every machine."""

    def calls(length: int) -> int:
        n = 0

        def count(frame: object, event: str, argument: object) -> None:
            nonlocal n
            n += 1

        sys.setprofile(count)
        try:
            extract(part * (length // len(part)))
        finally:
            sys.setprofile(None)
        return n

    assert calls(40_000) < 5 * calls(10_000)


def test_the_seed_article() -> None:
    text = SEED.read_text(encoding="utf-8")
    speakers = {"Vladimir Putin", "Olaf Scholz", "Boris Johnson", "Ukraine", "Dmytro Kuleba", "Jens Stoltenberg", "Maxar"}
    speakers |= {"Maria Zakharova", "Russia’s defence ministry", "Kremlin"}
    found = [statement for statement in extract(text) if statement.speaker in speakers]
    assert [(each.kind, each.speaker, *_ends(text, each)) for each in found] == [
        ("indirect", "Vladimir Putin", "Moscow does not want", "over Ukraine"),
        ("indirect", "Vladimir Putin", "that the issue of", "entirety immediately"),
        ("indirect", "Vladimir Putin", "Russia had been informed", "near future"),
        ("indirect", "Vladimir Putin", "that was not a", "satisfactory assurance"),
        ("direct", "Vladimir Putin", "“We need to resolve", "taken seriously,”"),
        ("direct", "Vladimir Putin", "“[And] As for war", "our country,”"),
        ("indirect", "Vladimir Putin", "Russia was ready to", "confidence-building measures"),
        ("indirect", "Russia’s defence ministry", "it was orchestrating a", "military drills"),
        ("mixed", "Olaf Scholz", "the announcement of a", "“good signal”"),
        ("indirect", "Olaf Scholz", "diplomatic efforts to resolve", "from exhausted"),
        ("direct", "Olaf Scholz", "“For us Germans but", "is hopeless,”"),
        ("direct", "Boris Johnson", "“the intelligence that we’re", "not encouraging”"),
        ("indirect", "Ukraine", "the reported pullback needed", "be believed"),
        ("direct", "Dmytro Kuleba", "“When we see troops", "in de-escalation,”"),
        ("indirect", "Jens Stoltenberg", "signals from Russia in", "diplomatic resolution"),
        ("mixed", "Jens Stoltenberg", "Moscow to demonstrate its", "heavy equipment”"),
        ("direct", "Jens Stoltenberg", "“There are signs from", "Russian side,”"),
        ("indirect", "Jens Stoltenberg", "that Russia has in", "to regroup"),
        ("indirect", "Maxar", "The images also captured", "convoy formation"),
        ("indirect", "Kremlin", "that it plans to", "invade Ukraine"),
        ("indirect", "Kremlin", "it can exercise troops", "sees fit"),
        ("direct", "Maria Zakharova", "“February 15, 2022, will", "shot fired,”"),
    ]


def _ends(text: str, found: Statement) -> tuple[str, str]:
    """The first words of what was said and its last ones."""
    first, last = (text[slice(*span)].split() for span in (found.content[0], found.content[-1]))
    return " ".join(first[:4]), " ".join(last[-2:])
