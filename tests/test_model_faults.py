import socket
import ssl
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace

import pytest

from onrecord.qa.model_faults import described, is_too_long, model_fault, retry_after, status_of


class Refused(Exception):
    """As libraries have it: a status, and the response's headers."""

    def __init__(self, status: int, said: str = "sk-0123456789 said the mayor", **headers: str) -> None:
        super().__init__(said)
        self.response = SimpleNamespace(status_code=status, headers=headers)


SERVER = SimpleNamespace(api_base="http://me:secret@[::1]:8080/v1?key=secret", has_key=True, names=lambda: ["a", "b'c"])
UNSAFE = "can't be reached safely: its certificate can't be trusted, or it isn't reached by https at all"
MALFORMED = "doesn't answer as an OpenAI-compatible server does; is the address right? It is the one that ends in /v1, mostly"


def after(error: Exception, cause: BaseException) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Refused(401), "refuses the key that it was given (401); is it right, and for this model?"),
        (Refused(403), "refuses the key that it was given (403); is it right, and for this model?"),
        (Refused(404), "isn't there (404); its server has 'a', \"b'c\""),
        (Refused(429), "has too many requests, or no more credit, and wants to be asked again later (429)"),
        (Refused(307), "has moved (307); articles are sent to no other address than the one that is set, so set the new one"),
        (Refused(400), "refuses the request (400); what its server writes may say why"),
        (Refused(503), "is not ready (503); is it still being loaded, or its server at its limit?"),
        (Refused(500), "failed at its server (500); what that writes may say why"),
        (Refused(400, "maximum context length is 4096 tokens"), "can't read so long a text as the question with its passages; set "
         "llm.context_window to the number of tokens that its server runs it with"),
        (after(OSError(), ssl.SSLError()), UNSAFE),
        (after(OSError(), socket.gaierror()), "can't be reached: no host of that name is known; is the address right?"),
        (ConnectionResetError(), "broke off its answer; did its server stop, or run out of memory?"),
        (KeyError("choices"), MALFORMED),
        (RuntimeError("the mayor"), "failed: RuntimeError"),
    ],
)  # fmt: skip
def test_each_fault_has_its_words(error: Exception, said: str) -> None:
    fault = model_fault(error, SERVER, "m")
    assert str(fault) == f"the model 'm' at http://[::1]:8080/v1 {said}"
    assert (fault.__cause__, fault.__context__) == (None, None)


def test_without_a_list_of_models_the_name_and_the_address_may_be_wrong() -> None:
    for names in (None, [], ["only"]):
        server = SimpleNamespace(api_base="http://127.0.0.1", has_key=False, names=lambda names=names: names)
        said = str(model_fault(Refused(404), server, "m")).partition("; ")[2]
        assert (
            said
            == {
                0: "its server has no model at all",
                1: "its server has 'only'",
                None: "is its name right, and the address, which mostly ends in /v1?",
            }[None if names is None else len(names)]
        )


def test_a_chain_of_causes_that_is_a_circle_ends() -> None:
    first, second = RuntimeError(), RuntimeError()
    first.__cause__, second.__cause__ = second, first
    assert str(model_fault(first, None, "m")) == "the model 'm' failed: RuntimeError"


def test_an_address_is_told_where_there_is_one() -> None:
    assert described(SimpleNamespace(base_url="https://models.example/v1"), "m") == "the model 'm' at https://models.example/v1"
    assert described(SimpleNamespace(base_url="file:///etc/passwd"), "m") == "the model 'm'"
    assert described(None, "m") == "the model 'm'"


def test_a_status_is_found_where_libraries_keep_it() -> None:
    assert status_of(Refused(429)) == 429
    error = RuntimeError()
    error.status_code = 503  # pyright: ignore[reportAttributeAccessIssue]
    assert (status_of(error), status_of(RuntimeError()), status_of(Refused(200))) == (503, None, None)


def test_a_long_text_is_told_by_words_and_status_together() -> None:
    assert is_too_long(Refused(400, "the context window is exceeded"))
    assert not is_too_long(Refused(401, "the context window is exceeded"))
    assert not is_too_long(Refused(400, "no such parameter"))


@pytest.mark.parametrize(
    ("header", "seconds"), [("3", 3), ("0.5", 0.5), ("-7", 0), ("inf", None), ("nan", None), ("soon", None), ("", None), ("2" * 400, None)]
)
def test_when_to_ask_again(header: str, seconds: float | None) -> None:
    assert retry_after(Refused(429, **{"retry-after": header})) == seconds


def test_when_to_ask_again_may_be_a_day_and_an_hour() -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)
    assert retry_after(Refused(429, **{"retry-after": at})) == pytest.approx(100, abs=5)
    assert retry_after(RuntimeError()) is None
