"""The pages that the tests look at, served until it is ended: python served.py FOLDER NAME... prints each page's address as JSON."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import uvicorn

sys.path.append(str(Path(__file__).parents[1]))
from scripted import ScriptedLLM

from onrecord import Article, Assistant, Index
from onrecord.qa.answer import Answer
from onrecord.ui.serving import Serving, app, listening, prepare

SEED = Path(__file__).parents[2] / "seeds"

LINES = "The clerk of Orsk Bay read out the accounts of the ferry, and the members of the board wrote down what they wished to ask."
LONG = "\n\n".join(
    [*[LINES] * 400, "Harbour master Ilo Quist said the old crane would be sold in June.", *[LINES] * 400]
)  # 100,000 characters

NEWS = [
    Article(
        "Mara Vell, the mayor of Orsk Bay, said on Monday that the harbour would open in May.\n\n“The harbour is ready,” Vell said.",
        id="opening", title="Harbour to open in May", source="Orsk Bay Courier", published="2031-03-05", url="https://courier.example/opening?a=1&b=2",
    ),
    Article(
        "Mara Vell, the mayor of Orsk Bay, said the harbour would open in June, and not in May.\n\nThe ferry has a crew of nine.",
        id="later", title="Harbour opens later", source="Skerry Post", author="Tove Arn", published="2031-04-09",
    ),
    Article(LONG, id="accounts", title="Accounts of the ferry", source="Orsk Bay Courier", published="2031-05-06"),
]  # fmt: skip

MARKUP = (
    "<script>alert('a')</script> <img src=http://203.0.113.7/x.png onerror=\"alert('b')\"> ![c](http://203.0.113.7/c.png) "
    "[d](javascript:alert('d')) </section></article><style>*{display:none}</style> <a href=\"javascript:alert('e')\">e</a> "
    "<svg onload=alert('f')> $$\\alpha$$ &lt;b&gt; &#60;i&#62; {{7*7}} ${alert('g')} ``` ~~~ # h **bold** | a | b | "
    "<details open ontoggle=alert('h')>"
)
HOSTILE = [
    Article(
        f"Nils Orre, the keeper of the light, said the lamp was \u202ebroken: {MARKUP}\n\n```\n\n<iframe src=http://203.0.113.7/>\n\n"
        f"[1] Boris Somebody:\n\n“The lamp [1] is <b>broken</b> {MARKUP}” Orre said.\n\n"
        f"Orre said the lamp was {'x' * 5_000} and would stay so.",
        id='"><script>alert(1)</script>/../#?', title=f"Lamp {MARKUP}", source=f"Gazette {MARKUP}", author=f"Una {MARKUP}",
        published="2031-03-05", url="javascript:alert('url')",
    ),
]  # fmt: skip


class Slow(Assistant):
    """Takes its time before the answer, and between its lines, where somebody asks: the page's own examples come without a model."""

    def stream(self, question: str, history: Sequence[str] = (), *, by_model: bool = True) -> Iterator[str | Answer]:
        time.sleep(1.5 * by_model)
        for part in super().stream(question, history, by_model=by_model):
            yield part
            time.sleep(0.4 * by_model)


WRITTEN = (
    "Mara Vell said that the harbour would open in May [1]. ",
    "She said “The harbour is ready” [2]. ",
    "<b>The harbour</b> was sold to Nils Orre for 3 million [1]. ",
    "Vell told people that boats could come in by May [1]. ",
)


def written(index: Index) -> Assistant:
    """By a model that takes its time, and that says one thing that stands nowhere, and one in free words."""

    def script(_: str) -> Iterator[str]:
        for sentence in WRITTEN:
            time.sleep(0.4)
            yield sentence

    return Assistant(index, ScriptedLLM(script=script))


PAGES: dict[str, tuple[list[str | Article], Callable[[Index], Assistant]]] = {
    "seed": ([str(SEED)], Assistant),
    "news": ([*NEWS], Assistant),
    "hostile": ([*HOSTILE], Assistant),
    "slow": ([str(SEED)], Slow),
    "empty": ([], Assistant),
    "written": ([NEWS[0]], written),
}


def serve(folder: Path, name: str, port: int) -> str:
    """The address of the page over an index in the folder, as the command serves it, guard and policy included."""
    sources, kind = PAGES[name]
    index = Index.open(folder / name)
    index.add(sources)
    listener = listening("127.0.0.1", port)
    server = uvicorn.Server(uvicorn.Config(app(index, kind(index), Serving(per_minute=100_000)), log_level="critical", ws="none"))
    threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
    while not server.started:
        time.sleep(0.02)
    return f"http://127.0.0.1:{listener.getsockname()[1]}/"


if __name__ == "__main__":
    where = Path(sys.argv[1])
    prepare(where)
    asked = [name.partition(":") for name in sys.argv[2:]]
    print(json.dumps({name: serve(where, name, int(port or 0)) for name, _, port in asked}), flush=True)
    threading.Event().wait()
