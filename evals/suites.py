"""What is asked: the suites that come along, a user's gold, and other people's tests, each as an index and its outcomes.

Where an index is made for it, ``embedder`` is as in ``Index.open``: the one that comes along, or another by name or path. ``llm`` writes
the answers, if it is given; ``options`` are more of the Assistant's.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..index.errors import OnRecordError
from ..index.index import Index
from ..index.model import Article, Hit
from ..qa.assistant import Assistant
from .beir import read_beir
from .datasets import DatasetError
from .excerpts import make_probes, score_probe
from .metrics import hit, ndcg, recall, reciprocal_rank
from .questions import GoldQuestion, Slice, read_gold
from .run import DEPTH, Outcome, ask_all, outcome
from .squad import read_squad
from .trec import Qrels, Run, ranking, write_run

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

SEED = 20220215
_HERE = Path(__file__).parent
_DOCUMENT_DEPTH = 100  # passages looked at for the first DEPTH documents

Tell = Callable[[int, int], None]
"""Called as ``tell(done, in_all)``."""


@dataclass(frozen=True)
class Suite:
    """Questions that come along with the articles that they are about, in the order in which those are added.

    A suite that is ``held_out`` shows how the others' figures hold up on articles and questions by another hand. That is so only while
    nothing is fitted to it: no number, and no rule because of a question of it.
    """

    gold: Path
    corpus: tuple[Path, ...]
    held_out: bool = False


_VARN = _HERE / "corpora" / "varn"
SUITES = {
    "seeds": Suite(_HERE / "gold" / "seeds.jsonl", (_HERE.parent / "seeds",)),
    "varn": Suite(_HERE / "gold" / "varn.jsonl", (_VARN / "articles.jsonl", _VARN / "corrections.jsonl")),
    "lorrin": Suite(_HERE / "gold" / "lorrin.jsonl", (_HERE / "corpora" / "lorrin" / "articles.jsonl",), held_out=True),
}


@dataclass(frozen=True)
class Asked:
    """What a suite gave: its outcomes, how long each took, and the articles that they cite."""

    outcomes: list[Outcome]
    seconds: list[float]
    articles: Mapping[str, Article]

    def article(self, id: str, version: int | None = None) -> Article:
        """As it was when it was asked about; there is no other version of it here."""
        found = self.articles[id]
        if version not in (None, found.version):
            raise OnRecordError(f"version {version} of article {id!r} is not the one that was asked about, which is {found.version}")
        return found


def ask_suite(name: str, tell: Tell, embedder: str | None = None, llm: LLM | None = None, **options: Any) -> Asked:
    """One of SUITES, on an index of its own.

    Raises:
        OnRecordError: its articles aren't there.
    """
    suite = SUITES[name]
    missing = [path for path in suite.corpus if not path.exists()]
    if missing:
        raise OnRecordError(f"the suite {name!r} needs {missing[0]}, which only a checkout of onrecord has; run it there")
    with _index(*suite.corpus, embedder=embedder) as index:
        return ask_gold(suite.gold, index, tell, llm, **options)


def ask_gold(path: Path, index: Index, tell: Tell, llm: LLM | None = None, **options: Any) -> Asked:
    """A gold file, on the index that it is about.

    Raises:
        GoldError: the file can't be used, or not with these articles.
    """
    return _asked(index, read_gold(path, {article.id: article for article in index.articles()}), tell, llm, **options)


def ask_squad(path: Path, tell: Tell, embedder: str | None = None) -> Asked:
    """A SQuAD 2.0 file: each paragraph is an article, and what is cited should hold one of the slices that annotators chose."""
    articles, asked = read_squad(path)
    questions = [
        GoldQuestion(
            id=one.id,
            question=one.text,
            history=(),
            evidence=() if one.unanswerable else (tuple(Slice(one.article, *span) for span in one.answers),),
            answers=(),
            speaker=None,
            said_on=None,
            forbidden=(),
            unanswerable=one.unanswerable,
            tags=(),
        )
        for one in asked
    ]
    with _index(*articles, embedder=embedder) as index:
        return _asked(index, questions, tell)


def ask_excerpts(inputs: Path, n: int, tell: Tell, unread: Callable[[str], None] | None = None, embedder: str | None = None) -> Asked:
    """The excerpt test on these articles: an excerpt goes in; its article, outlet, day and place should come out.

    ``unread`` is told of each article that can't be read, and the others are asked about; without it, that is a DatasetError.
    """
    with _index(inputs, embedder=embedder, unread=unread) as index:
        articles = {article.id: article for article in index.articles()}
        outcomes: list[Outcome] = []
        assistant = Assistant(index)
        probes = make_probes(list(articles.values()), n, SEED)
        for probe in probes:
            excerpt = articles[probe.article].text[probe.start : probe.end]
            question = GoldQuestion(
                id=f"{probe.article}:{probe.start}-{probe.end}",
                question=excerpt,
                history=(),
                evidence=((Slice(*probe),),),
                answers=(),
                speaker=None,
                said_on=None,
                forbidden=(),
                unanswerable=False,
                tags=(),
            )
            answer = assistant.ask(excerpt)
            scores = {name: None if right is None else float(right) for name, right in score_probe(probe, answer, articles).items()}
            outcomes.append(outcome(question, answer, [], {**scores, "correct": scores["all_right"]}, articles))
            tell(len(outcomes), len(probes))
        return _with_articles(index, outcomes, [])


def ask_beir(folder: Path, run_to: Path | None, tell: Tell, embedder: str | None = None) -> dict[str, float]:
    """Retrieval alone, on a BEIR folder: the means of the measures over its queries. The run is written in TREC's format if asked for.

    A document ranks by its best passage, and is relevant if its grade is over 0.
    """
    dataset = read_beir(folder)
    run: Run = {}
    with _index(*dataset.articles, embedder=embedder) as index:
        for id, text in dataset.queries.items():
            run[id] = _documents(index.search(text, _DOCUMENT_DEPTH))
            tell(len(run), len(dataset.queries))
    if run_to is not None:
        write_run(run_to, run)
    return score_run(dataset.qrels, run)


def score_run(qrels: Qrels, run: Run) -> dict[str, float]:
    """The means of the retrieval measures over all judged queries; one that the run lacks counts as nothing found."""
    sums: dict[str, float] = {}
    for id, grades in qrels.items():
        wanted = {document for document, grade in grades.items() if grade > 0}
        relevant = [document in wanted for document in ranking(run.get(id, {}))]
        values = {
            **{f"hit@{k}": hit(relevant, k) for k in (1, 5, 10)},
            "recall@10": recall(sum(relevant[:DEPTH]), len(wanted)),
            "RR@10": reciprocal_rank(relevant, 10),
            "nDCG@10": ndcg(relevant, len(wanted), 10),
        }
        for name, value in values.items():
            sums[name] = sums.get(name, 0.0) + value
    return {name: total / len(qrels) for name, total in sums.items()}


def _documents(hits: Sequence[Hit]) -> dict[str, float]:
    """Articles with the score of their best passage, best first."""
    best: dict[str, float] = {}
    for one in hits:
        best.setdefault(one.article.id, one.score)
    return best


@contextmanager
def _index(*inputs: Path | Article, embedder: str | None, unread: Callable[[str], None] | None = None) -> Generator[Index]:
    """An index of these, each input added after the one before it, made for this and gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="onrecord-eval-") as folder, Index.open(Path(folder, "eval"), embedder=embedder) as index:
        articles = [one for one in inputs if isinstance(one, Article)]
        for given in [*([articles] if articles else []), *(one for one in inputs if isinstance(one, Path))]:
            failed = index.add(given).failed
            for failure in failed:
                if unread is None:
                    raise DatasetError(f"the articles can't all be read; {len(failed)} of them, the first: {failure}")
                unread(str(failure))
        yield index


def _asked(index: Index, questions: Sequence[GoldQuestion], tell: Tell, llm: LLM | None = None, **options: Any) -> Asked:
    outcomes, seconds = ask_all(index, questions, tell, llm, **options)
    return _with_articles(index, outcomes, seconds)


def _with_articles(index: Index, outcomes: list[Outcome], seconds: list[float]) -> Asked:
    return Asked(outcomes, seconds, {article.id: article for article in index.articles()})
