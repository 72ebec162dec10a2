"""Where indexes and caches lie: in the user's folders, or all under ONRECORD_HOME."""

from __future__ import annotations

import os
import re
from pathlib import Path

import platformdirs

from .errors import CatalogError

_NAME = re.compile(r"\w[\w.-]{0,99}")


def cache_folder() -> Path:
    home = os.environ.get("ONRECORD_HOME")
    return Path(home, "cache") if home else platformdirs.user_cache_path("onrecord", appauthor=False)


def index_folder(where: str | os.PathLike[str]) -> Path:
    """The folder of an index: a bare name lies in the user's data folder; what is written as a path is that path.

    Raises:
        CatalogError: neither a name nor a path.
    """
    text = os.fspath(where)
    if not isinstance(where, str) or os.sep in text or (os.altsep and os.altsep in text) or text in {".", ".."} or text.startswith("~"):
        try:
            return Path(text).expanduser().absolute()
        except RuntimeError as error:  # "~nobody"
            raise CatalogError(f"{text!r} is no path: {error}; write the whole path") from None
    if not _NAME.fullmatch(text):
        raise CatalogError(
            f"{text!r} can't name an index: use letters, digits, '.', '_' and '-', 100 at most, or a path with a '{os.sep}' in it"
        )
    home = os.environ.get("ONRECORD_HOME")
    data = Path(home) if home else platformdirs.user_data_path("onrecord", appauthor=False)
    return data / "indexes" / text
