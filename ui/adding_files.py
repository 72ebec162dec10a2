"""Files dropped onto the page, added to the index, and a report of what became of each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

import gradio as gr
from gradio.data_classes import FileData, ListFiles

from ..evals.markup import Html, join, tag
from ..index.adding import Added
from ..index.errors import ArticleError, OnRecordError
from ..index.index import Index
from ..index.model import Article
from ..index.readers import Failure, Sources
from .lists import message_place, name

MAX_FILES = 200
MAX_FILE_MEGABYTES = 50  # for the server's own limit too: launch(max_file_size=...)
KINDS = (".txt", ".md", ".markdown", ".jsonl", ".ndjson", ".csv")
_AT_ONCE = 50_000  # characters added together, and between two reports of progress
_FAILURES = 5  # told of one file
_PROGRESS = gr.Progress()  # as a default, it tells Gradio to hand one in
_TWICE = "another file of this name was dropped with it; give each its own name, or drop one after the other"
_GONE = "it is no longer here, perhaps because the same file was dropped twice; drop it again"


@dataclass(frozen=True)
class Upload:
    """A file where the server has put it, and the name that it was dropped under, which is a stranger's and no path."""

    path: str
    name: str


@dataclass
class Outcome:
    """What became of one file."""

    name: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: list[str] = field(default_factory=list[str])
    bytes: int = 0  # read so far


def drop_zone() -> tuple[gr.File, gr.HTML]:
    """Where files are dropped, and where the report goes."""
    files = gr.File(
        file_count="multiple",
        label=f"Add articles: drop .txt, .md, .jsonl or .csv files here, {MAX_FILES} at most, of {MAX_FILE_MEGABYTES} MB each",
        height=120,
        elem_id="drop",
    )
    # Gradio's own hands on a cleaned name, of which no id should be made, and leaves an empty file in the cache for each.
    files.preprocess = _uploads  # pyright: ignore[reportAttributeAccessIssue]  # what is given to the event, in the place of paths
    return files, message_place(elem_id="added")


def _uploads(payload: ListFiles | FileData | None) -> list[Upload]:
    given = payload.root if isinstance(payload, ListFiles) else [payload] if payload else []
    return [Upload(one.path, one.orig_name or Path(one.path).name) for one in given]


class Uploads:
    """Adds what was dropped. Others ask meanwhile, and see each article as soon as it is in."""

    def __init__(self, index: Index, cache: str | os.PathLike[str]) -> None:
        self._index = index
        self._cache = Path(cache)

    def add(self, uploads: list[Upload] | None, progress: gr.Progress = _PROGRESS) -> tuple[Html, None, int]:
        """The report, no files any more, and the index's generation. The files are deleted, whatever happens."""
        uploads = uploads or []
        try:
            told = self._added(uploads, progress)
        finally:
            for upload in uploads:
                self._delete(upload)
        return told, None, self._index.generation

    def _added(self, uploads: Sequence[Upload], progress: gr.Progress) -> Html:
        if len(uploads) > MAX_FILES:
            most = f"{MAX_FILES} are taken, and a .jsonl file may hold many articles"
            return tag("p", f"{len(uploads):,} files are too many at once, so none was added; {most}.", class_="wrong", role="alert")
        outcomes = [Outcome(_last_part(upload.name)) for upload in uploads]
        in_all = sum(os.path.getsize(upload.path) for upload in uploads if os.path.isfile(upload.path))
        batch = _Batch(self._index)
        try:
            for n, (outcome, article) in enumerate(_articles(self._index, uploads, outcomes), 1):
                if batch.put(outcome, article) or n == 1:
                    done = sum(each.bytes for each in outcomes) / max(in_all, 1)
                    progress(min(done, 1.0), desc=f"{n:,} article{'s' if n > 1 else ''} read")
            batch.flush()
        except OnRecordError as error:
            return join(tag("p", f"Not all could be added: {error}", class_="wrong", role="alert"), told(outcomes))
        return told(outcomes)

    def _delete(self, upload: Upload) -> None:
        """Only from where uploads are put, each in a folder of its own."""
        path = Path(upload.path)
        if not path.is_file() or not path.resolve().is_relative_to(self._cache.resolve()):
            return
        path.unlink(missing_ok=True)
        try:
            path.parent.rmdir()
        except OSError:
            pass  # it holds something else


class _Batch:
    """Articles of several files that are added together, which is quicker; what became of each goes to its file."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._held: dict[str, tuple[Outcome, Article]] = {}

    def put(self, outcome: Outcome, article: Article) -> bool:
        """Whether those before it went into the index by that."""
        full = article.id in self._held or sum(len(held.text) for _, held in self._held.values()) >= _AT_ONCE
        if full:
            self.flush()
        self._held[article.id] = (outcome, article)
        return full

    def flush(self) -> None:
        held, self._held = self._held, {}
        if not held:
            return
        report: Added = self._index.add([article for _, article in held.values()])
        for id in report.added:
            held[id][0].added += 1
        for id in report.changed:
            held[id][0].changed += 1
        for id in report.unchanged:
            held[id][0].unchanged += 1


def _articles(index: Index, uploads: Sequence[Upload], outcomes: Sequence[Outcome]) -> Iterator[tuple[Outcome, Article]]:
    """Each article, with its file's outcome; why a file or a line holds none goes to the outcome."""
    texts: dict[str, str] = {}  # by the names of files that are one article each
    for upload, outcome in zip(uploads, outcomes, strict=True):
        for article, alone in _read(upload, outcome):
            if alone and texts.setdefault(outcome.name, article.text) != article.text:
                outcome.failed.append(_TWICE)
                continue
            if not alone:
                yield outcome, article
                continue
            id = _id(index, outcome.name, texts)
            try:
                yield outcome, replace(article, id=id)
            except ArticleError as error:
                outcome.failed.append(str(error))


def _id(index: Index, name: str, dropped: Iterable[str]) -> str:
    """As for a file that is added in its folder: the name without its suffix, or with it where another file has the first."""
    stem = PurePosixPath(name).stem
    first = next(other for other in dropped if PurePosixPath(other).stem == stem)
    return name if first != name or _has(index, name) else stem


def _has(index: Index, id: str) -> bool:
    try:
        index.article(id)
    except ArticleError:
        return False
    return True


def _read(upload: Upload, outcome: Outcome) -> Iterator[tuple[Article, bool]]:
    """The articles in a file, each with whether its id is to be made of the file's name."""
    if refusal := _refusal(upload, outcome.name):
        outcome.failed.append(refusal)
        return
    for read in Sources([upload.path]):
        outcome.bytes += read.bytes
        if isinstance(read, Failure):
            outcome.failed.append(read.reason if read.line is None else f"line {read.line}: {read.reason}")
        else:
            yield read.article, read.path is not None and read.article.id == Path(read.path).stem


def _refusal(upload: Upload, name: str) -> str | None:
    """Why the file isn't even opened."""
    kind = PurePosixPath(name).suffix.lower()
    if kind not in KINDS:
        return f"{kind[:20] or 'a name without a suffix'} is not a kind of file that is read (.txt, .md, .jsonl, .csv)"
    if not os.path.isfile(upload.path):
        return _GONE
    size = os.path.getsize(upload.path)
    return f"it has {size / 1e6:,.1f} MB; {MAX_FILE_MEGABYTES} MB are taken" if size > MAX_FILE_MEGABYTES * 1_000_000 else None


def _last_part(name: str) -> str:
    """The file's own name, whichever system's path it came with."""
    return name.replace("\\", "/").rstrip("/").rpartition("/")[2] or "a file without a name"


# The report


def told(outcomes: Iterable[Outcome]) -> Html:
    """What became of each file, those that failed first, and of all together."""
    outcomes = sorted(outcomes, key=lambda each: not each.failed)
    sums = {what: sum(getattr(each, what) for each in outcomes) for what in ("added", "changed", "unchanged")}
    failed = sum(len(each.failed) for each in outcomes)
    counts = [f"{n:,} {what}" for what, n in (*sums.items(), ("not added", failed)) if n]
    rows = [tag("tr", tag("th", name(each.name, 80), scope="row"), tag("td", *_what(each))) for each in outcomes]
    head = tag("thead", tag("tr", tag("th", "File", scope="col"), tag("th", "What became of it", scope="col")))
    summary = tag("summary", f"{', '.join(counts) or 'There was nothing to add'}.")
    table = tag("details", summary, tag("table", head, tag("tbody", *rows)), open=len(outcomes) <= 10 or failed > 0)
    return tag("div", table, role="status")


def _what(outcome: Outcome) -> list[Html]:
    counted = [(outcome.added, "added"), (outcome.changed, "changed"), (outcome.unchanged, "unchanged")]
    alone = sum(n for n, _ in counted) == 1
    lines = [tag("div", what if alone else f"{n:,} {what}") for n, what in counted if n]
    lines += [tag("div", "not added: ", why, class_="why") for why in outcome.failed[:_FAILURES]]
    rest = len(outcome.failed) - _FAILURES
    return [*lines, *([tag("div", f"and {rest:,} more not added")] if rest > 0 else [])]
