import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.model import Span
from onrecord.index.speakers import Speakers


def named(text: str, *mentions: str) -> list[str | None]:
    """The names for mentions, asked in the order in which they stand in the text."""
    speakers, at, names = Speakers(text), 0, list[str | None]()
    for mention in mentions:
        at = text.index(mention, at)
        names.append(speakers.name(Span(at, at + len(mention))))
        at += len(mention)
    return names


def test_full_name_then_surname_then_pronoun() -> None:
    text = "Prime Minister Ann Oduya spoke. Oduya said so. She added more. Mrs Oduya left."
    assert named(text, "Prime Minister Ann Oduya", "Oduya", "She", "Mrs Oduya") == ["Ann Oduya"] * 4


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("British Prime Minister Carl Ravel", "Carl Ravel"),
        ("Sen. Carl Ravel (R-Ky.)", "Carl Ravel"),
        ("the harbour’s longtime spokesman Carl Ravel", "Carl Ravel"),
        ("Carl Ravel of the Alden Institute", "Carl Ravel"),
        ("Carl Ravel himself", "Carl Ravel"),
        ("the Alden Post", "Alden Post"),
        ("the Bureau of Tides", "Bureau of Tides"),
        ("The harbour ministry", "the harbour ministry"),
        ("Ravel’s aides", "Ravel’s aides"),
        ("Karsk and Ravel", "Karsk and Ravel"),
    ],
)
def test_mention(mention: str, name: str) -> None:
    assert named(f"{mention} said so.", mention) == [name]


def test_a_role_is_the_person_near_by_who_has_it() -> None:
    text = (
        "The treaty’s chief praised them. “Good,” Secretary-General Jon Marsh said. Alden Governor Ann Oduya nodded. The governor said no."
    )
    assert named(text, "The treaty’s chief", "The governor") == ["Jon Marsh", "Ann Oduya"]


def test_a_role_that_two_have_is_nobody_s() -> None:
    assert named("Governor Jon Marsh met Governor Ann Oduya. The governor said no.", "The governor") == ["the governor"]


def test_a_surname_that_two_have_stays_as_it_is_written() -> None:
    text = "Ann Marsh met Jon Marsh. Later, Marsh said no."
    at = text.rindex("Marsh")
    assert Speakers(text).name(Span(at, at + 5)) == "Marsh"


def test_he_is_nobody_where_nobody_spoke_or_she_did() -> None:
    assert named("He said so.", "He") == [None]
    assert named("Mrs Ann Oduya spoke. He said so.", "Mrs Ann Oduya", "He") == ["Ann Oduya", None]
    assert named("Jon Marsh spoke. They said so.", "Jon Marsh", "They") == ["Jon Marsh", None]


def test_who_is_the_name_before_it() -> None:
    assert named("It was Jon Marsh, who said no.", "who") == ["Jon Marsh"]


def test_he_is_the_one_spoken_of_though_somebody_else_spoke_last() -> None:
    text = "Dr Ann Oduya said so. Carl Ravel, who drives a lorry, was on the quay. He said no. “Never,” he said."
    assert named(text, "Dr Ann Oduya", "He", "he") == ["Ann Oduya", "Carl Ravel", "Carl Ravel"]


def test_he_and_she_are_told_by_titles_roles_and_given_names() -> None:
    text = "Spokeswoman Tove Marsh met James Ravel. She said yes. He said no."
    assert named(text, "She", "He") == ["Tove Marsh", "James Ravel"]


def test_he_may_have_no_more_than_a_surname() -> None:
    text = "Oduya said no. “Never,” he said. “I’ve been there,” she said."
    assert named(text, "Oduya", "he", "I’ve", "she") == ["Oduya", "Oduya", None, None]


def test_he_is_not_the_one_of_whom_something_is_said() -> None:
    assert named("Carl Ravel spoke. Mr Marsh, he said, had won.", "Carl Ravel", "he") == ["Carl Ravel", "Carl Ravel"]


def test_he_is_nobody_where_two_men_did_something() -> None:
    assert named("James Ravel hit Carl Marsh. He said no.", "He") == [None]


def test_she_is_the_woman_without_a_name() -> None:
    text = "Ann Oduya spoke. A woman at the gate wept. “No,” she said. A spokeswoman for the bank said so. She said no more."
    mentions = ("Ann Oduya", "she", "A spokeswoman for the bank", "She")
    assert named(text, *mentions) == ["Ann Oduya", None, "a spokeswoman for the bank", "a spokeswoman for the bank"]


def test_it_is_the_body_that_spoke_before() -> None:
    text = "The Alden Bank said so. It said no more. They said yes."
    assert named(text, "The Alden Bank", "It", "They") == ["Alden Bank", "Alden Bank", None]


def test_namesakes_by_title() -> None:
    text = (
        "Mara Vell, the minister, spoke. Tobias Vell, the harbour master, said that nobody knew. “I was there,” he said. "
        "Ms Vell said that she did. Mr Vell laughed and said no. The harbour master said that it was late. The minister said no."
    )
    mentions = ("Tobias Vell", "he", "Ms Vell", "Mr Vell", "The harbour master", "The minister")
    assert named(text, *mentions) == ["Tobias Vell", "Tobias Vell", "Mara Vell", "Tobias Vell", "Tobias Vell", "Mara Vell"]


def test_a_namesake_far_away_is_not_meant() -> None:
    text = f"Ann Marsh said no. {'The tide rose. ' * 60}Jon Marsh said yes. Marsh said so twice."
    at = text.rindex("Marsh")
    assert Speakers(text).name(Span(at, at + 5)) == "Jon Marsh"


def test_a_father_s_name_is_not_his_son_s() -> None:
    text = "Carl Ravel met Carl Ravel Jr. on Monday. Ravel said no."
    at = text.rindex("Ravel")
    assert Speakers(text).name(Span(at, at + 5)) == "Carl Ravel"


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("Its chief inspector, Tove Marsh, said so.", "Its chief inspector", "Tove Marsh"),
        ("The mediator, the former bishop Tove Marsh, said so.", "The mediator", "Tove Marsh"),
        ("A former clerk of the port, Tove Marsh, said so.", "A former clerk of the port", "Tove Marsh"),
        ("Tove Marsh, head of the dockers’ union, said so.", "head of the dockers’ union", "Tove Marsh"),
        ("Tove Marsh, 54, a farmer, spoke. The farmer said so.", "The farmer", "Tove Marsh"),
        ("Secretary of State Tove Marsh said so.", "Secretary of State Tove Marsh", "Tove Marsh"),
        ("The chairman and CEO Tove Marsh said so.", "The chairman and CEO Tove Marsh", "Tove Marsh"),
        ("Miss Universe Tove Marsh said so.", "Miss Universe Tove Marsh", "Tove Marsh"),
        ("William “Bill” Marsh spoke. Marsh said so.", "Marsh", "William Marsh"),
        ("Tove M. Marsh spoke. Tove Marsh said so.", "Tove Marsh", "Tove M. Marsh"),
        ("Tove van der Marsh spoke. Van said so.", "Tove van der Marsh", "Tove van der Marsh"),
        ("Omar al-Marsi spoke. Then al-Marsi said so.", "al-Marsi", "Omar al-Marsi"),
        ("Siân Ó Briain said so.", "Siân Ó Briain", "Siân Ó Briain"),
        ("MARSH: No. Tove Marsh was asked twice.", "MARSH", "Tove Marsh"),
        ("TOVE MARSH: No.", "TOVE MARSH", "Tove Marsh"),
        ("Tove Jordan spoke. Jordan said so.", "Jordan", "Tove Jordan"),
        ("Tove King spoke. King said so.", "King", "Tove King"),
        ("French Prime Minister Tove Marsh met Jon Karsk. The premier said so.", "The premier", "Tove Marsh"),
        ("President Tove Marsh spoke. France’s president said so.", "France’s president", "France’s president"),
        ("Alden Technologies’ boats sank. Alden said so.", "Alden", "Alden Technologies"),
        ("The Maritime Safety Board met. The board said so.", "The board", "Maritime Safety Board"),
        ("Varn’s defence ministry met. The ministry said so.", "The ministry", "Varn’s defence ministry"),
        ("The Tide Board and the Fish Board met. The board said so.", "The board", "the board"),
        ("Tove Marsh spoke. Her spokesman said so.", "Her spokesman", "her spokesman"),
        ("The Alden Post’s report said so.", "The Alden Post’s report", "Alden Post"),
        ("The Republican said so.", "The Republican", "the Republican"),
        ("Russia said so.", "Russia", "Russia"),
    ],
)
def test_names(text: str, mention: str, name: str) -> None:
    at = text.rindex(mention)
    assert Speakers(text).name(Span(at, at + len(mention))) == name


def test_roles_as_the_article_writes_them() -> None:
    text = (
        "German Chancellor Tove Marsh met foreign ministry spokeswoman Ann Oduya. The treaty’s chief praised them. “Good,” "
        "Secretary-General Jon Ravel said. Mara Vell, 54, a farmer near Alden, said no. Former President Carl Karsk, who leads the union, "
        "wept. Carl Karsk, then mayor of Alden, had known. Sorrand’s water minister, Vojtek Sarn, nodded. "
        "The German chancellor, Tove Marsh, left."
    )
    speakers = Speakers(text)
    at = text.index("The treaty’s chief")
    assert speakers.name(Span(at, at + len("The treaty’s chief"))) == "Jon Ravel"
    assert speakers.roles() == {
        "Tove Marsh": ["German Chancellor", "German chancellor"],
        "Ann Oduya": ["foreign ministry spokeswoman"],
        "Jon Ravel": ["treaty’s chief", "Secretary-General"],
        "Mara Vell": ["farmer near Alden"],
        "Carl Karsk": ["Former President", "leader of the union", "then mayor of Alden"],
        "Vojtek Sarn": ["Sorrand’s water minister"],
    }


@pytest.mark.parametrize(
    "part",
    [
        "Ann Karsk said. ",
        "NATO’s chief said. ",
        "He said. ",
        "Ann Karsk said. He said. ",
        "Mayor Ann Karsk said. The mayor said. ",
        "The board said. Alden Board. ",
        "Ann ",
    ],
)
def test_work_grows_with_length(part: str) -> None:
    """Counted in calls, not seconds: those are the same on every machine."""

    def calls(length: int) -> int:
        n = 0

        def count(frame: object, event: str, argument: object) -> None:
            nonlocal n
            n += 1

        text = part * (length // len(part))
        sources = [Span(match.start(), match.end()) for match in re.finditer(r"Ann Karsk|NATO’s chief|\bHe\b|The \w+|Ann", text)]
        sys.setprofile(count)
        try:
            speakers = Speakers(text)
            for source in sources:
                speakers.name(source)
        finally:
            sys.setprofile(None)
        return n

    assert calls(40_000) < 5 * calls(10_000)


@given(st.text(alphabet="Aa b.,’'“”\"‘()-\n\xa0éÉ1:", max_size=80), st.integers(0, 80), st.integers(0, 80))
@settings(deadline=None, max_examples=200)
def test_any_text_has_an_answer(text: str, start: int, end: int) -> None:
    name = Speakers(text).name(Span(min(start, end), max(start, end)))
    assert name is None or name.strip() == name != ""


def test_he_is_the_unknown_one_with_whom_the_sentence_before_begins() -> None:
    text = "Tarvik Ollen was first on board. He said no. On the wall, the harbour master raised his cap. He said no."
    at = text.rindex("He")
    speakers = Speakers(text)
    assert [speakers.name(Span(start, start + 2)) for start in (text.index("He said"), at)] == ["Tarvik Ollen", None]


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("Thursday Ann Karsk spoke. Karsk said no.", "Karsk said", "Ann Karsk"),
        ("Whereas Karsk said no, Ann Karsk left.", "Karsk", "Ann Karsk"),
        ("Chancellor of the Exchequer Ann Karsk said no. Mrs Karsk left.", "Mrs Karsk", "Ann Karsk"),
        (
            "Prime Minister Ann Karsk during a meeting with Carl Ravel said no.",
            "Prime Minister Ann Karsk during a meeting with Carl Ravel",
            "Ann Karsk",
        ),
        ("The head of the Northern Council Ann Karsk said no.", "The head of the Northern Council Ann Karsk", "Ann Karsk"),
        ("A spokeswoman for Ann Karsk said no.", "A spokeswoman for Ann Karsk", "a spokeswoman for Ann Karsk"),
        ("A spokesman for the British Tide Board said no.", "A spokesman for the British Tide Board", "British Tide Board"),
        ("Chairman of the Tide Council Ann Karsk said no.", "Chairman of the Tide Council Ann Karsk", "Ann Karsk"),
        ("Former director of the F.B.I. Jonas Corme said no.", "Former director of the F.B.I. Jonas Corme", "Jonas Corme"),
        ("The President of Latvia Jonas Corme said no.", "The President of Latvia Jonas Corme", "Jonas Corme"),
        ("The envoy for Foreign Affairs Ann Karsk said no.", "Foreign Affairs Ann Karsk", "Ann Karsk"),
        ("BREAKING Jonas Corme said no.", "BREAKING Jonas Corme", "Jonas Corme"),
        ("Norland-born Jonas Corme said no.", "Norland-born Jonas Corme", "Jonas Corme"),
        ("Alden-based Quistair said no.", "Alden-based Quistair", "Quistair"),
        ("Substitute Ann Karsk, a substitute, said no.", "Substitute Ann Karsk", "Ann Karsk"),
        ("Norland’s demand that it end was heard.", "Norland’s", "Norland"),
    ],
)
def test_names_without_what_stands_before_them(text: str, mention: str, name: str) -> None:
    at = text.index(mention)
    assert Speakers(text).name(Span(at, at + len(mention.removesuffix(" said")))) == name


@pytest.mark.parametrize("mention", ["The report", "Our sanctions", "The latest layoffs", "Experience", "Nobody", "54"])
def test_what_cant_speak_has_no_name(mention: str) -> None:
    assert named(f"{mention} told them so. It said more.", mention, "It") == [None, None]


def test_a_country_is_no_surname_of_what_begins_with_a_capital() -> None:
    assert named("It was in Modern Germany. Germany said no.", "Modern Germany", "Germany")[1] == "Germany"
    assert named("Ann Jordan left. Jordan said no.", "Ann Jordan", "Jordan") == ["Ann Jordan", "Ann Jordan"]


def test_a_headline_is_no_name() -> None:
    text = "KARSK PREACHES ON, and Mayor Ann Karsk left. Says Partnership With Norland. Karsk said no. Norland said no."
    assert named(text, "Ann Karsk", "Norland", "Karsk", "Norland")[2:] == ["Ann Karsk", "Norland"]


def test_a_sentence_s_first_word_is_small_if_it_is_no_name() -> None:
    assert named("Officials said no.", "Officials") == ["officials"]
    assert named("Tories said no.", "Tories") == ["Tories"]
    assert named("Bank of Norland said no.", "Bank of Norland") == ["Bank of Norland"]
    assert named("Bakers of Norland said no.", "Bakers of Norland") == ["bakers of Norland"]
    assert named("Ann Baker left. Baker said no.", "Ann Baker", "Baker") == ["Ann Baker", "Ann Baker"]


def test_a_statement_is_his_whose_it_is() -> None:
    text = "Carl Ravel was ill. His statement was read by his lawyer. “I rang,” the statement said. It went on."
    assert named(text, "the statement", "It") == ["Carl Ravel", "Carl Ravel"]


def test_a_role_ends_at_a_full_stop_and_holds_no_day() -> None:
    assert Speakers("It came from Norland. Factory manager Ann Karsk left.").roles() == {"Ann Karsk": ["Factory manager"]}
    assert Speakers("On Wednesday Prime Minister Ann Karsk left.").roles() == {"Ann Karsk": ["Prime Minister"]}


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("“Stay in,” says the forecaster on duty, Lena Marsh.", "the forecaster", "Lena Marsh"),
        ("“Stay in,” says the warden of the park, Lena Marsh.", "the warden", "Lena Marsh"),
        ("“Cold hands,” said one of them, Bishop Ida Norvell of Norrby.", "one of them", "Ida Norvell"),
        ("“Cold hands,” said one of the judges, Ida Norvell.", "one of the judges", "Ida Norvell"),
        ("“No,” said one of them, a man in a green coat who would not give his name.", "one of them", "a man in a green coat"),
        ("A third candidate, Lena Marsh of the Harbour List, said so.", "A third candidate", "Lena Marsh"),
        ("One of them, a nurse, said so.", "One of them", "a nurse"),
        ("A steward at the pumping station said so.", "A steward at the pumping station", "a steward at the pumping station"),
        ("Another passenger, a baker who gave his name only as Mr Brun, said so.", "Another passenger", "Brun"),
        ("A porter who gave her first name as Lena said so.", "A porter", "Lena"),
        ("A porter who gave her name to the police said so.", "A porter", "a porter"),
        ("One of them, after a while, said so.", "One of them", "one of them"),
        ("One of them, Norrby Council, said so.", "One of them", "one of them"),
        ("“No,” said one of them, a week before the vote.", "one of them", "one of them"),
        ("The clinic’s head, Dr Ida Norvell, said so. The clinic’s head was glad.", "The clinic’s head", "Ida Norvell"),
    ],
)
def test_who_stands_behind_a_role_or_one_of_them(text: str, mention: str, name: str) -> None:
    assert named(text, mention) == [name]


def test_a_doctor_may_have_an_office_too() -> None:
    speakers = Speakers("The clinic’s head, Dr Ida Norvell, said so. “No,” said its nurse, Professor Jon Marsh.")
    assert speakers.roles() == {"Ida Norvell": ["clinic’s head"], "Jon Marsh": ["nurse"]}
