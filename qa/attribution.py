"""Who a sentence says said it, and how, compared with who did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ..index.cues import CUES
from ..index.model import Span
from ..index.statements import extract
from .alignment import Link, is_kin
from .force import Mood
from .particulars import Stretch, denies, is_known
from .readings import Reading, root_of, tells
from .synonyms import ALIKE
from .told import Saying, Told
from .voices import is_anybody, is_voice

_FORCES = {
    "deny": "deny refute dismiss reject dispute contradict rebut disavow debunk",
    "warn": "warn caution threaten",
    "promise": "promise pledge vow swear",
    "ask": "urge call demand plead request appeal exhort implore beg",
    "praise": "welcome praise hail laud applaud endorse commend salute champion tout",
    "criticise": "criticize criticise condemn denounce attack accuse slam blast fault decry assail deplore rebuke mock belittle",
    "admit": "admit acknowledge concede",
    "confirm": "confirm",
    "allege": "claim allege suggest imply hint",
    "expect": "expect predict forecast foresee hope believe think fear doubt worry imagine assume reckon speculate anticipate",
    "want": "want plan intend seek wish propose decide agree refuse decline choose",
    "ask_question": "ask wonder question",
    "know": "know realize realise prove",
    "joke": "joke quip tease",
}
_FORCE = {verb: force for force, verbs in _FORCES.items() for verb in verbs.split()}
_COLOURED = frozenset("deny warn promise ask praise criticise admit confirm want know".split())
"""Forces that a sentence may not put in the mouth of one who merely said it."""
OPEN = frozenset("allege expect want ask ask_question deny warn promise".split())
"""Forces under which what is said is not given for a fact."""
_NOBODY = frozenset(("nobody", "no one", "no-one", "neither", "none", "neither side", "everybody", "everyone", "anybody", "anyone"))
_FRAMES = frozenset("know insist".split())


class Frame(NamedTuple):
    """ "Mara Dolle said that ...": the mention, the bare verb, and the stretches of the sentence that are the frame and what is in it."""

    mention: str
    mention_at: Span
    cue: str
    cue_at: Span
    content: tuple[Span, ...]

    def between(self, reading: Reading) -> Span | None:
        """What stands between who says it and the verb, if that says only what they are: ", the harbour master,"."""
        first, last = sorted((self.mention_at, self.cue_at))
        tokens = [token for token in reading.tokens if first.end <= token.start < last.start]
        apposed = tokens and len(tokens) < 14 and not any(token.tag in "VBWS" for token in tokens)
        return Span(first.end, last.start) if apposed else None

    def holds(self, start: int) -> bool:
        return any(each.start <= start < each.end for each in self.content)


def frames(sentence: str) -> list[Frame]:
    """The clauses of a sentence that say who said something; what is wanted or rejected is told of like any other deed."""
    found: list[Frame] = []
    for each in extract(sentence):
        if each.cue is None or each.source is None or sentence[slice(*each.source)].lower() in _NOBODY:
            continue
        words = sentence[slice(*each.cue)].lower().split()
        cue = next((CUES[word] for word in words if word in CUES), None)
        if cue and not (cue.says or cue.lemma in _FRAMES or cue.lemma in ("urge", "promise", "expect", "vow", "pledge")):
            continue
        lemma = cue.lemma if cue else " ".join(words)
        found.append(Frame(sentence[slice(*each.source)], each.source, lemma, each.cue, each.content))
    return found


def tellings(sentence: str) -> list[Frame]:
    """Where a sentence says that somebody said, wanted or denied something, whatever the verb."""
    return [
        Frame(sentence[slice(*each.source)], each.source, sentence[slice(*each.cue)].lower(), each.cue, each.content)
        for each in extract(sentence)
        if each.cue and each.source
    ]


def wrong_verb(claim: Stretch, told: Told, links: Sequence[Link]) -> str | None:
    """ "criticised" of what was welcomed, "denied" of what was said: a verb that colours, and none of its kind in the source."""
    sentences = {told.reading.tokens[link.told].sentence for link in links if link.told >= 0}
    there = [token for token in told.reading.tokens if token.sentence in sentences or not sentences]
    forces = {_FORCE.get(CUES[token.low].lemma) for token in there if token.low in CUES}
    roots = {token.root for token in there}
    linked = {link.claim for link in links if link.told >= 0 and link.score >= 0.8 and not link.contrary}
    for i, token in claim.tokens():
        if token.root in _PROVEN and token.root not in roots:
            return f"the passage does not say “{token.low}”"
        cue = CUES.get(token.low)
        force = _FORCE.get(cue.lemma) if cue and token.tag == "V" else None
        if force not in _COLOURED or force in forces or force == "want" or i in linked or token.root in roots:
            continue
        if force == "deny" and sum(denies(each) for each in there) > sum(
            denies(each) for each in claim.reading.tokens if claim.span.start <= each.start < claim.span.end
        ):
            continue
        if (
            cue
            and cue.lemma == "call"
            and (i + 1 >= len(claim.reading.tokens) or claim.reading.tokens[i + 1].low not in ("for", "on", "upon"))
        ):
            continue
        if force == "promise" and any(each.force.mood is Mood.AHEAD for each in there):
            continue
        if force == "ask" and any(each.low in _NEEDED for each in there):
            continue
        return f"the passage does not say “{token.low}”"
    return None


_PROVEN = frozenset(map(root_of, "prove proven proved establish established".split()))
_NEEDED = frozenset("must should need needs let ought has have want wants".split())


def force_of(cue: str) -> str:
    return _FORCE.get(cue, "say")


def wrong_role(frame: Frame, claim: Stretch, told: Told) -> str | None:
    """A role, or a word for who speaks, that neither the source nor anything around it has."""
    between = frame.between(claim.reading)
    for token in claim.reading.tokens:
        about = frame.mention_at.start <= token.start < frame.mention_at.end or (between and between.start <= token.start < between.end)
        if any(each.span.start <= token.start < each.span.end for each in (*claim.reading.dates, *claim.reading.amounts)):
            continue
        if (
            not about
            or token.tag not in "NP"
            or not tells(token)
            or token.low in ("spokesman", "spokeswoman", "spokesperson", "mr", "ms", "mrs", "dr")
        ):
            continue
        roots = told.reading.roots | told.beside.roots | told.known
        if (
            token.root in roots
            or any(other in roots for other in ALIKE.get(token.root, ()))
            or is_known(claim.reading.text[token.start : token.end], told)
        ):
            continue
        if any(is_kin(token.low, other) for other in (t.low for t in (*told.reading.tokens, *told.beside.tokens))):
            continue
        return f"the passage does not call anybody “{token.low}”"
    return None


def wrong_speaker(frame: Frame, told: Told, places: Sequence[int]) -> str | None:
    """Why the words at these tokens of the source are not that speaker's."""
    if is_anybody(frame.mention) or not places:
        return None
    tokens = told.reading.tokens
    held = [(saying, sum(saying.holds(tokens[i].start, tokens[i].end) for i in places)) for saying in told.sayings]
    theirs = [saying for saying, n in held if n >= 0.5 * len(places) and is_voice(frame.mention, saying.names)]
    if theirs:
        return None
    if is_voice(frame.mention, told.outlet):
        return None
    others = Counter({saying.speaker or saying.names[0]: n for saying, n in held if saying.names and n >= 0.5 * len(places)})
    if others:
        return f"{frame.mention} did not say this; {others.most_common(1)[0][0]} did"
    sentences = {tokens[i].sentence for i in places}
    beside = [saying for saying, _ in held if any(saying.holds(t.start, t.end) for t in tokens if t.sentence in sentences)]
    if any(is_voice(frame.mention, saying.names) for saying in beside):
        return None
    if _stands_beside(frame, told, places):
        return None
    return f"the passage does not say that {frame.mention} said this"


def _stands_beside(frame: Frame, told: Told, places: Sequence[int]) -> bool:
    """Whether the one who is named stands with a verb of saying in the sentence where the words are."""
    sentences = {told.reading.tokens[i].sentence for i in places}
    there = [token for token in told.reading.tokens if token.sentence in sentences or len(told.reading.sentences) < 3]
    says = any(token.low in CUES or token.low == "according" for token in there)
    words = [word for word in frame.mention.replace("’s", "").split() if word[:1].isupper()] or frame.mention.split()[-1:]
    return says and root_of(words[-1].lower()) in {token.root for token in there}


def wrong_cue(frame: Frame, told: Told, places: Sequence[int], reading: Reading) -> str | None:
    """ "denied" of what was said, "confirmed" of what was hoped."""
    force = force_of(frame.cue)
    if not places:
        return None
    tokens = told.reading.tokens
    holding = [each for each in told.sayings if sum(each.holds(tokens[i].start, tokens[i].end) for i in places) >= 0.5 * len(places)]
    mine = [each for each in holding if is_voice(frame.mention, each.names)] or holding
    there = {force_of(each.cue) for each in mine}
    sentences = {tokens[i].sentence for i in places}
    verbs = {_FORCE.get(CUES[token.low].lemma, "say") for token in tokens if token.sentence in sentences and token.low in CUES}
    if force == "promise" and any(token.force.mood is Mood.AHEAD for token in tokens if token.sentence in sentences):
        return None
    if force in _COLOURED and force not in there and force not in verbs:
        shown = next((each.cue for each in mine if each.cue), "")
        return f"the passage says “{shown}”, not “{frame.cue}”" if shown else f"the passage does not say “{frame.cue}”"
    mine_at = next((token for token in reading.tokens if token.start >= frame.cue_at.start and token.low in CUES), None)
    cues = [
        token for token in tokens
        if token.sentence in sentences and token.tag == "V" and token.low in CUES and CUES[token.low].says
        and not any(each.start <= token.start < each.end for each in told.quoted)
    ]  # fmt: skip
    if mine_at and cues and all(each.force.denied != mine_at.force.denied for each in cues):
        return f"the passage says “{cues[0].low}”, {'with' if cues[0].force.denied else 'without'} “not”"
    if force == "say" and mine and there <= {"deny", "ask_question"} and "deny" in there and not _denies(reading, frame):
        return f"the passage says “{mine[0].cue}”, not “{frame.cue}”"
    return None


def _denies(reading: Reading, frame: Frame) -> bool:
    return any(token.force.denied for token in reading.tokens if frame.holds(token.start))


def whose(told: Told, links: Sequence[Link]) -> Saying | None:
    """Whose words most of the linked tokens are, if not the article's own."""
    votes = Counter[int]()
    for link in links:
        if link.told >= 0:
            token = told.reading.tokens[link.told]
            votes.update([next((k for k, each in enumerate(told.sayings) if each.holds(token.start, token.end)), -1)])
    best = votes.most_common(1)[0][0] if votes else -1
    return told.sayings[best] if best >= 0 else None
