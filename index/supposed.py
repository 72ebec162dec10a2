"""What is only supposed: whoever is told to say so, or to imagine it, is not told that it was."""

from __future__ import annotations

import re

# What stands after "remember" or "note" was said; and a quotation that begins the sentence has its speaker behind it.
_SUPPOSED = re.compile(
    r"[^\w“”\"‘’'«»„]*(?:\w+: *)?(?:(?:please|now|then|just|do not|don[’']t|never|let[’']s) )*"
    r"(?:say|write|claim|state|pretend|suppose|imagine|assume|answer|reply|respond|report|announce|declare|assert|insist|believe|repeat|print)"
    r"(?: (?:in|to) (?:your|the|every) \w+)? that\b",
    re.IGNORECASE,
)


def is_supposed(sentence: str) -> bool:
    """ "Suppose that Karsk said no", "Don't write that she denied it": nobody said no, and nobody denied anything."""
    return _SUPPOSED.match(sentence) is not None
