"""The layout that CONTRIBUTING.md describes, held."""

import ast
import importlib
import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

# Each may import itself and what stands to its right. __main__ and __init__ are the files in the root.
ORDER = ["__main__", "ui", "evals", "__init__", "qa", "index"]
LONGEST_FILE = 400


def sources(root: Path) -> list[Path]:
    """The package's source files, without the tests."""
    return sorted([*root.glob("*.py"), *(file for part in ("qa", "index", "ui", "evals") for file in root.joinpath(part).rglob("*.py"))])


def part_of(path: str) -> str:
    """The name in ORDER that a file, or an imported name under ``onrecord``, belongs to."""
    first = path.split(".")[0]
    return first if first in ORDER else "__init__"


def imports(source: str, module: str) -> set[str]:
    """Parts of onrecord that ``source`` imports; ``module`` is its name under onrecord, such as ``qa.relevance``.

    Raises:
        AssertionError: the source imports a part of onrecord by an absolute name, so that it would work in some folders only.
    """
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            absolute = {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            absolute = {(node.module or "").split(".")[0]}
        elif isinstance(node, ast.ImportFrom):
            package = module.split(".")[: -node.level]
            names = [node.module] if node.module else [alias.name for alias in node.names]
            found |= {part_of(".".join([*package, name])) for name in names}
            continue
        else:
            continue
        ours = absolute & {"onrecord", "qa", "index", "ui", "evals"}
        assert not ours, f"{module} imports {ours}; inside the package imports are relative"
    return found


def leftward(source: str, module: str) -> set[str]:
    """Parts that ``source`` imports although they stand to its left."""
    return {part for part in imports(source, module) if ORDER.index(part) < ORDER.index(part_of(module))}


def module_name(file: Path, root: Path) -> str:
    return ".".join(file.relative_to(root).with_suffix("").parts)


@pytest.mark.parametrize(
    ("source", "module", "wrong"),
    [
        ("from ..index.model import Article", "qa.relevance", set[str]()),
        ("from .answer import Answer", "qa.relevance", set[str]()),
        ("from .. import index", "qa.relevance", set[str]()),
        ("from ..ui.cli import main", "qa.relevance", {"ui"}),
        ("from .. import evals, index", "qa.relevance", {"evals"}),
        ("from .. import __version__", "ui.cli", set[str]()),
        ("from .. import Index", "index.catalog", {"__init__"}),
        ("from .qa.answer import Answer", "__init__", set[str]()),
        ("from .ui.cli import main", "__init__", {"ui"}),
        ("from .ui.cli import main", "__main__", set[str]()),
        ("def f():\n    from ...ui import cli", "index.deep.down", {"ui"}),
    ],
)
def test_the_check_below_sees_wrong_imports(source: str, module: str, wrong: set[str]) -> None:
    assert leftward(source, module) == wrong


@pytest.mark.parametrize("source", ["import onrecord.index", "from onrecord import Index", "import json, index", "from ui.cli import main"])
def test_the_check_below_sees_absolute_imports(source: str) -> None:
    with pytest.raises(AssertionError, match="inside the package imports are relative"):
        imports(source, "qa.relevance")


def test_imports_run_one_way(root: Path) -> None:
    wrong = {module_name(file, root): leftward(file.read_text("utf-8"), module_name(file, root)) for file in sources(root)}
    assert {module: parts for module, parts in wrong.items() if parts} == {}


def test_every_module_says_what_it_is(root: Path) -> None:
    trees = {module_name(file, root): ast.parse(file.read_text("utf-8")) for file in sources(root)}
    assert [module for module, tree in trees.items() if tree.body and not ast.get_docstring(tree)] == []


def test_no_file_is_too_long(root: Path) -> None:
    files = [*sources(root), *(root / "tests").glob("[!.]*/*.py"), *(root / "tests").glob("*.py")]  # not in pytest's cache
    lengths = {str(file.relative_to(root)): len(file.read_text("utf-8").splitlines()) for file in files}
    assert {file: lines for file, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_the_door_is_exact() -> None:
    onrecord = importlib.import_module("onrecord")
    assert onrecord.__all__ == ["Answer", "Article", "Assistant", "Citation", "Hit", "Index", "Passage", "__version__"]
    assert [name for name in onrecord.__all__ if not hasattr(onrecord, name)] == []


ADD = """
import sys
from onrecord import Article, Index
Index.open(sys.argv[1]).add([Article("Mara Vell, the mayor of Orsk Bay, said on Monday that the harbour would open in May.")])
"""
ASK = """
import json, sys
from onrecord import Assistant, Index
answer = Assistant(Index.open(sys.argv[1])).ask("when will the harbour open?")
heavy = {"torch", "transformers", "sentence_transformers", "llama_index"} & {name.split(".")[0] for name in sys.modules}
print(json.dumps({"answered": answer.answered, "heavy": sorted(heavy)}))
"""


def test_asking_does_without_the_slow_libraries(tmp_path: Path) -> None:
    """Each of them takes seconds to import, and a question is to be answered in less than one."""
    index = str(tmp_path / "news")
    subprocess.run([sys.executable, "-c", ADD, index], check=True)
    asked = subprocess.run([sys.executable, "-c", ASK, index], check=True, stdout=subprocess.PIPE, text=True)
    assert json.loads(asked.stdout) == {"answered": True, "heavy": []}


COMMAND = """
import sys
from click.testing import CliRunner
from onrecord.ui.cli import cli
result = CliRunner().invoke(cli, ["ask", "when will the harbour open?", "--index", sys.argv[1]])
print(result.exit_code, sorted({"gradio", "fastapi", "uvicorn", "starlette", "pandas"} & sys.modules.keys()))
"""


def test_commands_other_than_the_chat_do_without_a_web_server(tmp_path: Path) -> None:
    index = str(tmp_path / "news")
    subprocess.run([sys.executable, "-c", ADD, index], check=True)
    asked = subprocess.run([sys.executable, "-c", COMMAND, index], check=True, stdout=subprocess.PIPE, text=True)
    assert asked.stdout == "0 []\n"


def test_tests_cannot_reach_another_machine(refused: list[str]) -> None:
    with pytest.raises(RuntimeError, match=r"'192\.0\.2\.1' is another machine"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(RuntimeError, match=r"'news\.example' is another machine"):
        socket.getaddrinfo("news.example", 443)
    assert refused == ["192.0.2.1", "news.example"]
    refused.clear()


def test_tests_can_reach_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), timeout=5) as client:
        assert client.getpeername() == server.getsockname()
