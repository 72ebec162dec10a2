"""Those whom a question knows only by what they are or wear: "the man in the yellow coat", "the retired miner"."""

from __future__ import annotations

from ..index.filters import Filters
from ..index.index import Index
from ..index.lexical import STOP_WORDS, WORD, stem
from ..index.model import Article, Span, Speaker, Statement
from ..index.sentences import paragraphs, split_sentences

_PASSAGES = 8  # looked through for who is described so
_REACH = 120  # characters of a sentence in which it is told who somebody is
_FEWEST = 2  # words that describe one, and not just anybody
_MARKS = '“”„«»"‘'


def strangers(index: Index, mention: str) -> tuple[Speaker, ...]:
    """The one whom an article that quotes them describes, and doesn't name there, in all the words of the mention, if it is one."""
    wanted = {stem(word) for word in WORD.findall(mention) if word.lower() not in STOP_WORDS}
    if len(wanted) < _FEWEST:
        return ()
    found: dict[tuple[int, ...], Speaker] = {}
    for article in {hit.hit.article.id: hit.hit.article for hit in index.search_sentences(mention, _PASSAGES)}.values():
        for statement in index.statements(article=article.id):
            name = statement.speaker
            if name and not _is_named_there(article, statement, name) and wanted <= _described(article, statement):
                found |= {each.voices: each for each in _heard_only_in(index, name, article.id)}
    return tuple(found.values()) if len(found) == 1 else ()


def _described(article: Article, statement: Statement) -> set[str]:
    """The words beside the mention of who speaks, "another passenger, a retired miner who", up to the end of the sentence."""
    if statement.source is None:
        return set()
    start, text = statement.source.start, article.text
    paragraph = next((each for each in paragraphs(text) if each.start <= start < each.end), Span(start, start))
    end = next((each.end for each in split_sentences(text, paragraph) if each.start <= start < each.end), start)
    said = [each.start for each in (statement.cue, *statement.content) if each and each.start >= statement.source.end]
    beside = text[start : min(end, statement.source.end + _REACH, *said)]
    quoted = next((i for i, character in enumerate(beside) if character in _MARKS), len(beside))
    return {stem(word) for word in WORD.findall(beside[:quoted])}


def _is_named_there(article: Article, statement: Statement, name: str) -> bool:
    """Whether who speaks is called by name beside the verb: not "another passenger", who gave a name further on."""
    source = article.text[slice(*statement.source)] if statement.source else ""
    return name[:1].isupper() and name.split()[-1] in source


def _heard_only_in(index: Index, name: str, article: str) -> list[Speaker]:
    """The speaker of that name; of those without one, if no other article has somebody whom it calls so, "another passenger"."""
    return [
        speaker
        for speaker in index.speakers(name)
        if speaker.name == name
        and (name[:1].isupper() or speaker.statements == index.count_statements(Filters(voices=speaker.voices, article=article)))
    ]
