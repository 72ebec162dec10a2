"""Receipts: an answer with all that it takes to check its quotations again, later or by somebody else, in one JSON file.

A receipt is a stranger's data: it is read with every type checked, nothing in it names a file or an index to open, and what it says
is believed only where the index has the same.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import AwareDatetime, TypeAdapter, ValidationError
from pydantic_core import from_json

from ..index.embedder import write_atomically
from ..index.errors import ArticleError, OnRecordError
from ..index.index import Index
from ..index.model import MAX_TEXT, Article
from .answer import Answer, Citation, IndexState

MAX_BYTES = 2_000_000  # of a receipt; a usual one has some thousands
MAX_CITATIONS = 1_000
_MAX_ID = 300  # characters, as in articles
_FAULTS_NAMED = 3
_ABOUT = ("title", "source", "published", "url")  # what a receipt says of an article, besides what identifies it
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MARK = re.compile(r"\[([0-9]{1,4})\]")

T = TypeVar("T")


@dataclass(frozen=True)
class Cited:
    """An article that the answer cites, in the version that it took its words from."""

    id: str
    version: int
    sha256: str
    """Of that version's text in UTF-8, in hexadecimal."""
    title: str | None
    source: str | None
    published: str | None
    url: str | None


@dataclass(frozen=True)
class Receipt:
    """What stands in the file, in this order."""

    format: Literal["onrecord-receipt"]
    version: Literal[1]
    made: AwareDatetime
    onrecord: str
    """The version of onrecord that made it."""
    question: str
    index: IndexState
    """Where the answer is from; when checked, nothing is opened by that name."""
    articles: tuple[Cited, ...]
    answer: Answer


_RECEIPT, _ANSWER = TypeAdapter(Receipt), TypeAdapter(Answer)


# Making one


def receipt(answer: Answer, index: Index) -> dict[str, Any]:
    """The receipt of an answer that was made from this index, as plain JSON values.

    Raises:
        ArticleError: an article that it cites is not there any more.
        OnRecordError: the index holds other words where the answer cites.
    """
    articles: dict[tuple[str, int], Cited] = {}
    for citation in answer.citations:
        article = index.article(citation.article, citation.version)
        if article.text[citation.start : citation.end] != citation.quote:
            raise OnRecordError(
                f"article {article.id!r:.60}, version {article.version}, has other words in {index.name!r} than the answer cites; "
                "give the index that the answer was made from"
            )
        articles[article.id, article.version] = Cited(
            article.id, article.version, article.sha256, *(getattr(article, name) for name in _ABOUT)
        )
    return {
        "format": "onrecord-receipt",
        "version": 1,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "onrecord": installed_version("onrecord"),
        "question": answer.question,
        "index": asdict(answer.index),
        "articles": [asdict(article) for article in articles.values()],
        "answer": answer.to_json(),
    }


def save(path: str | os.PathLike[str], receipt: Mapping[str, Any]) -> None:
    """Writes a receipt to this file, whole or not at all; a file that is there is replaced.

    Raises:
        OnRecordError: it can't be written there.
    """
    path = Path(path)
    try:
        if path.exists() and not path.is_file():  # a folder; or a device, which renaming would replace
            raise OnRecordError(f"{path} is no regular file, so no receipt is written there; name a file")
        write_atomically(path, (json.dumps(receipt, ensure_ascii=False, indent=1) + "\n").encode())
    except OSError as error:
        raise OnRecordError(f"{path} can't be written: {error.strerror}; name another file") from error


# Reading one


def read_receipt(data: bytes, name: str = "the receipt") -> Receipt:
    """A receipt out of the bytes of its file, which ``name`` stands for in messages.

    Raises:
        OnRecordError: it is none, torn, too large, or contradicts itself.
    """
    if len(data) > MAX_BYTES:
        raise OnRecordError(f"{name} has more than {MAX_BYTES:,} bytes, which no receipt has; {_CURE}")
    found = _read(_RECEIPT, data, f"{name} is no receipt")
    _check_answer(found.answer, name)
    articles = {(article.id, article.version) for article in found.articles}
    for citation in found.answer.citations:
        if (citation.article, citation.version) not in articles:
            raise OnRecordError(f"{name} cites article {citation.article!r:.60} and doesn't list it in articles; {_CURE}")
    if len(articles) < len(found.articles):
        raise OnRecordError(f"{name} lists an article twice; {_CURE}")
    for article in found.articles:
        if not _SHA256.fullmatch(article.sha256):
            raise OnRecordError(f"{name} has {article.sha256!r:.60} for a sha256, which has 64 hexadecimal digits; {_CURE}")
    if (found.question, found.index) != (found.answer.question, found.answer.index):
        raise OnRecordError(f"{name} has another question or index than the answer in it; {_CURE}")
    return found


_CURE = "give a file that onrecord ask --save has written"


def read_answer(answer: Mapping[str, Any]) -> Answer:
    """An Answer out of its JSON, with every type checked.

    Raises:
        OnRecordError: it is none, or contradicts itself.
    """
    found = _read(_ANSWER, _dumped(answer), "this is no answer")
    _check_answer(found, "the answer")
    return found


def _dumped(value: Mapping[str, Any]) -> bytes:
    """As JSON, so that dicts are held to what a file is held to."""
    try:
        return json.dumps(value, ensure_ascii=False).encode(errors="surrogatepass")
    except (TypeError, ValueError, RecursionError) as error:
        raise OnRecordError(f"this can't be written as JSON: {error}; give what is read from a file that onrecord wrote") from None


def _read(adapter: TypeAdapter[T], data: bytes, failure: str) -> T:
    try:
        value = from_json(data)
        if _longest_list(value) > MAX_CITATIONS:  # each item may be wrong in many ways, and all of them would be noted
            raise OnRecordError(f"{failure}: it has a list of more than {MAX_CITATIONS:,}; {_CURE}")
        if isinstance(value, dict) and _bring_up_to_date(value.get("answer", value)):
            data = _dumped(value)
    except ValueError:
        pass  # no JSON, which is told below
    try:
        return adapter.validate_json(data, strict=True)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False)
        named = [f"{'.'.join(map(str, fault['loc'])) or 'it'}: {fault['msg']:.200}{_seen(fault['input'])}" for fault in faults]
        more = f"; and {len(faults) - _FAULTS_NAMED} more" if len(faults) > _FAULTS_NAMED else ""
        raise OnRecordError(f"{failure}: {'; '.join(named[:_FAULTS_NAMED])}{more}; {_CURE}") from None


def _bring_up_to_date(answer: object) -> bool:
    """Gives an answer of before there were three outcomes its own: what was closest is cited by one that is unsure. Whether it was such."""
    if not isinstance(answer, dict) or "outcome" in answer or not isinstance(answer.get("answered"), bool):
        return False
    closest = answer.get("closest")
    answer["outcome"] = "answered" if answer["answered"] else "unsure" if closest else "nothing"
    if not answer["answered"] and isinstance(closest, list):
        answer["citations"] = closest
    return True


def _longest_list(value: object) -> int:
    if isinstance(value, dict):
        return max(map(_longest_list, value.values()), default=0)
    return max([len(value), *map(_longest_list, value)]) if isinstance(value, list) else 0


def _seen(value: object) -> str:
    """The value where it fits in a message, and tells more than that something is missing."""
    return "" if isinstance(value, (dict, bytes)) else f" (it is {value!r:.60})"


def _check_answer(answer: Answer, name: str) -> None:
    """Raises: OnRecordError: numbers, offsets or days that no answer has."""
    citations = answer.citations
    if answer.outcome == "nothing" and citations:
        raise OnRecordError(f"{name} says that nothing was found, and cites something; {_CURE}")
    if len(citations) > MAX_CITATIONS or sorted(citation.n for citation in citations) != list(range(1, len(citations) + 1)):
        raise OnRecordError(f"{name} has citations that aren't numbered 1, 2, 3 and so on, to {MAX_CITATIONS:,} at most; {_CURE}")
    for citation in citations:
        if not 0 <= citation.start < citation.end <= MAX_TEXT or not 0 < citation.version < 1 << 63:
            raise OnRecordError(f"{name} has a citation [{citation.n}] whose start and end, or version, no article has; {_CURE}")
        if len(citation.article) > _MAX_ID or not _is_day(citation.published):
            raise OnRecordError(f"{name} has a citation [{citation.n}] whose article's id or day of publication none has; {_CURE}")
    if not 0 <= answer.confidence <= 1:
        raise OnRecordError(f"{name} has the confidence {answer.confidence}, which lies between 0 and 1; {_CURE}")


def _is_day(day: str | None) -> bool:
    try:
        return day is None or date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def marks(answer: Answer) -> list[re.Match[str]]:
    """The marks like [1] in the answer's text, each with its number as group 1; not those that are part of what it quotes."""
    quoted = bytearray(len(answer.text))
    for quote in {citation.quote for citation in answer.citations if _MARK.search(citation.quote)}:
        start = answer.text.find(quote)
        while start >= 0:
            quoted[start : start + len(quote)] = b"\1" * len(quote)
            start = answer.text.find(quote, start + len(quote))
    return [mark for mark in _MARK.finditer(answer.text) if not quoted[mark.start()]]


# Checking one


class Fault(StrEnum):
    """What can be wrong with a quotation in a receipt."""

    GONE = "gone"
    """The article isn't in the index, in any version."""
    TEXT = "text"
    """The index has the article, and no text of it with the receipt's sha256."""
    QUOTE = "quote"
    """The text that was cited has other words at these offsets: the receipt isn't what onrecord wrote."""
    CONTEXT = "context"
    """The same for what stands before and after them."""
    ABOUT = "about"
    """The index has another title, outlet, author, day or URL for this text."""
    NUMBER = "number"
    """The answer's text doesn't have the citation's number."""
    RETRACTED = "retracted"
    """The article has changed since, and as it is now it doesn't have these words anywhere."""


Place = Literal["same", "elsewhere", "nowhere"]


@dataclass(frozen=True)
class Checked:
    """One quotation of a receipt, checked. ``closest`` tells whether it was shown as no clear answer."""

    n: int
    closest: bool
    article: str
    version: int
    now: int | None
    """The article's version now, None if it isn't there."""
    changed: bool
    """The article's text is another now."""
    place: Place | None
    """Where the quotation stands in the text as it is now; None if the article isn't there."""
    faults: tuple[Fault, ...]
    differing: tuple[str, ...] = ()
    """What the index has otherwise, for ``Fault.ABOUT``."""

    @property
    def stands(self) -> bool:
        return not self.faults


@dataclass(frozen=True)
class Verification:
    """Every quotation of a receipt, checked, in the receipt's order."""

    checked: tuple[Checked, ...]
    answered: bool

    @property
    def stands(self) -> bool:
        """All quotations do, and the answer has one if it is any."""
        return all(one.stands for one in self.checked) and (not self.answered or any(not one.closest for one in self.checked))

    def to_json(self) -> dict[str, Any]:
        return {"stands": self.stands, "quotations": [{**asdict(one), "stands": one.stands} for one in self.checked]}


def verify(receipt: Mapping[str, Any] | Receipt, index: Index) -> Verification:
    """Checks each quotation again: is it what the article said, in the version that was cited, and what became of the article?

    An article that has changed since is no fault as long as the quotation stands in what it says now. The version that was cited is
    known by its sha256, so a receipt can be checked against another index that holds the same text. What the answer says besides its
    quotations can't be checked this way, nor whom it takes them to be by.

    Raises:
        OnRecordError: what ``read_receipt`` raises.
    """
    if not isinstance(receipt, Receipt):
        receipt = read_receipt(_dumped(receipt))
    answer = receipt.answer
    articles = {(article.id, article.version): article for article in receipt.articles}
    numbers = {int(mark[1]) for mark in marks(answer)}
    unnumbered = not (answer.answered or numbers)  # as what came closest was, before there were three outcomes
    checked = [
        _check(citation, not answer.answered, articles[citation.article, citation.version], citation.n in numbers or unnumbered, index)
        for citation in answer.citations
    ]
    return Verification(tuple(checked), answer.answered)


def _check(citation: Citation, closest: bool, cited: Cited, numbered: bool, index: Index) -> Checked:
    now, then = (_article(index, citation.article, version) for version in (None, citation.version))
    known = next((article for article in (then, now) if article is not None and article.sha256 == cited.sha256), None)
    differing = () if known is None else _differing(known, citation, cited)
    place = None if now is None else _place(now.text, citation)
    changed = now is not None and now.sha256 != cited.sha256
    faults = {
        Fault.GONE: now is None,
        Fault.TEXT: now is not None and known is None,
        Fault.QUOTE: known is not None and known.text[citation.start : citation.end] != citation.quote,
        Fault.CONTEXT: known is not None and not _in_context(known.text, citation),
        Fault.ABOUT: bool(differing),
        Fault.NUMBER: not numbered,
        Fault.RETRACTED: changed and place == "nowhere",
    }
    return Checked(
        n=citation.n,
        closest=closest,
        article=citation.article,
        version=citation.version,
        now=None if now is None else now.version,
        changed=changed,
        place=place,
        faults=tuple(fault for fault, met in faults.items() if met),
        differing=tuple(differing),
    )


def _article(index: Index, id: str, version: int | None) -> Article | None:
    try:
        return index.article(id, version)
    except ArticleError:
        return None


def _differing(article: Article, citation: Citation, cited: Cited) -> Sequence[str]:
    """Names of what the citation, or the list of articles, says of the article otherwise than the index."""
    said = [(name, getattr(citation, name)) for name in (*_ABOUT, "author")] + [(name, getattr(cited, name)) for name in _ABOUT]
    return list(dict.fromkeys(name for name, value in said if value != getattr(article, name)))


def _in_context(text: str, citation: Citation) -> bool:
    """Shorter context than the citations of today is right too: another version of onrecord may have kept less."""
    return text.endswith(citation.prefix, 0, min(citation.start, len(text))) and text.startswith(citation.suffix, citation.end)


def _place(text: str, citation: Citation) -> Place:
    if text[citation.start : citation.end] == citation.quote:
        return "same"
    return "elsewhere" if citation.quote in text else "nowhere"
