"""An answer as a message in the chat: HTML in which every word of a stranger's is escaped before anything is marked.

The chat reads messages as Markdown with HTML in it. What starts with a block element and holds no empty line is HTML throughout
(https://spec.commonmark.org/0.31.2/#html-blocks), and punctuation is written as character references besides, so that neither reading
finds anything in a text but the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from urllib.parse import quote

from ..evals.markup import Html, join, tag
from ..qa.answer import Answer, Citation, Piece, PieceKind
from ..qa.page import spelled
from .known import Known

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_LINE_BREAKS = re.compile(r"\r\n?|[\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_SHOWN = 6  # citations, up to which their cards are unfolded
KINDS = {"direct": "direct speech", "indirect": "indirect speech", "mixed": "partly quoted", "report": "the article’s words"}


def plain(text: str) -> Html:
    """The text, whatever it looks like; a line break stays one."""
    return Html("<br>".join(_PUNCTUATION.sub(lambda mark: f"&#{ord(mark[0])};", line) for line in _LINE_BREAKS.split(text)))


def message(answer: Answer, known: Known | None = None) -> Html:
    """The whole answer; one that isn't clear looks like one, under the line that says so."""
    known = known or Known()
    asked = tag("p", plain(f"Understood as: {answer.asked}"), class_="asked") if answer.asked else Html()
    removed = join(_unverified(answer), _removed(answer))
    if answer.outcome == "nothing":
        return tag("section", asked, tag("p", plain(answer.text), class_="refusal"), removed, class_="abstention")
    short = tag("p", plain(answer.short), class_="short") if answer.short and _tells(answer, answer.short) else Html()
    return tag(
        "section", asked, short, _told(answer), _byline(answer), removed, _cards(answer.citations, known), class_=f"answer {answer.outcome}"
    )


def _tells(answer: Answer, short: str) -> bool:
    """Whether a short answer says more at a glance than the words below it: of what somebody said or wrote, a figure or a name does."""
    quoted = any(piece.kind in ("heading", "prose") for piece in answer.pieces)
    return not quoted or short[:1].isupper() or any(letter.isdigit() for letter in short)


def working(what: str) -> Html:
    """What is being done, while it is."""
    return tag("section", tag("p", plain(what), class_="working"), class_="answer unfinished")


def draft(text: str) -> Html:
    """An answer as far as it is written; its numbers can be pressed when it is whole."""
    return tag("section", *(tag("p", plain(line)) for line in text.splitlines() if line.strip()), class_="answer unfinished")


def unfinished(shown: str) -> bool:
    """Whether a message was still being made."""
    return shown.startswith('<section class="answer unfinished">')


def trouble(why: str) -> Html:
    """Why there is no answer, where the articles have no part in it."""
    return tag("section", tag("p", plain(why), class_="refusal"), class_="abstention trouble")


def place(citation: Citation) -> str:
    """The fragment that opens a citation's article where it stands."""
    return f"#/article/{quote(citation.article, safe='')}/{citation.version}/{citation.start}-{citation.end}/{citation.n}"


def question_link(text: str, label: str) -> Html:
    """A link that asks the question."""
    return tag("a", plain(label), href=f"#/ask/{quote(text, safe='')}", class_="ask")


def outside(url: str | None, label: str) -> Html:
    """A link to a page elsewhere; nothing for what is no http or https address."""
    if url is None or not re.match(r"https?://[^\s<>\"']+\Z", url, re.IGNORECASE):
        return Html()
    return tag("a", plain(label), href=url, target="_blank", rel="noopener noreferrer")


def _told(answer: Answer) -> Html:
    """The text, its lines as paragraphs, by the pieces that it is made of."""
    lines: list[Html] = []
    citations = {citation.n: citation for citation in answer.citations}
    for line in _lines(answer):
        written = [_written(answer.text[piece.start : piece.end], piece, citations) for piece in line]
        kinds: set[PieceKind] = {piece.kind for piece in line}
        name = "h3" if "heading" in kinds else "p"
        lines.append(tag(name, *_spaced(written, line, answer.text), class_=_class_of(kinds)))
    return join(*lines)


def _class_of(kinds: set[PieceKind]) -> str | None:
    """Of a line: a model's prose, which may have quotations in it, a quotation by itself, or a word to the reader."""
    return "written-line" if "prose" in kinds else "said" if "quote" in kinds else "note" if kinds == {"note"} else None


def _byline(answer: Answer) -> Html:
    """Who wrote it, if a model did, and what that took."""
    if not any(piece.kind == "prose" for piece in answer.pieces):
        return Html()
    cost = answer.cost
    took = f" {cost.seconds:.1f} seconds, {cost.prompt_tokens + cost.completion_tokens:,} tokens." if cost else ""
    return tag(
        "p", plain(f"The prose is {answer.answerer}’s, each sentence checked against the passages that it cites.{took}"), class_="byline"
    )


def _lines(answer: Answer) -> list[list[Piece]]:
    """The pieces, line by line; a quotation may go over several lines and is one piece."""
    found: list[list[Piece]] = []
    end = -1
    for piece in answer.pieces:
        if end < 0 or "\n" in answer.text[end : piece.start]:
            found.append([])
        found[-1].append(piece)
        end = piece.end
    return found


def _written(text: str, piece: Piece, citations: dict[int, Citation]) -> Html:
    if piece.kind == "mark" and piece.n in citations:
        return mark(citations[piece.n])
    if piece.kind == "heading":
        return plain(text.removesuffix(":"))
    if piece.kind == "prose":
        return tag("span", plain(text), class_="written")  # its ends may be blanks before a quotation; and "prose" is Gradio's
    if piece.telling:
        first, last = piece.telling.start - piece.start, piece.telling.end - piece.start
        parts = (plain(text[:first].lstrip()), tag("b", plain(text[first:last])), plain(text[last:].rstrip()))
        return tag("span", *parts, class_=piece.kind)
    return tag("span", plain(text.strip()), class_=piece.kind)


def mark(citation: Citation) -> Html:
    """The number, which opens the article."""
    return tag("a", tag("span", "Citation ", class_="unseen"), str(citation.n), href=place(citation), class_="mark", role="button")


def _spaced(parts: Sequence[Html], pieces: Sequence[Piece], text: str) -> list[Html]:
    """With a space between two that are apart; a number stays in the line of the word before it."""
    spaced = [parts[0]]
    for part, piece, before in zip(parts[1:], pieces[1:], pieces, strict=False):
        apart = piece.start > before.end or text[piece.start].isspace()
        space = "\u00a0" if piece.kind == "mark" else " "
        spaced.append(Html(f"{space}{part}") if apart else part)
    return spaced


def _cards(citations: Sequence[Citation], known: Known) -> Html:
    """For each number who speaks, how and when; under the heading of the article that they stand in."""
    if not citations:
        return Html()
    cards = [
        tag("li", tag("p", _origin(own[0], known), class_="origin"), tag("ul", *(_card(citation, known) for citation in own)))
        for own in (list(group) for _, group in groupby(citations, key=lambda each: (each.article, each.version)))
    ]
    n = len(citations)
    heading = tag("summary", plain(f"{n} citation{'s' if n > 1 else ''}"))
    return tag("details", heading, tag("ul", *cards, class_="cards"), class_="sources", open=n <= _SHOWN)


def _card(citation: Citation, known: Known) -> Html:
    role = known.roles.get(citation.n)
    who = f"{citation.speaker}, {role}" if citation.speaker and role else citation.speaker
    facts = [who, KINDS[citation.kind], f"said on {spelled(citation.said_on)}" if citation.said_on else None]
    told = tag("span", plain(" · ".join(fact for fact in facts if fact)), class_="facts")
    copied = tag(
        "a", "copy link", tag("span", f" to citation {citation.n}", class_="unseen"), href=place(citation), class_="copy", role="button"
    )
    return tag("li", mark(citation), " ", told, " ", copied, class_="card")


def _origin(citation: Citation, known: Known) -> Html:
    """Headline, outlet, author, day, and the page itself where there is one."""
    about = [citation.source, citation.author, spelled(citation.published) if citation.published else None]
    facts = tag("span", plain(" · ".join(fact for fact in about if fact)), class_="outlet")
    link = outside(citation.url, "the page itself")
    label = citation.title or known.labels.get((citation.article, citation.version), citation.article)
    return join(tag("strong", plain(label)), " ", facts, " " if link else "", link)


def _unverified(answer: Answer) -> Html:
    """A model's own words that the check can't be sure of, each with what it cites beneath, so that a reader compares."""
    if not answer.unverified:
        return Html()
    cited = {each.n: each for each in answer.citations}
    rows = [
        tag(
            "li",
            tag("p", plain(each.text), class_="free"),
            *(tag("blockquote", tag("span", plain(cited[n].quote), class_="quote"), "\u00a0", mark(cited[n])) for n in each.citations),
        )
        for each in answer.unverified
    ]
    heading = tag("h4", plain("≈ The model’s own words, not verified: compare them with what they cite"))
    return tag("aside", heading, tag("ul", *rows), class_="unverified")


def _removed(answer: Answer) -> Html:
    """What a model wrote and the articles don't bear out."""
    if not answer.removed:
        return Html()
    n = len(answer.removed)
    summary = tag(
        "summary", plain(f"{n} sentence{'s' if n > 1 else ''} taken out, because the articles don’t bear {'them' if n > 1 else 'it'} out")
    )
    rows = [
        tag("li", tag("span", plain(each.text), class_="taken"), " ", tag("span", plain(each.why), class_="why")) for each in answer.removed
    ]
    return tag("details", summary, tag("ul", *rows), class_="removed")
