"""News of an invented town, and what holds for every answer, for the tests of the assistant."""

import re

from onrecord import Answer, Article, Assistant, Index

DAM = Article(
    "Mayor Ann Karsk said the Alden dam was safe. “Nobody need leave the valley,” she told reporters in Port Selm on Tuesday.\n\n"
    "Engineer Jon Marsh warned of cracks in the eastern wall of the dam. “I would not sleep under it,” Marsh said.\n\n"
    "The dam holds 40 million cubic metres of water and was built in 1961. Ferry owner Ilo Quist watched from the quay.",
    id="dam", title="Alden dam under watch", published="2031-03-05", source="Gazette",
)  # fmt: skip
WIRE = Article("“Nobody need leave the valley,” Mayor Ann Karsk said.", id="wire", title="Calm", published="2031-03-06", source="Herald")
FAIR = Article(
    "Karsk said the spring fair would open in June.\n\nBaker Tam Brok said bread prices would rise by a tenth.",
    id="fair", title="Fair to open", published="2031-03-20", source="Herald",
)  # fmt: skip
TAX = Article(
    "Finance minister Oda Lind told parliament on 3 March that the harbour tax would stay. “We will not touch it,” Lind said.",
    id="tax", title="Harbour tax stays", published="2031-03-04", source="Gazette",
)  # fmt: skip
CUT = Article(
    "Finance minister Oda Lind said on Thursday that the harbour tax would fall by half. “We listened,” she said in Varn.",
    id="cut", title="Harbour tax falls", published="2031-06-13", source="Gazette",
)  # fmt: skip
SAFE, LEAVE, JUNE = (
    "Mayor Ann Karsk said the Alden dam was safe.",
    "“Nobody need leave the valley,”",
    "Karsk said the spring fair would open in June.",
)
CRACKS, SLEEP = "Engineer Jon Marsh warned of cracks in the eastern wall of the dam.", "“I would not sleep under it,”"
STAY, TOUCH = "Finance minister Oda Lind told parliament on 3 March that the harbour tax would stay.", "“We will not touch it,”"
HALF, LISTENED = "Finance minister Oda Lind said on Thursday that the harbour tax would fall by half.", "“We listened,”"
BREAD = "Baker Tam Brok said bread prices would rise by a tenth."
OF_KARSK = [JUNE, LEAVE, SAFE]


def check(answer: Answer, index: Index) -> Answer:
    """What holds for every answer: exact slices, numbers 1, 2, 3 by first use, none where nothing was found."""
    for citation in answer.citations:
        text = index.article(citation.article, citation.version).text
        assert citation.quote == text[citation.start : citation.end]
        assert text[: citation.start].endswith(citation.prefix)
        assert text[citation.end :].startswith(citation.suffix)
    marks = answer.text
    for citation in answer.citations:  # an article may hold "[7]" itself
        assert citation.quote in answer.text
        marks = marks.replace(citation.quote, "")
    assert list(dict.fromkeys(map(int, re.findall(r" \[(\d+)\]", marks)))) == [citation.n for citation in answer.citations]
    assert [citation.n for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert len({(each.article, each.start, each.end) for each in answer.citations}) == len(answer.citations)
    assert bool(answer.citations) is (answer.outcome != "nothing")
    assert 0 <= answer.confidence <= 1
    return answer


def ask(assistant: Assistant, question: str, *history: str) -> Answer:
    return check(assistant.ask(question, history), assistant.index)


def quotes(answer: Answer) -> list[str]:
    assert answer.answered, answer.text
    return [citation.quote for citation in answer.citations]
