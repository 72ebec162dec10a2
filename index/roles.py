"""What people are: the nouns for offices and work ("chancellor", "farmer"), each with the class of work it belongs to.

A role is a phrase as an article writes it: "German Chancellor", "mayor of Alden", "NATO’s chief". Its head is the noun that the rest of
the phrase tells more about. Some heads ("chief", "spokeswoman", "member") say nothing of the work; there the other words decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .nations import nation

# Class of work -> heads. A head of two words goes before its last word alone.
_HEADS = {
    "government": """president vice_president president-elect vice_president-elect chancellor premier prime_minister minister pm
        secretary undersecretary sen. senator rep. representative congressman congresswoman lawmaker legislator
        assemblyman assemblywoman mp mep governor lieutenant_governor gov. mayor councillor councilor councilman
        councilwoman alderman ambassador diplomat envoy consul attaché commissioner commissar king queen prince princess
        emperor empress sultan emir sheikh monarch duke duchess crown_prince taoiseach ayatollah parliamentarian deputy
        speaker whip majority_leader minority_leader first_lady head_of_state press_secretary chief_of_staff official
        negotiator treasurer chief_minister bureaucrat civil_servant dictator ombudsman comptroller regulator statesman""",
    "party": """candidate nominee front-runner frontrunner democrat republican conservative liberal strategist pollster delegate
        superdelegate campaign_manager campaign_chairman campaign_chair communications_director running_mate spin_doctor
        fundraiser contender challenger incumbent socialist independent communist separatist nationalist tory labourite""",
    "law": """judge justice chief_justice magistrate prosecutor attorney attorney_general solicitor_general lawyer solicitor
        barrister counsel sheriff detective inspector constable superintendent police_officer policeman policewoman
        police_chief district_attorney public_defender marshal investigator coroner jailer warden trooper patrolman
        defendant plaintiff juror paralegal clerk suspect advocate""",
    "military": """general gen. colonel col. lieutenant lt. captain capt. major maj. sergeant sgt. corporal cpl. private commander
        cmdr. admiral adm. brigadier soldier sailor marine veteran airman pilot fighter rebel guerrilla warlord
        commander-in-chief lieutenant_colonel lieutenant_general major_general brigadier_general rear_admiral
        colonel-general lieutenant-general major-general vice_admiral field_marshal militiaman gunner medic""",
    "sport": """coach head_coach footballer striker goalkeeper midfielder defender forward quarterback player cricketer golfer
        boxer athlete sprinter swimmer referee umpire jockey batsman bowler winger cyclist skier skater pitcher
        linebacker wrestler skipper champion olympian racer bodybuilder teammate fullback runner kit_man surfer
        gymnast linesman groundsman
        rower rider""",
    "business": """chief_executive chief_executive_officer chief_financial_officer chief_operating_officer ceo cfo coo cto
        businessman businesswoman entrepreneur executive founder co-founder owner co-owner banker investor economist
        chief_economist trader broker analyst accountant manager general_manager billionaire millionaire tycoon magnate
        developer consultant retailer shopkeeper employer partner shareholder vice-chairman financier hotelier
        restaurateur publican landlord industrialist shipowner contractor salesman saleswoman realtor auctioneer
        marketer lobbyist oligarch merchant publicist auditor underwriter stockbroker""",
    "science": """scientist professor prof. dr. doctor physician surgeon nurse researcher physicist chemist biologist
        epidemiologist virologist psychologist psychiatrist historian climatologist meteorologist geologist engineer
        astronomer hydrologist botanist ecologist sociologist anthropologist archaeologist mathematician statistician
        pharmacist dentist paramedic midwife scholar academic lecturer teacher head_teacher headteacher headmaster
        headmistress principal dean provost rector vice-chancellor astronaut veterinarian vet psychotherapist therapist
        librarian linguist philosopher geographer seismologist inventor programmer technician architect
        political_scientist fellow expert zoologist paediatrician pediatrician oncologist cardiologist neurologist
        forecaster surveyor mapmaker physiotherapist optician conservator conservationist forester agronomist
        political_analyst curator archivist criminologist demographer""",
    "arts": """actor actress singer writer author novelist poet playwright film-maker filmmaker producer composer conductor
        musician pianist guitarist drummer rapper painter sculptor artist photographer journalist reporter correspondent
        columnist editor editor-in-chief anchor anchorman anchorwoman host presenter broadcaster critic blogger
        commentator publisher comedian dancer choreographer model designer illustrator cartoonist screenwriter soprano
        organist violist cellist harpist librettist lyricist puppeteer choirmaster magician tenor violinist
        biographer translator newsreader dj moderator podcaster essayist talk-show_host radio_host
        television_host chef pundit celebrity showman moviemaker""",
    "religion": """pope bishop archbishop cardinal priest vicar rabbi imam pastor rev. reverend monk nun deacon chaplain preacher
        cleric patriarch abbot mufti missionary evangelist parson curate""",
    "labour": """activist campaigner organizer organiser general_secretary unionist shop_steward volunteer
        aid_worker protester demonstrator relief_worker dissident community_leader dissenter environmentalist feminist
        humanitarian mediator whistleblower peacekeeper steward""",
    "private": """farmer grower fisherman driver lorry_driver truck_driver bus_driver taxi_driver resident villager neighbor
        neighbour mother father parent son daughter brother sister wife husband widow widower grandmother grandfather
        grandson granddaughter uncle aunt cousin nephew niece friend girlfriend boyfriend fiancé fiancée pensioner
        retiree student pupil schoolboy schoolgirl baker butcher plumber electrician carpenter mechanic waitress waiter
        bartender barman cook cleaner housewife homemaker commuter passenger tourist survivor victim witness refugee
        migrant immigrant worker labourer laborer miner steelworker docker seafarer helmsman harbor_master harbourmaster
        harbormaster lighthouse_keeper keeper shepherd rancher gardener hairdresser tailor seamstress cashier
        receptionist bystander onlooker shopper customer fan voter supporter homeowner tenant motorist caretaker janitor
        housekeeper nanny babysitter roommate classmate colleague man woman boy girl teenager twin heir heiress
        schoolmaster schoolmistress postmaster postmistress dustman matron foreman forewoman supervisor diver lifeboatman coxswain
        bosun boatswain deckhand crofter smallholder florist greengrocer jeweller jeweler watchmaker dressmaker stonemason
        bricklayer plasterer welder undertaker gravedigger concierge doorman purser stewardess signalman stationmaster landlady
        barmaid bookseller eyewitness passer-by churchwarden socialite firefighter fireman lifeguard boatman
        ferryman postman postwoman mailman courier hunter logger trucker
        flight_attendant beekeeper brewer winemaker vintner potter blacksmith tiler roofer builder decorator stallholder
        trapper""",
    "": """chief head leader boss chairman chairwoman chairperson chair director deputy_director managing_director
        executive_director secretary-general director-general secretary_general director_general spokesman spokeswoman
        spokesperson spox member adviser advisor aide assistant officer vice_chairman vice_chair president_emeritus
        governor-general representative-elect insider operative employee staffer counsellor counselor coordinator
        co-ordinator co-chair co-chairman co-director co-leader chieftain surrogate ally confidant mentor predecessor
        successor rival opponent no._2 number_two agent chief_inspector chief_negotiator chief_scientist guru mastermind
        master""",
}  # fmt: skip
# Words beside a head that says nothing of the work, and the class that they give it; the first that fits.
_CLUES = {
    "party": """party campaign republican democratic gop conservative labour liberal opposition caucus dnc rnc nominating
        convention reform""",
    "law": """police court sheriff’s prosecutor’s prison fbi interpol prosecutors crime sheriff prosecution defense_team legal
        law inquiry coastguard""",
    "military": """army navy military air-force marine troops defense_forces armed forces rebel militia regiment brigade
        coast_guard guard naval corps""",
    "religion": "church diocese vatican parish synagogue mosque abbey cathedral religious catholic anglican methodist",
    "labour": """union federation charity guild association workers aid activists amnesty greenpeace ngo civil rights group
        society trade""",
    "sport": """club team league football sport sports soccer cricket olympic athletic rugby fc united fifa uefa basketball
        hockey""",
    "science": """hospital university institute college school observatory laboratory clinic medical health_center scientific
        research academy""",
    "arts": """film movie studio museum orchestra newspaper magazine gallery theater opera festival post times news tv radio
        television editorial literary""",
    "business": """company bank corporation inc corp group firm business line lines technologies motors airlines holdings ltd plc
        retail fund marketing sales industries financial brewery board executive""",
    "government": """ministry department government state white house kremlin council city foreign interior finance treasury
        transport health defense commission embassy agency nato parliament senate congress national presidential prime
        federal county office governor’s mayor’s""",
}  # fmt: skip
ABBREVIATED = {
    "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "col": "colonel", "lt": "lieutenant",
    "capt": "captain", "maj": "major", "sgt": "sergeant", "cpl": "corporal", "adm": "admiral", "cmdr": "commander",
    "prof": "professor", "dr": "doctor", "rev": "reverend", "pm": "prime minister", "ceo": "chief executive",
    "dem": "democrat", "reps": "representative", "sens": "senator", "pres": "president", "atty": "attorney",
    "secretary general": "secretary-general", "director general": "director-general",
    "supt": "superintendent", "det": "detective", "insp": "inspector",
}  # fmt: skip
_SPELLINGS = {
    "harbour": "harbor", "defence": "defense", "theatre": "theater", "centre": "center", "labor": "labour", "neighbour": "neighbor",
}  # fmt: skip
# One office, other words: each is told as the last.
_SAME = {
    "premier": "prime minister", "chief executive officer": "chief executive", "chairwoman": "chairman", "chairperson": "chairman",
    "chair": "chairman", "spokeswoman": "spokesman", "spokesperson": "spokesman", "spox": "spokesman", "congressman": "representative",
    "congresswoman": "representative",
    "frontrunner": "nominee", "front-runner": "nominee", "harbormaster": "harbor master", "harbourmaster": "harbor master",
    "advisor": "adviser", "councilor": "councillor", "lawyer": "attorney", "counsel": "attorney", "barrister": "attorney",
    "solicitor": "attorney", "headteacher": "head teacher", "co-ordinator": "coordinator", "head coach": "coach",
    "businesswoman": "businessman", "boss": "chief", "head": "chief", "leader": "chief", "physician": "doctor", "owner": "owner",
}  # fmt: skip
# "NATO’s chief" may be its secretary-general: "chief", "head", "leader" and "boss" fit any of these.
_AT_THE_TOP = frozenset(
    "chief president secretary-general director director-general chairman chancellor king emir sultan governor mayor commander "
    "founder".split()
) | {"prime minister", "general secretary", "chief executive", "managing director", "executive director"}
# A wider word for what somebody does, and the narrower ones that it may stand for.
_NARROWER = {
    "scientist": frozenset("physicist chemist astronomer botanist researcher mathematician agronomist zoologist hydrologist".split()),
    "doctor": frozenset("surgeon psychiatrist paediatrician pediatrician oncologist cardiologist virologist epidemiologist".split()),
}
_NO_SCIENTISTS = frozenset("anthropologist criminologist".split())
KIN = frozenset(
    "mother father parent son daughter brother sister wife husband widow widower grandmother grandfather grandson granddaughter uncle aunt "
    "cousin nephew niece twin".split()
)
"""Whose somebody is, which says nothing of what they do."""
OF_ANY_LINE = KIN | frozenset(
    "captain skipper champion student pupil host presenter author founder co-founder president director chairman manager doctor professor "
    "fellow expert consultant".split()
)
"""What somebody may be beside, or in, any line of work."""
_TAIL = re.compile(r"[a-z]{3,}(?:ologist|ographer|woman|keeper|monger|wright|-in-chief)\Z")
_CHIEFLY = frozenset({"secretary-general", "director-general", "general secretary", "president", "director", "chief executive"})
_PART = re.compile(
    r"[\s\xa0]+(?:of|for|in|at|from|with|on|to|near|by|under|and|who|whose|that|representing|covering|since|until|aboard|as)[\s\xa0]|[,(;:]"
)
_OWNER = re.compile(r"(?<=\w)[’']s?\Z")
_SMALL = frozenset("the a an of for in at from to on and with near by his her its their our my new longtime long-time own s".split())
FORMER = frozenset("former ex late onetime then then-".split())
# Who holds it not yet, and who holds another office of nearly that name: the deputy minister is not the minister.
_NOT_QUITE = frozenset("next future likely incoming would-be aspiring prospective designate shadow deputy vice assistant".split())
_LETTERS = re.compile(r"(?:\w\.)+\w?")  # "C.I.A."


def _table(lists: dict[str, str]) -> dict[str, str]:
    """Every word of the lists to the name of its list; "_" stands for a blank."""
    return {word.replace("_", " ").rstrip("."): name for name, words in lists.items() for word in words.split()}


_CLASS_OF = _table(_HEADS)
_CLUE_OF = _table(_CLUES)
_DIPLOMAT = re.compile(r"\b(?:top|chief)\s+diplomat\b", re.IGNORECASE)
_LONGEST_HEAD = max(len(head.split()) for head in _CLASS_OF)


@dataclass(frozen=True)
class Office:
    """A role taken apart: its head, the other words, the countries among them, and whether somebody held it once."""

    head: str
    words: frozenset[str]
    nations: frozenset[str]
    former: bool


def role_head(role: str) -> str | None:
    """The noun at the heart of a role: "chief" for "NATO’s chief", "mayor" for "the mayor of Alden"; None where no known noun is."""
    found = office(role)
    return found.head if found else None


def role_class(role: str) -> str | None:
    """The class of work of a role, one of "government", "party", "law", "military", "sport", "business", "science", "arts", "religion",
    "labour" and "private"; None where its words don't say."""
    found = office(role)
    if found is None:
        return None
    if known := _CLASS_OF.get(found.head):
        # The president of a bank governs nothing, and a party's candidate is no less a party's for being a senator.
        if found.head in _AT_THE_TOP and not found.nations:
            return _clue(found.words) or known
        return known
    if found.head not in _CLASS_OF:
        return "science" if found.head.endswith(("ologist", "ographer")) else "private"
    return _clue(found.words) or ("government" if found.nations else None)


@lru_cache(maxsize=16384)
def office(role: str) -> Office | None:
    """A role taken apart, or None where its head is no noun that is known here."""
    role = _DIPLOMAT.sub("foreign minister", role)
    core = [_plain(word) for word in _PART.split(f"{role} ", maxsplit=1)[0].split()]
    for n in range(min(_LONGEST_HEAD, len(core)), 0, -1):
        head = " ".join(core[-n:])
        head = ABBREVIATED.get(head, head)
        if head in _CLASS_OF or (n == 1 and _TAIL.match(head)):
            break
    else:
        return None
    words = [_plain(word) for word in role.split()]
    if head == "chief" and words[len(core) : len(core) + 2] == ["of", "staff"]:
        head = "chief of staff"
    others = [*words[: len(core) - n], *words[len(core) :]]
    nations, rest = _countries(role)
    kept = frozenset(word for word in others if word not in _SMALL and word not in FORMER and (word in rest or word.startswith("ex-")))
    return Office(head, kept, nations, any(word in FORMER for word in others) or role.lower().startswith("ex-"))


def same_office(head: str) -> str:
    """The one word for all the heads that name one office: "chairman" for "chairwoman" and "chair"."""
    return _SAME.get(head, head)


def same_offices(head: str) -> tuple[str, ...]:
    """The words under which an office may be asked for: its own, and "chief" for one at the top."""
    same = same_office(head)
    wider = tuple(word for word in _NARROWER if word != same and _is_narrower(word, same))
    return (same, "chief") if same in _AT_THE_TOP and same != "chief" else (same, *wider)


def _is_narrower(wide: str, head: str) -> bool:
    """Whether a word is one of those that a wider one may stand for: a "plant pathologist" is a scientist."""
    return head in _NARROWER.get(wide, ()) or (wide == "scientist" and head.endswith("ologist") and head not in _NO_SCIENTISTS)


def fits(asked: Office, held: Office) -> bool:
    """Whether the one who holds an office may be meant by another phrase: "NATO’s chief" by "Secretary-General", for one."""
    wanted, has = same_office(asked.head), same_office(held.head)
    loosely = wanted != has
    chiefly = wanted == "chief" and has in _AT_THE_TOP and bool(asked.words or asked.nations)
    if loosely and not (chiefly or _is_narrower(wanted, has)):
        return False
    if asked.words.isdisjoint(_NOT_QUITE) and not held.words.isdisjoint(_NOT_QUITE):
        return False
    if asked.former != held.former or (asked.nations and held.nations and asked.nations.isdisjoint(held.nations)):
        return False
    if asked.words <= held.words:
        return bool(held.nations) or not asked.nations
    # Whose chief it is must not be somebody else's: a title with a country, or a party, is theirs.
    return wanted == "chief" and has in _CHIEFLY and not asked.nations and not held.nations and not held.words


def _countries(role: str) -> tuple[frozenset[str], frozenset[str]]:
    """The countries that a role names, and the plain form of its words that name none."""
    words = role.split()
    found: set[str] = set()
    rest: set[str] = set()
    i = 0
    while i < len(words):
        for n in (3, 2, 1):
            if i + n <= len(words) and (country := nation(" ".join(words[i : i + n]).rstrip(","))):
                found.add(country)
                i += n
                break
        else:
            rest.add(_plain(words[i]))
            i += 1
    return frozenset(found), frozenset(rest)


def _plain(word: str) -> str:
    """A word for comparing: small, in one spelling, without a possessive's ending or a full stop."""
    low = _OWNER.sub("", word.strip(',.;:()"“”').replace("’", "'").lower())
    return low.replace(".", "") if _LETTERS.fullmatch(low) else _SPELLINGS.get(low, low)


def _clue(words: frozenset[str]) -> str | None:
    named = {_CLUE_OF[word] for word in words if word in _CLUE_OF}
    return next((name for name in _CLUES if name in named), None)
