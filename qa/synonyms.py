"""Words that may stand for each other in a sentence about the news, and words that are contrary to each other.

What somebody who edits would swap without changing what is said; near is not enough: "many" is not "all", and "wounded" not "killed".
"""

from __future__ import annotations

from .opposites import OPPOSITES
from .readings import root_of as stem

_ALIKE = """
say tell state declare note remark add explain comment mention report describe observe, announce declare reveal disclose unveil publish
release, ask request appeal, urge call demand press appeal, warn caution alert, promise pledge vow commit guarantee undertake, admit
acknowledge concede confess, criticise condemn denounce attack slam blast fault censure, praise hail laud applaud commend, welcome
praise hail, insist maintain stress emphasise assert, argue contend claim maintain, believe think consider feel reckon, expect predict
forecast anticipate foresee, deny reject refute dismiss, reject refuse dismiss decline, accept agree approve back endorse support, plan
intend aim mean propose, want wish seek desire, begin start commence open launch, end finish conclude stop cease close, close shut, stop
halt cease suspend, cancel scrap drop abandon axe, delay postpone defer, resign quit step, dismiss fire sack, appoint name choose select
nominate pick, hire recruit employ, build construct erect, repair mend fix restore, rebuild reconstruct, buy purchase acquire, sell
sale, pay spend fund finance, cost price expense, money funds cash, increase rise grow climb raise up, increase raise lift, decrease
fall drop decline reduce, reduce cut lower trim, fall drop decline slump plunge, jump surge soar leap, injure hurt wound, injured
casualty hurt, kill die death dead, die death dead perish, ill sick, illness disease sickness, fire blaze, burn fire, crash collision
accident hit, hit strike, collide crash hit strike, damage harm hurt, destroy wreck ruin, flood inundate, help aid assist support,
rescue save, protect guard defend, search hunt look, find discover locate, inquiry investigation probe, investigate examine probe study
look, inspect check examine, check verify, test trial, study research survey analysis, result outcome finding, cause reason, lead
result, show reveal indicate suggest demonstrate, prove show, leave depart go, go travel, arrive reach come, return back, enter join,
move shift transfer, bring take carry, carry transport convey, send dispatch ship, deliver supply, give provide offer supply grant hand,
get receive obtain gain, keep retain hold, remain stay, hold run organise, use employ, make produce create, produce make manufacture,
grow farm cultivate, allow permit let, ban forbid prohibit bar outlaw, prevent stop block, law legislation act statute, rule regulation,
bill law, vote ballot poll, election poll vote, elect choose, voter elector, parliament assembly legislature, lawmaker legislator deputy
parliamentarian mp, government cabinet administration, minister secretary, premier prime, chief head leader boss director, chairman
chair chairwoman chairperson, spokesman spokeswoman spokesperson, official officer, boss manager head, worker employee staff, job work
post position, strike walkout stoppage, wage pay salary, company firm business, trade commerce, shop store, factory plant works, plant
mill factory, farm farmer, fisherman fisher, ship vessel boat, ferry boat ship vessel, port harbour, road street, car vehicle, train
rail railway, bridge crossing, school pupil, pupil student schoolchild, child kid, doctor physician, hospital clinic, house home,
resident inhabitant local villager, people person, crew sailor, passenger traveller, town city, county district, country nation state,
area region zone, island isle, sea ocean, river stream, storm gale, year annual yearly, month monthly, day daily, week weekly, night
evening, big large great huge, small little, new fresh, old former, former previous earlier, important significant key, difficult hard,
easy simple, fast quick rapid, quickly fast soon rapidly, right correct, wrong mistaken incorrect, safe secure, safety security, danger
risk threat, dangerous risky unsafe, angry furious, worried concerned anxious, worry concern fear, afraid fear scared, glad happy
pleased delighted, sad sorry, sure certain confident, clear plain, enough sufficient, need require, must have, try attempt seek, fail
unable, succeed manage, win victory, lose loss defeat, beat defeat, fight battle struggle, war conflict, soldier troop, army military,
weapon arm, police officer, arrest detain hold, free release, prison jail, court judge, judge justice, trial case, accuse charge allege,
charge indict, convict guilty, sentence jail, lawyer attorney solicitor counsel, steal theft rob, murder kill, document paper file,
letter note, book volume, newspaper paper, reporter journalist, meeting session talk, talk discussion negotiation, discuss debate talk,
agreement deal accord pact, plan scheme proposal, project scheme, idea proposal, problem trouble difficulty issue, trouble fault defect,
fault defect flaw failure, mistake error, answer reply response respond, question query, change alter amend, replace substitute, include
contain, consist comprise, total overall whole, part portion share, most majority, number figure amount count, count tally, almost
nearly, about around roughly approximately some, maybe perhaps, also too, however but, because since, although though, during while,
after following, approve pass adopt, vote back, oppose against, opponent critic opposition, support back favour, supporter backer, owner
own, belong own, live reside, inhabit live, born birth, marry wedding, wife spouse, husband spouse, mother parent, father parent,
compensation damages, tax levy duty, fee charge, debt loan, bank lender, profit earnings, fine penalty, oil petrol fuel, power
electricity energy, wood timber forest, fish catch, cow cattle, crop harvest, medicine drug, vaccine jab, dirty polluted, measure step
action, decide decision choose, decision ruling, ruling verdict judgment, order command instruct, tell instruct order, expert specialist
scientist, scientist researcher, play perform, match game, team side, visit trip tour, travel journey trip, flight fly, sail voyage
leave, run operate, operate run work, see watch witness, speak talk, speech address, call phone ring telephone, happen occur place,
continue go carry, replacement successor, expensive costly, cheap inexpensive, rich wealthy, jobless unemployed, retire retirement,
widen broaden, lengthen extend, extend prolong, evidence proof, secret confidential, hide conceal, truth true, trust confidence,
responsible blame, apologise sorry apology regret, thank grateful, relocate move, quiet silent, loud noise noisy, immediately instantly,
eventually finally, recently lately, yearly annual, twice double, twice times, thrice triple, triple treble"""

_CONTRARY = """
reopen close, reopen shut, open shut, rise drop, climb fall, climb drop, soar plunge, soar fall, surge slump, surge fall, grow decline,
grow fall, gain fall, up lower, double halve, win defeat, welcome criticise, welcome condemn, welcome reject, praise criticise, praise
condemn, back oppose, back reject, favour oppose, endorse reject, hire dismiss, hire sack, appoint sack, arrest release, arrest free,
detain free, jail free, jail release, free imprison, survive die, alive dead, safe unsafe, happy angry, happy sad, calm angry, calm
worried, hope fear, optimistic pessimistic, confident doubtful, sure unsure, certain uncertain, likely unlikely, clear unclear, fair
unfair, able unable, willing unwilling, happy unhappy, known unknown, true untrue, legal unlawful, lawful unlawful, agree differ,
approve oppose, approve veto, pass reject, adopt reject, adopt scrap, keep scrap, keep abandon, keep close, keep sell, keep leave, stay
leave, stay go, remain leave, resume suspend, resume stop, begin stop, start stop, launch end, launch scrap, open end, extend shorten,
extend cut, raise cut, increase cut, rise cut, expand cut, speed slow, accelerate slow, tighten loosen, tighten ease, tighten relax,
worsen ease, worsen better, better worst, ally rival, ally opponent, supporter opponent, supporter critic, government opposition, buyer
seller, winner loser, victim culprit, innocent guilty, deny acknowledge, deny accept, deny assert, deny claim, denied confirmed, rule
allow, overturn uphold, reverse uphold, quash uphold, uphold reject, strict lax, sufficient insufficient, enough insufficient, adequate
inadequate, complete incomplete, correct incorrect, correct wrong, right wrong, accurate inaccurate, possible unlikely, dead survive,
kill save, destroy save, destroy rebuild, demolish build, demolish rebuild, damage repair, lock unlock, load unload, tie untie, dress
undress, fasten unfasten, cover uncover, connect disconnect, trust distrust, like dislike, obey disobey, qualify disqualify, encourage
deter, attract deter, attract repel, push stop, promote block, help hinder, help harm, help hurt, allow stop, allow refuse, permit ban,
permit refuse, enable block, surplus deficit, surplus shortage, shortage plenty, profit deficit, creditor debtor, lender borrower,
tenant landlord, guest host, doctor patient, upstream downstream, inland offshore, inside out, in out, on off, up fall, ahead behind,
over under, with without, for against, fewer more, cold warm, cold hot, heat cool, early overdue, fail pass, broken intact, solved
unsolved, solved open, paid unpaid, manned unmanned, sink float, ascend descend, import domestic, foreign domestic, foreign local,
national local, temporary permanent, voluntary compulsory, voluntary mandatory, optional mandatory, optional compulsory, broad narrow,
careful careless, cautious reckless, transparent secret, public secret, hopeful hopeless, useful useless, unanimous divided, united
divided, together apart, quiet noisy, silent noisy, clean dirty, clean polluted, crowded empty, busy idle, employed unemployed, busy
quiet, brave coward, kind cruel, popular unpopular, wanted unwanted, husband wife, aunt uncle, morning night, spring summer, spring
winter, summer autumn, monday friday, sunrise sunset, noon midnight, dawn dusk, tomorrow yesterday, last next, former current, former
present, past future, previous next, ban lift, impose lift, minor serious, slight serious, light serious, mild severe, minor severe,
slightly badly, slightly sharply, narrowly widely, partly wholly, partly fully, rarely often, seldom often, rarely always, barely easily"""


def _read(table: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in table.split(","):
        alike = {stem(word) for word in group.split()}
        for word in alike:
            found.setdefault(word, set()).update(alike - {word})
    return {word: frozenset(others) for word, others in found.items()}


def _contrary() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in f"{OPPOSITES}, {_CONTRARY}".split(","):
        one, other = map(stem, pair.split())
        if one != other:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


ALIKE = _read(_ALIKE)
"""The stem of a word to the stems of those that may stand for it."""

CONTRARY = _contrary()
"""The stem of a word to the stems of what it is contrary to."""
