"""Corruptions by a word: negations, hedges, modals, quantifiers, opposites, conditions, the verb of saying."""

from __future__ import annotations

import random
import re

from .altered_figures import NUMBER_WORDS
from .claims import Claim
from .prose import any_of, either, has_word, prose, quotations, replaced

_COUNTING = "|".join(NUMBER_WORDS)
_AUXILIARY = r"(?:is|are|was|were|will|would|can|could|has|have|had|should|must|did|do|does)"
_NOT = re.compile(
    rf"\b({_AUXILIARY}) not\b(?! only| until| least| just| necessarily| because| for )|\b({_AUXILIARY})n[’']t\b|\b(can)not\b"
    r"|\b(?:never|nobody|nothing|none of)\b|\b(?:had|has|have|was|were|is|are|saw|found|heard|made|took) no (?!longer|more|later)",
    re.IGNORECASE,
)
_POSITIVE = {"never": "always", "nobody": "everybody", "nothing": "everything", "none of": "all of"}
_AUXILIARIES = re.compile(rf"\b{_AUXILIARY}\b(?! not\b| no\b| never\b| n[’']t| nothing\b| nobody\b|[’'])")
_UNASSERTED = re.compile(
    r"\b(?:whether|if|unless|until|not|never|nobody|no|nothing|none|nor|denied|refused|declined|who|which|what)\b|\?|n[’']t\b",
    re.IGNORECASE,
)
_HEDGES = {
    "may": "will", "might": "will", "nearly": "", "almost": "", "perhaps": "", "possibly": "", "probably": "", "allegedly": "",
    "alleged": "proven", "apparently": "", "appeared to": "was proved to", "appears to": "is proved to", "seemed to": "was proved to",
    "seems to": "is proved to", "suspected": "knew", "at least": "exactly", "more than": "exactly", "fewer than": "exactly",
    "less than": "exactly", "up to": "exactly", "too early to": "time to", "hoped": "knew", "believed": "knew", "believes": "knows",
    "thought": "knew", "thinks": "knows", "expected": "knew", "unlikely": "impossible", "partly": "entirely", "for now": "for ever",
    "sixty-odd": "sixty", "largely": "entirely", "mostly": "entirely", "usually": "always", "often": "always", "sometimes": "always",
    "in part": "entirely", "if possible": "", "as far as we know": "", "likely to": "certain to",
}  # fmt: skip
_BEFORE_CLAUSE = frozenset("thought expected believed believes hoped suspected thinks".split())
_BEFORE_NUMBER = frozenset(["more than", "at least", "fewer than", "less than", "up to"])
_ABOUT = re.compile(rf"(?:about|nearly|almost|roughly|some) (?=\d|(?:{_COUNTING})\b|a (?:hundred|dozen|third|quarter)|half)")
_PAST = {
    "be": "been", "have": "had", "do": "done", "go": "gone", "come": "come", "give": "given", "take": "taken", "make": "made",
    "leave": "left", "send": "sent", "pay": "paid", "say": "said", "see": "seen", "meet": "met", "begin": "begun", "keep": "kept",
    "hold": "held", "run": "run", "cost": "cost", "tell": "told", "write": "written", "build": "built", "sell": "sold",
    "buy": "bought", "rise": "risen", "fall": "fallen", "become": "become", "lose": "lost", "win": "won", "bring": "brought",
    "speak": "spoken", "cut": "cut", "put": "put", "let": "let", "withdraw": "withdrawn", "know": "known", "think": "thought",
    "find": "found", "stand": "stood", "read": "read", "fly": "flown", "set": "set", "spend": "spent", "lead": "led",
    "drink": "drunk", "wear": "worn", "sit": "sat", "sleep": "slept", "plan": "planned", "stop": "stopped",
    "understand": "understood", "drive": "driven", "hear": "heard", "sing": "sung", "draw": "drawn", "feel": "felt",
}  # fmt: skip
_PLANNED = re.compile(
    r"\b(?:would|will) (?!not\b|have\b|never\b|like\b|rather\b|only\b|also\b|still\b|no\b|say\b)(\w{3,}|be|do|go)\b"
    r"|\b(?:plans|wants|intends|hopes|planned|wanted|intended|hoped|had promised|promised|offered|agreed|threatened) to (\w+)\b"
)
_QUANTIFIERS = {
    "some": "all", "most": "all", "many": "all", "several": "all", "few": "most", "a few": "most", "half": "all", "one of": "all of",
    "some of": "all of", "most of": "all of", "many of": "all of", "half of": "all of", "all": "hardly any", "every": "hardly any",
    "everybody": "hardly anybody", "everyone": "hardly anyone", "a third of": "all of", "two thirds of": "all of", "a quarter of": "all of",
    "a fifth of": "all of", "none of": "some of", "the only": "one of several", "often": "never", "sometimes": "never", "always": "rarely",
    "usually": "never", "once": "many times", "twice": "countless times", "majority": "minority", "never": "sometimes",
    "nobody": "some people", "each": "hardly any", **{f"{word} of the": "all of the" for word in NUMBER_WORDS},
    **{f"{word} of them": "all of them" for word in NUMBER_WORDS},
}  # fmt: skip
_OPPOSITE = either(
    """rose/fell rise/fall risen/fallen increase/decrease increased/decreased before/after more_than/less_than at_least/at_most higher/lower
    closed/opened early/late earlier/later longer/shorter won/lost win/lose accepted/rejected accept/reject
    agreed/refused approved/rejected began/ended begin/end best/worst better/worse good/bad larger/smaller largest/smallest more/less
    without/with inside/outside different/identical safe/dangerous sold/bought sell/buy false/true guilty/innocent older/younger
    for/against above/below public/secret wrong/right strong/weak north/south east/west northern/southern
    alive/dead dry/wet cheaper/dearer cheap/expensive in_favor_of/against in_favour_of/against start/stop started/stopped arrived/departed
    easier/harder easy/difficult empty/full overdue/early healthy/ill high/low hot/cold improved/worsened
    include/exclude included/excluded known/unknown likely/unlikely loud/quiet major/minor necessary/needless unpaid/paid
    possible/impossible ready/unready remain/leave raised/lowered raise/lower replaced/retained stay/leave survived/died
    upheld/overturned welcome/unwelcome within/beyond worked/failed young/old slowly/quickly morning/evening husband/wife
    son/daughter father/mother faster/slower seriously/slightly small/large big/small able/unable heavy/light
    unsound/sound seaworthy/unseaworthy afternoon/morning rich/poor profit/loss growth/decline on_time/late private/state aware/unaware
    far_from/close_to earned/lost cleared/convicted released/detained first/last glad/sorry less/more lower/higher harmless/deadly
    weaker/stronger backed/blocked banned/allowed increases/decreases gloomy/cheerful independent/dependent serious/trivial""".split()
)
_PARTICLES = frozenset("old new same true right top within light sound hard low high state good for with last first late early".split())
_CUES = {
    "said": "denied", "says": "denies", "added": "denied", "insisted": "doubted", "confirmed": "denied", "acknowledged": "denied",
    "announced": "ruled out", "welcomed": "criticised", "rejected": "accepted", "denied": "confirmed", "refused": "agreed",
    "declined": "agreed", "called for": "spoke out against", "warned": "was glad", "argued": "disputed", "admitted": "denied",
    "praised": "attacked", "criticized": "praised", "criticised": "praised", "promised": "refused", "noted": "denied", "conceded": "denied",
    "accused": "cleared", "demanded": "opposed", "supported": "opposed", "thanked": "scolded", "repeated": "withdrew", "wrote": "denied",
    "estimated": "doubted", "explained": "denied", "believes": "doubts", "agreed": "refused", "condemned": "praised", "urged": "forbade",
    "apologized": "refused to apologize", "apologised": "refused to apologise", "asked": "forbade", "proposed": "opposed",
    "thought": "doubted", "complained": "was glad", "claimed": "denied", "claims": "denies", "maintained": "denied",
    "predicted": "ruled out", "disputed": "accepted", "dismissed": "took up", "defended": "attacked", "blamed": "cleared",
}  # fmt: skip
_CONDITION = re.compile(
    r",? (?:only |even )?(?:if|unless|provided(?: that)?|as long as|so long as|on condition that|except) (?:[^,;:.\0]|\.\d)+(?=[.,;]|$)"
    r"|^(?:If|Unless|Provided|As long as) [^,\0]+, (?!he said|she said|they said)"
)
_WHETHER = re.compile(
    r"\b(?:(?:ask|asked|asks)(?: him| her| them| me| us)?|and|but|or|as|know|knew|wonder|wondered|see|say|even|said|doubt|sure|matter|"
    r"told|tell)$",
    re.IGNORECASE,
)


def not_dropped(claim: Claim, rng: random.Random) -> str | None:
    def new(match: re.Match[str]) -> str | None:
        if " but " in claim.text[match.end() :]:
            return None  # not this, but that
        if kept := next((group for group in match.groups() if group), None):
            return kept
        word = match[0].lower()
        return _POSITIVE.get(word) or word.replace(" no ", " plenty of " if word[:3] in ("had", "has") else " some ")

    return replaced(claim.text, _NOT, new, rng)


def not_added(claim: Claim, rng: random.Random) -> str | None:
    masked = prose(claim.text)
    if _UNASSERTED.search(masked):
        return None
    return replaced(claim.text, _AUXILIARIES, lambda match: "cannot" if match[0] == "can" else f"{match[0]} not", rng)


def hedge_removed(claim: Claim, rng: random.Random) -> str | None:
    """ "about 70" -> "exactly 70", "may" -> "will", "believed that" -> "knew that" """
    found = replaced(claim.text, _ABOUT, lambda match: "exactly ", rng)
    return found or replaced(claim.text, any_of(_HEDGES), lambda match: _unhedged(claim, match), rng)


def _unhedged(claim: Claim, match: re.Match[str]) -> str | None:
    before, after, word = claim.text[: match.start()], claim.text[match.end() :], match[0]
    if re.search(r"\b(?:no|not|never|nobody|whether|if|[Aa]sked) (?:[\w ]+ )?$", before) or re.match(r" (?:not|n’t)\b", after):
        return None
    if word in ("may", "might") and not re.match(r" (?!have \w+(?:ed|en|t)\b)[a-z]{2,}", after):
        return None
    if word in _BEFORE_CLAUSE and not re.match(r" (?:that|the|it|he|she|they)\b", after):
        return None
    if word in _BEFORE_NUMBER and not re.match(rf" (?:\d|a |(?:{_COUNTING})\b)", after):
        return None
    return _HEDGES[word]


def modality_changed(claim: Claim, rng: random.Random) -> str | None:
    """What is planned, done: "would send" -> "had already sent"."""
    if re.search(r"\b(?:if|whether|unless|nobody|no|nothing|never)\b", prose(claim.text)):
        return None

    def new(match: re.Match[str]) -> str | None:
        past = _past(match[1] or match[2])
        present = match[0].startswith(("will", "plans", "wants", "intends", "hopes"))
        return f"{'has' if present else 'had'} already {past}" if past else None

    return replaced(claim.text, _PLANNED, new, rng)


def _past(verb: str) -> str | None:
    """The past participle; None where it isn't known."""
    if verb in _PAST or verb.endswith(("ly", "ing", "ed", "nd", "self")):
        return _PAST.get(verb)
    if verb.endswith("e"):
        return f"{verb}d"
    return f"{verb[:-1]}ied" if re.search(r"[^aeiou]y$", verb) else f"{verb}ed"


def quantifier_changed(claim: Claim, rng: random.Random) -> str | None:
    def new(match: re.Match[str]) -> str | None:
        word, before, after = match[0].lower(), claim.text[: match.start()], claim.text[match.end() :]
        if re.search(r"\b(?:not|how|so|too|as) $", before):
            return None
        if word in ("all", "each", "few", "half", "most", "some", "many", "every", "once"):
            counted = re.match(rf" (?:the )?(?!over\b|(?:{_COUNTING})\b)[a-z]{{4,}}", after) and not re.match(
                r" (?:of (?:which|whom|it)|the same|likely|important|one|more)\b", after
            )
            if not counted or re.search(r"\b(?:the|at|not|no|too|so|how|as|after|at the|if) $|[-’]$", before):
                return None
        return _QUANTIFIERS[word]

    return replaced(claim.text, any_of([*_QUANTIFIERS, *map(str.capitalize, _QUANTIFIERS)]), new, rng)


def opposite(claim: Claim, rng: random.Random) -> str | None:
    sources = claim.given

    def new(match: re.Match[str]) -> str | None:
        other = _OPPOSITE[match[0]]
        itself = _is_itself(match[0], claim.text[: match.start()], claim.text[match.end() :])
        return other if itself and not has_word(sources, other) else None

    return replaced(claim.text, any_of(_OPPOSITE), new, rng)


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
    return (
        not (word in ("more", "less", "earlier", "later", "longer") and re.search(r"\b(?:no|once|any) $", before))
        and word not in _PARTICLES
    )


def cue_changed(claim: Claim, rng: random.Random) -> str | None:
    if claim.told is None or claim.text.startswith("According to"):
        return None
    verb = claim.told.verb if claim.told.verb in _CUES else claim.told.verb.split()[-1]

    def new(match: re.Match[str]) -> str | None:
        after = claim.text[match.end() :]
        if match[0] in ("warned", "complained") and not after.startswith(" that"):
            return None
        return _CUES[match[0]] if match[0] != "asked" or re.match(r" \w+(?: \w+)? to\b", after) else None

    return replaced(claim.text, any_of([verb]), new, rng) if verb in _CUES else None


def condition_dropped(claim: Claim, rng: random.Random) -> str | None:
    """An "if" or "unless" that the sentence stands under, in the prose or else in a quotation."""
    if claim.text.startswith("Asked"):
        return None
    found = replaced(claim.text, _CONDITION, lambda match: None if _WHETHER.search(claim.text[: match.start()].rstrip(" ,")) else "", rng)
    if found is not None:
        return found
    for match in quotations(claim.text):
        inner = match[0][1:-1]
        put = replaced(
            inner, _CONDITION, lambda each, inner=inner: None if _WHETHER.search(inner[: each.start()].rstrip(" ,")) else "", rng
        )
        if put is not None and len(put.split()) > 2:
            put = put.removeprefix("then ")
            return f"{claim.text[: match.start() + 1]}{put[0].upper()}{put[1:]}{claim.text[match.end() - 1 :]}"
    return None
