"""What the index knows beyond an answer: what its untitled articles are called, and what those who speak in them are."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..index.filters import Filters
from ..index.index import Index
from ..index.model import Statement
from ..qa.answer import Answer, Citation

_STATEMENTS = 1_000  # of one article, looked through


@dataclass(frozen=True)
class Known:
    """``labels`` by id and version, for articles without a title; ``roles`` by citation number, as the cited article gives them."""

    labels: dict[tuple[str, int], str] = field(default_factory=dict[tuple[str, int], str])
    roles: dict[int, str] = field(default_factory=dict[int, str])


def known(index: Index, answer: Answer) -> Known:
    untitled = {(each.article, each.version) for each in answer.citations if not each.title}
    spoken = [citation for citation in answer.citations if citation.speaker]
    statements = {
        id: [statement for _, statement in index.statements_filtered(Filters(article=id), _STATEMENTS)]
        for id in {citation.article for citation in spoken}
    }
    found = {citation.n: _role(citation, statements[citation.article]) for citation in spoken}
    return Known(
        {(id, version): index.article(id, version).label for id, version in untitled}, {n: role for n, role in found.items() if role}
    )


def _role(citation: Citation, statements: list[Statement]) -> str | None:
    """That of the statement which the slice is of."""
    return next(
        (
            each.roles[0]
            for each in statements
            if each.roles
            and (each.version, each.speaker) == (citation.version, citation.speaker)
            and any(span.start < citation.end and citation.start < span.end for span in each.content)
        ),
        None,
    )
