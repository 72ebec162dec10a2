"""Ids of articles that are a file each."""

import shutil
from pathlib import Path

import pytest
from fakes import report, write

from onrecord.index.index import Index
from onrecord.index.model import Article


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return tmp_path / "files"


def test_the_same_name_in_two_folders_is_two_articles(index: Index, files: Path):
    write(files / "a" / "x.txt", "Rain.")
    write(files / "b" / "x.txt", "Snow.")
    write(files / "b" / "x.md", "Hail.")
    added, _, _, _ = report(index, files)
    assert added == ["x", "x.md", "x.txt"]
    assert [index.article(id).text for id in added] == ["Rain.", "Hail.", "Snow."]
    assert report(index, files) == ([], [], ["x", "x.md", "x.txt"], [])
    assert report(index, files / "b" / "x.txt") == ([], [], ["x.txt"], [])
    write(files / "b" / "x.txt", "Snow again.")
    assert report(index, files) == ([], ["x.txt"], ["x", "x.md"], [])


def test_the_same_name_and_text_in_two_folders_is_two_articles(index: Index, files: Path):
    write(files / "a" / "x.txt", "Rain.")
    write(files / "b" / "x.txt", "Rain.")
    assert report(index, files) == (["x", "x.txt"], [], [], [])
    assert report(index, files) == ([], [], ["x", "x.txt"], [])


def test_a_file_does_not_take_the_place_of_another_that_is_still_there(index: Index, files: Path):
    """It comes later, sorts first, and had the same text at first."""
    index.add(write(files / "b" / "x.txt", "Rain."))
    write(files / "a" / "x.txt", "Rain.")
    write(files / "b" / "x.txt", "Snow.")
    index.add([files])
    assert sorted(article.text for article in index.articles()) == ["Rain.", "Snow."]
    assert index.article("x").text == "Snow."


def test_a_moved_file_keeps_its_id(index: Index, files: Path):
    index.add(write(files / "a" / "x.txt", "Rain."))
    (files / "b").mkdir()
    shutil.move(files / "a" / "x.txt", files / "b" / "x.txt")
    assert report(index, files / "b") == ([], [], ["x"], [])
    write(files / "b" / "x.txt", "Snow.")
    assert report(index, files / "b") == ([], ["x"], [], [])
    assert index.article("x").version == 2


def test_links_of_one_name_in_two_folders_are_two_articles(index: Index, files: Path):
    for name, text in (("a", "Rain."), ("b", "Snow.")):
        target = write(files / name / f"{name}-2022.txt", text)
        (files / name / "latest.txt").symlink_to(target)
    links = [files / name / "latest.txt" for name in "ab"]
    index.add(links)
    assert sorted(article.text for article in index.articles()) == ["Rain.", "Snow."]


def test_a_file_leaves_an_article_of_its_name_alone(index: Index, files: Path):
    index.add(Article("Rain.", id="x"))
    assert report(index, write(files / "x.txt", "Snow.")) == (["x.txt"], [], [], [])
    assert index.article("x").text == "Rain."
