"""The frame of a question: which of its words name the speakers, which is the verb of saying, and what is the topic.

"[What] did [Karsk] [say] about [the ferry] [in June]?" All parts are slices of the question, so that one can be exchanged for another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..index.model import Span
from .frame import ABOUT, AUXILIARIES, BE, DETERMINERS, HAVE, PREPOSITIONS, TAKING_TO, WH, Frame, over, undated, without
from .mentions import DOCUMENT, mentions
from .views import VIEWS, on_topic, view
from .wording import NOUNS_TOO, QUOTED, TIME, Word, saying

_BEFORE_VERB = frozenset(
    "also just ever really actually exactly then later publicly first last recently each both all already even still else not never "
    "always once again originally finally openly be been being it that to himself herself themselves".split()
)
_ADDRESSED = frozenset("tell ask write remind assure advise warn".split())
_VAGUE = frozenset("anything something nothing much more else everything so it verbatim exactly literally publicly".split())
_OCCASIONS = frozenset(
    "steps radio television tv air phone telephone stage camera record twitter facebook x day eve occasion anniversary morning evening "
    "night way trip visit sidelines board behalf page show programme program channel sunday monday".split()
)  # "said on the radio", and not "said on the ferry"
_EVERYONE = frozenset("everyone everybody anyone anybody people all those somebody someone".split())
_TOLD = frozenset("told asked accused warned criticised criticized quoted advised promised".split())
_ORDERS = frozenset("ignore forget write translate make pretend act".split())
_SAID = frozenset("say tell think write claim promise announce reply answer add reveal call warn ask explain".split())

_TOPIC_FIRST = re.compile(
    r"(?:(?:(?P<on>on)|about|regarding|concerning|as\s+(?:for|to))\s+(?P<topic>[^,:;?“\"]{2,80}),"
    r"|(?P<before>[^,:;?“\"]{2,80}):|(?P<question>[^?“\"]{8,150})\?)\s+(?=(?:what|how|did|does|do|has|have)\b)",
    re.I,
)
_ACCORDING = re.compile(
    r"""(?:,\s*|\b)(?:(?:according\s+to|in\s+the\s+(?:words|view|opinion)\s+of)\s+(?:what\s+)?(?P<to>[^,?;“"]{2,80}?(?:,?\s+and\s+(?:how\s+\w+|what)\s+(?:according\s+)?to\s+[^,?;“"]{2,60}?)?)
        (?:\s+(?:told|said|says|wrote)\b[^,?]*)?(?=\s*[,?.!]*\s*\Z|\s*,)
    |(?:in|from)\s+(?P<of>[^,?;“"]{2,60}?)[’']s?\s+(?:own\s+)?(?:words|view|opinion|point\s+of\s+view|perspective|standpoint)\b(?:\s+[^,?]*(?=[?.!\s]*\Z))?
    |in\s+(?:his|her|their|its)\s+own\s+words\b(?:\s+[^,?]*(?=[?.!\s]*\Z))?
    |(?:(?<=,\s)|(?<=^))as\s+(?P<put>[^,?;“"]{2,60}?)\s+(?:put|puts|said|says|sees|saw|acknowledged|described|admitted|explained)\b[^,?]*)\s*,?""",
    re.I | re.X,
)


def frame_of(line: str, words: Sequence[Word]) -> Frame:
    """The frame of the question whose words these are; an empty one for a question about a fact."""
    if (match := _TOPIC_FIRST.match(line, words[0].start if words else 0)) and words:
        return _topic_first(line, words, match) or _frame(line, words)
    return _frame(line, words)


def _topic_first(line: str, words: Sequence[Word], match: re.Match[str]) -> Frame | None:
    """ "About the ferry, what did Karsk say?", "The ferry: what did Karsk say?", "Will it sail? What do Karsk and Brok say?"."""
    begin, end = match.span(match.lastgroup or 0)
    topic = [word for word in words if begin <= word.start < end]
    rest = [word for word in words if word.start >= match.end()]
    on_occasion = match["on"] and not _OCCASIONS.isdisjoint(word.low for word in topic)
    if len(topic) < (4 if match["question"] else 1) or not rest or on_occasion or undated(line, topic, first=True, last=True)[1]:
        return None
    frame = _frame(line, rest)
    said = frame.verb is not None and saying(line[slice(*frame.verb)].lower())
    if not frame.subject or not said or said.lemma not in _SAID or frame.topic or frame.is_outer:
        return None
    return frame._replace(topic=over(topic))


def _frame(line: str, words: Sequence[Word]) -> Frame:
    outer, aside = _according(line, words)
    inner = [word for word in words if not aside or not aside.start <= word.start < aside.end] or words
    ways = (_who_said, _inverted, _told, view, on_topic)
    frame = next((frame for find in ways if (frame := find(line, inner))), Frame())
    frame = frame._replace(aside=aside)
    if outer is None or not aside:
        return frame
    leads = frame.verb is not None and aside.end <= frame.verb.start
    if leads and frame.subject and mentions(line[slice(*frame.subject)]):
        return frame  # "According to Coast Radio, what did Karsk say": Karsk's words; "What did Karsk say, according to Brok": Brok's
    times = [Span(*time.span()) for time in TIME.finditer(line, *aside)]
    return Frame(subject=outer, lead=frame.lead, aside=aside, times=tuple(times))


def _according(line: str, words: Sequence[Word]) -> tuple[Span | None, Span | None]:
    """The one after "according to", if it is a speaker, and the whole clause."""
    if words:
        for match in _ACCORDING.finditer(line, words[0].start):
            if match.end() - match.start() < words[-1].end - words[0].start:
                group = next((g for g in ("to", "of", "put") if match[g]), None)
                return (Span(*match.span(group)) if group and mentions(match[group]) else None), Span(*match.span())
    return None, None


def _who_said(line: str, words: Sequence[Word]) -> Frame | None:
    """ "Who said ...", "which Marrow denied ...", "everyone who warned of ...", "whose words are ..."."""
    lows = [word.low for word in words]
    if lows[:1] == ["whose"] and len(lows) > 1 and re.fullmatch(VIEWS, lows[1]):
        begin = lows.index(":") + 1 if ":" in lows else lows.index(QUOTED) if QUOTED in lows else len(lows)
        return Frame(topic=over(words[begin:]), reverse=True)
    who = at = _after_who(lows)
    if lows[at : at + 4] in (["was", "the", "first", "to"], ["is", "the", "first", "to"]):
        at += 4
    while at and at < len(words) and (lows[at] in AUXILIARIES or lows[at] in _BEFORE_VERB):
        at += 1
    if at and lows[at : at + 2] in (["refused", "to"], ["declined", "to"]):
        at += 2
    cue = saying(lows[at]) if at and at < len(words) else None
    if not cue or (cue.form == "past" and BE.intersection(lows[:at]) and "it" not in lows[:at]):
        return None
    rest, times = undated(line, words[at + 1 :], first=True)
    if cue.lemma == "tell":
        rest = rest[next((i for i, word in enumerate(rest) if word.low in ("that", "about")), 0) :]
    rest = without(rest, "that about of for on out to with : ,")
    among = over(without(words[1:who], "of the")) if lows[0] == "which" else None
    return Frame(None, over(words[at : at + 1]), over(rest), None, times, reverse=True, among=among)


def _after_who(lows: list[str]) -> int:
    """The place after "who", "which Marrow" or "everyone who"; 0 where no such thing opens the question."""
    if lows[:1] in (["who"], ["who's"]):
        return 1
    if lows[:1] in (["which"], ["what"]):
        at = next((i for i in range(2, min(9, len(lows))) if (cue := saying(lows[i])) and cue.form in ("past", "s")), 0)
        plural = lows[1:2] and lows[1].endswith("s") and lows[1] not in WH | AUXILIARIES
        return at if (lows[0] == "which" or plural) and not AUXILIARIES.difference(HAVE).intersection(lows[:at]) else 0
    who = next((i for i in range(1, min(5, len(lows))) if lows[i] == "who"), 0)
    return who + 1 if who and _EVERYONE.intersection(lows[:who]) and not AUXILIARIES.intersection(lows[:who]) else 0


def _told(line: str, words: Sequence[Word]) -> Frame | None:
    """ "what Karsk said about ...", "everything the mayor has said", "quote what Karsk said"."""
    is_true = [word.low for word in words[:4]] in (["is", "it", "true", "that"], ["was", "it", "true", "that"])
    begin = (
        3
        if is_true
        else next(
            (i for i, word in enumerate(words[:3]) if word.low in WH or word.low in ("everything", "anything", "all", "things")), None
        )
    )
    if (
        begin is None
        or begin + 1 >= len(words)
        or words[0].low in _ORDERS
        or words[begin].low in ("which", "who", "whom")
        or words[begin + 1].low in ("many", "much")
    ):
        return None
    if words[begin].low in ("first", "last", "only", "main"):
        begin += 1  # "the first thing Karsk said"
    for i in range(begin + 2, min(begin + 16, len(words))):
        cue = saying(words[i].low)
        if not cue or cue.lemma not in _SAID or _is_noun(line, words, i) or (cue.form == "base" and cue.lemma != "say"):
            continue
        subject = list(words[begin + 1 : i])
        while subject and (subject[-1].low in HAVE or subject[-1].low in _BEFORE_VERB):
            subject.pop()
        if not subject or (WH | AUXILIARIES).intersection(word.low for word in subject):
            return None
        return _after_verb(line, words, i, over(without(subject, "that")), None)
    return None


def _is_noun(line: str, words: Sequence[Word], i: int) -> bool:
    """Whether what looks like a verb follows a determiner or a possessive, or is part of a name."""
    before, here = words[i - 1].low, line[words[i].start : words[i].end]
    return before in DETERMINERS or before == "final" or before.endswith(("'s", "s'")) or (here[0].isupper() and not here.isupper())


def _inverted(line: str, words: Sequence[Word]) -> Frame | None:
    """ "What did Karsk say about ...", "has Karsk denied ...", "what was said about ...", "what was Karsk told"."""
    lows = [word.low for word in words]
    aux = next((i for i, low in enumerate(lows) if low in AUXILIARIES), None)
    if aux is None or (aux and not WH.intersection(lows[:aux])):
        return None
    wh = next((i for i in range(aux) if lows[i] in WH), -1)
    lead = over(words[wh + 1 : aux]) if aux else None
    verb = _main_verb(line, words, aux)
    if verb is None:
        return None
    subject = list(words[aux + 1 : verb])
    while subject and (
        subject[-1].low in _BEFORE_VERB | TAKING_TO or re.fullmatch(r"[a-z]{4,}ly", line[subject[-1].start : subject[-1].end])
    ):
        subject.pop()
    subject = list(without(subject, "not"))
    if len(subject) > 2 and subject[-1].low in ("and", "or"):
        subject = subject[:-2]  # "What did Karsk accept and apologise for"
    if lows[verb - 2 : verb] in (["quoted", "as"], ["cited", "as"]):
        subject = subject[:-2]
    elif words[verb - 1].low in BE or (lows[aux] in BE and _form(words[verb]) == "past"):
        return _passive(line, words, verb, subject) if _form(words[verb]) == "past" else _after_verb(line, words, verb, over(subject), lead)
    if not subject:
        return None
    frame = _after_verb(line, words, verb, over(subject), lead)
    _, times = undated(line, words[:aux], first=True)
    return frame._replace(times=(*times, *frame.times))


def _form(word: Word) -> str:
    cue = saying(word.low)
    return cue.form if cue else ""


def _main_verb(line: str, words: Sequence[Word], aux: int) -> int | None:
    """The verb of saying that belongs to the auxiliary, in the form that goes with it."""
    low = words[aux].low
    forms = ("past", "ing") if low in BE | HAVE else ("base",)
    found: int | None = None
    for i in range(aux + 1, min(aux + 18, len(words))):
        if words[i].low in (*ABOUT, "that", "whether", "when", "because", "?", QUOTED) and i > aux + 1:
            break
        before = words[i - 1].low
        shows = words[i].low == "show" and re.search(rf"\b{DOCUMENT}\s*\Z", line[: words[i].start], re.I)
        ready = before == "to" and words[i - 2].low in TAKING_TO
        if (not shows and _form(words[i]) not in (("base",) if ready else forms)) or (before == "to" and not ready):
            continue
        if _is_noun(line, words, i) or [word.low for word in words[i : i + 2]] in (["quoted", "as"], ["cited", "as"]):
            continue
        passive = _form(words[i]) == "past" and (before in BE or low in BE)
        if passive and not (words[i].low in _TOLD or before in BE and i - aux < 3 or i == aux + 1):
            continue
        if found is not None:
            return i if i - found < 4 and before != "and" else found
        if words[i].low not in NOUNS_TOO:
            return i
        found = i  # "What did the talk show host say": there may be a better one
    return found


def _passive(line: str, words: Sequence[Word], verb: int, subject: Sequence[Word]) -> Frame:
    """What is said by nobody in particular, or by the one after "by"; who was told something is the topic."""
    by = next((i for i in range(len(words) - 1, verb, -1) if words[i].low == "by" and not TIME.match(line, words[i].start)), None)
    end = next((i for i in range((by or 0) + 1, len(words)) if words[i].low in PREPOSITIONS - {"of"}), len(words))
    rest = [*words[verb + 1 : by], *words[end:]] if by else words[verb + 1 :]
    about = next((i for i, word in enumerate(rest) if word.low in ABOUT and i and rest[0].low in PREPOSITIONS - ABOUT), 0)
    setting, early = undated(line, rest[:about], first=True, last=True)
    rest, times = undated(line, without(rest[about:], "about on of that : , to for"), first=True, last=True)
    speaker = over(words[by + 1 : end]) if by else None
    return Frame(speaker, over(words[verb : verb + 1]), over(rest) or over(subject), over(setting), (*early, *times), passive=True)


def _after_verb(line: str, words: Sequence[Word], verb: int, subject: Span | None, lead: Span | None) -> Frame:
    """What follows "about" is the topic, and what lies before it the setting; else a clause or a thing is the topic.

    A time counts only where it can't be part of what was said: before "about", at the end of a topic, in a setting.
    """
    rest = words[verb + 1 :]
    frame = Frame(subject, over(words[verb : verb + 1]), lead=lead)
    cue = saying(words[verb].low)
    addressed = cue is not None and cue.lemma in _ADDRESSED
    about = next((i for i, word in enumerate(rest[:-1]) if word.low in ABOUT and (i == 0 or rest[i - 1].low != "what")), None)
    opens = not rest or rest[0].low in PREPOSITIONS | _VAGUE or bool(TIME.match(line, rest[0].start))
    if about is not None and (about == 0 or opens or addressed or rest[0].low == "out"):
        setting, times = undated(line, rest[:about], first=True, last=True)
        topic, more = undated(line, rest[about + 1 :], last=True)
        topic, more = (topic, more) if topic or not more else (rest[about + 1 :], ())  # "about the 3rd of March"
        return frame._replace(topic=over(topic), setting=over(_vaguely(setting)), times=(*times, *more))
    if opens or addressed or words[verb].low in ("speak", "talk"):
        rest, times = undated(line, rest, first=True, last=True)
        rest = _vaguely(rest)
        that = next((i for i, word in enumerate(rest) if word.low in ("that", "whether", "if", "to") and i and addressed), 0)
        if 0 < that < 6 and not WH.intersection(word.low for word in rest[:that]):  # "tell Brok that ...", "tell members to ..."
            return frame._replace(topic=over(rest[that + 1 :]), setting=over(rest[:that]), times=times)
        occasion = bool(rest) and rest[0].low == "on" and not _OCCASIONS.isdisjoint(word.low for word in rest[1:5])
        on_topic = rest and rest[0].low == "on" and not occasion
        plainly = cue is not None and cue.lemma in ("say", "speak", "talk", "write", "tell")  # "speak to", but "react to"
        if rest and (
            on_topic
            or rest[0].low in ("of", "against", "out")
            or (rest[0].low in ("on", "to", "for", "with") and not plainly and not occasion)
        ):
            return frame._replace(topic=over(without(rest, "on of to out for against with")), times=times)
        return frame._replace(setting=over(rest), times=times)
    return frame._replace(topic=over(without(rest, "that : , each other on about verbatim exactly literally")))


def _vaguely(words: Sequence[Word]) -> Sequence[Word]:
    return without(words, " ".join(_VAGUE))
