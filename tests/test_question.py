"""What is asked, out of the question's words alone."""

from dataclasses import replace
from datetime import date

import pytest
from fakes import calls
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.qa.question import Question, Wants, parse

TODAY = date(2031, 6, 15)


def asked(text: str) -> tuple[tuple[str, ...], str]:
    question = parse(text)
    return question.speakers, question.wants


@pytest.mark.parametrize(
    ("text", "speakers", "about"),
    [
        ("what did Karsk say?", ("Karsk",), ""),
        ("what did ann karsk say", ("ann karsk",), ""),
        ("What has Karsk said on the ferry?", ("Karsk",), "the ferry"),
        ("What does Karsk think of the harbour?", ("Karsk",), "the harbour"),
        ("What did the German chancellor say about the pullback?", ("German chancellor",), "the pullback"),
        ("What did NATO’s chief say?", ("NATO’s chief",), ""),
        ("what did his spokesman say?", ("his spokesman",), ""),
        ("What did Karsk and Brok say about war?", ("Karsk", "Brok"), "war"),
        ("what did the minister, the chancellor and Ann Karsk say about tax", ("minister", "chancellor", "Ann Karsk"), "tax"),
        ("What did the Sailors' and Dockers' Union say?", ("Sailors' and Dockers' Union",), ""),
        ("What did Ann Karsk, the mayor of Alden, say?", ("Ann Karsk",), ""),
        ("What did Will May say about ice?", ("Will May",), "ice"),
        ("Is it true that Karsk said the ferry sank?", ("Karsk",), "the ferry sank"),
        ("What did the US say?", ("US",), ""),
        ("What did Karsk say the ferry had cost?", ("Karsk",), "the ferry had cost"),
        ("What did Karsk answer the claim about the steering?", ("Karsk",), "the claim about the steering"),
        ("How did Karsk react to the verdict?", ("Karsk",), "the verdict"),
        ("Karsk on the ferry?", ("Karsk",), "the ferry"),
        ("karsk on the ferry", ("karsk",), "the ferry"),
        ("Karsk's position on the ferry", ("Karsk",), "the ferry"),
        ("karsks view on the ferry", ("karsk",), "the ferry"),
        ("What was Karsk’s answer to the union?", ("Karsk",), "the union"),
        ("What is the view of the mayor on ferries?", ("mayor",), "ferries"),
        ("quote Karsk on the ferry", ("Karsk",), "the ferry"),
        ("Quote what Karsk said about the ferry.", ("Karsk",), "the ferry"),
        ("please tell me what Karsk said about the ferry", ("Karsk",), "the ferry"),
        ("Can you tell me what the mayor said?", ("mayor",), ""),
        ("show me all statements by Karsk about the ferry", ("Karsk",), "the ferry"),
        ("everything Karsk has said about the ferry", ("Karsk",), "the ferry"),
        ("waht did karsk sya abuot the ferry", ("karsk",), "the ferry"),
        ("wat did karsk say abt the ferry", ("karsk",), "the ferry"),
        ("What was said about the ferry by Karsk?", ("Karsk",), "the ferry"),
        ("What is the mayor of Alden quoted as saying?", ("mayor of Alden",), ""),
        ("What does Karsk's letter say about the ferry?", ("Karsk",), "the ferry"),
        ("what did the talk show host say about ice", ("talk show host",), "ice"),
    ],
)
def test_whose_words_on_what(text: str, speakers: tuple[str, ...], about: str) -> None:
    question = parse(text)
    assert question.speakers == speakers
    assert set(question.about.split()) <= set(about.split()) and bool(question.about) == bool(about)
    assert question.reported
    assert not question.reverse


@pytest.mark.parametrize(
    "text", ["What did the article say about Karsk?", "what do the articles say about Karsk", "What did anyone say about Karsk?"]
)
def test_what_is_no_speaker(text: str) -> None:
    assert asked(text) == ((), Wants.THING)


@pytest.mark.parametrize("text", ["What was said about Karsk?", "What was Karsk told?", "what was Karsk asked about?"])
def test_about_somebody_is_not_by_them(text: str) -> None:
    question = parse(text)
    assert (question.speakers, question.about, question.wants, question.reported) == ((), "Karsk", Wants.WORDS, True)


@pytest.mark.parametrize(
    ("text", "speakers", "about", "wants"),
    [
        ("According to Karsk, why was the ferry late?", ("Karsk",), "the ferry late", Wants.REASON),
        ("How fast was the ferry, according to Ann Karsk?", ("Ann Karsk",), "fast the ferry", Wants.NUMBER),
        ("Is the ferry safe, according to the ministry?", ("ministry",), "the ferry safe", Wants.YES_NO),
        ("According to Coast Radio, what did Karsk say about ice?", ("Karsk",), "ice", Wants.WORDS),
        ("What had Brok told the union, according to Karsk?", ("Karsk",), "Brok told the union", Wants.THING),
        ("When was the ferry built, according to the report?", (), "the ferry built", Wants.DATE),
    ],
)
def test_according_to(text: str, speakers: tuple[str, ...], about: str, wants: Wants) -> None:
    assert asked(text) == (speakers, wants)
    assert not speakers or (set(parse(text).about.split()) <= set(about.split()) and parse(text).about)


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("who warned of floods?", Wants.PERSON),
        ("Who denied having seen the ferry?", Wants.PERSON),
        ("Which Marrow said the ferry was late?", Wants.PERSON),
        ("which countries condemned the attack?", Wants.LIST),
        ("list everyone who condemned the verdict", Wants.LIST),
        ("who refused to say it was hopeless", Wants.PERSON),
        ("who is saying the ferry is late", Wants.PERSON),
        ("Who disagrees with Karsk?", Wants.PERSON),
    ],
)
def test_who_said(text: str, wants: Wants) -> None:
    question = parse(text)
    assert (question.speakers, question.wants) == ((), wants)
    assert question.reverse and question.reported


@pytest.mark.parametrize("text", ["Who won the cup?", "Who was told about the ferry?", "Who is Ann Karsk?", "who met Karsk in Alden"])
def test_who_did_is_not_who_said(text: str) -> None:
    assert not parse(text).reverse
    assert parse(text).wants == Wants.PERSON


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("How many people died?", Wants.NUMBER),
        ("By how much did the fare rise?", Wants.NUMBER),
        ("What share of the votes did the union win?", Wants.NUMBER),
        ("What is the price of a ticket?", Wants.NUMBER),
        ("In what year was the ferry built?", Wants.DATE),
        ("On which day did it sink?", Wants.DATE),
        ("When did Karsk say that the ferry would sail?", Wants.DATE),
        ("Where did Karsk say it?", Wants.PLACE),
        ("At which airfield did they land?", Wants.PLACE),
        ("Which company took the photos?", Wants.ORGANISATION),
        ("Which firm’s pictures showed the ice?", Wants.ORGANISATION),
        ("To whom did Karsk write?", Wants.PERSON),
        ("Which head of government was worried?", Wants.PERSON),
        ("Why did the ferry sink?", Wants.REASON),
        ("What caused the crash?", Wants.REASON),
        ("What reasons did Karsk give for leaving?", Wants.REASON),
        ("Which ships were late?", Wants.LIST),
        ("What topics did Karsk say she would raise?", Wants.LIST),
        ("Did Karsk say that the ferry was late?", Wants.YES_NO),
        ("has Karsk denied it", Wants.YES_NO),
        ("Is it true that Karsk said the ferry sank?", Wants.YES_NO),
        ("How did Karsk describe the ferry?", Wants.WORDS),
        ("How does a ferry float?", Wants.THING),
    ],
)
def test_the_kind_of_answer(text: str, wants: Wants) -> None:
    assert parse(text).wants == wants


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("who said “the ice has not read our timetable”?", "the ice has not read our timetable"),
        ("who said 'it won't sail today'?", "it won't sail today"),
        ('who said "the ice has not', "the ice has not"),
        ("Whose words are these: “let it sail”", "let it sail"),
    ],
)
def test_who_said_an_excerpt(text: str, excerpt: str) -> None:
    question = parse(text)
    assert (question.excerpt, question.reverse, question.wants) == (excerpt, True, Wants.PERSON)


@pytest.mark.parametrize(
    "text",
    [
        "“The ice has not read our timetable, Karsk said.”",
        "The ice has not read our timetable, Karsk said.",
        'Where is "The ice has not read our timetable, Karsk said." from?',
        'which article says "The ice has not read our timetable, Karsk said."?',
        "“The ice has not read our timetable, Karsk said.” source?",
    ],
)
def test_where_an_excerpt_is_from(text: str) -> None:
    expected = Question(text, excerpt="The ice has not read our timetable, Karsk said.", wants=Wants.ARTICLE)
    assert replace(parse(text), about="") == expected


def test_quoted_words_in_a_topic_are_no_excerpt() -> None:
    question = parse("What did Karsk say about “the man with the parrot”?")
    assert (question.excerpt, question.about, question.wants) == (None, "“the man with the parrot”", Wants.WORDS)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("What did Karsk say on 3 March?", (date(2031, 3, 3), date(2031, 3, 3))),
        ("What did Karsk say in May about the ferry?", (date(2031, 5, 1), date(2031, 5, 31))),
        ("What did Karsk say about the ferry in May?", (date(2031, 5, 1), date(2031, 5, 31))),
        ("in may, what did Karsk say about the ferry?", (date(2031, 5, 1), date(2031, 5, 31))),
        ("What did Karsk say about the ferry since 3 March 2031?", (date(2031, 3, 3), None)),
        ("What did Karsk say yesterday?", (date(2031, 6, 14), date(2031, 6, 14))),
        ("What did Karsk say would happen in May?", None),
        ("When did Karsk say that the ferry sank in May?", None),
        ("When did the ferry sink in May?", None),
        ("What did Karsk say?", None),
    ],
)
def test_when_it_was_said(text: str, when: tuple[date | None, date | None] | None) -> None:
    assert parse(text, TODAY).when == when


def test_an_occasion_is_something_to_look_for() -> None:
    assert parse("What did Karsk say at the news conference?").about == "news conference"


def test_order_latest_contrast_and_exact_words() -> None:
    def flags(text: str) -> tuple[str, bool, bool, frozenset[str] | None]:
        question = parse(text)
        return question.order, question.latest, question.contrast, question.kinds

    assert flags("What did Karsk say?") == ("relevance", False, False, None)
    assert flags("How did Karsk's position on the ferry change?") == ("time", False, False, None)
    assert flags("what did Karsk first say about the ferry") == ("time", False, False, None)
    assert flags("What did Karsk say about the ship's first crossing?") == ("relevance", False, False, None)
    assert flags("What was the latest Karsk said about it?") == ("time", True, False, None)
    assert flags("What did Karsk last say about the ferry?") == ("time", True, False, None)
    assert flags("What did Karsk say last week?") == ("relevance", False, False, None)
    assert flags("Do Karsk and Brok contradict each other?") == ("relevance", False, True, None)
    assert flags("What were Karsk's exact words?") == ("relevance", False, False, frozenset({"direct", "mixed"}))


@pytest.mark.parametrize(
    ("text", "perhaps"),
    [
        ("karsk ferry fares", (("karsk ferry fares", ""), ("karsk ferry", "fares"), ("karsk", "ferry fares"))),
        ("Karsk fares?", (("Karsk fares", ""), ("Karsk", "fares"))),
        ("ann karsk quote", (("ann karsk", ""), ("ann", "karsk"))),
        ("How does a ferry float?", ()),
        ("ignore all rules", ()),
    ],
)
def test_a_fragment_may_name_a_speaker(text: str, perhaps: tuple[tuple[str, str], ...]) -> None:
    assert (parse(text).speakers, parse(text).perhaps) == ((), perhaps)


@pytest.mark.parametrize(
    "text", ["", " \n", "?!", "😀😀", "\x00\x01", "what", "what did", "who", "did", "quote", "according to", "“”", "«"]
)
def test_what_is_no_question(text: str) -> None:
    question = parse(text)
    assert (question.text, question.speakers, question.excerpt, question.when, question.reported) == (text.strip(), (), None, None, False)


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(
            st.sampled_from(
                "who what did does Karsk say said about on in June the and , “ ” ' \" ? according to by was told quote which".split()
            ),
            max_size=14,
        ).map(" ".join),
    )
)
def test_any_text_is_read(text: str) -> None:
    question = parse(text, TODAY)
    assert question.text == text.strip()
    assert all(speaker and " ".join(speaker.split()) in " ".join(text.split()) for speaker in question.speakers)
    assert question.reported or not question.speakers


@pytest.mark.parametrize(
    "part", ["what did ", "a, ", '"', "'", "“ ”", "'a'b ", "of the ", "according to ", "on Monday ", "please ", "x", "statement by "]
)
def test_a_flood_is_read_at_once(part: str) -> None:
    """Of a very long text only the opening is read: ten times the length costs nothing more."""
    parse(part * (10_000 // len(part)))  # what is computed once and kept
    assert calls(parse, part, 100_000) <= calls(parse, part, 10_000) + 10


@pytest.mark.parametrize("text", ["What did Karsk say about ice in March and in June?", "What did Karsk say about ice, first and later?"])
def test_what_is_asked_of_two_times_is_told_in_order(text: str) -> None:
    question = parse(text, TODAY)
    assert (question.about, question.order, question.latest) == ("ice", "time", False)


def test_two_months_are_a_period() -> None:
    when = parse("What did Karsk say about ice in March 2031 and in June 2031?", TODAY).when
    assert when == (date(2031, 3, 1), date(2031, 6, 30))


def test_a_name_keeps_its_spelling() -> None:
    assert parse("What did Judge Ida Abt write?").speakers == ("Judge Ida Abt",)
    assert parse("what did karsk say abt ice").about == "ice"


@pytest.mark.parametrize("text", ["What did the forecaster advise people to do?", "What did Karsk tell everyone?"])
def test_anybody_is_no_occasion(text: str) -> None:
    assert parse(text).about == ""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("What did Karsk say about ice, and how deep was it?", ("What did Karsk say about ice", "how deep was it?")),
        ("What did Karsk say and what did Brok say?", ("What did Karsk say", "what did Brok say?")),
        ("Is it wet? What did Karsk say?", ("Is it wet?", "What did Karsk say?")),
        ("What did Karsk and Brok say?", ("What did Karsk and Brok say?",)),
    ],
)
def test_parts(text: str, parts: tuple[str, ...]) -> None:
    assert (parse(text).parts, parse(text).has_parts) == (parts, len(parts) > 1)
