"""The forms in which an editor may write what somebody said, each a function of what was said; None where a form doesn't suit it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ..qa.evidence import Evidence
from ..qa.sources import sources_of

_VERBS = frozenset(
    "said says added adds told insisted insists argued argues announced warned warns acknowledged confirmed noted explained admitted "
    "conceded stressed maintained maintains predicted complained replied claimed claims believes thought estimated".split()
)
_OPENERS = frozenset(
    "The A An This That These Those It They He She There Some Most Many All No Nobody Nothing Two Three Four Five Six Seven Eight "
    "Nine Ten In On At If When His Her Their Its Our We You I What As For By And But More Less About Only Each Every Both".split()
)
MINE = re.compile(r"\b(?:I|me|my|mine|we|us|our|ours|you|your|yours|myself|ourselves)\b|\b(?:I|we|you)[’']", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|does|do|did|cannot|[a-z]+n[’']t|stood|went|came)\b"
)
_SUBJECT = re.compile(r"(?:The|A|An|There|They|It|Nobody|Everybody|Everyone|Nothing|Most|Some|Both|All)\b")
_UNSUBJECT = re.compile(r"(?:to|for|of|by|as|if|when|whether|what|how|why|who|and|but|because|with|only|[a-z]+ing)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:he|she|it|they|we|i|his|her|its|their|our|my)\b", re.IGNORECASE)
_INNER = re.compile("[“”\"„«»‘]|(?<!\\w)['’]|['’](?!\\w)")
_NO_SUBJECT = frozenset("her his their its who which that whose".split())
_MARKS = "“”\"„«»‘’'"
_DIGITS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11",
    "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18",
    "nineteen": "19", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50",
}  # fmt: skip
_RELATIVE = re.compile(r"(?<=\w), (?:who|which) [^,“”\"‘;:.()]+,(?= [a-z])")


@dataclass(frozen=True)
class Told:
    """What a statement offers to write with; its texts are without marks, and without a stop at the end.

    ``clause`` is what was said as a clause that can follow "that", ``quotations`` what stands in quotation marks, ``sentence`` the
    sentence in which the one who speaks is named, by ``mention`` at ``mentioned_at``, before ``rest``, the verb and all that follows.
    """

    name: str
    role: str | None
    verb: str
    clause: str | None
    quotations: tuple[str, ...]
    sentence: str
    mention: str
    mentioned_at: int
    rest: str | None
    day: str | None


def told(evidence: Evidence) -> Told | None:
    """None where the one who speaks has no proper name, or where there is no verb."""
    said, text = evidence.statement, evidence.article.text
    if said is None or said.speaker is None or said.source is None or said.cue is None or not _is_proper(said.speaker, text):
        return None
    verb, mention = text[slice(*said.cue)], text[slice(*said.source)]
    if mention.endswith(("’s", "'s", "s’")) or " been " in f" {verb} " or not verb.replace(" ", "").isalpha():
        return None  # who was told, not who told; a transcript's colon
    content = text[said.content[0].start : said.content[-1].end]
    source = sources_of([evidence])[0]
    end = said.content[-1].end + (text[said.content[-1].end : said.content[-1].end + 1] in tuple("”’\"'"))
    after = 0 <= said.cue.start - said.source.end <= 1 and said.cue.end <= said.content[0].start and end - said.cue.start < 400
    rest = text[said.cue.start : end].rstrip(" .,;") if after and "\n" not in text[said.cue.start : end] else None
    return Told(
        name=f"the {said.speaker}" if re.search(rf"\b[Tt]he {re.escape(said.speaker)}\b", text) else said.speaker,
        role=next((role for role in said.roles if len(role) > 4 and " " in role), None),
        verb=verb,
        clause=_clause(verb, content, text) if said.kind == "indirect" and len(said.content) == 1 else None,
        quotations=tuple(one for span in said.content if (one := _bare(text[slice(*span)]))) if said.kind == "direct" else (),
        sentence=source.text if "\n" not in source.text else "",
        mention=mention,
        mentioned_at=said.source.start - source.span.start,
        rest=rest,
        day=said.said_on,
    )


def _is_proper(name: str, text: str) -> bool:
    """Whether it is a name, not "officials" or a transcript's capitals."""
    words = [word for word in name.split() if word not in ("of", "and", "the", "for", "de", "von")]
    return all(word[0].isupper() for word in words) and not name.isupper() and re.search(rf"\b{re.escape(name.lower())}\b", text) is None


def _clause(verb: str, content: str, text: str) -> str | None:
    clause = re.sub(r"\s+", " ", content).strip(" .,;")
    given = clause.startswith("that ")
    clause = clause.removeprefix("that ")
    if _FINITE.match(clause):
        clause = f"that {clause}"  # the pronoun
    fits = verb.split()[-1] in _VERBS and len(clause.split()) > 3 and _FINITE.search(clause) and (given or not _UNSUBJECT.match(clause))
    if (
        not fits
        or re.match(r"\S+,", clause)
        or any(mark in clause for mark in '“”"‘?')
        or MINE.search(clause)
        or clause.count("(") != clause.count(")")
    ):
        return None
    first = clause.split()[0]
    lower = first in _OPENERS or re.search(rf"\b{re.escape(first.lower())}\b", text)
    return clause[0].lower() + clause[1:] if lower and first != "I" else clause


def _bare(quotation: str) -> str:
    inner = re.sub(r"\s+", " ", quotation).strip().strip(_MARKS).strip(" ,.;")
    return inner if len(inner.split()) > 3 and not _INNER.search(inner) and len(inner) < 300 else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def spoken(verb: str) -> str:
    """The cue's own verb, before "that": told needs somebody to be told."""
    return f"{verb[: -len('told')]}said" if verb.endswith("told") else verb


# The forms. ``rng`` chooses where there is a choice.


def as_it_is(said: Told, rng: random.Random) -> str | None:
    return said.sentence if 5 <= len(said.sentence.split()) <= 60 else None


def with_that(said: Told, rng: random.Random) -> str | None:
    return f"{_capital(said.name)} {spoken(said.verb)} that {said.clause}." if said.clause else None


def in_the_present(said: Told, rng: random.Random) -> str | None:
    return f"{_capital(said.name)} says that {said.clause}." if said.clause and said.verb == "said" and " and " not in said.name else None


def according_to(said: Told, rng: random.Random) -> str | None:
    return f"According to {said.name}, {said.clause}." if said.clause and not _PRONOUN.match(said.clause) else None


def afterwards(said: Told, rng: random.Random) -> str | None:
    fits = said.clause and said.verb in ("said", "says") and not _PRONOUN.match(said.clause)
    return f"{_capital(said.clause or '')}, {said.name} {said.verb}." if fits else None


def with_role(said: Told, rng: random.Random) -> str | None:
    """Only where the verb follows who speaks; the verb and whom it is told stay as they are."""
    if not said.role or not said.rest or "who" in said.role or "," in said.role:
        return None
    article = "" if said.role[0].isupper() or said.role.startswith(("a ", "an ", "the ")) else "the "
    return _stopped(f"{_capital(said.name)}, {article}{said.role}, {said.rest}") if closed(said.rest) else None


def with_day(said: Told, rng: random.Random) -> str | None:
    if not said.day or not (said.clause or (said.rest and closed(said.rest))):
        return None
    day = date.fromisoformat(said.day)
    written = rng.choice([f"{day.day} {day:%B %Y}", f"{day:%B} {day.day}, {day.year}"])
    what = f"{spoken(said.verb)} that {said.clause}" if said.clause else said.rest
    return _stopped(f"On {written}{',' * (',' in written)} {said.name} {what}")


def quoted(said: Told, rng: random.Random) -> str | None:
    """The words in any marks that a writer may put."""
    if not said.quotations:
        return None
    words = rng.choice(said.quotations)
    opening, closing = rng.choice(["“”", '""', "‘’" if "’" not in words and "'" not in words else "“”", "„“", "«»"])
    return f"{_capital(said.name)} {spoken(said.verb)}: {opening}{words}.{closing}".replace("?.", "?").replace("!.", "!")


def quoted_in_part(said: Told, rng: random.Random) -> str | None:
    """A sentence out of the quotation, before who said it."""
    sentences = [part for words in said.quotations for part in re.split(r"(?<=[a-z])[.] (?=[A-Z])", words) if len(part.split()) > 3]
    whole = [part for part in sentences if not part.endswith(("?", "!"))]
    return f"“{_capital(rng.choice(whole))},” {said.name} {spoken(said.verb)}." if whole else None


def reported(said: Told, rng: random.Random) -> str | None:
    """A quotation without its marks, where nothing in it points at who speaks."""
    sentences = [part for words in said.quotations for part in re.split(r"(?<=[a-z])[.] (?=[A-Z])", words)]
    fit = [
        part
        for part in sentences
        if _SUBJECT.match(part)
        and _FINITE.search(part)
        and not MINE.search(part)
        and 5 < len(part.split()) < 30
        and not set("?!…[") & set(part)
    ]
    if not fit:
        return None
    part = rng.choice(fit)
    return f"{_capital(said.name)} {spoken(said.verb)} that {part[0].lower() + part[1:]}."


def named(said: Told, rng: random.Random) -> str | None:
    """The sentence with the speaker's name for the pronoun or the short name in it."""
    there = said.sentence.startswith(said.mention, max(0, said.mentioned_at)) and said.mentioned_at >= 0
    if not there or said.name in said.sentence or not closed(said.sentence) or said.name.lower() == said.mention.lower():
        return None
    before, after = said.sentence[: said.mentioned_at], said.sentence[said.mentioned_at + len(said.mention) :]
    if re.match(r"[’']|[\w-]", after) or (before and before[-1:].isalnum()) or said.mention.split()[0].lower() in _NO_SUBJECT:
        return None
    return f"{before}{_capital(said.name) if not before else said.name}{after}"


def without_relative(said: Told, rng: random.Random) -> str | None:
    """Shorter by what a relative clause between commas tells beside it."""
    match = _RELATIVE.search(said.sentence)
    if match is None:
        return None
    before = said.sentence[: match.start()]
    short = f"{before}{',' * (before.count(',') % 2)}{said.sentence[match.end() :]}"  # one of the two commas of another aside
    return short if closed(short) and 6 <= len(short.split()) <= 60 else None


def in_digits(said: Told, rng: random.Random) -> str | None:
    """A number in digits that is written in words."""
    if not said.clause:
        return None
    clause, n = re.subn(r"(?<!-)\b(" + "|".join(_DIGITS) + r")\b(?= [a-z])(?!-)", lambda match: _DIGITS[match[1]], said.clause)
    return f"{_capital(said.name)} {spoken(said.verb)} that {clause}." if n == 1 and "half" not in clause else None


def contracted(said: Told, rng: random.Random) -> str | None:
    """ "did not" for "didn't", or the other way round."""
    if not said.clause:
        return None
    clause, n = re.subn(r"\b(did|do|does|had|has|have|was|were|is|are|would|could|should) not\b", r"\1n’t", said.clause)
    if not n:
        clause, n = re.subn(r"\b(did|do|does|had|has|have|was|were|is|are|would|could|should)n[’']t\b", r"\1 not", said.clause)
    return f"{_capital(said.name)} {spoken(said.verb)} that {clause}." if n else None


def _stopped(text: str) -> str:
    return (
        text
        if re.search(r"[.?!][”’\"']?$", text)
        else re.sub(r",([”’\"'])$", r".\1", text)
        if text.endswith((",”", ",’", ',"'))
        else f"{text}."
    )


def closed(text: str) -> bool:
    """Every mark that opens is closed."""
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0 and text.count("‘") <= text.count("’")


Form = Callable[[Told, random.Random], "str | None"]
FORMS: dict[str, Form] = {
    "as it is": as_it_is, "said that": with_that, "says that": in_the_present, "according to": according_to, "said afterwards": afterwards,
    "with role": with_role, "with day": with_day, "quoted": quoted, "quoted in part": quoted_in_part, "reported": reported,
    "named": named, "without relative": without_relative, "in digits": in_digits, "contracted": contracted,
}  # fmt: skip
