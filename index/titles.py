"""Roles beside a name: titles before it ("British Prime Minister Ann Karsk"), and what is said between commas after it or before it."""

from __future__ import annotations

import re

from .cues import CUES
from .genders import gender_of_given
from .nations import is_nationality
from .roles import ABBREVIATED, office

HONORIFICS = frozenset(
    "mr mrs ms miss sir dame lord lady madam madame mme herr frau monsieur señor señora messrs hon rt honourable honorable".split()
)
# Words that begin a sentence and no name.
OPENERS = frozenset(
    "Beyond Besides Near Outside Inside "
    "The A An This That These Those There Here He She It They We You I His Her Its Their Our My Your But And Or So Yet If When "
    "While As At By For From In On Of To With Without After Before Since Until During Under Over Although Though Because However "
    "Meanwhile Still Then Now Once Last Earlier Later Also Not Both Some Many Most All What Who Why How Where Which Asked Speaking "
    "Like Even Only Just Despite Indeed Nor No Yes Well Perhaps Maybe Next Another Other Others Each Every Any Few One Two Three "
    "Four Five Six Seven Eight Nine Ten Moreover Instead Nevertheless Nonetheless Finally Recently Today Yesterday Tomorrow Tonight "
    "Again According Among Against Amid Between Whether Unlike Unless Through Throughout Told Said Says Asking Let Let’s Don’t Can "
    "Could Would Should Will Did Does Do Is Are Was Were Be Been Have Has Had That’s It’s He’s She’s There’s What’s Here’s I’m I’ve "
    "I’d I’ll We’re We’ve They’re You’re It'd Such Too First Second Third Back Please Thank Thanks Sure OK Okay Oh Ah So-called "
    "Following Via Upon Off Out Up Down Never Ever Always That's It's He's She's There's What's Here's I'm I've I'd I'll We're "
    "We've They're You're Let's Don't Photo Photograph Picture Image Caption Source Read Watch Video Breaking Update Updated "
    "Further Whereas Correction Editor’s Published Posted Share Related Advertisement".split()
)
TIMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March July September October November December Jan. "
    "Feb. Mar. Apr. Aug. Sept. Oct. Nov. Dec. Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays Christmas Easter "
    "Thanksgiving".split()
)
# Words in the names of bodies, works and places and in no person's.
BODY = frozenset(
    "Bureau Chamber Department Center Centre Institute University College School Association Committee Council Office Ministry House Board "
    "Party Union Court Agency League Commission Society Foundation News Times Journal Inc Inc. Corp Corp. Company Co. Group Service "
    "Services States Nations Technologies Airlines Airways Motors Industries Holdings Partners Systems Ltd Ltd. LLC PLC plc Bank "
    "Federation Organization Organisation Authority Administration Network Alliance Coalition Congress Senate Parliament Assembly "
    "Republicans Democrats Police Church Hospital Museum Theatre Theater Stadium Airport Station Tower Hotel Project Campaign Fund "
    "Trust Guild Line Lines Railway Railways City County Island Islands River Sea Ocean Bay Mountains Valley Avenue Road Square "
    "Bridge Harbour Harbor Daily Weekly Post Tribune Herald Gazette Observer Telegraph Magazine Review Media Radio Television TV "
    "Press Twitter Facebook Google Report Act Amendment Constitution War Treaty Agreement Accord Order Week Year Award Cup Games "
    "Championship Championships Olympics Convention Conference Summit Action Initiative Program Programme Plan Policy Supporters "
    "Voters Democracy Republic Kingdom Federal Reserve Tea Dam Heights Hills Springs Beach Falls Gardens Forest Club United "
    "Athletic FC University’s State Supreme High Security Treasury Defense Defence Interior Homeland National International Academy "
    "Academies Laboratory Labs Laboratories Registry Corporation Companies Brothers Bros Associates Studios Pictures Records "
    "Entertainment Health Care Medicare Social Medical Nationalists Communists Liberals Conservatives Socialists Greens Americans "
    "Forces Army Navy Corps Guard Pentagon Kremlin Poll Polls Survey Debate Election Elections Street’s World America Americas "
    "Europe Asia Africa Atlantic Pacific Middle East South Eastern Western Southern Northern Central Strategies Solutions Analytics "
    "Consulting Communications Ventures Capital Insurance Mutual".split()
)
PLACES = frozenset(
    "New Los San Santa Fort Port Mount Mt. St. Saint Great Las Lake White Grand Cape Little Big Old Upper Lower Silicon Wall North "
    "South East West Northern Southern Eastern Western Central".split()
)
# Words for offices and work that are surnames too: "Ann Baker" may be no baker.
SURNAMES = frozenset(
    "King Pope Bishop Judge Marshal Cook Baker Butcher Miller Driver Hunter Page Major Prince Duke Knight Abbott Dean Priest "
    "Shepherd Singer Painter Porter Archer Gardener Carpenter Mason Chase Rector Clerk Chancellor Sergeant Constable Steward Head "
    "Champion Mayor Rider Cantor Sexton Parson Farmer Potter Sailor Author Parent Day Private Rapper Fellow Model Noble Weaver "
    "Cooper Miner Mariner Brewer Tailor Merchant Sheriff Monk Deacon Cardinal Partner Player Keeper Forester Ranger Skipper Coach "
    "Captain Speaker".split()
)
# "Secretary of State Ann Karsk": what stands between "of" and a name is the office's.
_DEPARTMENTS = (
    "State Defense Defence Labor Labour Commerce Education Energy Treasury Interior Agriculture Transportation Transport Homeland Security "
    "Health Human Services Staff National Intelligence Foreign Affairs Veterans Finance Justice Culture Economy Environment Housing Urban "
    "Development Communications Police Operations Elections"
)
_OF = rf"(?:{'|'.join(_DEPARTMENTS.split())})(?:[ \xa0](?:and[ \xa0])?(?:{'|'.join(_DEPARTMENTS.split())}))*"
_WHO = "(?:Chancellor|Secretary|Minister|Director|Chief|Undersecretary|Commissioner|Superintendent)"
OFFICE_OF = re.compile(rf"{_WHO}[ \xa0]of[ \xa0](?:{_OF}|the[ \xa0]Exchequer)(?=[ \xa0])", re.IGNORECASE)
_OF_START = re.compile(rf"(?:{_OF}|Exchequer)[ \xa0]")
_OFFICE_BEFORE = re.compile(rf"(?:[\w.’'-]+[ \xa0]){{0,3}}?{_WHO}[ \xa0]of[ \xa0](?:the[ \xa0])?\Z", re.IGNORECASE)
_PAGEANTS = frozenset("Universe World America USA Teen International Earth".split())
_GIVEN_NAMES = frozenset(
    "Dean Major Duke Earl Baron Marshal Judge Prince King Pope Bishop Guy Chase Page Young Abbott Cook Baker Miller Archer".split()
)
_TITLE_PARTS = frozenset(
    "prime vice deputy foreign secretary state defence defense interior finance home chief former acting assistant republican "
    "democratic gop then executive senior first lady president-elect general major lieutenant brigadier rear special".split()
)
_LEARNED = frozenset("dr prof professor doctor".split())  # who bears it may have an office too: "the clinic’s head, Dr Ann Karsk"
_OFFICES = ("General", "Secretary", "Minister", "President")
_ADJECTIVES = frozenset("retired disgraced ousted exiled convicted suspected self-described elected jailed disputed".split())
_PREFIXES = frozenset("former then acting outgoing deputy retired ex".split())
_DETERMINERS = frozenset("the a an its his her their our my one".split())
_STOPS = frozenset(
    "and or but that which who whose as when while if because of for in on at to by from with after before over under into about "
    "against than like near is are was were be been has have had will would not also he she it they we you i this these those there "
    "said says told him them us me so then yesterday today tomorrow monday tuesday wednesday thursday friday saturday sunday "
    "met beat led joined hit saw made took gave got left sent won lost held kept put let ran".split()
)
_BACK = 100  # characters before a name in which its role can stand
_SEGMENT = re.compile(r"[^,;:.!?“”\"()\n—–]*\Z")
_TOKEN_BEFORE = re.compile(r"([\w’'.&/-]*\w[.’']?)[ \xa0]+\Z")
_OWNED = re.compile(r"[’']s\Z|s[’']\Z")
_AFTER = re.compile(
    r",[ \xa0](?:(?P<age>\d{1,3})(?:,[ \xa0]|(?=[,.;\s])))?(?P<role>[^,;:.!?“”\"()\n—–]{2,120}|)(?P<end>[,;:.!?”\"()\n—–]|\Z)"
)
_RELATIVE = re.compile(r"[ \xa0](?:who|which|that|whose|said|says|told|and(?![ \xa0][A-Z]))[ \xa0]")
# "Ann Karsk, who leads the Norland Party, said": she is its leader.
_LEADS = re.compile(
    r",[ \xa0]who[ \xa0](?:(?:also|now|still)[ \xa0])?(?P<verb>leads|heads|chairs|directs|captains|coaches|edits|owns|founded|co-founded)"
    r"[ \xa0](?P<what>(?:the|an?|its|his|her|their|[A-Z0-9])[^,;:.!?“”\"()\n—–]{1,80})"
)
_LEADER = {
    "leads": "leader", "heads": "head", "chairs": "chair", "directs": "director", "captains": "captain", "coaches": "coach",
    "edits": "editor", "owns": "owner", "founded": "founder", "co-founded": "co-founder",
}  # fmt: skip
_ENCLOSED = re.compile(r"[A-Z][\w’'-]+(?:[ \xa0][A-Z][\w’'-]+){1,3},")  # a full name between commas
# "After a word with the mayor, Ann Karsk left" makes nobody the mayor.
_GOES_ON = re.compile(r"(?>(?:[A-Z][\w.’'-]*[ \xa0](?:(?:van|von|der|den|de|la|da|di|del|al|el|bin)[ \xa0])*)+)(?!and\b)[a-z]")
_AN_AGE = re.compile(r",[ \xa0]\d{1,3}(?=[,.;])|,[ \xa0](?:who|whose|of)[ \xa0]|[ \xa0]\((?:D|R|I)[-,)]")


def title_length(words: list[str]) -> int:
    """How many of a run's words are titles: 3 of "British Prime Minister Ann Karsk"; a name is left over, if need be of one word."""
    last = 0
    for i, word in enumerate(words[:-1]):
        if word.rstrip(".").lower() in HONORIFICS or (office(word) and not _may_be_given(words, i) and not _may_be_surname(words, i, last)):
            last = i + 1
    while 0 < last < len(words) - 1 and words[0] == "Miss" and words[last] in _PAGEANTS:
        last += 1
    if last == 0 and len(words) > 2 and is_nationality(words[0]):
        last = 1
    while last and last < len(words) - 1 and words[last].lower() in ("elect", "emeritus", "general"):
        last += 1
    return len(words) if last and last == len(words) - 1 and words[-1] in _OFFICES else last


def _may_be_given(words: list[str], i: int) -> bool:
    """Whether "Dean" or "Marine" begins a name rather than a title."""
    return i == 0 and (gender_of_given(words[i]) is not None or (words[i] in _GIVEN_NAMES and len(words) == 2))


def _may_be_surname(words: list[str], i: int, last: int) -> bool:
    """Whether a word before the last, with no title before it, ends a name: "King" in "Larry King Live"."""
    return i == len(words) - 2 and i > 0 and last == 0 and not _is_title(words[: i + 1])


def _is_title(words: list[str]) -> bool:
    """Whether all words but the last can stand before it in a title; "Larry King" in "Larry King Live" can't."""
    return (
        words[-1].endswith(".")
        or words[-1] not in _GIVEN_NAMES
        or any(word.lower() in _TITLE_PARTS or is_nationality(word) or word.isupper() or len(word) > 9 for word in words[:-1])
    )


def office_of(text: str, start: int, run: str) -> tuple[int, str]:
    """How many characters of a run belong to the office before it, and that office: of "State Ann Karsk" after "US Secretary of" the first
    six, and "US Secretary of State"."""
    if text[max(start - 4, 0) : start - 1] != ("the" if run.startswith("Exchequer") else " of") or not (match := _OF_START.match(run)):
        return 0, ""
    before = _OFFICE_BEFORE.search(text, max(start - 60, 0), start)
    if before is None:
        return 0, ""
    words = before[0].split()
    first = next(i for i, word in enumerate(words) if re.fullmatch(_WHO, word, re.IGNORECASE))
    while first and words[first - 1] not in OPENERS and (words[first - 1][0].isupper() or words[first - 1] in _PREFIXES):
        first -= 1
    return match.end(), " ".join([*words[first:], *match[0].split()])


def role_before(text: str, start: int, title: str) -> tuple[str, int]:
    """The role that ends where a name, or its title, begins, with where it begins: "former President", "foreign ministry spokeswoman"."""
    if text[max(start - 2, 0) : start] in (", ", ",\xa0"):
        found, at = _apposed(text, start - 2, closed=_ENCLOSED.match(text, start) is not None)
        if title and found and title.rstrip(".").lower() not in _LEARNED:
            return title, start
        return (found, at) if found else (title, start)
    words: list[str] = []
    at = start
    for _ in range(7):
        match = _TOKEN_BEFORE.search(text, max(at - 30, 0), at)
        if not match or match[1].lower() in _STOPS or match[1].lower() in _DETERMINERS:
            break
        word = match[1]
        if _ends_a_sentence(word) or word in TIMES:
            break
        if not words and not title and (word[0].isupper() or not office(word)):
            break
        if title and not words and word[0].isupper() and not _OWNED.search(word):
            break
        if word.lower() in CUES and not office(word) and not _are_one_head(word, words):
            break
        if word in OPENERS or (word.endswith("ed") and word.lower() not in _ADJECTIVES):
            break
        if word[0].islower() and words and words[0][0].isupper():
            break  # "met Alden Bank spokesman": the owner's name begins it
        words.insert(0, word)
        at = match.start(1)
        if text[max(at - 1, 0) : at] not in (" ", "\xa0"):
            break
    if title and words and _OWNED.search(words[-1]):
        return " ".join([words[-1], title]), at
    if title and not any(word.lower() in _PREFIXES or office(word) for word in words):
        return title, start
    return " ".join([*words, title]).strip(), at


def _are_one_head(word: str, words: list[str]) -> bool:
    """Whether a word makes another head of the one after it: "press" of "secretary", which could be a verb too."""
    known, longer = office(words[0]) if words else None, office(" ".join([word, *words[:1]]))
    return known is not None and longer is not None and longer.head != known.head


def _ends_a_sentence(word: str) -> bool:
    """Whether a word's full stop is no abbreviation's: "left." and "Hungary.", not "Sen." and "U.S."."""
    return word.endswith(".") and "." not in word[:-1] and not (word[0].isupper() and word[:-1].lower() in ABBREVIATED)


def _apposed(text: str, comma: int, closed: bool) -> tuple[str, int]:
    """The role before a comma and a name: "chancellor" of "the German chancellor, Ann Karsk", with its place.

    ``closed``: a comma follows on the name, so that a clause may stand between: "the mayor who left, Ann Karsk, said".
    """
    match = _SEGMENT.search(text, max(comma - _BACK, 0), comma)
    if not match or not match[0].strip() or (not closed and _GOES_ON.match(text, comma + 2)):
        return "", comma
    segment = re.split(r"(?<=[a-z])[ \xa0](?:who|whose)[ \xa0]", match[0], maxsplit=1)[0] if closed else match[0]
    words = [(found[0], match.start() + found.start()) for found in re.finditer(r"\S+", segment)]
    starts = [i + 1 for i, (word, _) in enumerate(words) if word.lower() in _DETERMINERS]
    starts += [i for i, (word, _) in enumerate(words) if word.endswith(("’s", "'s", "s’", "s'"))]
    if match.start() > comma - _BACK and (match.start() == 0 or text[match.start() - 1] in '\n.!?”"'):
        starts.append(0)
    for i in sorted({_name_start(words, i) for i in starts}, reverse=True):
        phrase = " ".join(word for word, _ in words[i:])
        if i < len(words) and _is_role(phrase):
            # An owner further left belongs to it: "Varn’s" in "the head of Varn’s Institute" doesn't begin the phrase.
            return phrase, words[i][1]
    return "", comma


def _name_start(words: list[tuple[str, int]], i: int) -> int:
    """Where the owner’s name begins that ends at word ``i``: at "Alden" in "Alden Line’s chief"."""
    if i < len(words) and words[i][0][0].isupper() and _OWNED.search(words[i][0]):
        while i > 0 and words[i - 1][0][0].isupper() and words[i - 1][0] not in OPENERS | TIMES:
            i -= 1
    return i


def _is_role(phrase: str) -> bool:
    """Whether a phrase is a known role and nothing of a sentence."""
    words = phrase.split()
    return (
        0 < len(words) <= 12
        and office(phrase) is not None
        and not any(word.lower() in ("said", "says", "told", "was", "is", "were", "are", "had", "has", "who", "that") for word in words)
    )


def role_after(text: str, end: int, within: bool = False) -> tuple[str, bool]:
    """The role in the apposition after a name, and whether what follows can only follow a person: "mayor of Alden", True.

    ``within``: the name stands inside a sentence, and "Echoing Ann Karsk, the mayor said" calls somebody else the mayor.
    """
    if text[end : end + 1] not in (",", " "):
        return "", False
    certain = bool(_AN_AGE.match(text, end))
    if leads := _LEADS.match(text, end, end + 200):
        what = " ".join(_RELATIVE.split(f" {leads['what']} ", maxsplit=1)[0].split())
        return f"{_LEADER[leads['verb']]} of {what}", True
    match = _AFTER.match(text, end, end + 200)
    if not match:
        return "", certain
    cut = _RELATIVE.search(f" {match['role']} ")
    if within and cut and cut[0].split()[0] in ("said", "says", "told"):
        return "", certain
    phrase = " ".join(_RELATIVE.split(f" {match['role']} ", maxsplit=1)[0].split())
    words = phrase.split()
    while words and words[0].lower() in ("now", "currently", "himself", "herself"):
        words.pop(0)
    once = [words.pop(0)] if words and words[0].lower() == "then" else []
    if not words:
        return "", certain
    determined = words[0].lower() in _DETERMINERS or any(word.endswith(("’s", "'s", "s’")) for word in words[:3])
    if words[0].lower() in _DETERMINERS:
        words.pop(0)
    phrase = " ".join([*once, *words])
    if not _is_role(phrase):
        return "", certain
    known = office(phrase)
    core = re.split(r"[ \xa0](?:of|for|at|in|from|with|on|near|to)[ \xa0]", phrase, maxsplit=1)
    if not determined and len(core) == 1 and not (len(words) <= 3 and known and phrase[0].islower()):
        return "", certain
    return phrase, True
