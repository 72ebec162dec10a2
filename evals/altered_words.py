"""Corruptions by a word: negations, numbers, days, hedges, modals, quantifiers, opposites, conditions, the verb of saying."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta

from .claims import Claim
from .prose import any_of, either, given, has_word, prose, replaced

_AUXILIARY = r"(?:is|are|was|were|will|would|can|could|has|have|had|should|must|did|do|does)"
_NOT = re.compile(
    rf"\b({_AUXILIARY}) not\b(?! only| until| least| just| necessarily| because| for )|\b({_AUXILIARY})n[’']t\b|\b(can)not\b"
    r"|\b(?:never|nobody|nothing|none of)\b|\b(?:had|has|have|was|were|is|are|saw|found|heard|made|gave|took|take) no (?!longer|more|later)",
    re.IGNORECASE,
)
_POSITIVE = {"never": "always", "nobody": "everybody", "nothing": "everything", "none of": "all of"}
_AUXILIARIES = re.compile(rf"\b{_AUXILIARY}\b(?! not\b| no\b| never\b| n[’']t| nothing\b| nobody\b|[’'])")
_UNASSERTED = re.compile(
    r"\b(?:whether|if|unless|until|as if|not|never|nobody|no|nothing|nor|denied|refused|declined|who|which|what)\b|\?|n[’']t\b", re.I
)
_NUMBER_WORDS = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen twenty thirty forty fifty".split()
_MONTHS = "January February March April May June July August September October November December".split()
_SHORT_MONTHS = "Jan. Feb. Aug. Sept. Oct. Nov. Dec.".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NUMBER = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?(?![\w:-]|[.,]\d)|(?<!-)\b(?:" + "|".join(_NUMBER_WORDS) + r")\b(?!-| of the clock)")
_MONTH = "|".join([*_MONTHS, *map(re.escape, _SHORT_MONTHS)])
_DATE = re.compile(
    rf"\b(?P<weekday>{'|'.join(_DAYS)})\b|\b(?P<before>\d{{1,2}}) (?=(?:{_MONTH})\b)|(?P<month>\b(?:{_MONTH})(?= \d|\s*$|[,.]| and\b))"
    rf"|(?<=[a-z.] )(?P<after>\d{{1,2}})(?=, \d{{4}})|\b(?P<year>(?:19|20)\d\d)\b|\b(?P<near>yesterday|tomorrow|tonight)\b"
)
_UNITS = either(
    "million/billion thousand/million percent/percentage_points per_cent/percentage_points metres/kilometres meters/kilometers "
    "hours/days weeks/months years/decades minutes/hours hour/day week/month crowns/dollars florins/euros tonnes/kilograms tons/pounds "
    "litres/millilitres knots/metres_a_second seconds/minutes year/month day/hour hectares/square_metres kilometres/miles kilometers/miles "
    "degrees/percent cases/deaths votes/percent people/families passengers/crew".split()
)
_UNIT = re.compile(r"(?<=[\d\w%] )\b(?:" + "|".join(sorted(_UNITS, key=len, reverse=True)) + r")\b")
_COUNTED = re.compile(
    r"(?:\d|\b(?:a|an|one|half|several|some|every|per|" + "|".join(_NUMBER_WORDS) + r")) $|(?:\d|million|thousand|hundred)\s$"
)
_HEDGES = {
    "may": "will", "might": "will", "about": "", "nearly": "", "almost": "", "roughly": "", "approximately": "", "perhaps": "", "possibly": "",
    "probably": "", "likely": "certain", "allegedly": "", "alleged": "proven", "apparently": "", "appeared to": "was proved to",
    "appears to": "is proved to", "seemed to": "was proved to", "seems to": "is proved to", "suspected": "proven", "some of": "all of",
    "at least": "exactly", "more than": "exactly", "fewer than": "exactly", "less than": "exactly", "up to": "exactly", "too early to": "time to",
    "hoped": "knew", "believed": "knew", "thought": "knew", "expected": "knew", "suggested": "proved", "could have": "has", "may have": "has",
    "might have": "has", "unlikely": "impossible", "partly": "entirely", "for now": "for ever", "estimated": "counted", "sixty-odd": "sixty",
    "reported": "proven", "largely": "entirely", "mostly": "entirely", "usually": "always", "often": "always", "sometimes": "always",
    "in part": "entirely", "could be": "is", "could": "will", "if possible": "", "so far": "for good",
}  # fmt: skip
_ABOUT = re.compile(
    r"(?:about|nearly|almost|roughly|some|around|over) (?=\d|" + "|".join(_NUMBER_WORDS) + r"|a (?:hundred|dozen|third|quarter)|half)"
)
_IRREGULAR = {
    "be": "been", "have": "had", "do": "done", "go": "gone", "come": "come", "give": "given", "take": "taken", "make": "made", "leave": "left",
    "send": "sent", "pay": "paid", "say": "said", "see": "seen", "meet": "met", "begin": "begun", "keep": "kept", "hold": "held",
    "run": "run", "cost": "cost", "tell": "told", "write": "written", "build": "built", "sell": "sold", "buy": "bought", "rise": "risen",
    "fall": "fallen", "become": "become", "lose": "lost", "win": "won", "bring": "brought", "speak": "spoken", "cut": "cut", "put": "put",
    "let": "let", "get": "got", "know": "known", "think": "thought", "find": "found", "stand": "stood", "read": "read", "fly": "flown",
    "set": "set", "spend": "spent", "lead": "led", "drink": "drunk", "wear": "worn", "sit": "sat", "sleep": "slept", "sign": "signed",
    "stop": "stopped", "plan": "planned", "appeal": "appealed", "resign": "resigned", "remain": "remained", "open": "opened",
}  # fmt: skip
_PLANNED = re.compile(
    r"\b(?:would|will) (?!not\b|have\b|never\b|like\b|rather\b|only\b|also\b|still\b|no\b|say\b)(\w{3,}|be|do|go)\b"
    r"|\b(?:plans|wants|intends|hopes|planned|wanted|intended|hoped|had promised|promised|offered|agreed|threatened) to (\w+)\b"
)
_QUANTIFIERS = {
    "some": "all", "most": "all", "many": "all", "several": "all", "few": "most", "a few": "most", "half": "all", "one of": "all of",
    "two of": "all of", "three of": "all of", "some of": "all of", "most of": "all of", "half of": "all of", "all": "some", "every": "hardly any", "each": "only one",
    "both": "only one of", "everybody": "hardly anybody", "everyone": "hardly anyone", "any": "every", "nobody": "hardly anybody but the captain",
    "a third of": "all of", "two thirds of": "all of", "a quarter of": "all of", "none of": "some of", "the only": "one of several",
    "often": "never", "sometimes": "never", "always": "rarely", "usually": "never", "once": "many times", "twice": "countless times", "only": "not only",
    "no": "every", "majority of": "minority of", "a": "every", "one": "every", "another": "every other", "nothing": "almost everything", "other": "all other",
}  # fmt: skip
_OPPOSITE = either(
    """rose/fell rise/fall risen/fallen increase/decrease increased/decreased before/after more_than/less_than at_least/at_most higher/lower
    open/closed opened/closed first/last early/late earlier/later longer/shorter up/down won/lost win/lose accepted/rejected accept/reject
    agreed/refused approved/rejected began/ended begin/end best/worst better/worse good/bad larger/smaller largest/smallest more/less
    with/without inside/outside same/different safe/dangerous sold/bought sell/buy true/false guilty/innocent old/new older/younger
    for/against above/below public/secret right/wrong strong/weak support/opposition north/south east/west northern/southern
    alive/dead left/arrived dry/wet cheaper/dearer cheap/expensive in_favor_of/against in_favour_of/against start/stop started/stopped
    arrived/departed easier/harder easy/hard empty/full enough/too_little early/overdue found/lost gain/loss give/take given/taken
    healthy/ill high/low hot/cold improved/worsened include/exclude included/excluded kept/abandoned known/unknown likely/unlikely
    long/short loud/quiet major/minor necessary/needless over/under paid/unpaid possible/impossible ready/unready remain/leave remained/left
    raised/lowered raise/lower replaced/retained signed/unsigned stay/leave sure/unsure survived/died top/bottom under/over united/divided
    upheld/overturned welcome/unwelcome within/beyond worked/failed young/old slowly/quickly morning/evening day/night husband/wife
    brother/sister son/daughter father/mother faster/slower fast/slow seriously/slightly small/large big/small able/unable heavy/light
    sound/unsound well/badly seaworthy/unseaworthy afternoon/morning light/dark rich/poor profit/loss growth/decline until/since
    on_time/late calm/panic private/state aware/unaware far_from/close_to earned/lost cleared/convicted released/detained""".split()
)
_CUES = {
    "said": "denied", "says": "denies", "added": "denied", "insisted": "doubted", "confirmed": "denied", "acknowledged": "denied",
    "announced": "ruled out", "welcomed": "criticised", "rejected": "accepted", "denied": "confirmed", "refused": "agreed",
    "declined": "agreed", "called for": "spoke out against", "warned": "was glad", "argued": "disputed", "admitted": "denied",
    "praised": "attacked", "criticized": "praised", "criticised": "praised", "promised": "refused", "noted": "denied", "conceded": "denied",
    "accused": "cleared", "demanded": "opposed", "supported": "opposed", "thanked": "scolded", "repeated": "withdrew", "wrote": "denied",
    "estimated": "doubted", "explained": "denied", "believes": "doubts", "agreed": "refused", "condemned": "praised", "urged": "forbade",
    "apologized": "refused to apologize", "apologised": "refused to apologise", "asked": "forbade", "proposed": "opposed", "thought": "doubted",
    "complained": "was glad", "claimed": "denied", "claims": "denies", "maintained": "denied", "told reporters": "refused to tell reporters",
    "predicted": "ruled out", "disputed": "accepted", "dismissed": "took up", "defended": "attacked", "blamed": "cleared",
}  # fmt: skip
_CONDITION = re.compile(
    r",? (?:only |even )?(?:if|unless|provided(?: that)?|as long as|so long as|on condition that|in case|except(?: for)?|in return for|should) [^,;:.\0]+(?=[.,;]|$)"
    r"|^(?:If|Unless|Provided|As long as|Should) [^,\0]+, "
)
_SAYS_THAT = re.compile(r"\b(?:if|unless) ")


def not_dropped(claim: Claim, rng: random.Random) -> str | None:
    def new(match: re.Match[str]) -> str | None:
        word = match[0].lower()
        if " but " in claim.text[match.end() :]:
            return None  # not this, but that
        if kept := next((group for group in match.groups() if group), None):
            return kept
        return _POSITIVE.get(word) or word.replace(" no ", " plenty of " if word[:3] in ("had", "has") else " some ")

    return replaced(claim.text, _NOT, new, rng)


def not_added(claim: Claim, rng: random.Random) -> str | None:
    masked = prose(claim.text)

    def new(match: re.Match[str]) -> str | None:
        if _UNASSERTED.search(masked) or "\0" in masked[match.end() : match.end() + 2]:
            return None
        return "cannot" if match[0] == "can" else f"{match[0]} not"

    return replaced(claim.text, _AUXILIARIES, new, rng)


def number_changed(claim: Claim, rng: random.Random) -> str | None:
    sources = given(claim)

    def new(match: re.Match[str]) -> str | None:
        around = claim.text[max(0, match.start() - 12) : match.start()], claim.text[match.end() : match.end() + 12]
        if re.search(rf"(?:{_MONTH}|No\.?|Line|Class) $", around[0]) or re.match(rf" (?:{_MONTH})|(?:st|nd|rd|th)\b", around[1]):
            return None
        if re.fullmatch(r"(?:19|20)\d\d", match[0]):
            return None  # a year
        return next((word for _ in range(9) if not has_word(sources, word := _other_number(match[0], rng)) and word != match[0]), None)

    return replaced(claim.text, _NUMBER, new, rng)


def _other_number(written: str, rng: random.Random) -> str:
    if written in _NUMBER_WORDS:
        return rng.choice(_NUMBER_WORDS)
    if "." in written:
        return f"{float(written.replace(',', '')) * rng.choice([0.7, 1.3, 2.1, 3]):,.{len(written.partition('.')[2])}f}"
    n = int(written.replace(",", ""))
    other = max(1, n + rng.choice([-1, 1]) * rng.randint(1, max(2, n // 2)))
    return f"{other:,}" if "," in written or other >= 10_000 else str(other)


def unit_changed(claim: Claim, rng: random.Random) -> str | None:
    sources = given(claim)

    def new(match: re.Match[str]) -> str | None:
        other = _UNITS[match[0]]
        return other if _COUNTED.search(claim.text[: match.start()]) and not has_word(sources, other) else None

    return replaced(claim.text, _UNIT, new, rng)


def date_changed(claim: Claim, rng: random.Random) -> str | None:
    sources = given(claim)

    def new(match: re.Match[str]) -> str | None:
        kind, written = match.lastgroup, match[0].strip()
        if kind == "near":
            choice = {"yesterday": ["tomorrow", "a month ago"], "tomorrow": ["yesterday", "next year"], "tonight": ["last week"]}[written]
        elif kind == "weekday":
            choice = _DAYS
        elif kind == "month":
            choice = _SHORT_MONTHS if written.endswith(".") else _MONTHS
        elif kind == "year":
            choice = [str(int(written) + step) for step in (-7, -3, -2, 2, 3, 4)]
        else:
            choice = [str(day) for day in range(1, 29)]
        fit = [each for each in choice if not has_word(sources, each) and each != written]
        return rng.choice(fit) + (" " if match[0].endswith(" ") else "") if fit else None

    return replaced(claim.text, _DATE, new, rng)


def day_added(claim: Claim, rng: random.Random) -> str | None:
    """A day on which it was not said, told of what was said on another one."""
    days = [each.day for each in claim.supporting if each.day]
    if (
        claim.told is None
        or not days
        or prose(claim.text) != claim.text
        or not claim.text.startswith(claim.told.name[0].upper() + claim.told.name[1:])
    ):
        return None
    other = date.fromisoformat(days[0]) + timedelta(days=rng.choice([-31, -12, -9, 9, 12, 31]))
    if any(word in claim.text for word in (*_DAYS, *_MONTHS)):
        return None
    name = claim.told.name
    return f"On {other.day} {other:%B %Y} {name}{claim.text[len(name) :]}"


def hedge_removed(claim: Claim, rng: random.Random) -> str | None:
    found = replaced(claim.text, _ABOUT, lambda match: "exactly ", rng)
    return found or replaced(claim.text, any_of(_HEDGES), lambda match: _unhedged(claim, match), rng)


def _unhedged(claim: Claim, match: re.Match[str]) -> str | None:
    before, after = claim.text[: match.start()], claim.text[match.end() :]
    word = match[0]
    if word == "about" or re.match(r" (?:not|n’t)\b", after) or (word in ("could", "may") and not re.match(r" [a-z]{2,}", after)):
        return None
    if word in ("thought", "reported", "estimated", "suspected", "expected", "believed", "hoped", "suggested") and not re.match(
        r" (?:that|the|it|he|she|they)\b", after
    ):
        return None
    if word in ("more than", "at least", "fewer than", "less than", "up to") and not re.match(
        r" (?:\d|a |[a-z]+teen|" + "|".join(_NUMBER_WORDS) + ")", after
    ):
        return None
    if re.search(r"\b(?:no|not|never|nobody) (?:\w+ )?$", before):
        return None
    return _HEDGES[word]


def modality_changed(claim: Claim, rng: random.Random) -> str | None:
    def new(match: re.Match[str]) -> str | None:
        verb = match[1] or match[2]
        if re.search(r"\b(?:if|whether|unless|nobody|no|nothing|never)\b", prose(claim.text)) or not (past := _past(verb)):
            return None
        return f"had already {past}" if not match[0].startswith(("will", "plans", "wants", "intends", "hopes")) else f"has already {past}"

    return replaced(claim.text, _PLANNED, new, rng)


def _past(verb: str) -> str | None:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith(("ly", "ing", "ed", "nd")):
        return None
    if verb.endswith("e"):
        return f"{verb}d"
    return f"{verb[:-1]}ied" if re.search(r"[^aeiou]y$", verb) else f"{verb}ed"


def quantifier_changed(claim: Claim, rng: random.Random) -> str | None:
    def new(match: re.Match[str]) -> str | None:
        word, after = match[0].lower(), claim.text[match.end() :]
        if word in ("a", "one", "no", "other", "any", "each", "all", "once", "only", "half", "most", "few", "another") and not _counts(
            word, after, claim.text[: match.start()]
        ):
            return None
        return _QUANTIFIERS[word]

    common = {word for word in _QUANTIFIERS if word != "a"}
    return replaced(claim.text, any_of([*common, *(word.capitalize() for word in common)]), new, rng)


def _counts(word: str, after: str, before: str) -> bool:
    """Whether such a word tells how many, rather than something else ("at all", "no longer", "once again", "one day")."""
    if word in ("no", "one", "any", "all", "each", "few", "half", "most", "another"):
        counted = re.match(r" (?:of |the )?[a-z]{4,}", after) and not re.match(
            r" (?:of (?:which|whom|it)|longer|more|day|other|likely|important)\b", after
        )
        return bool(counted) and not re.search(r"\b(?:the|at|no|at the|after|no-|not) $|-$", before)
    if word == "other":
        return bool(re.search(r"\bthe $", before))
    return word == "only" and not re.search(r"\b(?:not|the|an) $", before)


def opposite(claim: Claim, rng: random.Random) -> str | None:
    sources = given(claim)

    def new(match: re.Match[str]) -> str | None:
        word, after, before = match[0], claim.text[match.end() :], claim.text[: match.start()]
        other = _OPPOSITE[word]
        if has_word(sources, other) or not _is_itself(word, before, after):
            return None
        return other

    return replaced(claim.text, any_of(_OPPOSITE), new, rng)


_PARTICLES = {
    "up",
    "down",
    "over",
    "for",
    "with",
    "open",
    "right",
    "well",
    "sound",
    "left",
    "light",
    "hard",
    "top",
    "end",
    "under",
    "last",
    "long",
    "good",
}


def _is_itself(word: str, before: str, after: str) -> bool:
    """Whether a word that is many things is the one that has the opposite."""
    if word == "with":
        return bool(re.match(r" (?:a|an|his|her|their|no|any)\b", after))
    if word == "for":
        return before.endswith(("voted ", "vote ", "votes ", "campaigned ", "argued "))
    if word in ("last", "late", "early", "first"):
        return not re.match(r" (?:night|week|year|month|autumn|summer|spring|winter|to\b)", after) and not before.endswith(
            ("at ", "too ", "as ")
        )
    if word in (
        "up",
        "down",
        "over",
        "under",
        "open",
        "right",
        "well",
        "sound",
        "light",
        "hard",
        "left",
        "long",
        "state",
        "short",
        "take",
        "give",
        "end",
        "day",
        "day",
    ):
        return word == "left" and bool(re.match(r" (?:the|on|at|for|in)\b", after))
    return not (word in ("more", "less", "earlier", "later") and re.search(r"\b(?:no|once|any) $", before)) and word not in (
        "old",
        "new",
        "same",
        "true",
        "top",
        "within",
    )


def cue_changed(claim: Claim, rng: random.Random) -> str | None:
    if claim.told is None or claim.text.startswith("According to"):
        return None
    verb = claim.told.verb

    def new(match: re.Match[str]) -> str | None:
        word = match[0]
        after = claim.text[match.end() :]
        if word in ("warned", "complained") and not after.startswith(" that"):
            return None
        if word in ("asked", "told") and not re.match(r" \w+ \w+ to\b| \w+ to\b", after):
            return None
        return _CUES[word]

    if verb.split()[-1] not in _CUES and verb not in _CUES:
        return None
    return replaced(claim.text, any_of([verb if verb in _CUES else verb.split()[-1]]), new, rng)


def condition_dropped(claim: Claim, rng: random.Random) -> str | None:
    def new(match: re.Match[str]) -> str | None:
        before = claim.text[: match.start()]
        if re.search(
            r"\b(?:ask|asked|asks|as|know|knew|wonder|wondered|see|say|even|said|doubt|sure|matter|told|tell)$", before.rstrip(" ,")
        ):
            return None  # "if" for "whether"
        return ""

    return replaced(claim.text, _CONDITION, new, rng)
