"""Whom a text introduces otherwise than by name and role side by side: "The harbour master spoke. Mr Karsk said", "her brother Jon"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from .cast import Cast, Mention, Person
from .genders import HE, SHE
from .roles import KIN, Office, fits, office
from .runs import RUN
from .small_words import OWNER

_REACH = 350  # characters between a role and the surname that goes with it
_ROLE = re.compile(r"\b[Tt]he[ \xa0](?=((?:[a-z][\w-]*[ \xa0]){0,2}[a-z][\w-]*)[ \xa0,.])")
_QUOTATION = re.compile(r"“[^”\n]*[”\n]|\"[^\"\n]*[\"\n]|(?<!\w)‘[^’\n]*(?:’(?=\w)[^’\n]*)*[’\n]")
_KIN = "|".join(sorted(KIN))
RELATIVE = re.compile(
    rf"(?:(?P<whose>[Hh]is|[Hh]er)|(?P<owner>[A-Z].*?)[’']s)[ \xa0](?:(?:elder|eldest|younger|youngest|older|late|twin|only)[ \xa0])?"
    rf"(?P<kin>{_KIN}),?[ \xa0](?P<given>[A-Z][\w’-]+)(?P<surname>[ \xa0][A-Z][\w’-]+)?\Z"
)
"""A relative; one with nothing but a first name bears the same surname, or else the text would tell it."""
_ONE_OF = re.compile(r"one of (?:them|these|those|(?:the|his|her|its|their)[ \xa0].+)\Z", re.IGNORECASE)
OF_A_PLACE = re.compile(r"(?:[ \xa0](?:of|from)(?:[ \xa0]the)?(?:[ \xa0][^\W\d_a-z][\w-]*){1,3})?(?=[,.;:)—–“”\"’\n]|\Z)")
"""The end of a name in an apposition, with where its bearer is from."""
_WHAT_ONE_IS = re.compile(r",[ \xa0](an?[ \xa0][a-z][^,;:.!?“”\"‘\n()—–]{2,70}?)(?=[ \xa0](?:who|whose|which|that)\b|[,;:.!?“”\"\n(—–]|\Z)")
_NAME_GIVEN = re.compile(
    r"(?:,[ \xa0][^,;:.!?“”\"\n]{1,60})?[ \xa0]who[ \xa0]gave[ \xa0](?:his|her|their)[ \xa0](?:[a-z]+[ \xa0])?name"
    r"[ \xa0](?:[a-z]+[ \xa0])?as[ \xa0]"
)
_ALSO_SURNAMES = frozenset("Jordan Israel Ireland Holland Chad Georgia".split())
_IN_TURN = {
    ("brother", HE): "brother", ("sister", HE): "brother", ("brother", SHE): "sister", ("sister", SHE): "sister",
    ("wife", HE): "husband", ("husband", SHE): "wife",
}  # fmt: skip


def in_turn(kin: str, gender: str) -> str | None:
    """What somebody is to the relative: "sister" where she has a brother; None where that can't be told."""
    return _IN_TURN.get((kin, gender))


def one_of(text: str, mention: str, end: int) -> tuple[str | None, str | None]:
    """The name behind "one of them, Bishop Ann Karsk of Alden", or the description behind "one of them, a man in a yellow coat who"."""
    if not _ONE_OF.match(mention) or not text.startswith(",", end):
        return None, None
    if (run := RUN.match(text, end + 2)) and OF_A_PLACE.match(text, run.end()):
        return run[0], None
    found = _WHAT_ONE_IS.match(text, end)
    return None, " ".join(found[1].split()) if found else None


def name_given(text: str, end: int) -> str | None:
    """ "Mr Karsk" of "another passenger, a baker who gave his name only as Mr Karsk"."""
    found = _NAME_GIVEN.match(text, end)
    run = RUN.match(text, found.end()) if found else None
    return run[0] if run else None


def surname_after(cast: Cast, role: str, end: int) -> Mention | None:
    """The "Mr Karsk" of one whom the sentence before calls only by a role, "The harbour master said so. “No,” said Mr Karsk"."""
    i = bisect_left(cast.starts, end)
    following = next((mention for mention in cast.mentions[i : i + 8] if not mention.quoted), None)
    if following is None or following.gender is None or " " in following.key or following.start - end > _REACH:
        return None
    last = next(roles_in(cast, end, following.start), None)  # another role between would be the nearer one
    return following if last is None and not is_held(cast, role) else None


def role_before(cast: Cast, mention: Mention) -> tuple[str, int] | None:
    """The role by which alone somebody is spoken of right before "Mr Karsk", with its place."""
    i = bisect_left(cast.starts, mention.start) - 1
    before = next((other for other in reversed(cast.mentions[max(i - 7, 0) : i + 1]) if not other.quoted), None)
    begin = max(before.end if before else 0, mention.start - _REACH)
    found = list(roles_in(cast, begin, mention.start))
    return found[-1] if found and not is_held(cast, found[-1][0]) else None


def roles_in(cast: Cast, start: int, end: int) -> Iterator[tuple[str, int]]:
    """The roles with "the" outside quotations in a stretch of text."""
    stretch = _QUOTATION.sub(lambda match: " " * len(match[0]), cast.text[start:end])
    for match in _ROLE.finditer(stretch):
        words = match[1].split()
        n = next((n for n in range(len(words), 0, -1) if office(" ".join(words[:n]))), 0)
        if n:
            yield " ".join(words[:n]), start + match.start(1)


def is_held(cast: Cast, role: str) -> bool:
    """Whether somebody whom the text names has the role."""
    asked = office(role)
    return asked is None or any(_has(person, asked) for person in cast.people.values())


def _has(person: Person, asked: Office) -> bool:
    return any((held := office(role)) is not None and (fits(asked, held) or fits(held, asked)) for role in person.roles)


def last_run(head: str) -> str:
    """The run of capitalised words that a phrase ends with, or ""; a possessive's ending after it doesn't count."""
    head = OWNER.sub("", head.rstrip(" ."))
    last = None
    for match in RUN.finditer(head):
        last = match
    return last[0] if last and last.end() >= len(head) else ""


def is_borne(cast: Cast, country: str) -> bool:
    """Whether somebody bears a country's name as a surname: Ann Jordan does, "Modern Norland" is nobody."""
    people = (cast.people[name] for name in cast.by_last[country])
    return country in _ALSO_SURNAMES or any(each.gender or each.roles for each in people)
