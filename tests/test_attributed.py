"""Words and those whose they are: what stands beside a quotation tells, whoever spoke before; what doesn't speak is nobody's."""

import pytest

from onrecord.index.statements import extract


def told(text: str) -> list[tuple[str | None, str, list[str]]]:
    """Each statement as speaker, kind and content."""
    return [(each.speaker, each.kind, [text[slice(*span)] for span in each.content]) for each in extract(text)]


BEFORE = "“We begin at nine,” Bert Hall said.\n\n"
CLOSES = "“The school will close,”"


@pytest.mark.parametrize(
    ("behind", "speaker"),
    [
        ("is how Ilka Soren put it.", "Ilka Soren"),
        ("the ministry was quoted as saying.", "the ministry"),
        ("the Alden Post quoted Ilka Soren as saying on Monday.", "Ilka Soren"),
        ("per a statement from Ilka Soren.", "Ilka Soren"),
        ("came the answer from Ilka Soren.", "Ilka Soren"),
        ("was Ilka Soren’s reply.", "Ilka Soren"),
        ("in the words of Ilka Soren.", "Ilka Soren"),
        ("according to Ilka Soren.", "Ilka Soren"),
        ("goes the song.", None),
        ("a letter from the ministry states.", None),
        ("the Ministry of Schools underscores.", "Ministry of Schools"),
        ("points out former teacher Ilka Soren.", "Ilka Soren"),
        ("write Ilka Soren and her pupils.", "Ilka Soren"),
        ("Ilka Soren, who led the council, the town’s oldest, told the Alden Post.", "Ilka Soren"),
        ("Ilka Soren, head of the school told the Alden Post.", "Ilka Soren"),
        ("with a view to the summer.", None),
    ],
)
def test_a_quotation_belongs_to_whom_the_words_behind_it_name(behind: str, speaker: str | None) -> None:
    assert told(f"{BEFORE}{CLOSES} {behind}")[1] == (speaker, "direct", [CLOSES])


def test_in_the_words_of_somebody() -> None:
    assert told(f"{BEFORE}In the words of Ilka Soren, “The school will close.”")[1] == (
        "Ilka Soren",
        "direct",
        ["“The school will close.”"],
    )


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("The Alden Post quoted Ilka Soren as saying that it would close.", "Ilka Soren", "that it would close"),
        ("Ilka Soren was quoted by the Post as saying it would close.", "Ilka Soren", "it would close"),
        ("Bert Hall spoke to the council saying it would close.", "Bert Hall", "it would close"),
        ("Bert Hall wrote to the Post asking whether it would close.", "Bert Hall", "whether it would close"),
        ("Bert Hall posted to Chirper asking whether it would close.", "Bert Hall", "whether it would close"),
        ("Bert Hall sent a letter to the council saying it would close.", None, "it would close"),
        ("Bert Hall, head of the agency, Alden Line, said it would close.", "Bert Hall", "it would close"),
        ("In Alden, the mayor, Bert Hall, said it would close.", "Bert Hall", "it would close"),
        ("Mr Hall, who had been ill, denied there was any danger.", "Hall", "there was any danger"),
        ("Last Friday the ministry had announced it would close.", "the ministry", "it would close"),
        ("The trial follows a complaint alleging that it would close.", None, "that it would close"),
        ("A pilot told NNA the old type of pump would close.", "a pilot", "the old type of pump would close"),
        ("Ann Karsk told Alden’s Today Programme there were holes.", "Ann Karsk", "there were holes"),
        ("Ann Karsk told the Post in May, when she was ill, that it would close.", "Ann Karsk", "that it would close"),
        ("Ann Karsk claimed there was proof that it would close.", "Ann Karsk", "there was proof that it would close"),
        ("On Monday, Ann Karsk – head of the mill – asked why it would close.", "Ann Karsk", "why it would close"),
        ("Norland’s army claims that it would close.", "Norland’s army", "that it would close"),
        ("Ann Karsk told MPs the school would close.", "Ann Karsk", "the school would close"),
        ("Ann Karsk told MPs on Monday care was taken to close it.", "Ann Karsk", "care was taken to close it"),
        ("Senator Ann Karsk, a critic of the mayor said that it would close.", "Ann Karsk", "that it would close"),
        ("It would close, says Ann Karsk, explaining that.", "Ann Karsk", "It would close"),
        ("The bank, which lost its head, said the club needed a loan.", "the bank", "the club needed a loan"),
    ],
)
def test_who_says_it_is_not_whom_it_is_said_to_nor_what_stands_between(text: str, speaker: str | None, content: str) -> None:
    assert told(text) == [(speaker, "indirect", [content])]


@pytest.mark.parametrize("text", ["The party's declared aims are old.", "I am late for the many who came."])
def test_nobody_says_anything(text: str) -> None:
    assert told(text) == []


def test_whoever_is_named_between_commas_said_nothing_of_the_sort() -> None:
    text = "Ann Voss, who chairs the council, said people already thought it was late."
    assert told(text)[0] == ("Ann Voss", "indirect", ["people already thought it was late"])


def test_now_says_somebody_in_the_middle() -> None:
    text = "Currently, says Dr Hall, the mill is closed. But, says Dr Hall, it will open. Norland, Dr Hall says, has paid."
    assert [content for _, _, content in told(text)] == [["Currently", "the mill is closed"], ["it will open"], ["Norland", "has paid"]]


@pytest.mark.parametrize(
    "between",
    [
        "Photo: Karl Voss / Alden Press",
        "Bert Hall at the bridge. Photograph: Karl Voss/Alden Press",
        "Karl Voss/Alden Press",
        "(Photo by Karl Voss)",
        "Image credit: Karl Voss",
        "KARL VOSS OPENS THE OLD BRIDGE AT NOON",
    ],
)
def test_a_credit_or_a_headline_in_capitals_is_not_he(between: str) -> None:
    text = f"The mayor, Bert Hall, opened the bridge on Monday.\n\n{between}\n\n“It is old,” he said."
    assert told(text)[-1] == ("Bert Hall", "direct", ["“It is old,”"])


def test_a_surname_is_not_that_of_a_relative_named_further_down() -> None:
    text = "Mayor Hall said it was old. “It is late,” Hall said.\n\nThen his daughter Rhea Hall came."
    assert [speaker for speaker, _, _ in told(text)] == ["Hall", "Hall"]


def test_a_newcomer_without_a_name_keeps_the_words_of_the_role() -> None:
    text = "Economist Ilka Soren warned of a flood.\n\nAn economist at the Alden Bank said it rained. “It will rain,” the economist said."
    assert [speaker for speaker, _, _ in told(text)][-2:] == ["an economist at the Alden Bank", "the economist"]


def test_somebody_when_asked() -> None:
    assert told("“It is late,” said Ann Karsk when asked about it.") == [("Ann Karsk", "direct", ["“It is late,”"])]


@pytest.mark.parametrize(("whom", "speaker"), [("Marsh", "Jon Marsh"), ("the keeper", None)])
def test_he_within_a_quotation_is_whom_it_names(whom: str, speaker: str | None) -> None:
    text = f"Jon Marsh kept the gate. “I asked {whom} to wait. He said, ‘May I go now, please?’” Carl Ravel said."
    assert told(text)[-1][0] == speaker


def test_many_are_not_he() -> None:
    text = "Doctors wanted to operate. He said he would stay."
    assert [speaker for speaker, _, _ in told(text)] == ["doctors", None]


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("Rhea Tolland said the survey showed that people were late.", "Rhea Tolland"),
        ("Mr Hall said the poster was old. The image showed a cat, he argued.", "Hall"),
        ("Some pundits thought it was late. The bridge is old.", None),
        ("Some pundits thought it was late.\n\nThe bridge is old.", None),
    ],
)
def test_an_unsigned_quotation_is_his_who_reports_right_before_it(before: str, speaker: str | None) -> None:
    assert told(f"{before} “It is what we would all have seen.”")[-1] == (speaker, "direct", ["“It is what we would all have seen.”"])


@pytest.mark.parametrize("marks", ["“…“", "”…”", "»…«", "›…‹", "»…»", "«…»", "„…“", "„…”", "‚…‘", "‘…’"])
def test_marks_of_any_kind(marks: str) -> None:
    opens, closes = marks.split("…")
    quotation = f"{opens}We saw nothing at all{closes}"
    assert told(f"{quotation}, said Dov Lanier.") == [("Dov Lanier", "direct", [quotation])]


def test_the_same_mark_on_both_sides_twice() -> None:
    text = "“We saw nothing“, Dov Lanier said. “It was dark“, he added."
    assert told(text) == [("Dov Lanier", "direct", ["“We saw nothing“"]), ("Dov Lanier", "direct", ["“It was dark“"])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It is over,” said Bert “Lofty” Oxley.", ("Bert Oxley", "direct", ["“It is over,”"])),
        ("Bert “Lofty” Oxley said it was over.", ("Bert Oxley", "indirect", ["it was over"])),
        ("“It is over,” said Ilka Soren, author of “The Long Winter of the Dykes.”", ("Ilka Soren", "direct", ["“It is over,”"])),
        ("Ilka Soren, author of “The Long Winter of the Dykes,” said it was over.", ("Ilka Soren", "indirect", ["it was over"])),
        ("“It is over,” said Ilka Soren, who wrote “The Long Winter of the Dykes.”", ("Ilka Soren", "direct", ["“It is over,”"])),
    ],
)
def test_a_name_in_marks_is_no_speech(text: str, expected: tuple[str, str, list[str]]) -> None:
    assert told(text) == [expected]


def test_a_title_that_opens_a_sentence_is_no_speech() -> None:
    assert told(f"{BEFORE}“The Long Winter of the Dykes,” her third book, sells well.")[1:] == []


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("on Dec. 31", "2031-12-31"),
        ("on Wednesday, Jan. 7,", "2032-01-07"),
        ("late on Friday evening", "2032-02-27"),
        ("two weeks ago", None),
        ("earlier this week", None),
    ],
)
@pytest.mark.parametrize("that", ["that ", ""])
def test_a_time_between_the_verb_and_what_was_said(when: str, day: str | None, that: str) -> None:
    text = f"Pim Oster said {when} {that}it was dry."
    (found,) = extract(text, published="2032-03-01")
    assert (found.speaker, text[slice(*found.content[0])], found.said_on) == ("Pim Oster", f"{that}it was dry", day)


def test_a_time_that_is_a_part_of_what_was_said_stays() -> None:
    assert told("Pim Oster said two in five dams were dry.")[0][2] == ["two in five dams were dry"]
    assert told("Pim Oster said the March figures were late.")[0][2] == ["the March figures were late"]
