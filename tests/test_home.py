from pathlib import Path

import platformdirs
import pytest

from onrecord.index.errors import CatalogError
from onrecord.index.home import cache_folder, index_folder


def test_all_lies_under_onrecord_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("ONRECORD_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "cache"
    assert index_folder("news") == tmp_path / "indexes" / "news"


@pytest.mark.parametrize("value", [None, ""])
def test_without_it_the_users_own_folders_are_used(monkeypatch: pytest.MonkeyPatch, value: str | None):
    monkeypatch.delenv("ONRECORD_HOME")
    if value is not None:
        monkeypatch.setenv("ONRECORD_HOME", value)
    assert cache_folder() == platformdirs.user_cache_path("onrecord", appauthor=False)
    assert index_folder("news") == platformdirs.user_data_path("onrecord", appauthor=False) / "indexes" / "news"


def test_a_name_or_a_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("ONRECORD_HOME", "/somewhere")
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.chdir(tmp_path)
    here = Path.cwd()
    assert [index_folder(where) for where in ["my-news_2.0", "Zürich", "./news", "a/b", "/a", ".", "~/news", Path("news")]] == [
        Path("/somewhere/indexes/my-news_2.0"),
        Path("/somewhere/indexes/Zürich"),
        here / "news",
        here / "a/b",
        Path("/a"),
        here,
        Path("/home/ada/news"),
        here / "news",
    ]


@pytest.mark.parametrize("name", ["", " ", "a b", ".hidden", "-x", "news\n", "a" * 101, "news?"])
def test_what_is_neither(name: str):
    with pytest.raises(CatalogError) as caught:
        index_folder(name)
    assert str(caught.value) == (
        f"{name!r} can't name an index: use letters, digits, '.', '_' and '-', 100 at most, or a path with a '/' in it"
    )


@pytest.mark.parametrize("where", ["~nobody-of-that-name/news", "~nobody-of-that-name"])
def test_a_home_that_nobody_has(where: str):
    with pytest.raises(CatalogError, match="nobody-of-that-name"):
        index_folder(where)
