from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.index.catalog import State
from onrecord.index.index import Index
from onrecord.index.model import Article
from onrecord.index.roster import Roster
from onrecord.index.roster_file import load_roster, save_roster
from onrecord.index.statement_table import Voice

STATE = State(7, "a1b2")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    roster = Roster()
    roster.update([Voice(1, "Ann Karsk", ("mayor of Sorrand",), 3), Voice(2, "Karsk", (), 1), Voice(4, "officials", (), 2)], [])
    save_roster(tmp_path / "speakers.json", STATE, roster)
    return tmp_path / "speakers.json"


def test_what_was_saved_is_what_is_loaded(path: Path) -> None:
    loaded = load_roster(path)
    assert loaded is not None and loaded[0] == STATE
    assert [(each.name, each.aliases, each.roles, each.statements, each.voices) for each in loaded[1].speakers] == [
        ("Ann Karsk", ("Karsk",), ("mayor of Sorrand",), 4, (1, 2)),
        ("officials", (), (), 2, (4,)),
    ]


@pytest.mark.parametrize(
    "damaged",
    [
        lambda data: b"",
        lambda data: data[:-9],
        lambda data: data.replace(b"Ann Karsk", b"Jan Karsk"),
        lambda data: data.replace(b"speakers 1", b"speakers 0"),
        lambda data: b"[]\n[]",
        lambda data: b"\xff" + data,
    ],
)
def test_a_damaged_or_older_file_counts_for_nothing(path: Path, damaged: Callable[[bytes], bytes]) -> None:
    path.write_bytes(damaged(path.read_bytes()))
    assert load_roster(path) is None


def test_no_file_is_no_error(tmp_path: Path) -> None:
    assert load_roster(tmp_path / "speakers.json") is None


def test_where_nothing_can_be_written_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    save_roster(tmp_path / "file" / "speakers.json", STATE, Roster())
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_an_index_takes_up_who_is_who_where_it_was_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.index.registry._SAVED_AFTER", 0)
    with Index.open(tmp_path / "news") as index:
        index.add(Article(id="a", text="“The tide is late,” said Ann Karsk, the mayor of Sorrand."))
        before = index.speakers()
    assert (tmp_path / "news" / "speakers.json").is_file()
    with Index.open(tmp_path / "news") as index:
        assert index.speakers() == before
        index.add(Article(id="b", text="“It came at noon,” Karsk said. Jon Marsh, a fisherman, said it had not."))
        both = index.speakers()
    with Index.open(tmp_path / "news") as index:
        assert index.speakers() == both
    assert [(each.name, each.statements) for each in both] == [("Ann Karsk", 2), ("Jon Marsh", 1)]


def test_what_was_saved_of_another_catalog_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.index.registry._SAVED_AFTER", 0)
    for name, person in (("one", "Ann Karsk"), ("other", "Jon Marsh")):
        with Index.open(tmp_path / name) as index:
            index.add(Article(id="a", text=f"“The tide is late,” said {person}."))
            index.speakers()
    (tmp_path / "other" / "speakers.json").write_bytes((tmp_path / "one" / "speakers.json").read_bytes())
    with Index.open(tmp_path / "other") as index:
        assert [each.name for each in index.speakers()] == ["Jon Marsh"]
