"""Follow-ups: "and Kuleba?", "where did she say it?", "why?" completed by the questions before into questions that stand alone.

Rules, no model. What was asked before gives the parts (``frames``): one of them is exchanged, or a pronoun gives way to a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..index.genders import gender_of_given, gender_of_honorific, gender_of_role
from ..index.model import Span
from ..index.nations import nation
from ..index.roles import role_head
from .frame import AUXILIARIES, PREPOSITIONS, WH, Frame
from .frames import frame_of
from .mentions import mentions
from .wording import QUOTATION, TIME, saying, words_of

_FAR = 20  # questions back
_LONGEST = 300  # characters; what is longer is no follow-up
_OPENING = re.compile(r"(?P<and>(?:and|but|or|so|ok|okay|well|then)\b[\s,]*)?(?P<what>(?:what|how)\s+about\s+)?(?P<rest>.*)", re.I | re.S)
_ASKED_AGAIN = re.compile(
    r"(?P<wh>(?:(?:to|from|in|at|on|with|by|since|for|until)\s+)?(?:where|when|why|how|whom|who|which|what)(?:\s+(?:often|many|much|long|exactly|day|date|year|"
    r"month|time|city|town|country|place|occasion|reason|not))?)(?:\s+(?:was|is)\s+(?:that|it|this))?", re.I)  # fmt: skip
_DISAGREED = re.compile(
    r"(?:who|did\s+any(?:one|body))\s+(?P<verb>disagreed?s?|object(?:ed|s)?|contradict(?:ed|s)?)(?:\s+(?:with\s+)?(?:him|her|them|that|it|this))?",
    re.I,
)
_MORE = re.compile(
    r"(?:what|anything|something)\s+(?P<word>exactly|else|more)|exactly\s+what|such\s+as(?:\s+what)?|like\s+what|for\s+example", re.I
)
_FRONTED = re.compile(
    r"(?P<who>[^,]{2,60}),\s*(?P<ask>(?:what|where|when|why|how)\s+(?:did|does|has|do|have)\s+)(?:he|she|they|it)\b(?P<rest>.*)",
    re.I | re.S,
)
_PERSONAL = re.compile(r"\b(?:he|she|him|his|her|hers|they|them|their|theirs)\b(?:[’']s\b)?", re.I)
_IT = re.compile(
    r"(?P<verb>\b(?:say|said|tell|deny|denied|mean|meant|explain|explained|confirm|confirmed|describe|mention|mentioned|reject|dispute|about|"
    r"(?:warn|warned|speak|spoke|talk|talked|think|thought|hear|complain|comment|commented|react|reacted|respond|responded|reply|replied|answer|answered|object"
    r"|objected|agree|agreed|call|called)\s+(?:of|on|to|with|for))\s+)"
    r"(?:(?P<it>it|this)(?=\s*[?.!,]|\s*\Z|\s+(?:when|in|on|at|to|last|before|after|again|yesterday|(?:an?|one|two|three|\d+)\s+(?:day|week|month|year)))"
    r"|(?P<that>that)(?=\s*[?.!,]|\s*\Z|\s+when\b))", re.I)  # fmt: skip
_TRUE = re.compile(r"(?:(?:is|was)\s+(?:that|it|this)\s+(?:true|so|right|correct)|really|seriously|are you sure|how come)", re.I)
_IT_DID = re.compile(r"(?<=\bdid )it(?=\s+\w)|(?<=\bdoes )it(?=\s+\w)|(?<=\bhas )it(?=\s+\w)", re.I)
_IN_SETTING = re.compile(r"(\b(?:when|while|after|before|as)\s+)(?:he|she)\b", re.I)
_OWNING = re.compile(r"\s+(?!in\b|on\b|about\b|to\b|when\b|that\b|at\b)\w")
_COUNTED = re.compile(r"\b(?:how\s+many|which|what)\s+((?:\w+\s+)??\w+s)\b(?=\s+(?:is|are|was|were|did|do|has|have|will|does|had)\b)", re.I)
_LATER = re.compile(r"\b(?P<way>later|earlier|(?P<order>after|before)\s+(?:that|this|then))\b(?=\W*\Z)", re.I)
_NAME = re.compile(r"[^\W\da-z_][\w.-]*(?:(?:[’']s)?\s+(?:(?:of|the|van|de|al|bin|der|von)\s+)?[^\W\da-z_][\w.-]*)*")
_NO_NAMES = WH | AUXILIARIES | PREPOSITIONS | {"according", "quote", "i", "and", "but"}


@dataclass
class _Asked:
    """A question that stands alone, taken apart."""

    line: str
    frame: Frame = field(init=False)

    def __post_init__(self) -> None:
        self.line = self.line.strip()
        self.frame = frame_of(self.line, words_of(self.line))

    def part(self, span: Span | None) -> str:
        return self.line[slice(*span)] if span else ""

    @property
    def base(self) -> str:
        return self.line.rstrip(" ?.!")

    @property
    def speaker(self) -> str:
        """Who speaks, with determiner, as it can be set into another question."""
        phrase = self.part(self.frame.subject)
        return phrase if mentions(phrase) else ""

    @property
    def subject_matter(self) -> str:
        """The topic where it is a thing, "the ferry" of "about the ferry", and no clause."""
        topic = self.frame.topic
        return self.part(topic) if topic and re.search(r"\b(?:about|on|of|to|regarding)\s+\Z", self.line[: topic.start], re.I) else ""

    def names(self) -> Iterator[str]:
        """Those that "he", "she" or "it" may mean: the speaker first, then the names in their order."""
        if self.speaker and len(mentions(self.speaker)) == 1:
            yield self.speaker
        plain = TIME.sub(_blank, QUOTATION.sub(_blank, self.line))
        opens = next((word for word in words_of(plain)), None)
        begin = opens.end if opens and opens.low in _NO_NAMES else 0
        found = [match for match in _NAME.finditer(plain, begin) if match[0].lower() not in _NO_NAMES]
        for match in found:
            name = match[0].rstrip(".")
            if name and name not in self.speaker:
                yield name
        if not found and not self.speaker and (role := re.search(r"\b(?:who|where)\s+(?:is|was)\s+((?:the\s+)?[\w\s]+)", self.base, re.I)):
            yield role[1]


class _Talk:
    """The questions so far, and what their pronouns have told of the people in them."""

    def __init__(self) -> None:
        self.asked: list[_Asked] = []
        self.genders: dict[str, str] = {}

    def add(self, question: str) -> str:
        """Completes the question by those before it, and keeps it."""
        whole = self._completed(question) if self.asked and len(question) <= _LONGEST else question
        if whole.strip():
            self.asked.append(_Asked(whole[:_LONGEST]))
        return whole

    def _completed(self, question: str) -> str:
        opening = _OPENING.match(question.strip())
        rest = opening["rest"].strip(" ?.!,") if opening else ""
        if not opening or not rest:
            return question
        last = self.asked[-1]
        leans = bool(opening["and"] or opening["what"])
        for found in (self._asked_again(rest, last), self._fragment(rest, leans, bool(opening["what"]), last)):
            if found:
                return _like(found, last.line)
        bare = opening["rest"] if opening["and"] and not opening["what"] else question.strip()
        if (fronted := _FRONTED.fullmatch(bare)) and opening["and"]:
            return _like(f"{fronted['ask']}{self._named(fronted['who'])}{fronted['rest']}", question)
        named = self._later(self._thing(self._named(bare)))
        if named != bare:
            return _like(named, question)
        personal = _PERSONAL.search(QUOTATION.sub(_blank, bare))
        unnamed = (personal and not _has_person(bare, personal)) or _TRUE.fullmatch(rest)
        return f"{last.line} {question.strip()}" if unnamed else question

    def _asked_again(self, rest: str, last: _Asked) -> str | None:
        """ "Why?", "when was that?", "what else?", "who disagreed?"."""
        speaker, thing = last.speaker, last.subject_matter
        about = f" about {thing}" if thing else ""
        if more := _MORE.fullmatch(rest):
            word = (more["word"] or "exactly").lower()
            opened = re.match(r"what\s+(?!exactly|else)", last.line, re.I)
            return f"What {'else' if word == 'more' else word} {last.line[opened.end() :]}" if opened else None
        if disagreed := _DISAGREED.fullmatch(rest):
            verb = {"d": "disagreed with", "o": "objected to", "c": "contradicted"}[disagreed["verb"][0].lower()]
            return f"Who {verb} {speaker}{about}?" if speaker else f"Who {verb} {thing}?" if thing and verb[0] != "c" else None
        if rest.lower() == "who else" and thing:
            verb = last.part(last.frame.verb) if last.frame.reverse else "spoke"
            return f"Who else {verb} about {thing}?"
        again = _ASKED_AGAIN.fullmatch(rest)
        if not again or again["wh"].lower() in ("what", "who", "which"):
            return None
        wh = again["wh"].lower()
        words = words_of(last.line)
        verb = saying(last.part(last.frame.verb).lower())
        if wh == "why not":
            return f"{last.base}, and why not?"
        plainly = last.frame.verb is None or (verb and verb.lemma in ("say", "tell", "speak", "talk", "add", "write"))
        if speaker and plainly:
            return f"{wh} did {speaker} speak{about}?" if thing and wh in ("where", "when") else f"{wh} did {speaker} say that{about}?"
        if words and words[0].low in ("where", "when", "why", "how") and len(words) > 1 and words[1].low in AUXILIARIES:
            return f"{wh} {last.line[words[1].start :]}"
        if words and words[0].low in AUXILIARIES:
            return f"{wh} {last.line[0].lower()}{last.line[1:]}"
        return f"{last.base}, and {wh}?"

    def _fragment(self, rest: str, leans: bool, what: bool, last: _Asked) -> str | None:
        """ "And Kuleba?", "and in June?", "what about missiles?", "and about the strike?", "and in Brussels?"."""
        words = words_of(rest)
        lows = [word.low for word in words]
        if not words or len(words) > 9 or (AUXILIARIES | WH).intersection(lows) or (any(saying(low) for low in lows[1:]) and not leans):
            return None
        if (time := TIME.fullmatch(rest)) and (leans or lows[0] in PREPOSITIONS):
            return self._at(time[0], last)
        if lows[0] in ("about", "on", "regarding") and len(words) > 1:
            return _about(rest.split(None, 1)[1], last)
        if not leans:
            return None
        if lows[0] in PREPOSITIONS:
            return f"{last.base} {rest}?"
        phrase = self._named(rest)
        if not self._speaks(phrase, what, last):
            return _about(phrase, last)
        if last.frame.subject and last.speaker:
            before, after = last.line[: last.frame.subject.start], last.line[last.frame.subject.end :]
            after = _IN_SETTING.sub(lambda match: match[1] + last.speaker, after, count=1)
            return f"{before}{_possessive(phrase, last)}{after}"
        if name := next(last.names(), None):
            return last.line.replace(name, phrase, 1)
        return None

    def _speaks(self, phrase: str, what: bool, last: _Asked) -> bool:
        """Whether a name stands for the one before it as speaker, and not as topic."""
        topic = last.part(last.frame.topic)
        if last.frame.reverse:
            return False
        if topic and nation(phrase.title()) and any(nation(word.strip("’'s").title()) for word in topic.split()):
            return False
        if what and nation(phrase) and not nation(last.speaker):
            return False
        if what and topic[:1].isupper() and phrase[:1].isupper() and not role_head(phrase):
            return False
        if role_head(phrase) or re.match(r"(?:the\s+)?[^\W\da-z_]", phrase):
            return True
        alone = len(phrase.split()) == 1 and not phrase.endswith("s") and last.line == last.line.lower()
        return bool(alone and last.speaker)

    def _at(self, time: str, last: _Asked) -> str:
        found = list(TIME.finditer(last.line))
        if last.frame.times or found:
            span = last.frame.times[-1] if last.frame.times else Span(*found[-1].span())
            return f"{last.line[: span.start]}{time}{last.line[span.end :]}"
        return f"{last.base} {time}?"

    def _named(self, text: str) -> str:
        """The text with the first pronoun that leans on earlier questions replaced by the name; later ones may stand."""
        match = _PERSONAL.search(QUOTATION.sub(_blank, text))
        if not match or _has_person(text, match):
            return text
        low = match[0].lower().split("'")[0].split("’")[0]
        plural = low.startswith("the")
        name = self._many(text) if plural else self._person("he" if low.startswith("hi") or low == "he" else "she")
        if not name:
            return text
        owns = low in ("his", "their", "theirs", "hers") or (low == "her" and _OWNING.match(text, match.end()))
        if owns:
            name += "’" if name.endswith("s") and plural else "’s"
        return f"{text[: match.start()]}{name}{text[match.end() :]}"

    def _person(self, pronoun: str) -> str | None:
        for asked in reversed(self.asked):
            for name in asked.names():
                gender = self.genders.get(name) or _gender(name)
                if (gender in (None, pronoun)) and not nation(name):
                    self.genders[name] = pronoun
                    return name
        return None

    def _many(self, text: str) -> str | None:
        """What "they" are: several speakers, photos, the farms of "how many farms", or a body that speaks."""
        for asked in reversed(self.asked):
            counted = _COUNTED.search(asked.line)
            if counted:
                return f"the {counted[1]}"
            if asked.speaker:
                return asked.speaker
        return None

    def _thing(self, text: str) -> str:
        """ "It" and "that" replaced by what was talked about; "say it about the ferry" becomes "speak about the ferry"."""
        if (match := _IT_DID.search(text)) and not _has_person(text, match):
            speaker = next((asked.speaker for asked in reversed(self.asked) if asked.speaker), None)
            text = f"{text[: match.start()]}{speaker}{text[match.end() :]}" if speaker else text
        match = _IT.search(QUOTATION.sub(_blank, text))
        if not match or re.search(r"\b(?:about|and|if|because|that)\s+\w+.*\s", text[: match.start()]):
            return text
        thing = next((thing for asked in reversed(self.asked) if (thing := asked.subject_matter or self._other_name(asked))), None)
        if not thing:
            return text
        verb = match["verb"]
        if verb.strip().lower() in ("say", "said", "tell"):
            if not any(asked.subject_matter == thing for asked in self.asked):
                return text
            verb = {"say": "speak", "said": "spoke", "tell": "speak"}[verb.strip().lower()] + " about "
        return f"{text[: match.start()]}{verb}{thing}{text[match.end() :]}"

    def _other_name(self, asked: _Asked) -> str | None:
        """A title or name in a question about a fact that isn't the person's: "Did Karsk see The Night Ferry?"."""
        if asked.frame.verb or re.match(r"who\b", asked.line, re.I):
            return None
        return next((name for name in asked.names() if name not in self.genders and len(name.split()) > 1), None)

    def _later(self, text: str) -> str:
        """ "Two weeks later" than the day that was asked about."""
        match = _LATER.search(text)
        time = next((found[-1][0] for asked in reversed(self.asked) if (found := list(TIME.finditer(asked.line)))), None)
        if not match or not time:
            return text
        day = re.sub(r"^(?:in|on|since|during|by|from|before|after)\s+", "", time, flags=re.I)
        order = match["order"] or ("after" if match["way"].lower() == "later" else "before")
        return f"{text[: match.start()]}{order} {day}{text[match.end() :]}"


def completed(question: str, history: Sequence[str]) -> str:
    """The question so that it stands alone, completed by the ones before it, oldest first; unchanged if it stands alone already."""
    talk = _Talk()
    for earlier in history[-_FAR:]:
        talk.add(earlier)
    return talk.add(question)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _has_person(text: str, pronoun: re.Match[str]) -> bool:
    """Whether somebody stands before the pronoun, in the same question, whom it may mean."""
    before = text[: pronoun.start()]
    for i, word in enumerate(words_of(before)):
        if (i and before[word.start].isupper() and word.low != "i") or (word.low not in WH and role_head(word.low)):
            return True
    subject = frame_of(text, words_of(text)).subject
    return bool(subject and subject.end <= pronoun.start() and mentions(text[slice(*subject)]))


def _gender(name: str) -> str | None:
    words = name.removeprefix("the ").split()
    return gender_of_honorific(words[0]) or gender_of_role(role_head(name) or "") or gender_of_given(words[0].title())


def _about(phrase: str, last: _Asked) -> str | None:
    """The last question about something else."""
    if last.frame.topic and (last.subject_matter or last.frame.reverse):
        return f"{last.line[: last.frame.topic.start]}{phrase}{last.line[last.frame.topic.end :]}"
    if last.frame.topic and last.frame.verb:
        return f"{last.line[: last.frame.verb.end]} about {phrase}?"
    if last.frame.subject or last.frame.verb:
        begin = last.frame.verb.end if last.frame.verb else 0
        at = min((time.start for time in last.frame.times if time.start > begin), default=len(last.base))
        tail = f" {last.base[at:]}" if last.base[at:] else ""
        return f"{last.line[:at].rstrip(' ?.!')} about {phrase}{tail}?"
    return None


def _possessive(phrase: str, last: _Asked) -> str:
    """The new speaker in the old one's form: "Karsk" for "Brok’s letter" is "Karsk’s letter"."""
    owned = re.fullmatch(r".+?([’']s?)(\s+\w+)", last.speaker)
    return phrase + "".join(owned.groups()) if owned and mentions(last.speaker)[0] != last.speaker.removeprefix("the ") else phrase


def _like(text: str, other: str) -> str:
    """The text with a capital or not, as the other has it, and with its question mark."""
    text = " ".join(text.split()).rstrip(" ?.!,")
    if other.strip()[:1].isupper():
        text = text[:1].upper() + text[1:]
    elif text.split(" ")[0].lower() in WH | AUXILIARIES:
        text = text[:1].lower() + text[1:]
    return f"{text}{'?' if other.rstrip().endswith('?') else ''}"
