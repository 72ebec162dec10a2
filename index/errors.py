"""Everything that onrecord raises on purpose.

    OnRecordError                  whatever goes wrong on purpose, to catch it all
    ├── ArticleError               an article, or a file said to hold one, that can't be used
    ├── QuestionError              a question, or a filter on it, that can't be searched for
    ├── CatalogError               the index on disk can't be used
    │   ├── CatalogMismatch        it was built with other settings than these
    │   ├── CatalogDamaged         it is not what onrecord wrote
    │   └── CatalogBusy            another process is writing to it
    ├── ModelError                 a model that isn't there, or isn't what it should be
    └── MissingExtra               an optional package isn't installed

Each message says what was wrong with the value it met, what was expected, and what to do.
"""


class OnRecordError(Exception):
    """The base of the tree above; its text is written for the person who asked."""


class ArticleError(OnRecordError):
    """An article, or a file said to hold one, that can't be used."""


class QuestionError(OnRecordError):
    """A question, or a filter on it, that can't be searched for."""


class CatalogError(OnRecordError):
    """The index on disk can't be used."""


class CatalogMismatch(CatalogError):
    """The index was built with other settings than the ones it is opened with."""


class CatalogDamaged(CatalogError):
    """The index on disk is not what onrecord wrote."""


class CatalogBusy(CatalogError):
    """Another process holds the index for writing."""


class ModelError(OnRecordError):
    """A model that isn't there, or isn't what it should be."""


class MissingExtra(OnRecordError):
    """An optional package isn't installed; the message names its ``pip install`` line."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs a package that isn't installed: pip install 'onrecord[{extra}]'")
