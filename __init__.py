"""On record: ask a pile of articles what was said; get the words, each checked against the text."""

from .index.index import Index
from .index.model import Article, Hit, Passage
from .qa.answer import Answer, Citation
from .qa.assistant import Assistant

__version__ = "0.1.0"

__all__ = ["Answer", "Article", "Assistant", "Citation", "Hit", "Index", "Passage", "__version__"]
