"""What is asked again of the last question in a few words: "why?", "when was that?", "what else?", "who disagreed?", "exact words?"."""

from __future__ import annotations

import re
from collections.abc import Callable

from .earlier import Earlier
from .frame import AUXILIARIES
from .wording import saying, words_of

_PLAIN = frozenset("say tell speak talk add write".split())
_THAT = r"(?:him|her|them|that|it|this|so)"
_DISAGREE = {"d": "disagreed with", "o": "objected to", "c": "contradicted"}
_QUESTION_WORD = re.compile(
    r"(?P<wh>(?:(?:to|from|in|at|on|with|by|since|for|until)\s+)?(?:where|when|why|how|whom|who|which|what)(?:\s+(?:often|many|much|long|exactly|day|date|year|"
    r"month|time|city|town|country|place|occasion|reason|not))?)(?:\s+(?:was|is)\s+(?:that|it|this))?", re.I)  # fmt: skip


def asked_again(rest: str, last: Earlier) -> str | None:
    """The last question asked for something else; None where the words ask for nothing again."""
    for pattern, completed in _FORMS:
        if match := pattern.fullmatch(rest):
            return completed(match, last)
    return _otherwise(rest, last)


def _more(match: re.Match[str], last: Earlier) -> str | None:
    """ "What else?", "such as?"."""
    word = (match["word"] or "exactly").lower()
    opened = re.match(r"what\s+(?!exactly|else)", last.line, re.I)
    return f"What {'else' if word == 'more' else word} {last.line[opened.end() :]}" if opened else None


def _disagreed(match: re.Match[str], last: Earlier) -> str | None:
    verb = _DISAGREE[(match["verb"] or "d")[0].lower()]
    if last.speaker:
        return f"Who {verb} {last.speaker}{last.about}?"
    return f"Who {verb} {last.subject_matter}?" if last.subject_matter and verb[0] != "c" else None


def _who_else(match: re.Match[str], last: Earlier) -> str | None:
    verb = last.part(last.frame.verb) if last.frame.reverse else "spoke"
    return f"Who else {verb} about {last.subject_matter}?" if last.subject_matter else None


def _in_their_words(match: re.Match[str], last: Earlier) -> str | None:
    """ "In her own words?", "quote him"."""
    on = f" on {last.subject_matter}" if last.subject_matter else ""
    return f"What were {last.owner} own words{on}?" if last.speaker else None


def _who_says(match: re.Match[str], last: Earlier) -> str | None:
    """ "Who said so?" of a fact."""
    words = words_of(last.line)
    if last.speaker or last.frame.reverse or not words or words[0].low in AUXILIARIES:
        return None
    return f"Who said {last.base[:1].lower()}{last.base[1:]}?"


def _changed(match: re.Match[str], last: Earlier) -> str | None:
    """ "How did that change?" of words or of a number."""
    if last.speaker and last.subject_matter:
        return f"How did {last.owner} position on {last.subject_matter} change?"
    counted = re.match(r"how\s+many\s+(?P<what>.+?)\s+(?:were|was|are|is|did|do|had|have|has)\b(?P<rest>.*)", last.base, re.I)
    return f"How did the number of {counted['what']}{counted['rest']} change?" if counted else None


def _reacted(match: re.Match[str], last: Earlier) -> str | None:
    """ "Did Marsh agree?", "how did the union react?"; to what was said, or on what it was about."""
    if not last.speaker or not last.subject_matter:
        return None
    way, whom = (("with", last.speaker) if match["agree"] else ("to", f"what {last.speaker} said")) if last.frame.verb else ("", "")
    return (
        f"{match['ask'].strip()} {way} {whom} about {last.subject_matter}?" if way else f"{match['ask'].strip()} on {last.subject_matter}?"
    )


def _otherwise(rest: str, last: Earlier) -> str | None:
    """ "Why?", "when was that?", "to whom?"."""
    again = _QUESTION_WORD.fullmatch(rest)
    if not again or again["wh"].lower() in ("what", "who", "which"):
        return None
    wh = again["wh"].lower()
    words = words_of(last.line)
    verb = saying(last.part(last.frame.verb).lower())
    if wh == "why not":
        return f"{last.base}, and why not?"
    if last.speaker and (last.frame.verb is None or (verb and verb.lemma in _PLAIN)):
        spoke = "speak" if last.subject_matter and wh in ("where", "when") else "say that"
        return f"{wh} did {last.speaker} {spoke}{last.about}?"
    if words and words[0].low in ("where", "when", "why", "how") and len(words) > 1 and words[1].low in AUXILIARIES:
        return f"{wh} {last.line[words[1].start :]}"
    if words and words[0].low in AUXILIARIES:
        return f"{wh} {last.line[0].lower()}{last.line[1:]}"
    return f"{last.base}, and {wh}?"


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Earlier], str | None]], ...] = tuple(
    (re.compile(pattern, re.I), completed)
    for pattern, completed in (
        (
            r"(?:what|anything|something)\s+(?P<word>exactly|else|more)|exactly\s+what|such\s+as(?:\s+what)?|like\s+what|for\s+example",
            _more,
        ),
        (
            r"(?:who|did\s+any(?:one|body))\s+(?P<verb>disagreed?s?|object(?:ed|s)?|contradict(?:ed|s)?)"
            rf"(?:\s+(?:with\s+|to\s+)?{_THAT})?",
            _disagreed,
        ),
        (r"who\s+(?:said|says|claimed)\s+(?P<verb>)(?:the\s+opposite|otherwise|something\s+else)", _disagreed),
        (r"who\s+else(?:\s+(?:said|says|thinks?|spoke)(?:\s+(?:so|that|about\s+(?:it|that)))?)?", _who_else),
        (
            r"(?:in\s+(?:his|her|their|its|whose)\s+(?:own\s+)?words|(?:the\s+|his\s+|her\s+)?exact\s+words|word\s+for\s+word|verbatim"
            r"|quotes?(?:\s+(?:him|her|them|it))?)",
            _in_their_words,
        ),
        (rf"(?:who\s+(?:says|said)\s+{_THAT}|says\s+who|according\s+to\s+whom?|who\s+says)", _who_says),
        (
            rf"(?:how\s+)?(?:did|has|does|have)\s+{_THAT}\s+(?:ever\s+)?(?:change[ds]?|develop(?:ed)?|evolved?)"
            r"(?:\s+(?:later|since|over\s+time))?",
            _changed,
        ),
        (
            r"(?P<ask>(?:how\s+|what\s+)?(?:did|does|has|have|do)\s+(?!he\b|she\b|it\b|they\b|any)[^,?]{2,60}?\s+"
            r"(?:(?P<agree>agreed?)|react(?:ed)?|respond(?:ed)?|repl(?:y|ied)|answer(?:ed)?))(?:\s+(?:with|to)\s+"
            rf"{_THAT})?",
            _reacted,
        ),
    )
)  # fmt: skip
