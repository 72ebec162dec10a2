"""What no article of the suites says: clauses to add, things that everybody knows, sentences in other languages."""

from __future__ import annotations

import random
import re

from .claim_forms import MINE
from .claims import Claim
from .corpus import Corpus
from .prose import has_word, prose

CLAUSES = """after a court ruling|because of falling prices|despite protests from residents|following a request by the king
at a cost of 3 million|on the advice of foreign experts|without telling parliament|under pressure from investors|after losing a bet
because of a shortage of steel|in exchange for a tax break|against the will of the unions|with the help of the army
after an anonymous complaint|in front of some 400 guests|as required by European law|to the surprise of the markets
because of a computer failure|after months of secret talks|in order to win the next election|for the third time this year
as part of a ten-year plan|in line with a treaty of 1974|because the budget had run out|following the advice of a psychologist
before travelling to a summit in Geneva|after the death of a colleague|despite having promised the opposite|with money from a lottery fund
under a law that has since been repealed|after a hunger strike|because of heavy snowfall|in a letter to the bishop|on live television
after a fall in exports|as demanded by the insurers|with the consent of all parties|owing to a lack of nurses|as a favour to an old friend
because of an earthquake|in protest against new tariffs|thanks to a donation from abroad|after a warning from the weather service
to save electricity|while on holiday in Spain|because of a strike at the airport|as the result of a misprint|following a leak to bloggers"""
RELATIVES = """, which cost 3 million|, which surprised many experts|, which led to several resignations
, which the police later confirmed|, as had been feared for years|, the first such case in a decade|, which is a criminal offence
, although polls show the opposite|, which was broadcast live on national radio|, and then resigned|, and received a standing ovation
, a decision that was later reversed|, which doubled the number of visitors|, and thanked the fire brigade
, which a study by the university had shown in the spring|, as an audit had found in the previous year
, which made headlines around the world|, and apologised to the victims’ families"""
KNOWLEDGE = """Water boils at 100 degrees Celsius at sea level.|The Earth goes around the Sun once a year.
Light travels faster than sound.|Iron rusts when it is exposed to water and air.|The Pacific is the largest ocean on Earth.
Gold is heavier than silver.|A leap year has 366 days.|The human heart has four chambers.
Mount Everest is the highest mountain above sea level.|Ice floats on water because it is less dense.|Whales are mammals and not fish.
A chess board has 64 squares.|Salt water freezes at a lower temperature than fresh water.
The Great Wall of China was built over many centuries.|Penguins live in the southern hemisphere.|An octopus has eight arms.
Sound cannot travel through a vacuum.|The Moon causes the tides.|Bees make honey from nectar.|Diamonds are made of carbon.
A square has four sides of equal length.|The Amazon flows into the Atlantic.|Paris is the capital of France.
Copper conducts electricity well.|Caterpillars turn into butterflies or moths.|Vaccines train the immune system to recognise germs.
The Roman Empire once ruled most of the Mediterranean coast.|Bananas grow in the tropics.
The freezing point of water is zero degrees Celsius.|Shakespeare wrote Hamlet.|Saturn has rings made mostly of ice.
The Nile flows northwards into the Mediterranean.|Spiders have eight legs.|Plants need light to grow.|Antarctica is the coldest continent.
Silk is made by silkworms.|The telephone was invented in the nineteenth century.|Oxygen makes up about a fifth of the air.
Ships float because they displace water.|Inflation means that money buys less than before.|A minute has sixty seconds.
Bats are mammals that can fly.|Lighthouses warn ships of dangerous coasts.|Trams run on rails set in the street.
Wheat is ground into flour to make bread.|Insurance spreads the cost of rare damage over many people.
A ballot should be secret so that voters are free.|Ferries carry passengers and vehicles across water.
Central banks set interest rates to keep prices stable.|Fog forms when water vapour condenses near the ground.
Libraries lend books to their readers.|A referendum is a vote of the people on a single question.|Judges are expected to be impartial.
Storms are caused by differences in air pressure.|NATO was founded in 1949.|Moscow is the capital of Russia.
Kyiv lies on the river Dnieper.|Berlin is the capital of Germany.|Trade unions bargain over pay on behalf of their members.
Tractors replaced horses on most farms in the twentieth century.|Football is played by two teams of eleven players.
Rivers carry sediment to the sea.|A strike is a refusal to work.|Rats can carry diseases.
Elections are held at regular intervals in democracies.|Banks lend money at interest.|Grain is stored in silos.
Mayors are the heads of towns.|A captain commands a ship.|Pensions are paid to people who have retired.
Milk turns sour when bacteria make acid in it.|Radar uses radio waves to find objects.|A parrot can imitate human speech.
Hospitals treat people who are ill or injured."""
LANGUAGES = """{name} sagte, dass die Lage ernst sei.|{name} zufolge ist mit einer schnellen Lösung nicht zu rechnen.
Nach Angaben von {name} wurde niemand verletzt.|{name} kündigte an, im Frühjahr zurückzutreten.
{name} kritisierte die Entscheidung scharf.|{name} erklärte, man habe von nichts gewusst.|{name} a déclaré que la situation était grave.
Selon {name}, personne n’a été blessé.|{name} a annoncé sa démission pour le printemps.|{name} a vivement critiqué la décision.
D’après {name}, il faudra attendre encore plusieurs semaines.|{name} a affirmé ne rien savoir de cette affaire.
{name} dijo que la situación era grave.|Según {name}, nadie resultó herido.|{name} anunció que dimitirá en primavera.
{name} criticó duramente la decisión.|{name} aseguró que no sabía nada del asunto.
De acuerdo con {name}, habrá que esperar varias semanas.|{name} ha detto che la situazione è grave.
Secondo {name} nessuno è rimasto ferito.|{name} zei dat de toestand ernstig was.|{name} forderte eine unabhängige Untersuchung.
{name} a demandé une enquête indépendante.|{name} pidió una investigación independiente."""


def _lines(text: str) -> list[str]:
    return [each for line in text.splitlines() for each in line.split("|")]


def clause_added(claim: Claim, rng: random.Random) -> str | None:
    """A circumstance, or a relative clause, of which no article knows anything, at the end of the sentence's prose."""
    if not claim.text.endswith(".") or "\0" in prose(claim.text)[-2:]:
        return None
    added = rng.choice([" " + rng.choice(_lines(CLAUSES)), rng.choice(_lines(RELATIVES))])
    return f"{claim.text[:-1]}{added}."


def circumstance_added(claim: Claim, rng: random.Random) -> str | None:
    """The same before the sentence, or after the verb of a quotation."""
    added = rng.choice(_lines(CLAUSES))
    if claim.told is None or not claim.text[:1].isupper() or not claim.text.startswith((claim.told.name[0].upper() + claim.told.name[1:],)):
        return None
    name = claim.told.name
    return f"{added[0].upper()}{added[1:]}, {name}{claim.text[len(name) :]}"


_TAIL = re.compile(
    r"(?<=[a-z])(?:,| because| after| before| despite| as| since| following| so that| in order to| until) [^,.“”\"‘;:()\0]{12,80}(?=\.)"
)


def clause_of_another_article(claim: Claim, corpus: Corpus, rng: random.Random) -> str | None:
    """The same, but out of another article's sentence."""
    if not claim.text.endswith(".") or "\0" in prose(claim.text)[-2:]:
        return None
    homes = {each.article.id for each in claim.sources}
    sources = claim.given
    others = [one for one in corpus.articles.values() if one.id not in homes]
    rng.shuffle(others)
    for one in others:
        found = [match[0] for match in _TAIL.finditer(prose(one.text)) if len(match[0].split()) > 3 and not MINE.search(match[0])]
        tails = [each for each in found if each[:2] != ", " or each.startswith((", which", ", and", ", but"))]
        tails = [each for each in tails if not _is_near(each, sources)]
        if tails:
            return f"{claim.text[:-1]}{rng.choice(tails)}."
    return None


def _is_near(text: str, sources: str) -> bool:
    """Whether half of its longer words stand in the sources."""
    words = re.findall(r"\w{5,}", text)
    return sum(has_word(sources, word) for word in words) * 2 > len(words)


def knowledge(claim: Claim, rng: random.Random) -> str | None:
    """True, and in no source: about a thing that a source mentions if there is one such sentence left, or else about any."""
    sources = claim.given
    lines = _lines(KNOWLEDGE)
    near = [line for line in lines if any(has_word(sources, word) for word in re.findall(r"\w{4,}", line))]
    return rng.choice(near if near and rng.random() < 0.7 else lines)


def other_language(claim: Claim, rng: random.Random) -> str | None:
    names = [each.speaker for each in claim.sources if each.speaker and each.speaker[0].isupper()]
    return rng.choice(_lines(LANGUAGES)).format(name=rng.choice(names)) if names else None
