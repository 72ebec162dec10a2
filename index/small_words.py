"""The small words that tell where a noun phrase begins or ends."""

from __future__ import annotations

import re

PREPOSITIONS = frozenset(
    "in on at during after before by with from for of to as amid among over under since despite unlike about into like against between "
    "without through across behind beyond within toward towards per alongside via outside inside following".split()
)
RELATIVE = frozenset("who which that whose whom".split())
ARTICLES = frozenset("the a an no his her its their our my".split())
"""With the owners and "no", which stand in their place."""
TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday earlier last this week month year night morning afternoon "
    "evening on late early january february march april june july august september october november december jan feb aug sept oct nov dec "
    "weekend weeks months years days hours minutes decades".split()
)
OWNER = re.compile(r"[’']s?\Z")
"""What makes a name an owner’s."""
