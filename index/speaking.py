"""Who can speak at all: people and bodies, with a name or without one. A price, a letter and an evening can't, whatever they "show"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from .genders import gender_of_given
from .nations import is_nationality, nation
from .roles import KIN, office
from .small_words import ARTICLES, OWNER, PREPOSITIONS, RELATIVE

if TYPE_CHECKING:
    from .tokens import Token

HEADS = (
    "ministry board court hospital union council commission committee agency institute university bank office department party federation "
    "guild association foundation authority group club museum society service bureau centre center company corporation administration "
    "registry trust church embassy"
).split()
COMPANIES = frozenset("company firm operator business corporation manufacturer".split())
"""Words for one and the same thing when an article says what a name is: "the ferry operator", "a ferry company"."""
KINDS = COMPANIES | frozenset(
    "agency airline bank brewery broadcaster builder chain charity club contractor developer distributor group maker newspaper "
    "organisation organization party producer publisher retailer startup supplier union university watchdog".split()
)
# Nouns for people that name no office and no work, in the singular; those in -er and the like are told by their endings.
_PEOPLE = """adult adversary anybody anyone applicant associate attendee authority body chap child citizen claimant client comic
    companion confidante contemporary couple crew criminal crowd dad don double_act duo elite enemy everybody everyone family favourite
    figurehead five foe folk four fugitive genius giant gp graduate great_power guest guy hawk hero household individual informant inmate
    intellectual international jury kid legend local lock mandarin md militant mogul mum number_one old other pair participant patient
    people person pontiff populace population pro professional prop proponent public recruit regular relative republic respondent
    runner-up seed servant signatory six somebody someone source spy star supremo team them these think-tank three thug tout trio troop
    two us villain wing youth"""
_BODIES = """administration airport alliance army assembly band bloc board bourse brigade cabinet campaign chancellery channel city
    city_hall coalition college command commons community confederation congress consortium consulate contingent council country court
    crown daily defence defense delegation embassy enterprise establishment force government guard house industry inquiry institution
    intelligence journal kremlin label laboratory leadership legislature lobby lords magazine media military mission monarchy movement
    nation navy network ngo opposition outlet palace panel paper parliament police portal presidency press publication quango regime
    region school secretariat senate side squad staff state station stock_exchange studio subsidiary syndicate tabloid taskforce town
    town_hall treasury tribunal troupe village weekly secret_service security_service"""
# Things in -er, -or, -ist, -ian, -ee and -man, the endings of those who do something.
_THINGS = frozenset(
    """adapter after amplifier anger answer better bigger blockbuster boiler border broader browser buffer bumper burger cancer
    character charter cheaper closer cluster computer corner counter cover danger dinner disaster door earlier easier either elevator
    encounter error escalator ever factor favor fever fewer filter flavor floor flower further generator greater gutter hammer header
    helicopter higher honor horror however human humor hunger indicator inferior interior labor ladder larger laser layer leather letter
    lever liver locker longer lower manner marker matter meter mirror motor murder neither never newer newsletter number offer older
    order other over pepper poor poster power printer prior processor quarter rather reactor recorder refrigerator register remainder
    river router rumor scanner sector sensor server shorter shortlist shoulder shower silver slaughter smaller snooker soccer stronger
    summer super superior tender terror thriller tougher tower tractor trailer transfer tremor trigger twist under upper water weaker
    weather wider winter wonder younger""".split()
)
_AGENT = re.compile(r"\w{2,}(?:er|or|ist|ian|eer|man|woman|person|maker)\Z")
_AGED = re.compile(r"(?:\d+|\w+)-year-old")
# Who are meant is plain where they stand alone, "some say"; and where it is told of whom they are a part, "a third of those asked".
_ALONE = frozenset(
    "some many most few several all none one two three four five six seven eight nine ten both each any those others another".split()
)
_QUANTITY = _ALONE | frozenset(
    """number majority minority half third quarter fifth sixth tenth handful dozen hundred thousand million billion lot variety percent
    % cent much rest bulk plurality two-thirds succession range chorus string host array slew score""".split()
)
_OF = re.compile(r"[\s\xa0]of[\s\xa0]")
_PART = re.compile(
    rf"[\s\xa0]+(?:{'|'.join(sorted(PREPOSITIONS | RELATIVE))}|representing|covering|including|such)[\s\xa0]|,\s|[(;:]|[\s\xa0]--?[\s\xa0]"
)
# What may stand behind a noun and belongs to it: "voters polled", "two officials familiar with it", "many repeatedly".
_BEHIND = re.compile(
    r"[^\W\d_A-Z]\w*(?:ed|ing|ly)|taken|given|seen|sent|left|held|led|made|drawn|written|shown|known|close|alike|present|familiar|almost|earlier|later"
)
_ABOUT = re.compile(r"(?:up to|at least|at most|more than|fewer than|only|not|just|around|about|nearly|almost) ", re.IGNORECASE)
_DOES = re.compile(r"[a-z]+ing (?:[^\W\d_a-z]|(?:the|an?|his|her|its|their)\s)")  # "training the troops"
_NOBODY = frozenset("including no nobody no-one none neither".split())
# What is called by a name of its own right behind it: "the album Exodus".
_WORKS = frozenset(
    "album film book novel song single movie play show game programme program ship sitcom series musical comedy drama time".split()
)
_WRITINGS = frozenset("Bill Act Report Treaty Survey Poll Agreement Convention Constitution Amendment Code".split())


def _listed(words: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in words.split())


_SPEAK = _listed(_PEOPLE) | _listed(_BODIES) | frozenset(HEADS) | KINDS | KIN


# Nouns that stand at the head of a sentence for what was counted, written or felt, which no article needs to write small as well.
_CONVEYING = _listed(
    """report study survey poll figure statistic data research evidence history experience result record document paper rumour forecast
    estimate analysis review speculation tension fear concession talk negotiation rule plan image photo video footage police hundred dozen
    thousand million game sale price blackout sanction source family music"""
)


def is_common(low: str) -> bool:
    """Whether a word that begins a sentence is surely no name: "police", "research", "tensions"."""
    return (
        low in _NOBODY or any(one in _CONVEYING or one in _QUANTITY for one in (low, *_singulars(low))) or (low.islower() and _speaks(low))
    )


@lru_cache(maxsize=16384)
def can_speak(mention: str) -> bool:
    """Whether a noun phrase is somebody or a body: "a senior official", "most of those asked", "the 31-year-old"; not "the price of it"."""
    first, _, rest = mention.partition(" ")
    if (first.lower() in _NOBODY and not rest[:1].isdigit()) or _DOES.match(mention):  # but "No 10" is where a prime minister lives
        return False
    words = _core(_ABOUT.sub("", mention.replace("per cent", "percent")))
    if not words:
        return False
    noun = OWNER.sub("", words[-1]).lower()
    part = noun.rpartition("-")[2].rstrip("s")
    if noun in _QUANTITY or part in _QUANTITY:  # "others", "three-quarters"
        if of := _OF.search(mention):
            return can_speak(mention[of.end() :])
        return noun in _ALONE or part in _ALONE or (len(words) > 1 and part not in ("number", "lot", "series"))
    if _has_name(words[-1]) or (words[-1].isdigit() and _has_name(words[-2:][0])):  # "Radio 1"
        return not _is_written(words)
    return _speaks(" ".join([*words[-3:-1], noun])) or nation(noun.capitalize()) is not None or is_nationality(noun.capitalize())


def _core(mention: str) -> list[str]:
    """A phrase up to its main noun: "the voters" of "the voters polled in Alden", "a crowd" of "a crowd chanting slogans"."""
    words = _PART.split(f"{mention} ", maxsplit=1)[0].split()
    while len(words) > 1 and _BEHIND.fullmatch(words[-1]) and words[-2].lower() not in ARTICLES and not _speaks(words[-1]):
        words.pop()
    doing = (k for k in range(1, len(words)) if words[k].endswith("ing") and words[k - 1].islower() and _speaks(words[k - 1]))
    return words[: next(doing, len(words))]


def _has_name(word: str) -> bool:
    return not word.islower() and any(map(str.isalpha, word))


def _is_written(words: Sequence[str]) -> bool:
    """Whether a name is that of a work or a paper: "the album Tidemark", "the Harbour Bill"."""
    before = words[-2] if len(words) > 1 else ""
    return before.lower() in _WORKS or (words[-1] in _WRITINGS and before != "" and not gender_of_given(before))


def _speaks(phrase: str) -> bool:
    """Whether a noun with the words before it, in the singular or the plural, is one for people or for a body."""
    before, _, noun = phrase.rpartition(" ")
    for one in (noun, *_singulars(noun)):
        last = one.removeprefix("ex-").rpartition("-")[2]
        two = f"{before.rpartition(' ')[2]} {one}"
        if not _SPEAK.isdisjoint((one, last, two)) or (_AGENT.fullmatch(last) and last not in _THINGS) or _AGED.fullmatch(one):
            return True
        if office(f"{before} {last}".strip()) or office(last):
            return True
    return False


def _singulars(noun: str) -> list[str]:
    """What a plural may be the plural of."""
    if noun.endswith("men"):
        return [f"{noun[:-3]}man"]
    if noun == "children":
        return ["child"]
    if not noun.endswith("s") or noun.endswith("ss"):
        return []
    found = [noun[:-1]]
    if noun.endswith("es"):
        found.append(noun[:-2])
    if noun.endswith("ies"):
        found.append(f"{noun[:-3]}y")
    return found


def behind_thing(sentence: Sequence[Token], i: int, j: int) -> int:
    """Where the name begins that stands right after what can't speak: in "in a letter Ann Karsk said", "in its turn Alden said"."""
    name = j
    while name > i and sentence[name - 1].is_name:
        name -= 1
    return name if name > i + 1 and not can_speak(" ".join(token.text for token in sentence[i:name])) else i
