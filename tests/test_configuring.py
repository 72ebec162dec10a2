"""The settings of a language model, and what ``onrecord config`` and ``onrecord config check`` say of them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from characters import Characters
from fakes import Shell

KEY = "sk-0123456789"
ALONE = "llm.base_url: must be an address alone; a key belongs into llm.api_key"
SENSELESS = "it answers, but not what it was asked; another model may do better. Sentences like these are not shown to readers"
LATE = "had not begun to answer after 1 seconds; a smaller model is faster, or set a longer llm.timeout"


@pytest.fixture
def onrecord(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.fixture(scope="module")
def characters() -> Iterator[Characters]:
    with Characters() as server:
        yield server


def settings(characters: Characters, model: str) -> dict[str, Any]:
    return {"ONRECORD_LLM__BASE_URL": characters.url, "ONRECORD_LLM__MODEL": model, "ONRECORD_LLM__API_KEY": KEY}


def test_the_settings_of_a_model_come_from_the_file_and_the_environment(onrecord: Shell) -> None:
    (onrecord.folder / "onrecord.toml").write_text(
        'entailment = "models/nli"\n\n[llm]\nbase_url = "http://127.0.0.1:11434/v1"\nmodel = "llama3.2"\ntimeout = 90\n', encoding="utf-8"
    )
    (config,) = onrecord.json("config", ONRECORD_LLM__MODEL="qwen3", ONRECORD_LLM__API_KEY=KEY)
    assert config["entailment"] == "models/nli"
    assert config["llm"] == {
        "base_url": "http://127.0.0.1:11434/v1",
        "model": "qwen3",
        "api_key": "set",
        "timeout": 90.0,
        "connect_timeout": 5.0,
        "context_window": 4096,
        "max_tokens": 1024,
        "temperature": 0.0,
        "strict": False,
    }
    lines = onrecord("config").stdout.splitlines()
    assert 'llm.model = "llama3.2"    # name of that model, as its server has it' in lines
    assert [line.partition("    #")[0] for line in lines if line.startswith("llm.api_key")] == ['llm.api_key = "not set"']


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"BASE_URL": "http://127.0.0.1:1"}, "llm: base_url is set, and which of its models is asked is not: set model too"),
        ({"MODEL": "llama3.2"}, "llm: model is set, and the address of its server is not: set base_url too"),
        (
            {"BASE_URL": "127.0.0.1:11434", "MODEL": "a"},
            "llm.base_url: must begin with http:// or https:// and name a host, such as http://127.0.0.1:11434/v1",
        ),
        (
            {"BASE_URL": f"http://me:{KEY}@127.0.0.1", "MODEL": "a"},
            "llm.base_url: must be an address alone; a key belongs into llm.api_key",
        ),
        (
            {"BASE_URL": f"http://127.0.0.1/v1?key={KEY}", "MODEL": "a"},
            "llm.base_url: must be an address alone; a key belongs into llm.api_key",
        ),
        ({"APIKEY": KEY}, "llm.apikey: Extra inputs are not permitted"),
        ({"API_KEY": f"{KEY}\n{KEY}"}, "llm.api_key: must be letters, digits and signs of ASCII, as a header can hold them"),
        ({"TIMEOUT": "0"}, "llm.timeout: Input should be greater than 0"),
        ({"CONTEXT_WINDOW": "many"}, "llm.context_window: Input should be a valid integer, unable to parse string as an integer"),
    ],
)
def test_settings_that_cannot_be_used_are_told_without_the_key(onrecord: Shell, environment: dict[str, str], said: str) -> None:
    run = onrecord("config", status=2, **{f"ONRECORD_LLM__{name}": value for name, value in environment.items()})
    assert run.stderr == f"onrecord: the settings can't be used: {said}; set what can be set: onrecord config\n"


def test_a_key_in_the_wrong_place_of_the_file_is_not_shown(onrecord: Shell) -> None:
    for line in (f'llm_api_key = "{KEY}"', f'llm = "{KEY}"', f'[llm]\nkey = "{KEY}"'):
        (onrecord.folder / "onrecord.toml").write_text(line, encoding="utf-8")
        run = onrecord("config", status=2)
        assert run.stderr.startswith("onrecord: the settings can't be used: llm") and KEY not in run.stderr


def test_without_a_model_there_is_nothing_to_check(onrecord: Shell) -> None:
    run = onrecord("config", "check", status=2)
    assert (run.stdout, run.stderr) == (
        "",
        "onrecord: no language model is set: set llm.base_url and llm.model, or ONRECORD_LLM__BASE_URL and ONRECORD_LLM__MODEL\n",
    )


def test_a_model_that_answers_is_told_with_what_it_took(onrecord: Shell, characters: Characters) -> None:
    model, answer, right = onrecord("config", "check", **settings(characters, "honest")).stdout.splitlines()
    assert model.startswith("honest: ") and model.endswith(" s, 45 tokens read and 11 written")
    assert (answer, right) == ("It answered: Mara Vell said that the ferry would sail on Monday [1].", "That is right.")
    for arguments in (("config", "check", "--json"), ("config", "--json", "check")):
        (found,) = (json.loads(line) for line in onrecord(*arguments, **settings(characters, "honest")).stdout.splitlines())
        assert found.pop("seconds") > 0
        assert found == {
            "model": "honest",
            "ok": True,
            "error": None,
            "answer": "Mara Vell said that the ferry would sail on Monday [1].",
            "prompt_tokens": 45,
            "completion_tokens": 11,
            "estimated": False,
        }


@pytest.mark.parametrize(
    ("model", "said"),
    [
        (
            "encyclopedia",
            "it answers, but not what it was asked; another model may do better. Sentences like these are not shown to readers",
        ),
        ("unauthorised", "the model 'unauthorised' at {url}/v1 refuses the key that it was given (401); is it right, and for this model?"),
        (
            "stall",
            "the model 'stall' at {url}/v1 had not begun to answer after 1 seconds; a smaller model is faster, or set a longer llm.timeout",
        ),
    ],
)
def test_what_is_wrong_with_a_model_is_told_in_words(onrecord: Shell, characters: Characters, model: str, said: str) -> None:
    chosen = {**settings(characters, model), **({"ONRECORD_LLM__TIMEOUT": "1"} if model == "stall" else {})}
    run = onrecord("config", "check", status=1, **chosen)
    assert run.stderr == f"onrecord: {said.format(url=characters.url)}\n"
    (found,) = (json.loads(line) for line in onrecord("config", "check", "--json", status=1, **chosen).stdout.splitlines())
    assert (found["ok"], found["error"]) == (False, said.format(url=characters.url))
    assert KEY not in run.stderr + run.stdout


def test_eval_asks_a_model_only_if_there_is_one(onrecord: Shell) -> None:
    assert "none is set: see onrecord config" in onrecord("eval", "seeds", "--model", status=2).stderr
