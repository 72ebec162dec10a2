"""Frames of what is said against each other: "do Karsk and Brok agree on the dam?", "who gave which figure?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..index.model import Span
from .frame import AUXILIARIES, WH, Frame, over, undated, without
from .mentions import mentions
from .views import VIEWS
from .wording import Word

_PAIR = r"(?P<subject>[^,?:]{1,60}?\s+(?:and|or|vs\.?|versus)\s+[^,?:]{1,60}?)"
_REST = r"(?P<rest>(?:\s+(?:on|about|over|in|regarding|to|of)\b.*)?)"
_AGREE = r"(?:agree|disagree|differ|clash|say\s+the\s+same(?:\s+thing)?|contradict\s+each\s+other|see\s+eye\s+to\s+eye)"
_QUARREL = r"(?:disputes?|differences?|disagreements?|arguments?|rows?|quarrels?|contrasts?|conflicts?)"
_FORMS = tuple(
    re.compile(rf"{form}\W*\Z", re.I | re.S)
    for form in (
        rf"(?:(?:do|did|does|have|has|where|how|why|whether|if|on\s+what|about\s+what)\s+)+(?:(?:the\s+)?{VIEWS}\s+of\s+)?{_PAIR}\s+(?:both\s+|each\s+)?{_AGREE}{_REST}",
        rf"(?:[^?]{{0,40}}?\s)?(?:the\s+)?{_QUARREL}\s+between\s+{_PAIR}(?:\s+{VIEWS})?{_REST}",
        rf"(?:compare|contrast)\s+(?:the\s+)?{VIEWS}\s+(?:of|by|from)\s+{_PAIR}{_REST}",
        rf"who\s+is\s+right{_REST}\s*[,:]\s*{_PAIR}",
        rf"who\s+(?:said|says|claimed|claims)\s+(?:what|how)(?P<rest>\s+[^:?]+?)\s*:\s*{_PAIR}",
    )
)
_GAVE_WHICH = re.compile(
    r"(?:who|which\s+\w+|what)\s+(?:gave|gives|reported|reports|cited|named|put|quoted|published)\s+(?:which|what)\s+(?P<topic>.+?)\W*\Z",
    re.I | re.S,
)
_VERBS = AUXILIARIES | WH


def sides(line: str, words: Sequence[Word]) -> Frame | None:
    """The frame with both sides as subject; of figures that anybody gave, with their topic alone."""
    if not words:
        return None
    for form in _FORMS:
        match = form.match(line, words[0].start)
        if match and len(mentions(match["subject"])) > 1 and not _VERBS.intersection(match["subject"].lower().split()):
            rest = [word for word in words if match.start("rest") <= word.start < match.end("rest")]
            rest, times = undated(line, without(rest, "on about over of to regarding that"), first=True, last=True)
            return Frame(Span(*match.span("subject")), None, over(rest), None, times)
    match = _GAVE_WHICH.match(line, words[0].start)
    return Frame(None, None, Span(*match.span("topic"))) if match else None
