"""The speakers that a phrase of a question names: lists taken apart, and what can't speak left out."""

from __future__ import annotations

import re

DOCUMENT = (
    r"(?:articles?|texts?|stor(?:y|ies)|reports?|news|passages?|pieces?|books?|letters?|notes?|logs?|photos?|photographs?|pictures?|images?|"
    r"statements?|rulings?|documents?|papers?|pages?|headlines?|speech|interviews?|judgments?|verdicts?|tweets?|posts?|evidence|laws?|"
    r"website|sources?|excerpts?|quotes?|agreement|constitution|study|presentation)"
)
"""What has words but doesn't say them: "the report says". Of "Karsk's letter" the words are Karsk's."""

_BESIDES = r"(?:\s+(?:of|about|on|from|to|in)\s.*)?"
_OWNED = re.compile(rf"(?P<owner>.+?)(?:[’']s|(?<=s)[’'])\s+(?:\w[\w-]*\s+){{0,2}}?{DOCUMENT}{_BESIDES}", re.I | re.S)
_NAMED = re.compile(rf"(?P<owner>(?:[^\W\da-z]\w*\s+)+){DOCUMENT}")
_UNOWNED = re.compile(rf"(?:[^\W\d_][\w-]*\s+){{0,4}}?{DOCUMENT}{_BESIDES}", re.I | re.S)
_NOBODY = frozenset(
    "he she they it i we you him her them this that these those who what anyone anybody everyone everybody someone somebody people us me "
    "press media outlets newspapers papers journalists reporters "
    "nobody there one his hers theirs its all others else any such his/her my your our the a an each both".split()
)
_OPENING = re.compile(
    r"\A(?:(?:any|some|every)(?:thing|one|body)\s+(?:from|by|at|in|of)\s+)?"
    r"(?:(?:the|both|either|all|of|to|by|from|two|three|four|each)\s+)*(?=\S)",
    re.I,
)
_CLOSING = re.compile(r"(?:\s+(?:each|both|all|also|himself|herself|themselves|exactly|first|last|ever|really|just|else))+\Z", re.I)
_AND_TO = r"(?:(?:(?:how\s+\w+|what)\s+)?(?:according\s+)?to\s+)?"
_JOINT = re.compile(rf"\s*,\s*(?:(?:and|or)\s+{_AND_TO})?|\s+(?:and|or|&|as\s+well\s+as|vs\.?|versus)\s+{_AND_TO}")
_HALF_A_NAME = re.compile(r"(?:[’']s?|\b(?:of|for)\s+[A-Z]\w+|\bBosnia|\bTrinidad|\bAntigua|\bHealth|\bFood)\Z")
_WHOLE_NAME = re.compile(r"the\b|[A-Z]\w+(?:\s+[A-Z]\w+)?\Z")
_APPOSED = re.compile(r"(?:the|a|an|his|her|who)\b")
_APPOSITION = re.compile(r",\s+(?:the|a|an|his|her|who)\b.*\Z", re.S)


def mentions(phrase: str) -> tuple[str, ...]:
    """The mentions as written, without "the": "both Karsk and the mayor of Alden" -> ("Karsk", "mayor of Alden")."""
    found: list[str] = []
    for part in _split(" ".join(phrase.split()).strip(' ,.;:!?"“”-–—')):
        named = _CLOSING.sub("", _OPENING.sub("", _APPOSITION.sub("", part.strip())))
        if (owned := _OWNED.fullmatch(named) or _NAMED.fullmatch(named)) and owned["owner"].lower() != "doctor":
            named = _OPENING.sub("", owned["owner"].strip())
        elif _UNOWNED.fullmatch(named):
            continue
        if any(c.isalpha() for c in named) and (named == "US" or named.lower() not in _NOBODY):
            found.append(named)
    return tuple(dict.fromkeys(found))


def _split(phrase: str) -> list[str]:
    """ "Karsk and the dockers' union" in two; "the Seafarers' and Dockers' Union" and "Ann Karsk, the mayor" are one."""
    parts: list[str] = []
    begin = 0
    for match in _JOINT.finditer(phrase):
        left, right = phrase[begin : match.start()], phrase[match.end() :]
        half = _HALF_A_NAME.search(left) and not _WHOLE_NAME.match(right)
        apposed = match[0].strip() == "," and _APPOSED.match(right) and " and " not in right
        if left.strip() and right and not half and not apposed:
            parts.append(left)
            begin = match.end()
    return [*parts, phrase[begin:]]
