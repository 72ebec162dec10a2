"""What the documentation says holds: its programs run, its commands exist and its files are there."""

import json
import re
import shutil
from pathlib import Path

import pytest

from onrecord.evals.training.examples import fingerprint
from onrecord.qa.reading.model import PackagedReader
from onrecord.ui.cli import cli
from onrecord.ui.settings import LLMSettings

PAGES = ["README.md", "docs/embed.md", "docs/model.md"]  # with programs in them


@pytest.mark.parametrize("page", PAGES)
def test_the_programs_run_one_after_the_other(root: Path, page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = re.findall(r"```python\n(.*?)```", (root / page).read_text(encoding="utf-8"), re.DOTALL)
    assert programs
    shutil.copytree(root / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    for program in programs:
        exec(compile(program, page, "exec"), {})


def test_the_readme_names_every_command_and_no_other(root: Path) -> None:
    table = re.findall(r"^\| `onrecord (\w+)", (root / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(table) == sorted(cli.commands)


def test_the_page_on_models_names_every_setting_with_what_it_is_if_unset(root: Path) -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \| ([\d.]+|false)?", (root / "docs" / "model.md").read_text(encoding="utf-8"), re.MULTILINE)
    fields = LLMSettings.model_fields
    assert [(name, variable) for name, variable, _ in rows] == [(name, f"ONRECORD_LLM__{name.upper()}") for name in fields]
    assert [json.loads(value) for *_, value in rows if value] == [field.default for field in fields.values() if field.default is not None]


@pytest.mark.parametrize("page", [*PAGES, "CONTRIBUTING.md", "docs/gold.md", "docs/reader.md", "docs/serve.md"])
def test_links_to_files_lead_somewhere(root: Path, page: str) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", (root / page).read_text(encoding="utf-8")):
        assert ((root / page).parent / link).is_file(), link


def test_the_picture_names_every_module_and_no_other(root: Path) -> None:
    picture = (root / "CONTRIBUTING.md").read_text(encoding="utf-8").split("```")[3]
    for part in ("index", "qa", "evals", "ui"):
        modules = {path.stem for path in (root / part).glob("*.py")} - {"__init__"}
        section = re.search(rf"^{part}/.*?(?=^\w+/|\Z)", picture, re.DOTALL | re.MULTILINE)
        assert section is not None
        missing = {module for module in modules if not re.search(rf"\b{module}\b", section[0])}
        assert missing == set(), part


def test_the_model_card_is_of_the_weights_that_come_along(root: Path) -> None:
    card = (root / "docs" / "reader.md").read_text(encoding="utf-8")
    assert PackagedReader().sha256 in card


def test_the_weights_were_made_from_our_data_as_it_is(root: Path) -> None:
    folder = root / "evals" / "training"
    made_from = json.loads((folder / "made-from.json").read_text(encoding="utf-8"))
    ours = fingerprint((folder / "data").glob("*.jsonl"))
    assert {name: made_from.get(name) for name in ours} == ours
