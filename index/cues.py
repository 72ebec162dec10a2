"""The verbs that say somebody said, wrote, thought or wants something, and what each of them may be followed by.

Verbs are listed by their bare form; the inflected forms are made here. News English only.
"""

from __future__ import annotations

from dataclasses import dataclass

# Followed by anything: a clause with or without "that", a quotation, a thing ("denied it"). They can also stand after what was said.
_SAY = """say tell add note argue suggest claim insist acknowledge explain announce report write tweet reply respond ask declare state
predict joke admit concede confirm allege assert contend maintain stress emphasize emphasise reiterate remark complain lament quip
recall warn caution believe think hope fear boast brag bemoan exclaim wonder retort charge post email quote shout chant recount
concur counter muse opine profess proclaim repeat stipulate theorize surmise testify vow reckon demand
interject yell gripe grumble fume quibble scoff email posit venture whisper shrug chide tease elaborate"""
# Followed by a thing, a clause or a quotation: what comes after the verb is what was said.
_OBJECT = """criticize criticise praise accuse denounce condemn describe endorse dismiss deny welcome cite mention defend question blast
propose express reject blame mock decry slam tout voice assail applaud reference highlight oppose laud bash echo
portray favor prefer thank discuss attack deem hail deride champion bill dub characterize characterise disavow rebut ridicule
underscore outline promise pledge demand recommend forecast foresee disclose envision doubt dispute disparage lambaste
skewer castigate rebuke scold fault contradict refute downplay belittle berate deplore exhort implore retweet chastise ridicule
commend salute liken hype counter debunk dispute lecture trumpet spurn
invoke remind assure reassure challenge touted compare liken label brand advocate claim"""
# Counted only before "that", "how", "whether" ..., or a quotation.
_CLAUSE = """show find indicate know expect learn agree decide worry reveal feel realize determine estimate observe mean imply demonstrate
hint signal assume rule understand imagine speculate continue hold sense read answer recognize anticipate notice order clarify
regret discover promise estimate see show predict plead conclude"""
# Counted only before "to", with somebody or nobody between: "urged Karsk to leave", "wants to stay".
_TO = """urge want plan hope expect promise vow refuse decline demand encourage agree threaten seek tell offer pledge intend ask
order decide choose invite exhort implore agree swear beg advise instruct warn claim"""
# Verbs that need one of these words right after them.
_PARTICLES = {
    "call": "for on", "point": "out to", "refer": "to", "talk": "about", "speak": "about of out against", "complain": "about of",
    "brag": "about of", "boast": "about of", "joke": "about", "balk": "at", "side": "with", "vote": "for against",
    "argue": "for against", "agree": "with on", "disagree": "with", "rule": "out", "hit": "back", "press": "for", "advocate": "for",
    "scoff": "at", "plead": "for", "dream": "of", "wish": "for", "speculate": "about on", "fume": "at about", "remark": "on",
    "elaborate": "on", "rail": "against on", "respond": "to by with", "allude": "to", "worry": "about", "insist": "on",
    "apologize": "for", "warn": "of about against", "hint": "at", "comment": "on", "object": "to", "push": "for", "lay": "out",
    "think": "of about", "sound": "off", "lash": "out",
}  # fmt: skip
_IRREGULAR = {
    "say": "says said saying", "tell": "tells told telling", "write": "writes wrote written writing", "think": "thinks thought thinking",
    "find": "finds found finding", "show": "shows showed shown showing", "know": "knows knew known knowing", "feel": "feels felt feeling",
    "mean": "means meant meaning", "see": "sees saw seen seeing", "seek": "seeks sought seeking", "choose": "chooses chose choosing",
    "hold": "holds held holding", "read": "reads reading", "foresee": "foresees foresaw foreseeing", "understand": "understands understood",
    "beg": "begs begged begging", "speak": "speaks spoke spoken speaking", "lay": "lays laid laying", "forecast": "forecasts forecasting",
    "offer": "offers offered offering", "answer": "answers answered answering", "order": "orders ordered ordering",
    "refer": "refers referred referring", "plan": "plans planned planning", "quip": "quips quipped quipping", "dub": "dubs dubbed dubbing",
    "admit": "admits admitted admitting", "rebut": "rebuts rebutted rebutting", "slam": "slams slammed slamming",
    "signal": "signals signaled signalled signaling", "label": "labels labeled labelled labeling", "prefer": "prefers preferred preferring",
    "hit": "hits hitting", "brag": "brags bragged bragging", "swear": "swears swore sworn swearing",
    "object": "objects objected objecting", "regret": "regrets regretted regretting",
}  # fmt: skip


@dataclass(frozen=True)
class Cue:
    """What may follow a verb; ``lemma`` is its bare form and ``form`` one of "base", "s", "past", "ing"."""

    lemma: str
    form: str
    says: bool
    takes_object: bool
    takes_clause: bool
    takes_to: bool
    particles: frozenset[str]


def _inflected(lemma: str) -> dict[str, str]:
    """Each form of a verb with the name of the form."""
    forms = {lemma: "base"}
    if lemma in _IRREGULAR:
        for form in _IRREGULAR[lemma].split():
            forms[form] = "ing" if form.endswith("ing") else "s" if form.endswith("s") else "past"
        return forms
    if lemma.endswith("y") and lemma[-2] not in "aeou":
        return forms | {lemma[:-1] + "ies": "s", lemma[:-1] + "ied": "past", lemma + "ing": "ing"}
    forms[lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x")) else "s")] = "s"
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma
    return forms | {(lemma + "d" if lemma.endswith("e") else lemma + "ed"): "past", stem + "ing": "ing"}


def _lexicon() -> dict[str, Cue]:
    says, objects, clauses, tos = (frozenset(verbs.split()) for verbs in (_SAY, _OBJECT, _CLAUSE, _TO))
    cues: dict[str, Cue] = {}
    for lemma in sorted(says | objects | clauses | tos | _PARTICLES.keys()):
        particles = frozenset(_PARTICLES.get(lemma, "").split())
        for form, name in _inflected(lemma).items():
            cues[form] = Cue(lemma, name, lemma in says, lemma in objects, lemma in says | objects | clauses, lemma in tos, particles)
    return cues


NOUNS = frozenset(
    "claim report plan call demand promise pledge attack hope fear question request offer order remark vow boast challenge push vote "
    "charge post tweet email quote dispute estimate answer reply notice label bill blast brand advocate champion shout chant signal "
    "sense hold show talk mention note state doubt praise blame worry wonder joke address point press rule object comment mock "
    "reference echo counter lecture repeat view side balk host forecast".split()
)
"""Verbs whose bare form or -s form is a noun too, or is as often one."""

CUES = _lexicon()
"""Verb forms in lower case and what each may be followed by."""
