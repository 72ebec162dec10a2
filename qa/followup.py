"""Follow-ups: "and Kuleba?", "where did she say it?", "why?" completed by the questions before into questions that stand alone.

Rules, no model. What was asked before gives the parts (``frames``): one of them is exchanged, or a pronoun gives way to a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..index.bodies import is_body
from ..index.genders import gender_of_given, gender_of_honorific, gender_of_role
from ..index.model import Span
from ..index.nations import nation
from ..index.roles import role_head
from .again import asked_again
from .earlier import Earlier, about_instead, blank, in_place_of
from .frame import AUXILIARIES, PREPOSITIONS, WH
from .frames import frame_of
from .mentions import mentions
from .wording import QUOTATION, TIME, saying, words_of

_FAR = 20  # questions back
_LONGEST = 300  # characters; what is longer is no follow-up
_OPENING = re.compile(
    r"(?P<and>(?:(?:and|but|or|so|ok|okay|well|then|now)\b[\s,]*)*)(?P<what>(?:what|how)\s+about\s+)?(?P<rest>.*)", re.I | re.S
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
_AGREE = re.compile(r"\b(?:agree|disagree|differ)\W*\Z", re.I)
_THERE = re.compile(r"(?<=\w)\s+there(?=\W*\Z)", re.I)
_COUNTED = re.compile(r"\b(?:how\s+many|which|what)\s+((?:\w+\s+)??\w+s)\b(?=\s+(?:is|are|was|were|did|do|has|have|will|does|had)\b)", re.I)
_FAR_OFF = r"(?:the\s+(?:day|week|month)|(?:an?|one|two|three|four|five|six|a\s+few|\d+)\s+(?:day|week|month|year)s?)"
_LATER = re.compile(
    rf"(?P<far>\b{_FAR_OFF}\s+)?\b(?:(?P<way>later|earlier|afterwards)|(?P<order>after|before|since|until)\s+(?:that|this|then)|(?P<next>after|before))\b"
    r"(?=\W*\Z)",
    re.I,
)
_SHORT = 3  # words that ask for something else without "and": "the ferry?"


class _Talk:
    """The questions so far, and what their pronouns have told of the people in them."""

    def __init__(self) -> None:
        self.asked: list[Earlier] = []
        self.genders: dict[str, str] = {}

    def add(self, question: str) -> str:
        """Completes the question by those before it, and keeps it."""
        whole = self._completed(question) if self.asked and len(question) <= _LONGEST else question
        if whole.strip():
            self.asked.append(Earlier(whole[:_LONGEST]))
        return whole

    def _completed(self, question: str) -> str:
        opening = _OPENING.match(question.strip())
        rest = opening["rest"].strip(" ?.!,") if opening else ""
        if not opening or not rest:
            return question
        last = self.asked[-1]
        leans = bool(opening["and"] or opening["what"]) or (question.rstrip().endswith("?") and _stands_for_another(rest))
        for found in (asked_again(rest, last), self._fragment(rest, leans, bool(opening["what"]), last)):
            if found:
                return _like(found, last.line)
        bare = opening["rest"] if opening["and"] and not opening["what"] else question.strip()
        if (fronted := _FRONTED.fullmatch(bare)) and opening["and"]:
            return _like(f"{fronted['ask']}{self._named(fronted['who'])}{fronted['rest']}", question)
        bare = _THERE.sub("", bare)
        named = self._later(self._thing(self._named(bare)))
        if named != bare:
            return _like(named, question)
        personal = _PERSONAL.search(QUOTATION.sub(blank, bare))
        unnamed = (personal and not _has_person(bare, personal)) or _TRUE.fullmatch(rest)
        return f"{last.line} {question.strip()}" if unnamed else question

    def _fragment(self, rest: str, leans: bool, what: bool, last: Earlier) -> str | None:
        """ "And Kuleba?", "and in June?", "what about missiles?", "and about the strike?", "and in Brussels?"."""
        words = words_of(rest)
        lows = [word.low for word in words]
        if words and leans and lows[0] == "that" and last.frame.reverse and last.frame.topic:
            return f"{last.line[: last.frame.topic.start].removesuffix('that ')}{rest}{last.line[last.frame.topic.end :]}"
        if not words or len(words) > 9 or (AUXILIARIES | WH).intersection(lows) or (any(saying(low) for low in lows[1:]) and not leans):
            return None
        if (relative := _LATER.fullmatch(rest)) and (later := self._later(rest)) != relative[0]:
            return self._at(later, last)
        if (time := TIME.fullmatch(rest)) and (leans or lows[0] in PREPOSITIONS):
            return self._at(time[0], last)
        if lows[0] in ("about", "on", "regarding") and len(words) > 1:
            return about_instead(rest.split(None, 1)[1], last)
        if not leans:
            return None
        if lows[:2] == ["according", "to"]:
            return f"{last.base}, {rest}?"
        if lows[0] in PREPOSITIONS:
            setting = last.part(last.frame.setting)
            if last.frame.setting and setting.lower().startswith(f"{lows[0]} "):
                return f"{last.line[: last.frame.setting.start]}{rest}{last.line[last.frame.setting.end :]}"
            return f"{last.base} {rest}?"
        phrase = self._named(rest)
        if not self._speaks(phrase, what, last):
            return about_instead(phrase, last)
        if last.frame.subject and last.speaker:
            before, after = last.line[: last.frame.subject.start], last.line[last.frame.subject.end :]
            after = _IN_SETTING.sub(lambda match: match[1] + last.speaker, after, count=1)
            return f"{before}{in_place_of(phrase, last)}{after}"
        if name := next(last.names(), None):
            return last.line.replace(name, phrase, 1)
        return None

    def _speaks(self, phrase: str, what: bool, last: Earlier) -> bool:
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
        if _is_body(phrase) and _is_body(last.speaker):
            return True
        alone = len(phrase.split()) == 1 and not phrase.endswith("s") and last.line == last.line.lower()
        return bool(alone and last.speaker)

    def _at(self, time: str, last: Earlier) -> str:
        found = list(TIME.finditer(last.line))
        if last.frame.times or found:
            span = last.frame.times[-1] if last.frame.times else Span(*found[-1].span())
            return f"{last.line[: span.start]}{time}{last.line[span.end :]}"
        return f"{last.base} {time}?"

    def _named(self, text: str) -> str:
        """The text with the first pronoun that leans on earlier questions replaced by the name; later ones may stand."""
        match = _PERSONAL.search(QUOTATION.sub(blank, text))
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
        whole = f"{text[: match.start()]}{name}{text[match.end() :]}"
        return f"{whole.rstrip(' ?')}{self.asked[-1].about}" if " and " in name and _AGREE.search(whole) else whole

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
        one, other = (*self.asked, None)[-2:] if len(self.asked) < 2 else self.asked[-2:]
        if other and one and one.speaker and other.speaker and one.speaker != other.speaker and one.subject_matter == other.subject_matter:
            return f"{one.speaker} and {other.speaker}"
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
        match = _IT.search(QUOTATION.sub(blank, text))
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

    def _other_name(self, asked: Earlier) -> str | None:
        """A title or name in a question about a fact that isn't the person's: "Did Karsk see The Night Ferry?"."""
        if asked.frame.verb or re.match(r"who\b", asked.line, re.I):
            return None
        return next((name for name in asked.names() if name not in self.genders and len(name.split()) > 1), None)

    def _later(self, text: str) -> str:
        """ "Two weeks later" than the day that was asked about."""
        match = _LATER.search(text)
        day = self._day(text) if match and (match["far"] or not match["next"]) else None
        if not match or not day:
            return text
        order = match["order"] or match["next"] or ("before" if (match["way"] or "").lower() == "earlier" else "after")
        return f"{text[: match.start()]}{match['far'] or ''}{order} {day}{text[match.end() :]}"

    def _day(self, text: str) -> str | None:
        """The last time that was asked about, rather with what this question is about too, without its preposition."""
        near = [asked for asked in reversed(self.asked) if asked.subject_matter and asked.subject_matter in text]
        for asked in (*near, *reversed(self.asked)):
            if found := list(TIME.finditer(asked.line)):
                return re.sub(r"^(?:in|on|since|during|by|from|before|after)\s+", "", found[-1][0], flags=re.I)
        return None


def completed(question: str, history: Sequence[str]) -> str:
    """The question so that it stands alone, completed by the ones before it, oldest first; unchanged if it stands alone already."""
    talk = _Talk()
    for earlier in history[-_FAR:]:
        talk.add(earlier)
    return talk.add(question)


def completed_parts(parts: Sequence[str]) -> list[str]:
    """The questions that one is made of, each so that it stands alone: "who won, and what did he say?"."""
    first, *others = parts
    return [first, *(completed(f"{other.rstrip('?')}?", [first]) for other in others)]


def _is_body(phrase: str) -> bool:
    """ "The company", "the harbour ministry"."""
    return is_body(f"The {phrase.removeprefix('the ').title()}")


def _stands_for_another(rest: str) -> bool:
    """Whether a few words are only a name or a thing: "Marsh", "the ferry"."""
    words = words_of(rest)
    known = AUXILIARIES | WH | PREPOSITIONS | {"thanks", "please", "yes", "no"}
    return 0 < len(words) <= _SHORT and not any(word.low in known or saying(word.low) or not word.low[0].isalnum() for word in words)


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


def _like(text: str, other: str) -> str:
    """The text with a capital or not, as the other has it, and with its question mark."""
    text = " ".join(text.split()).rstrip(" ?.!,")
    if other.strip()[:1].isupper():
        text = text[:1].upper() + text[1:]
    elif text.split(" ")[0].lower() in WH | AUXILIARIES:
        text = text[:1].lower() + text[1:]
    return f"{text}{'?' if other.rstrip().endswith('?') else ''}"
