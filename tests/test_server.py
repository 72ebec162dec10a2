import httpx
import pytest
from characters import Characters

from onrecord.qa.server import (
    Server,
    _bases,  # pyright: ignore[reportPrivateUsage]
    _Limited,  # pyright: ignore[reportPrivateUsage]
)


def server(base_url: str) -> Server:
    return Server.at(
        base_url, "honest", api_key=None, timeout=5, connect_timeout=1, context_window=4096, max_tokens=64, temperature=0.0
    )  # fmt: skip


@pytest.mark.parametrize(
    ("base_url", "bases"),
    [
        ("http://a.example", ["http://a.example/v1", "http://a.example"]),
        ("http://a.example/", ["http://a.example/v1", "http://a.example"]),
        ("http://a.example/v1/", ["http://a.example/v1", "http://a.example"]),
        ("http://a.example/api/v1", ["http://a.example/api/v1", "http://a.example/api"]),
        ("http://a.example/v1beta/openai/", ["http://a.example/v1beta/openai", "http://a.example/v1beta/openai/v1"]),
    ],
)
def test_an_api_is_looked_for_with_and_without_v1(base_url: str, bases: list[str]) -> None:
    assert list(_bases(base_url)) == bases


def test_the_models_are_listed_from_where_the_api_is() -> None:
    with Characters(root="/api/v1") as characters:
        found = server(f"{characters.url}/api")
        names = found.names()
        assert names is not None and names[:3] == ["always-busy", "broken", "busy"]
        assert found.api_base == f"{characters.url}/api/v1"
    assert server(characters.url).names() is None


def test_a_response_far_longer_than_any_answer_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.qa.server._LARGEST", 10)
    parts = iter(_Limited(httpx.ByteStream(b"0123456789")))
    assert list(parts) == [b"0123456789"]
    with pytest.raises(ValueError, match="more than 10 bytes"):
        list(_Limited(httpx.ByteStream(b"0123456789a")))
