"""The wheel as a user meets it: built, installed beside nothing of the checkout, and asked the main question."""

import json
import os
import shutil
import site
import subprocess
import sys
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest


def run(command: Sequence[str | Path], cwd: Path, **env: str) -> str:
    """Standard output of a command that must succeed.

    PYTHONPATH is taken away, which may show it the checkout, and so is CI, where some libraries behave better than on a desk.
    """
    inherited = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "CI")}
    done = subprocess.run(command, cwd=cwd, env=inherited | env, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, f"{command} exited {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of a copy of the checkout, in a folder whose name is no Python name.

    Of a copy, since setuptools leaves build/ behind and packs what an earlier build left there. Without isolation, since an
    isolated build would download setuptools; the `dev` extra brings it.
    """
    folder = tmp_path_factory.mktemp("build")
    kept_out = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "*.egg-info")
    checkout = shutil.copytree(Path(__file__).parents[1], folder / "6-x.y", ignore=kept_out)
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder], cwd=checkout)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has the wheel, and of everything else here only the dependencies.

    They come from this environment's site-packages by a path file, so nothing is downloaded. The editable install there doesn't
    come along: it is a path file as well, and those are read in an environment's own site-packages only.
    """
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, symlinks=os.name != "nt")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run([sys.executable, "-m", "pip", "--python", python, "install", "-qq", "--no-deps", "--no-index", wheel], cwd=folder)
    own = run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'), end='')"], cwd=folder)
    Path(own, "dependencies.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    return python


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """A folder of somebody whose own program has parts named like ours; importing one of those is an error."""
    for name in ("index", "qa", "ui", "evals"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(f"raise RuntimeError('onrecord imported the {name} of another program')")
    return tmp_path


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    folders = {tuple(name.split("/")[:2]) for name in names if name.count("/") > 1}
    assert {name.split("/")[0] for name in names} == {"onrecord", wheel.name.split("-py3")[0] + ".dist-info"}
    assert {folder[1] for folder in folders if folder[0] == "onrecord"} == {"qa", "index", "ui", "evals"}
    assert {"onrecord/__init__.py", "onrecord/index/model.py", "onrecord/py.typed"} <= set(names)
    assert [name for name in names if name.endswith((".toml", ".md", ".ini"))] == []


def test_the_wheel_holds_every_file_of_its_parts(wheel: Path, root: Path) -> None:
    """Weights, prompts, gold and corpora are no Python, so a build that doesn't know them leaves them out without a word.

    The reader is trained in a checkout.
    """
    parts = [file for part in ("qa", "index", "ui", "evals") for file in root.joinpath(part).rglob("*") if file.is_file()]
    wanted = {"onrecord/" + file.relative_to(root).as_posix() for file in parts if not {"__pycache__", "training"} & set(file.parts)}
    assert wanted - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_the_wheel_answers_beside_a_program_with_parts_of_the_same_names(python: Path, workplace: Path, seed: Path) -> None:
    index = {"ONRECORD_INDEX": str(workplace / "news")}
    where = run([python, "-c", "import onrecord; print(onrecord.__file__, end='')"], cwd=workplace)
    assert Path(where).is_relative_to(python.parents[1])

    run([python, "-m", "onrecord.ui.cli", "add", seed], cwd=workplace, **index)
    answer = json.loads(run([python, "-m", "onrecord.ui.cli", "ask", "what did Stoltenberg say?", "--json"], cwd=workplace, **index))

    text = seed.read_text("utf-8").removeprefix(" date 2022-02-15 ")
    assert answer["answered"] is True
    assert [citation["quote"] for citation in answer["citations"]] == [text[c["start"] : c["end"]] for c in answer["citations"]]
    assert answer["citations"][0]["quote"] != ""
    assert answer["citations"][0]["published"] == "2022-02-15"


def test_nothing_is_left_in_the_home_but_by_onrecord(
    python: Path, workplace: Path, seed: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """onnxruntime keeps a device id and usage reports in the user's cache, and sends them, unless ORT_DISABLE_TELEMETRY is set."""
    home = tmp_path_factory.mktemp("somebody")
    env = {"HOME": str(home), "XDG_CACHE_HOME": str(home / ".cache"), "ONRECORD_INDEX": str(workplace / "news")}
    run([python, "-m", "onrecord.ui.cli", "add", seed], cwd=workplace, **env)
    run([python, "-m", "onrecord.ui.cli", "ask", "what did Stoltenberg say?"], cwd=workplace, **env)
    assert [str(file.relative_to(home)) for file in home.rglob("*") if file.is_file()] == []


def test_the_command_is_installed(python: Path, workplace: Path) -> None:
    assert "ask" in run([python.with_name("onrecord"), "--help"], cwd=workplace)
