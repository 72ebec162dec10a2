"""An answer for use elsewhere: Markdown with footnotes, BibTeX, CSL-JSON; with links that open the article at the quotation.

Titles, names, URLs and texts are strangers'. What a format would read as its own is escaped, so that nothing of theirs takes effect.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from .answer import CONTEXT, Answer, Citation
from .receipt import marks, read_answer

# Links to a place in a page

_LONGEST_URL = 8_000  # characters; servers refuse longer ones


def link(url: str | None, citations: Sequence[Citation] = ()) -> str | None:
    """The URL with a text fragment for each citation, in ASCII that neither Markdown nor TeX reads anything into but for %, # and &.

    None if it is none of http or https. Whatever stands before the host ("https://bank.example@evil.example") is left out.
    """
    if url is None or len(url) > _LONGEST_URL:
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode()
        port = "" if parts.port is None else f":{parts.port}"
    except ValueError:
        return None
    host = f"[{host}]" if ":" in host else host
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]", host):
        return None
    path, query, fragment = (_encoded(part) for part in (parts.path, parts.query, parts.fragment.partition(":~:")[0]))
    address = urlunsplit((parts.scheme, host + port, path, query, fragment))
    directives = "&".join(filter(None, map(text_directive, citations)))
    return f"{address}{'' if fragment else '#'}:~:{directives}" if directives else address


def _encoded(part: str) -> str:
    """Percent-encoded but for what is already, and for the characters that part a URL."""
    return quote(re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", part), safe="%/:?@&+,;=")


_EXACT = 300  # characters; longer quotations are given by their first and last words
_SHORT = 60  # characters; shorter ones may stand in the page twice, so they are given with what is around them
_WORDS = 6
_CONTEXT_WORDS = 4


def text_directive(citation: Citation) -> str | None:
    """``text=[prefix-,]start[,end][,-suffix]``: where in its page a browser finds the quotation. None if there is no word in it.

    Each of the four is looked for within one paragraph and from word to word, and spaces and paragraphs may part the context from the rest:
    https://wicg.github.io/scroll-to-text-fragment/#syntax and #finding-ranges-in-a-document.
    """
    lines = _lines(citation.quote)
    if not lines:
        return None
    terms, unsure = _terms(lines)
    if unsure or sum(map(len, lines)) < _SHORT:
        before, after = _around(citation)
        terms = [*([f"{_term(before)}-"] if before else []), *map(_term, terms), *([f"-{_term(after)}"] if after else [])]
    else:
        terms = list(map(_term, terms))
    return "text=" + ",".join(terms)


def _term(text: str) -> str:
    return quote(text, safe="").replace("-", "%2D")


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]


def _terms(lines: Sequence[str]) -> tuple[list[str], bool]:
    """The quotation whole, or its first and last words; and whether the last are found too early in it."""
    first, last = lines[0].split(), lines[-1].split()
    if len(lines) == 1 and (len(lines[0]) <= _EXACT or len(first) < 3 * _WORDS):
        return [lines[0]], False
    start = " ".join(first[:_WORDS])
    whole, begun = " ".join(lines).casefold(), len(start.casefold())  # browsers don't heed case
    for size in range(min(_WORDS, len(last)), min(2 * _WORDS, len(last)) + 1):
        end = " ".join(last[-size:])
        if whole.find(end.casefold(), begun) + len(end.casefold()) == len(whole):
            return [start, end], False
    return [start, " ".join(last[-2 * _WORDS :])], True


def _around(citation: Citation) -> tuple[str, str]:
    """The words before and after the quotation, whole ones only, of the paragraphs next to it."""
    before, after = citation.prefix[-CONTEXT:], citation.suffix[:CONTEXT]
    if len(before) >= CONTEXT:
        before = re.sub(r"^\S+", "", before)
    if len(after) >= CONTEXT:
        after = re.sub(r"\S+$", "", after)
    last, first = (_lines(before) or [""])[-1], (_lines(after) or [""])[0]
    return " ".join(last.split()[-_CONTEXT_WORDS:]), " ".join(first.split()[:_CONTEXT_WORDS])


# Markdown

# What CommonMark, GitHub's and Pandoc's Markdown read as theirs somewhere; a hyphen within a word, and a full stop or colon after one,
# are nobody's. (https://spec.commonmark.org/0.31.2/#backslash-escapes: any ASCII punctuation may be escaped.)
_SPECIAL = re.compile(r"[\\`*_{}\[\]()<>#+=|~^$&\"'@!]|(?<!\w)-|-(?!\w)|:(?=\S)|(?<!\S):|\.(?=\S)|(?<![^\W\d_]{2})\.")
_LIST_MARK = re.compile(r"(?m)^([^\S\n]*\w+)\.(?=\s|$)")  # "iv. " opens a list in Pandoc's


def escape_markdown(text: str) -> str:
    """The text as Markdown that shows just this text. Lines stay lines.

    What no escaping holds back: GitHub makes a link of a mail address wherever one stands.
    """
    return _LIST_MARK.sub(r"\1\\.", _SPECIAL.sub(r"\\\g<0>", re.sub(r"\r\n?", "\n", text)))


def to_markdown(answer_json: Mapping[str, Any]) -> str:
    """The answer under its question, its numbers as footnotes: where the words are from, linked, and the quotation.

    Quotations are the article's to the character, but for spaces at the ends of lines, which Markdown doesn't show.

    Raises:
        OnRecordError: this is no answer's JSON.
    """
    answer = read_answer(answer_json)
    blocks = [f"# {escape_markdown(_flat(answer.question))}", _paragraphs(_with_footnotes(answer))]
    for citation in answer.citations:
        quoted = "\n".join(f"    {line}" for line in _blockquote(citation.quote).split("\n"))
        blocks.append(f"[^{citation.n}]: From {_reference(citation)}:\n\n{quoted}")
    return "\n\n".join(filter(None, blocks)) + "\n"


def _with_footnotes(answer: Answer) -> str:
    parts: list[str] = []
    numbers = {citation.n for citation in answer.citations}
    end = 0
    for mark in marks(answer):
        if int(mark[1]) in numbers:
            parts += [escape_markdown(answer.text[end : mark.start()]), f"[^{int(mark[1])}]"]
            end = mark.end()
    return "".join([*parts, escape_markdown(answer.text[end:])])


def _paragraphs(escaped: str) -> str:
    """Lines that Markdown shows as lines, none of them indented."""
    lines = [line.strip(" \t\v\f") if line.strip() else "" for line in escaped.split("\n")]
    paragraphs = re.split(r"\n{2,}", "\n".join(lines).strip("\n"))
    return "\n\n".join(paragraph.replace("\n", "\\\n") for paragraph in paragraphs)


def _blockquote(text: str) -> str:
    return "\n".join(f"> {line}".rstrip(" ") for line in _paragraphs(escape_markdown(text)).split("\n"))


def _reference(citation: Citation) -> str:
    title = escape_markdown(_title(citation))
    address = link(citation.url, [citation])
    facts = [escape_markdown(fact) for fact in map(_flat, (citation.source, citation.author, citation.published)) if fact]
    # An & could begin an entity, such as &copy; in a query.
    return ", ".join([f"[{title}]({address.replace('&', '&amp;')})" if address else title, *facts])


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())


def _title(citation: Citation) -> str:
    return _flat(citation.title) or f"article {_flat(citation.article)}"


# Bibliographies


def _works(answer: Answer) -> Iterator[tuple[str, list[Citation]]]:
    """Each article that is cited, once: a key, and what is cited of it.

    The key is made of the article's id and version alone, so it is the same in every export.
    """
    works: dict[tuple[str, int], list[Citation]] = {}
    for citation in answer.citations:
        works.setdefault((citation.article, citation.version), []).append(citation)
    for (id, version), citations in works.items():
        readable = re.sub(r"[^A-Za-z0-9]+", "-", id)[:40].strip("-")
        yield f"{readable or 'article'}-{hashlib.sha256(f'{version} {id}'.encode()).hexdigest()[:8]}", citations


# Braces go by name: BibTeX counts them, backslash or not, so a \} would end the field.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
    '"': r"\textquotedbl{}",
    **{character: f"\\{character}" for character in "$&#%_"},
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def escape_tex(text: str) -> str:
    """The text, in one line, as TeX that shows just this text."""
    return "".join(_TEX.get(character, character) for character in _flat(text) if character.isprintable())


def to_bibtex(answer_json: Mapping[str, Any]) -> str:
    """The articles that the answer cites, as BibTeX in UTF-8.

    BibTeX has no type for newspapers: an article with an outlet is an ``@article`` with the outlet as its journal, which every style
    prints; without one it is ``@misc``, since ``@article`` asks for a journal. Author and title are in braces twice, so that no style
    takes names apart or changes case. ``year`` and ``month`` are BibTeX's, ``date`` is biblatex's. The quotations are in ``annote``,
    which the standard styles don't print.

    Raises:
        OnRecordError: this is no answer's JSON.
    """
    return "\n".join(_entry(key, citations) for key, citations in _works(read_answer(answer_json)))


def _entry(key: str, citations: Sequence[Citation]) -> str:
    work = citations[0]
    author, outlet = escape_tex(work.author or ""), escape_tex(work.source or "")
    day = None if work.published is None else date.fromisoformat(work.published)
    fields = {
        "author": author and f"{{{{{author}}}}}",
        "title": f"{{{{{escape_tex(_title(work))}}}}}",
        "journal": outlet and f"{{{outlet}}}",
        "year": day and f"{{{day.year:04}}}",
        "month": day and _MONTHS[day.month - 1],
        "date": day and f"{{{day.isoformat()}}}",
        "url": (address := link(work.url, citations)) and f"{{{address}}}",
        "annote": f"{{{' / '.join(escape_tex(citation.quote) for citation in citations)}}}",
    }
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items() if value)
    return f"@{'article' if outlet else 'misc'}{{{key},\n{lines}}}\n"


def to_csl(answer_json: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The articles that the answer cites, as CSL-JSON items.

    By https://github.com/citation-style-language/schema/blob/master/schemas/input/csl-data.json. The author is a ``literal``, since nothing
    tells a person's name from an agency's. ``note`` says where the words stand in the article; the words are in ``custom``, since
    processors read "{:type: book}" in a note as theirs.

    Raises:
        OnRecordError: this is no answer's JSON.
    """
    return [_item(key, citations) for key, citations in _works(read_answer(answer_json))]


def _item(key: str, citations: Sequence[Citation]) -> dict[str, Any]:
    work = citations[0]
    day = None if work.published is None else date.fromisoformat(work.published)
    places = ", ".join(f"{citation.start}–{citation.end}" for citation in citations)
    fields = {
        "id": key,
        "type": "article-newspaper",
        "title": _title(work),
        "container-title": _flat(work.source),
        "author": [{"literal": _flat(work.author)}] if _flat(work.author) else None,
        "issued": day and {"date-parts": [[day.year, day.month, day.day]]},
        "URL": link(work.url, citations),
        "note": f"article {re.sub(r'[{}:]', ' ', _flat(work.article))}, version {work.version}, characters {places}",
        "custom": {"quotations": [citation.quote for citation in citations]},
    }
    return {name: value for name, value in fields.items() if value}
