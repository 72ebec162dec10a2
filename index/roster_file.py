"""The speakers of an index in its folder, so that who is who isn't worked out anew at each start."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from .catalog import State
from .embedder import write_atomically
from .roster import Roster

_MADE_BY = "speakers 1"  # another number wherever who is who comes out otherwise


def load_roster(path: Path) -> tuple[State, Roster] | None:
    """The roster with the state of the catalog that it is of; None if there is no file, or it is damaged or of another version."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        about = json.loads(head)
        if about["made by"] != _MADE_BY or about["crc32"] != crc32(body):
            return None
        return State(about["generation"], about["token"]), Roster.from_json(json.loads(body))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def save_roster(path: Path, state: State, roster: Roster) -> None:
    """Where nothing can be written, nothing is: the file only spares the next start some time."""
    body = json.dumps(roster.to_json(), ensure_ascii=False, separators=(",", ":")).encode()
    head = json.dumps({"made by": _MADE_BY, **state._asdict(), "crc32": crc32(body)}).encode()
    with suppress(OSError):
        write_atomically(path, head + b"\n" + body)
