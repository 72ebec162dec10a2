"""What all tests share: a home of their own, no network, and the seed article."""

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes import HashEmbedder

from onrecord.index.index import Index

_ROOT = Path(__file__).parents[1]


class NetworkUsed(RuntimeError):
    """A test tried to reach another machine. It is no OSError, which a library would take for a bad line and try again."""


@pytest.fixture(scope="session", autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings and data of the person who runs the tests stay out of them.

    One home for all tests, and for the processes they start, since the model that onrecord exports at first use is kept there.
    Indexes are not shared: a test opens one by a path in its own ``tmp_path``.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("ONRECORD_")]:
            patch.delenv(name)
        patch.setenv("ONRECORD_HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("HF_HUB_OFFLINE", "1")
        patch.setenv("GRADIO_ANALYTICS_ENABLED", "False")
        yield


@pytest.fixture(autouse=True)
def refused(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Connections leave this machine for no test; whom one tried to reach is in the list.

    A test fails even when the code under test swallows ``NetworkUsed``. Processes that a test starts are not held by this.
    """
    hosts: list[str] = []

    def check(host: object) -> None:
        if not _is_here(host):
            hosts.append(str(host))
            raise NetworkUsed(f"{host!r} is another machine; tests talk to this one only, so let the test serve on 127.0.0.1 what it needs")

    def guarded(name: str) -> Any:
        original = getattr(socket.socket, name)

        def connect(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6):
                check(address[0])
            return original(self, address)

        return connect

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        check(host)
        return original_getaddrinfo(host, *args, **kwargs)

    original_getaddrinfo = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, guarded(name))
    yield hosts
    assert hosts == [], f"the test tried to reach {', '.join(hosts)}, and something swallowed the error"


def _is_here(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode()
    if host in (None, "", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(str(host))
    except ValueError:  # a name, which only another machine could look up
        return False
    return address.is_loopback or address.is_unspecified  # 0.0.0.0 is what a server listens on


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where ``index`` lies."""
    return tmp_path / "news"


@pytest.fixture
def index(folder: Path) -> Iterator[Index]:
    """An empty index with an embedder that takes no time."""
    with Index.open(folder, embedder=HashEmbedder()) as opened:
        yield opened


@pytest.fixture
def root() -> Path:
    """The checkout's folder, which is the package."""
    return _ROOT


@pytest.fixture
def seed(root: Path) -> Path:
    """The article that the project starts with; its first line opens with the day it was published."""
    return root / "seeds" / "000_52871e91a9e3b963.txt"
