"""Questions to begin with, about the index's own people and what they speak of; each is one that gets an answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..index.filters import Filters
from ..index.index import Index
from ..index.lexical import STOP_WORDS, WORD
from ..index.model import Article, Speaker
from ..qa.assistant import Assistant

_TRIED = 12  # questions that are asked to find those that get an answer
_SPEAKERS = 20  # looked at, those who are quoted most
_STATEMENTS = 50  # of a speaker, looked through for topics
_HEAD = 1_500  # characters, which tell what an article is about
# A noun, as far as form tells: between a determiner or "of" and a preposition or a mark.
_NOUN = re.compile(
    r"\b(?:the|an?|of|its|their|our)\s([a-z]{4,})(?=\s(?:of|in|on|to|and|from|by|at|with|for|was|were|is|are|would|will|had|has)\b|[,.;:!?”’\"])"
)


def example_questions(assistant: Assistant, k: int = 4) -> list[str]:
    """At most ``k``, different in kind and person where the articles allow it; no language model is asked for them."""
    found: list[str] = []
    for _, question in zip(range(_TRIED), _candidates(assistant.index), strict=False):
        if len(found) < k and assistant.ask(question, by_model=False).answered:
            found.append(question)
    return found


def _candidates(index: Index) -> Iterator[str]:
    """One about all that somebody said, then what others said on a topic of theirs, then all that others said."""
    speakers = [speaker for speaker in index.speakers() if speaker.name[:1].isupper()]
    names = frozenset(word.lower() for each in speakers for name in (each.name, *each.aliases) for word in WORD.findall(name))
    for i, speaker in enumerate(speakers[:_SPEAKERS]):
        if i == 0:
            yield f"What did {speaker.name} say?"
        elif topic := _topic(index, speaker, names):
            yield f"What did {speaker.name} say about {topic}?"
    yield from (f"What did {speaker.name} say?" for speaker in speakers[1:_SPEAKERS])


def _topic(index: Index, speaker: Speaker, names: frozenset[str]) -> str | None:
    """Of the nouns in somebody's statements the one that their articles have most of, from the head on."""
    said: set[str] = set()
    articles: dict[str, Article] = {}
    for article, statement in index.statements_filtered(Filters(voices=speaker.voices), _STATEMENTS):
        articles[article.id] = article
        said.update(word for span in statement.content for word in WORD.findall(article.text[slice(*span)]))
    counts: Counter[str] = Counter()
    for article in articles.values():
        nouns = Counter(match[1] for match in _NOUN.finditer(article.text))
        head = f"{article.title} {article.text[:_HEAD]}".lower()
        counts.update({noun: n for noun, n in nouns.items() if noun in said - names - STOP_WORDS and noun in head})
    noun = max(counts, key=lambda noun: (counts[noun], noun), default=None)
    return noun if noun is None or noun.endswith("s") else f"the {noun}"
