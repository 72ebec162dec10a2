import errno
import io
import json
import os
import socket
import sys
from pathlib import Path

import pytest

from onrecord.index import formats, readers
from onrecord.index.model import Article
from onrecord.index.readers import MAX_FILE_BYTES, Failure, Read, Sources

KINDS = "is not a kind of file that is read (.txt, .md, .jsonl, .csv)"


def write(folder: Path, **texts: str) -> None:
    """Files with these texts; in a name, ``__`` stands for the dot."""
    for name, text in texts.items():
        (folder / name.replace("__", ".")).write_bytes(text.encode())


def ids(inputs: list[str | os.PathLike[str] | Article]) -> list[str]:
    """The ids of the articles, and the failures, in order."""
    return [found.article.id if isinstance(found, Read) else str(found) for found in Sources(inputs)]


def test_a_failure_in_words():
    assert str(Failure("news.jsonl", 3, "is not valid JSON")) == "news.jsonl, line 3: is not valid JSON"
    assert str(Failure("a.txt", None, "is empty")) == "a.txt: is empty"


def test_every_kind_and_what_is_known_of_it(tmp_path: Path):
    write(
        tmp_path, a__txt=" date 2022-02-15 Rain.", b__MD="# Snow", c__jsonl='{"id": "n1", "text": "Hail."}\n', d__csv="text,id\nFog.,n2\n"
    )
    sources = Sources([tmp_path])
    assert sources.total_bytes == 22 + 6 + 30 + 16
    # The header of a .csv is in no row's bytes.
    assert list(sources) == [
        Read(Article("Rain.", id="a", published="2022-02-15"), os.path.realpath(tmp_path / "a.txt"), 22, str(tmp_path / "a.txt")),
        Read(Article("# Snow", id="b", title="Snow"), os.path.realpath(tmp_path / "b.MD"), 6, str(tmp_path / "b.MD")),
        Read(Article("Hail.", id="n1"), None, 30),
        Read(Article("Fog.", id="n2"), None, 8),
    ]


def test_the_seed():
    seed = Path(__file__).parents[1] / "seeds"
    (read,) = Sources([seed])
    assert isinstance(read, Read)
    assert (read.article.id, read.article.published, read.article.title) == ("000_52871e91a9e3b963", "2022-02-15", None)
    assert read.article.text.startswith("Russia’s president dismisses assurances that Kyiv")
    assert read.article.text.encode() == (seed / "000_52871e91a9e3b963.txt").read_bytes().removeprefix(b" date 2022-02-15 ")


def test_bytes_add_up_to_the_total_whatever_fails(tmp_path: Path):
    write(
        tmp_path,
        a__txt="",
        b__md="---\n",
        c__jsonl='\n\n{"text": "Rain."}\n{"text"\n',
        d__csv='text\nRain.\n"open\nend\n',
        e__csv="no\nx\n",
    )
    sources = Sources([tmp_path])
    assert [type(found) for found in sources] == [Failure, Failure, Read, Failure, Read, Failure, Failure]
    assert sum(found.bytes for found in sources) == sources.total_bytes == sum(f.stat().st_size for f in tmp_path.iterdir())


def test_other_spellings_of_the_kinds(tmp_path: Path):
    write(tmp_path, a__TXT="x", b__markdown="x", c__NdJson='{"id": "c", "text": "x"}', d__CSV="id,text\nd,x")
    assert ids([tmp_path]) == ["a", "b", "c", "d"]


def test_folders_are_walked_in_order_and_hidden_names_passed_over(tmp_path: Path):
    for folder in ("b/deep", ".git", "a"):
        (tmp_path / folder).mkdir(parents=True)
    write(tmp_path, c__txt="x", __hidden__txt="x", B__txt="x")
    write(tmp_path / "b", z__txt="x", a__txt="x")
    write(tmp_path / "b" / "deep", er__txt="x")
    write(tmp_path / ".git", config__txt="x")
    write(tmp_path / "a", first__txt="x")
    assert ids([tmp_path]) == ["B", "first", "a", "er", "z", "c"]
    assert ids([tmp_path / ".hidden.txt", tmp_path / ".git"]) == [".hidden", "config"]


def test_inputs_keep_their_order_and_files_are_read_once(tmp_path: Path):
    write(tmp_path, a__txt="x", b__txt="x")
    (tmp_path / "link.txt").symlink_to("a.txt")
    made = Article("x", id="made")
    assert ids([str(tmp_path / "b.txt"), made, tmp_path, tmp_path / "b.txt", tmp_path / "link.txt", f"{tmp_path}/../{tmp_path.name}"]) == [
        "b",
        "made",
        "a",
    ]
    assert list(Sources([made])) == [Read(made, None, 0)]


def test_links_are_followed_without_going_round(tmp_path: Path):
    news, far = tmp_path / "news", tmp_path / "far"
    news.mkdir()
    far.mkdir()
    write(far, deep__txt="x")
    (news / "far").symlink_to(far)
    (news / "loop").symlink_to(news)
    (news / "broken.txt").symlink_to("gone.txt")
    (news / "self.txt").symlink_to("self.txt")
    assert ids([news]) == [
        f"{news}/broken.txt: is a link to something that isn't there",
        "deep",
        f"{news}/self.txt: can't be read: {os.strerror(errno.ELOOP)}",
    ]
    (read,) = [found for found in Sources([news]) if isinstance(found, Read)]
    assert read.origin == os.path.realpath(far / "deep.txt")


def test_files_of_other_kinds_are_named(tmp_path: Path):
    write(tmp_path, a__pdf="x", README="x", b__txt="x", c__jsonl__gz="x")
    assert ids([tmp_path]) == [
        f"{tmp_path}/README: a name without a suffix {KINDS}",
        f"{tmp_path}/a.pdf: .pdf {KINDS}",
        "b",
        f"{tmp_path}/c.jsonl.gz: .gz {KINDS}",
    ]


def test_what_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    write(tmp_path / "empty", __hidden__txt="x")
    assert ids(["gone.txt", Path("gone"), "", "empty/", "nul\0.txt"]) == [
        "gone.txt: there is no such file or folder",
        "gone: there is no such file or folder",
        ": the path is empty; give a file or a folder, or . for this folder",
        "empty/: has no files in it (names with a leading dot are passed over)",
        "nul\0.txt: can't be read: embedded null byte",
    ]


def test_pipes_sockets_and_devices_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)  # a socket's path is short
    os.mkfifo("pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
        reason = "is a pipe, a socket or a device, not a file; to read from a pipe, give - and send it to standard input"
        assert ids(["pipe.txt", "."]) == [f"pipe.txt: {reason}", f"./socket.txt: {reason}"]
        assert ids([os.devnull]) == [f"{os.devnull}: {reason}"]


def test_a_name_that_is_not_utf8(tmp_path: Path):
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("x")
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    assert ids([tmp_path]) == [
        f"{tmp_path}/caf\\udce9.txt: has a name, or lies in a folder with a name, that is not valid UTF-8; rename it"
    ]


def test_a_name_is_only_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    names = ["$HOME.txt", "*.txt", "-.txt", "; touch x.txt", "~.txt"]
    for name in names:
        Path(name).write_text("x")
    assert ids(["*.txt", "~.txt", Path("$HOME.txt"), "."]) == ["*", "~", "$HOME", "-", "; touch x"]
    Path("-").write_text("x")
    assert ids([Path("-")]) == [f"-: a name without a suffix {KINDS}"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_and_a_folder_without_the_right_to_read_them(tmp_path: Path):
    write(tmp_path, a__txt="x", b__txt="x")
    (tmp_path / "c").mkdir()
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "c").chmod(0)
    denied = "can't be read: permission denied; ask its owner for the right to read it"
    assert ids([tmp_path]) == [f"{tmp_path}/a.txt: {denied}", "b", f"{tmp_path}/c: {denied}"]
    (tmp_path / "c").chmod(0o700)


def test_a_denial_is_a_failure_and_the_others_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path, a__txt="xyz", b__txt="x")

    def deny_a(path: str, mode: str) -> io.BufferedReader:
        if path.endswith("a.txt"):
            raise PermissionError(13, "Permission denied")
        return io.open(path, "rb")  # noqa: UP020, because the name open is replaced here

    monkeypatch.setattr(readers, "open", deny_a, raising=False)
    denied = Failure(f"{tmp_path}/a.txt", None, "can't be read: permission denied; ask its owner for the right to read it", 3)
    assert list(Sources([tmp_path])) == [
        denied,
        Read(Article("x", id="b"), os.path.realpath(tmp_path / "b.txt"), 1, str(tmp_path / "b.txt")),
    ]


def test_a_file_gone_between_finding_and_reading(tmp_path: Path):
    write(tmp_path, a__txt="x", b__txt="x")
    sources = Sources([tmp_path])
    (tmp_path / "a.txt").unlink()
    assert str(next(iter(sources))) == f"{tmp_path}/a.txt: there is no such file or folder"
    assert len(list(sources)) == 2


def test_articles_are_read_one_by_one(tmp_path: Path):
    write(tmp_path, a__txt="x", b__txt="x")
    results = iter(Sources([tmp_path]))
    next(results)
    write(tmp_path, b__txt="changed")
    second = next(results)
    assert isinstance(second, Read)
    assert second.article.text == "changed"


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path):
    with (tmp_path / "archive.txt").open("wb") as file:
        file.truncate(12_340_000)
    (tmp_path / "exact.md").write_bytes(b"x " * (MAX_FILE_BYTES // 4) + b"\n" * (MAX_FILE_BYTES // 2))
    size = "has 12.3 MB; at most 10 MB are read as one article"
    first, second = Sources([tmp_path])
    assert first == Failure(
        f"{tmp_path}/archive.txt",
        None,
        f"{size}, and a .txt file is one article; write many articles as a .jsonl file, one a line",
        12_340_000,
    )
    # As long as a file may be, but longer than an article.
    assert isinstance(second, Failure)
    assert second.reason == "the article's text has 10,000,000 characters; at most 5,000,000 are taken as one article"


def test_failures_name_their_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, a__txt=" date 2022-02-31 Rain.", b__md="---\nid: b\ntitle: [x]\n---\nRain.", c__jsonl='{"text": "Rain."}\n{}\n')
    assert [str(found) for found in Sources(["a.txt", "b.md", "c.jsonl"]) if isinstance(found, Failure)] == [
        "a.txt, line 1: it opens with the day of publication, but '2022-02-31' is not a day; write it as YYYY-MM-DD, say 2022-02-15",
        "b.md, line 3: the front matter's title is a list or a mapping; it must be text",
        "c.jsonl, line 2: the article has no text: what it has is nothing; 'text' is required",
    ]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.jsonl", "a.csv"])
def test_utf16_is_one_failure_in_every_kind(tmp_path: Path, name: str):
    (tmp_path / name).write_bytes('{"text": "x"}\n{"text": "y"}\n'.encode("utf-16"))
    (failure,) = Sources([tmp_path / name])
    assert isinstance(failure, Failure)
    assert failure.reason.endswith("as UTF-16 begins; turn it into UTF-8: iconv -f UTF-16 -t UTF-8 FILE > NEW")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.jsonl", "a.csv"])
def test_an_empty_file_says_so(tmp_path: Path, name: str):
    (tmp_path / name).touch()
    assert ids([tmp_path / name]) == [f"{tmp_path / name}: is empty: there is no article in it"]


def test_an_id_that_no_article_may_have(tmp_path: Path):
    write(tmp_path, **{"a\nb__txt": "x"})
    (failure,) = Sources([tmp_path])
    assert isinstance(failure, Failure)
    assert failure.reason == "the id 'a\\nb' is longer than 300 characters or has control characters in it"


# Standard input


class Standard:
    """Standard input, as far as it is read here."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def piped(monkeypatch: pytest.MonkeyPatch, data: bytes) -> list[Read | Failure]:
    monkeypatch.setattr(sys, "stdin", Standard(data))
    sources = Sources(["-", "-"])
    assert sources.total_bytes == 0
    return list(sources)


def test_standard_input_is_one_article(monkeypatch: pytest.MonkeyPatch):
    text = "\n \nRain fell.\r\nSo it did.\n"
    assert piped(monkeypatch, text.encode()) == [Read(Article(text), None, len(text))]
    assert piped(monkeypatch, b" date 2022-02-15 Rain.") == [Read(Article("Rain.", published="2022-02-15"), None, 22)]


@pytest.mark.parametrize("blanks", ["", "\ufeff", "\n  \n\t"])
def test_standard_input_is_jsonl_when_it_opens_with_a_brace(monkeypatch: pytest.MonkeyPatch, blanks: str):
    lines = blanks + '{"text": "one"}\n{"text": 2}\n{"text": "three"}'
    line = 2 + blanks.count("\n")
    found = piped(monkeypatch, lines.encode())
    assert found == [
        Read(Article("one"), None, 16 + len(blanks.encode())),
        Failure("standard input", line, "the article's text is 2; it must be text, in quotation marks", 12),
        Read(Article("three"), None, 17),
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty: there is no article in it"),
        (b"\n \n", "has nothing but blanks in it"),
        (b"Caf\xe9 \x81", "is not UTF-8: the byte at offset 3 is 0xE9; turn it into UTF-8: iconv -f ITS-ENCODING -t UTF-8 FILE > NEW"),
        (b"R\0a\0i\0n\0", "is not a text file: the byte at offset 1 is NUL; write it as plain text in UTF-8"),
    ],
)
def test_standard_input_with_no_article(monkeypatch: pytest.MonkeyPatch, data: bytes, reason: str):
    assert piped(monkeypatch, data) == [Failure("standard input", None, reason)]


def test_standard_input_is_not_read_without_end(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(readers, "MAX_FILE_BYTES", 100)
    monkeypatch.setattr(formats, "MAX_FILE_BYTES", 100)
    reason = "has more than 100 bytes; at most 10 MB are read as one article; send many articles as JSONL, one a line"
    assert piped(monkeypatch, b"Rain.\n" * 50) == [Failure("standard input", None, reason)]
    assert piped(monkeypatch, b"Rain. " * 50) == [Failure("standard input", None, reason)]


def test_standard_input_is_streamed(monkeypatch: pytest.MonkeyPatch):
    standard = Standard(b'{"text": "one"}\n' + json.dumps({"text": "two"}).encode())
    monkeypatch.setattr(sys, "stdin", standard)
    assert isinstance(next(iter(Sources(["-"]))), Read)
    assert standard.buffer.tell() == 16


# What a program can get wrong


@pytest.mark.parametrize("wrong", [7, None, ["a.txt"]])
def test_other_objects_are_refused_at_once(wrong: object):
    with pytest.raises(TypeError, match="an input is a path, an Article, or '-' for standard input"):
        Sources([wrong])  # pyright: ignore[reportArgumentType]


def test_a_bare_string_is_refused():
    with pytest.raises(TypeError, match=r"for 'news/' alone write \['news/'\]"):
        Sources("news/")
