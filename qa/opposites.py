"""Words that say the opposite of each other."""

from __future__ import annotations

OPPOSITES = """
more less, most least, many few, increase decrease, increase reduce, increase decline, rise fall, rise decline, rose fell, raise lower,
high low, higher lower, highest lowest, large small, larger smaller, largest smallest, big small, bigger smaller, biggest smallest, long
short, longer shorter, longest shortest, early late, earlier later, earliest latest, first last, before after, begin end, began ended,
start end, start finish, open close, win lose, won lost, accept reject, accept refuse, approve reject, agree refuse, allow forbid, allow
ban, allow prevent, allow block, permit prohibit, enable prevent, cause prevent, support oppose, agree disagree, include exclude, same
different, similar different, strong weak, stronger weaker, strengthen weaken, rich poor, old new, old young, older younger, older
newer, oldest youngest, oldest newest, north south, northern southern, east west, eastern western, left right, top bottom, upper lower,
above below, inside outside, internal external, public private, male female, man woman, men women, husband wife, son daughter, father
mother, brother sister, king queen, buy sell, bought sold, import export, enter leave, arrive leave, arrive depart, join leave, birth
death, born died, live die, create destroy, build destroy, success failure, succeed fail, legal illegal, possible impossible, able
unable, true false, good bad, better worse, best worst, fast slow, faster slower, fastest slowest, hot cold, warm cool, dry wet, light
dark, light heavy, easy difficult, easy hard, soft hard, thick thin, wide narrow, widen narrow, deep shallow, rural urban, ancient
modern, major minor, majority minority, maximum minimum, positive negative, love hate, friend enemy, ally enemy, attack defend,
offensive defensive, peace war, safe dangerous, all none, always never, gain lose, profit loss, grow shrink, expand shrink, expand
contract, push pull, up down, upward downward, improve worsen, solid liquid, simple complex, common rare, natural artificial, active
passive, civil criminal, black white, day night, summer winter, spring autumn, morning evening, teacher student, parent child, employer
employee, attacker victim, dangerous harmless, harmful harmless, continue stop, encourage discourage, appear disappear, confirm deny,
admit deny, grant deny, hide reveal, lend borrow, send receive, give take, gave took, remember forget, follow precede, plus minus, hire
fire, appoint dismiss, guilty innocent, convict acquit, victory defeat, advance retreat, add remove, cheap expensive, full empty"""
"""Pairs of words, as they are written."""
