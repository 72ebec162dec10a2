"""A real engine: llama.cpp's server with a model file that is written here, of random weights, asked as any server is.

    pytest tests/test_llama_cpp.py -m slow

The first run makes a virtual environment in pytest's cache and compiles llama.cpp in it: some minutes, with a compiler for C++.
"""

import os
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from onrecord.index.index import Index
from onrecord.index.model import Article
from onrecord.qa.assistant import Assistant
from onrecord.qa.language_model import Reply, connect

pytestmark = pytest.mark.slow
NEEDED = ["llama-cpp-python[server]>=0.3", "gguf"]
BUILD = "-DGGML_NATIVE=OFF -DLLAVA_BUILD=OFF -DMTMD_BUILD=OFF -DLLAMA_BUILD_TOOLS=OFF"
PATIENCE = 60  # seconds for the server to start
MESSAGES = [("system", "You answer."), ("user", "Question: when does the ferry sail?")]
WORDS = {"the", "ferry", "sails", "said", "on"}


@pytest.fixture(scope="module")
def python(request: pytest.FixtureRequest) -> Path:
    """An interpreter that has llama.cpp's server and gguf."""
    assert request.config.cache is not None
    folder = request.config.cache.mkdir("llama-cpp")
    made = folder / "bin" / "python"
    done = folder / "installed"
    if not done.is_file():
        venv.create(folder, clear=True, with_pip=True)
        environment = {**os.environ, "CMAKE_ARGS": BUILD, "CMAKE_BUILD_PARALLEL_LEVEL": str(os.cpu_count() or 1)}
        command = [str(made), "-m", "pip", "install", "-qq", "--disable-pip-version-check", *NEEDED]
        built = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if built.returncode:
            pytest.skip(f"llama.cpp's server can't be built here; it needs a compiler for C++ and the package index: {built.stderr[-300:]}")
        done.touch()
    return made


@pytest.fixture(scope="module")
def server(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that has the model "tiny"."""
    folder = tmp_path_factory.mktemp("llama")
    subprocess.run([python, Path(__file__).with_name("tiny_llama.py"), folder / "tiny.gguf"], check=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = ["--model_alias", "tiny", "--host", "127.0.0.1", "--port", str(port), "--n_ctx", "4096", "--n_threads", "1"]
    with (folder / "log").open("wb") as log:
        command = [python, "-m", "llama_cpp.server", "--model", folder / "tiny.gguf", *options]
        running = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            url = f"http://127.0.0.1:{port}"
            end = time.monotonic() + PATIENCE
            while not _answers(url):
                assert running.poll() is None and time.monotonic() < end, (folder / "log").read_text()
                time.sleep(0.2)
            yield url
        finally:
            running.terminate()
            running.wait()


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/v1/models", trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


def test_it_streams_up_to_as_many_tokens_as_it_may(server: str) -> None:
    reply = Reply(connect(server, "tiny", max_tokens=40), MESSAGES, 30)
    pieces = list(reply)
    assert len(pieces) == 40
    assert set("".join(pieces).replace(".", " ").split()) <= WORDS
    assert (reply.error, reply.cut) == (None, True)


def test_a_prompt_beyond_its_window_is_told(server: str) -> None:
    reply = Reply(connect(server, "tiny"), [("user", "ferry " * 9000)], 30)
    assert list(reply) == []
    assert str(reply.error).startswith(f"the model 'tiny' at {server}/v1 can't read so long a text")


def test_its_nonsense_ends_in_the_articles_own_words(server: str, tmp_path: Path) -> None:
    with Index.open(tmp_path / "news") as index:
        index.add([Article("Harbour master Ilo Quist said the ferry would sail on Monday.", id="ferry", published="2031-05-06")])
        plain = Assistant(index).ask("What did Quist say?")
        answer = Assistant(index, connect(server, "tiny", max_tokens=100), seconds=30).ask("What did Quist say?")
    assert [citation.quote for citation in answer.citations] == [citation.quote for citation in plain.citations]
    assert answer.answerer == "extractive"
    assert answer.removed


def test_the_check_of_the_settings_says_that_it_makes_no_sense(server: str, tmp_path: Path) -> None:
    environment = {**os.environ, "ONRECORD_LLM__BASE_URL": server, "ONRECORD_LLM__MODEL": "tiny", "ONRECORD_LLM__MAX_TOKENS": "40"}
    command = [sys.executable, "-m", "onrecord", "config", "check"]
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr.partition(";")[0]) == (1, "onrecord: it answers, but not what it was asked")
