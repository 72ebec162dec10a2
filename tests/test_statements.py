import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.clauses import attributions, may_attribute
from onrecord.index.model import Span, Statement
from onrecord.index.statements import extract
from onrecord.index.tokens import tokens

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
        ("“We stay.” — Ann Karsk, mayor", "direct", "Ann Karsk", "Ann Karsk", "—", ["“We stay.”"]),
        ("Speaking in Alden, Ann Karsk said it rained.", "indirect", "Ann Karsk", "Ann Karsk", "said", ["it rained"]),
        ("Calling it late, Ann Karsk left.", "indirect", "Ann Karsk", "Ann Karsk", "Calling", ["it late"]),
        ("As it rained, Ann Karsk said, “We stay.”", "direct", "Ann Karsk", "Ann Karsk", "said", ["“We stay.”"]),
        (
            "Ann Karsk said that it rained and that it would stop.",
            "indirect",
            "Ann Karsk",
            "Ann Karsk",
            "said",
            ["that it rained and that it would stop"],
        ),
        ("Ann Karsk (D-Alden) said it rained.", "indirect", "Ann Karsk", "Ann Karsk", "said", ["it rained"]),
        ("Ann Karsk, 54, of Alden, said it rained.", "indirect", "Ann Karsk", "Ann Karsk", "said", ["it rained"]),
        ("Its owner, Ann Karsk, said it rained.", "indirect", "Ann Karsk", "Its owner, Ann Karsk", "said", ["it rained"]),
        ("The roof leaks, said the mayor, Ann Karsk.", "indirect", "Ann Karsk", "Ann Karsk", "said", ["The roof leaks"]),
        ("The roof, Ann Karsk said, was leaking.", "indirect", "Ann Karsk", "Ann Karsk", "said", ["The roof", "was leaking"]),
        ("The roof was leaking, as Ann Karsk put it.", "indirect", "Ann Karsk", "Ann Karsk", "put it", ["The roof was leaking"]),
        ("The roof was leaking, in Ann Karsk’s words.", "indirect", "Ann Karsk", "Ann Karsk’s", "words", ["The roof was leaking"]),
        ("Nobody heard Ann Karsk’s claim that it rained.", "indirect", "Ann Karsk", "Ann Karsk’s", "claim", ["that it rained"]),
        ("The plan was denounced by Ann Karsk.", "indirect", "Ann Karsk", "Ann Karsk", "denounced", ["The plan"]),
        ("Ann Karsk refused to say who paid.", "indirect", "Ann Karsk", "Ann Karsk", "refused to say", ["who paid"]),
        ("Ann Karsk keeps saying that it rained.", "indirect", "Ann Karsk", "Ann Karsk", "saying", ["that it rained"]),
        ("Ann Karsk vowed Sunday to stay.", "indirect", "Ann Karsk", "Ann Karsk", "vowed", ["to stay"]),
        ("The mayors who led the strike say it rained.", "indirect", "the mayors", "The mayors", "say", ["it rained"]),
        (
            "Aides of the alleged thief said it rained.",
            "indirect",
            "aides of the alleged thief",
            "Aides of the alleged thief",
            "said",
            ["it rained"],
        ),
        ("ANN KARSK: I think we stay. It is late.", "indirect", "Ann Karsk", "ANN KARSK", ":", ["I think we stay", "It is late."]),
        ("“We stay,” she said by telephone.", "direct", None, "she", "said", ["“We stay,”"]),
        (
            "Ann Karsk said seals wear, “and then one changes them”.",
            "mixed",
            "Ann Karsk",
            "Ann Karsk",
            "said",
            ["seals wear, “and then one changes them”"],
        ),
        ("It was late, she said, and the boat had left.", "indirect", None, "she", "said", ["It was late", "and the boat had left"]),
        ("It was late, she said, and closed the door.", "indirect", None, "she", "said", ["It was late"]),
        ("It was late; the lamp, Ann Karsk said, was out.", "indirect", "Ann Karsk", "Ann Karsk", "said", ["the lamp", "was out"]),
        (
            "The mayor, Ann Karsk, wept, the town hall said.",
            "indirect",
            "the town hall",
            "the town hall",
            "said",
            ["The mayor, Ann Karsk, wept"],
        ),
        ("Ann Karsk, the mayor, said no.", "indirect", "Ann Karsk", "Ann Karsk", "said", ["no"]),
        (
            "Alden Line said it was sorry and apologized to all.",
            "indirect",
            "Alden Line",
            "Alden Line",
            "said",
            ["it was sorry and apologized to all"],
        ),
        ("Alden Line’s photos appeared to show rain.", "indirect", "Alden Line", "Alden Line’s photos", "appeared to show", ["rain"]),
        ("The union that represents Alden’s bakers will say it rains.", "indirect", "the union", "The union", "will say", ["it rains"]),
        ("Farmers between the border and Alden Bridge had asked for rain.", "indirect", "farmers", "Farmers", "had asked", ["for rain"]),
        ("“It’s over,” Karsk, 54, of Oxley, told them.", "direct", "Karsk", "Karsk", "told", ["“It’s over,”"]),
        ("The pump failed at 5 a.m. Ann Karsk said so.", "indirect", "Ann Karsk", "Ann Karsk", "said", ["so"]),
        ("This morning Ann Karsk said it rained.", "indirect", "Ann Karsk", "Ann Karsk", "said", ["it rained"]),
        ("14.29 Harbour officials said it rained.", "indirect", "Harbour officials", "Harbour officials", "said", ["it rained"]),
        ("A statement late on Friday said it rained.", "indirect", None, "A statement", "said", ["it rained"]),
        ("Bakers say the mayor wants rain.", "indirect", "bakers", "Bakers", "say", ["the mayor wants rain"]),
        ("The mayor told parents the school would close.", "indirect", "the mayor", "The mayor", "told", ["the school would close"]),
        ("The report said that it rained.", "indirect", None, "The report", "said", ["that it rained"]),
        ("In a letter Ann Karsk said it rained.", "indirect", "Ann Karsk", "Ann Karsk", "said", ["it rained"]),
        ("In its turn Norland said it rained.", "indirect", "Norland", "Norland", "said", ["it rained"]),
        ("Experience shows that it rains.", "indirect", None, "Experience", "shows", ["that it rains"]),
        ("ALDEN (NNA) - It rained, Ann Karsk said.", "indirect", "Ann Karsk", "Ann Karsk", "said", ["It rained"]),
    ],
)
def test_one_statement(text: str, kind: str, speaker: str | None, source: str, cue: str, content: list[str]) -> None:
    assert said(text) == [(kind, speaker, source, cue, content)]


@pytest.mark.parametrize(
    "text",
    [
        "They watched “Long Rain” in Alden.",
        "The “best” shop closed.",
        "Ann Karsk, who wrote the letter, left.",
        "Rain fell, prompting fears it could last.",
        "His latest claims were long.",
        "The photos appeared to show rain.",
        "It seemed that it rained.",
        "It was hard to say that it rained.",
        "The farmers made plans to leave.",
        "What Ann Karsk thinks of it is not known.",
        "Having said that, the ferry is old.",
        "Whoever said that was wrong.",
        "Let’s say it is old.",
        "Most lectures you can skip.",
        "The price that Alden Line was asking was high.",
        "The strike means that trains are late.",
        "From: Ann Karsk of Alden Line",
        "Ann Karsk said to leave town",  # a headline: a line without a stop
        "“Long rain ahead” in the hills",
        "Picture caption: Rain on the quay.",
        "",
        "!?",
    ],
)
def test_no_statement(text: str) -> None:
    assert extract(text) == []


def test_a_shared_subject() -> None:
    assert [row[1:] for row in said("Ann Karsk said it rained, adding that it would stop.")] == [
        ("Ann Karsk", "Ann Karsk", "said", ["it rained"]),
        ("Ann Karsk", "Ann Karsk", "adding", ["that it would stop"]),
    ]


def test_one_sentence_with_two_who_speak() -> None:
    assert [row[1:] for row in said("When Bo Ravel denied it, Ann Karsk said it rained and urged him to stay.")] == [
        ("Bo Ravel", "Bo Ravel", "denied", ["it"]),
        ("Ann Karsk", "Ann Karsk", "said", ["it rained"]),
        ("Ann Karsk", "Ann Karsk", "urged", ["him to stay"]),
    ]


def test_signed_quotations_line_by_line() -> None:
    text = "“We will stay here for long.” — Ann Karsk\n“We will leave before long.”\n— Bo Ravel, baker"
    assert [(row[2], row[4]) for row in said(text)] == [
        ("Ann Karsk", ["“We will stay here for long.”"]),
        ("Bo Ravel", ["“We will leave before long.”"]),
    ]


def test_a_quotation_with_mixed_marks() -> None:
    text = '“We stay," Ann Karsk said. “It is late.”'
    assert [(row[2], row[4]) for row in said(text)] == [("Ann Karsk", ['“We stay,"', "“It is late.”"])]


def test_a_quotation_within_a_quotation() -> None:
    text = "“The boy ran up and Bo Ravel said, ‘We are late.’ I laughed,” Ann Karsk said."
    assert [(row[2], row[4]) for row in said(text)] == [
        ("Ann Karsk", ["“The boy ran up and Bo Ravel said, ‘We are late.’ I laughed,”"]),
        ("Bo Ravel", ["‘We are late.’"]),
    ]


def test_a_quotation_after_a_paragraph_with_one_speaker_is_hers() -> None:
    text = "Ann Karsk said that it rained.\n\n“We will never leave this town.”"
    assert [(row[2], row[4]) for row in said(text)] == [
        ("Ann Karsk", ["that it rained"]),
        ("Ann Karsk", ["“We will never leave this town.”"]),
    ]


def test_what_is_denied_is_not_what_the_denier_says() -> None:
    assert [row[3:] for row in said("Ann Karsk denied that she plans to leave.")] == [("denied", ["that she plans to leave"])]
    assert [row[3:] for row in said("Ann Karsk has not said whether she wants to go.")] == [("has not said", ["whether she wants to go"])]


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


@pytest.mark.parametrize(
    "part",
    ['"', "“", "“a” ", "he said, ", "“I,” he said. ", "he said “a b c d.” ", "to say ", "he said, “a” ", "said.\n\n“", "as he said, "],
)
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
    speakers = {"Vladimir Putin", "Olaf Scholz", "Boris Johnson", "Ukraine", "Dmytro Kuleba", "Jens Stoltenberg", "Maxar Technologies"}
    speakers |= {"Maria Zakharova", "Russia’s defence ministry", "Kremlin", "Moscow"}
    found = [statement for statement in extract(text, published="2022-02-15") if statement.speaker in speakers]
    assert [(each.kind, each.speaker, *_ends(text, each), each.said_on) for each in found] == [
        ("indirect", "Vladimir Putin", "Moscow does not want", "over Ukraine", None),
        ("indirect", "Vladimir Putin", "that the issue of", "entirety immediately", None),
        ("indirect", "Vladimir Putin", "Russia had been informed", "near future", "2022-02-15"),
        ("indirect", "Vladimir Putin", "that was not a", "satisfactory assurance", "2022-02-15"),
        ("direct", "Vladimir Putin", "“We need to resolve", "taken seriously,”", "2022-02-15"),
        ("direct", "Vladimir Putin", "“[And] As for war", "our country,”", "2022-02-15"),
        ("indirect", "Vladimir Putin", "the need for the", "primary concerns", "2022-02-15"),
        ("indirect", "Vladimir Putin", "Russia was ready to", "confidence-building measures", "2022-02-15"),
        ("indirect", "Russia’s defence ministry", "it was orchestrating a", "military drills", None),
        ("mixed", "Olaf Scholz", "the announcement of a", "“good signal”", None),
        ("indirect", "Olaf Scholz", "diplomatic efforts to resolve", "from exhausted", None),
        ("direct", "Olaf Scholz", "“For us Germans but", "is hopeless,”", "2022-02-15"),
        ("direct", "Boris Johnson", "“the intelligence that we’re", "not encouraging”", None),
        ("indirect", "Ukraine", "the reported pullback needed", "be believed", None),
        ("direct", "Dmytro Kuleba", "“When we see troops", "in de-escalation,”", None),
        ("indirect", "Jens Stoltenberg", "signals from Russia in", "diplomatic resolution", None),
        ("mixed", "Jens Stoltenberg", "Moscow to demonstrate its", "heavy equipment”", None),
        ("direct", "Jens Stoltenberg", "“There are signs from", "Russian side,”", None),
        ("indirect", "Jens Stoltenberg", "that Russia has in", "to regroup", None),
        ("indirect", "Maxar Technologies", "increased Russian military activity", "western Russia", "2022-02-15"),
        ("indirect", "Maxar Technologies", "the arrival of helicopters,", "forward locations", None),
        ("indirect", "Maxar Technologies", "The images also captured", "convoy formation", None),
        ("indirect", "Kremlin", "that it plans to", "invade Ukraine", None),
        ("indirect", "Kremlin", "it can exercise troops", "sees fit", None),
        ("indirect", "Moscow", "the Western talk of", "and hysterical", "2022-02-15"),
        ("direct", "Maria Zakharova", "“February 15, 2022, will", "shot fired,”", "2022-02-15"),
    ]


def _ends(text: str, found: Statement) -> tuple[str, str]:
    """The first words of what was said and its last ones."""
    first, last = (text[slice(*span)].split() for span in (found.content[0], found.content[-1]))
    return " ".join(first[:4]), " ".join(last[-2:])


SENTENCES = st.lists(
    st.sampled_from("Ann Karsk he said says saying plan’s claims that in her words as according to put it by : , . It’s rain -".split()),
    min_size=1,
    max_size=12,
).map(" ".join)


@settings(deadline=None, max_examples=300)
@given(SENTENCES)
def test_a_sentence_that_is_passed_over_has_no_attribution(sentence: str) -> None:
    found = attributions(tokens(sentence, Span(0, len(sentence)), []))
    assert may_attribute(sentence) or found == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It rained in Alden all day.", False),
        ("Ann Karsk didn’t SAY why.", True),
        ("Ravel: no more ferries", True),
        ("Its calls for rain", True),
    ],
)
def test_which_sentences_are_read(sentence: str, expected: bool) -> None:
    assert may_attribute(sentence) is expected


def who(text: str) -> list[tuple[str | None, str]]:
    """Each statement's speaker, with the first words of what was said."""
    return [(found.speaker, " ".join(text[slice(*found.content[0])].split()[:3])) for found in extract(text)]


def test_an_answer_without_a_name_is_his_who_was_asked() -> None:
    text = (
        "Carl Ravel received us in the watch room.\n\nMr Ravel, what did you see?\n\n"
        "‘I saw the bow first. She was where she should be.\n\n‘I called, “Come to port.” There was no answer.’\n\n"
        "Why did you not stop her?\n\n‘I have no power over ships that lie elsewhere.’"
    )
    assert who(text) == [("Carl Ravel", "‘I saw the"), ("Carl Ravel", "‘I called, “Come"), ("Carl Ravel", "‘I have no")]


def test_a_quotation_after_what_somebody_did_is_that_person_s() -> None:
    text = "Ann Karsk was asked about the bridge.\n\nShe shrugged her shoulders. “I have no power over a bridge.”"
    assert who(text) == [("Ann Karsk", "“I have no")]


def test_a_name_and_a_party_before_a_colon() -> None:
    text = "Ann Karsk, Norland Party: “I’ll wait for the judge.”\n\nNote: “This is all there is to say.”"
    assert who(text) == [("Ann Karsk", "“I’ll wait for"), (None, "“This is all")]


@pytest.mark.parametrize("label", ["SYSTEM", "USER", "ASSISTANT", "NOTE", "UPDATE", "PHOTO", "CAPTION", "Q", "A"])
def test_a_label_is_no_speaker(label: str) -> None:
    assert [speaker for speaker, _ in who(f"{label}: The bridge will be closed to all.")] == []


def test_he_within_a_quotation_is_not_the_one_who_is_quoted() -> None:
    text = "Carl Ravel spoke. “The mayor rang. He said, ‘We are late.’ I left,” Ravel said."
    assert who(text) == [("Carl Ravel", "“The mayor rang."), (None, "‘We are late.’")]


def test_a_figure_that_somebody_puts_at_a_number() -> None:
    assert who("Alden General Hospital put the number of injured at 31.") == [("Alden General Hospital", "the number of")]


def test_a_verb_of_the_main_clause_after_a_title_in_marks() -> None:
    text = "Ann Karsk, who is at work on a book with the title “All Well”, believes that it will be read."
    assert who(text) == [("Ann Karsk", "that it will")]


def test_a_name_alone_before_she_wrote() -> None:
    text = "Ann Karsk thanked her. Ms Ravel, she wrote, had done what others never do."
    assert [(found.speaker, [text[slice(*span)] for span in found.content]) for found in extract(text)][-1] == (
        "Ann Karsk",
        ["Ms Ravel", "had done what others never do"],
    )


def test_an_attribution_behind_a_clause_with_another_one() -> None:
    assert said("The mayor never said so in public, her office told the Alden Post; the line was made up.")[0][1:] == (
        "her office",
        "her office",
        "told",
        ["The mayor never said so in public", "the line was made up"],
    )
    assert said("Ravel accused the council of delay, the Alden Post said.")[-1][1:] == (
        "Ravel",
        "Ravel",
        "accused",
        ["the council of delay"],
    )
