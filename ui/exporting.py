"""The last answer for use elsewhere: Markdown, BibTeX, CSL-JSON, or the receipt that can be checked later.

The browser saves what it is sent as a file, so none is made here that would have to be cleaned up.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import gradio as gr

from ..evals.markup import tag
from ..index.errors import OnRecordError
from ..index.index import Index
from ..qa.export import to_bibtex, to_csl, to_markdown
from ..qa.receipt import read_answer, receipt

FORMATS = {"markdown": "Markdown", "bibtex": "BibTeX", "csl": "CSL-JSON", "receipt": "Receipt"}
_ENDINGS = {"markdown": "md", "bibtex": "bib", "csl": "csl.json", "receipt": "receipt.json"}
SAVE_JS = """(file) => {
  if (!file) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([file.text], { type: "application/octet-stream" }));
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}"""


def export_bar(last: gr.State, index: Index) -> None:
    """The components, made in the present context; ``last`` holds the last Answer's JSON, or None."""
    buttons: list[gr.Button] = []
    with gr.Row(elem_id="export", elem_classes="browse", visible=False) as bar:
        gr.HTML(tag("span", "Save this answer as"), js_on_load=None, apply_default_css=False, min_height=0)
        for label in FORMATS.values():
            buttons.append(gr.Button(label, size="sm", min_width=0, scale=0, interactive=False))
    for button, format in zip(buttons, FORMATS, strict=True):
        file = gr.JSON(visible=False)  # a State stays on the server

        def make(answer: Mapping[str, Any] | None, format: str = format) -> dict[str, str] | None:
            return made_or_told(answer, format, index)

        made = button.click(make, [last], [file], show_progress="hidden", api_visibility="private")
        made.success(None, [file], None, js=SAVE_JS, api_visibility="private")
    last.change(enabled, [last], [bar, *buttons], show_progress="hidden", api_visibility="private")


def enabled(answer: Mapping[str, Any] | None) -> list[Any]:
    there = bool(answer)
    return [gr.Row(visible=there), *(gr.Button(interactive=there) for _ in FORMATS)]


def made_or_told(answer: Mapping[str, Any] | None, format: str, index: Index) -> dict[str, str] | None:
    """The file, or else a message on the page."""
    if not answer:
        return None
    try:
        return made(answer, format, index)
    except OnRecordError as error:
        raise gr.Error(f"This answer can’t be saved: {error}", title="Not saved", print_exception=False) from error


def made(answer: Mapping[str, Any], format: str, index: Index) -> dict[str, str]:
    """The ``name`` and the ``text`` of the file. Its name is made of nothing that stands in the answer.

    Raises:
        OnRecordError: the answer is none; or, for a receipt, an article that it cites is not there any more.
    """
    if format == "markdown":
        text = to_markdown(answer)
    elif format == "bibtex":
        text = to_bibtex(answer)
    else:
        text = _json(to_csl(answer) if format == "csl" else receipt(read_answer(answer), index))
    return {"name": f"onrecord-{datetime.now(UTC):%Y%m%d-%H%M%S}.{_ENDINGS[format]}", "text": text}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
