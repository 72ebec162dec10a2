"""The training itself: two phases, public data and then ours, seeded; it goes on where it was stopped."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch.optim.swa_utils import AveragedModel

from .altering import altered_claims, altered_questions
from .encoding import EncodedClaim, EncodedQuestion
from .network import Network, claim_loss, question_loss

T = TypeVar("T")
_SAVED_EVERY = 150  # steps
_AVERAGED = 0.4  # of the last phase, behind which the weights of each saving count
_TOLD_EVERY = 10
_WARM = 0.06  # of all steps
_CLIPPED = 1.0


@dataclass(frozen=True)
class Phase:
    """So many passes over the questions, ``questions`` a step, beside them ``claims``, which go round as often as they must."""

    name: str
    epochs: float
    questions: int
    claims: int


PHASES = (Phase("public", 0.5, 10, 10), Phase("ours", 1.5, 7, 6))


@dataclass(frozen=True)
class Settings:
    """Learning rates of the encoder and of the heads, at their highest."""

    seed: int = 20220215
    rate: float = 1e-4
    rate_of_heads: float = 1e-3
    decay: float = 0.01


Data = Callable[[str], tuple[Sequence[EncodedQuestion], Sequence[EncodedClaim]]]


def steps_of(phase: Phase, n_questions: int) -> int:
    return int(phase.epochs * n_questions / phase.questions)


def train(network: Network, data: Data, folder: Path, settings: Settings, until: str | None, tell: Callable[[str], None]) -> None:
    """Trains in place, writing ``checkpoint.pt`` and ``log.jsonl`` to ``folder``; what stands there is gone on with.

    ``data`` gives the examples of a phase by its name. ``until`` is the phase to stop after. What comes of the last phase is the mean of
    the weights that were saved late in it (stochastic weight averaging, Izmailov et al. 2018), since few data seen often are learnt off.
    """
    (folder / "settings.json").write_text(json.dumps(asdict(settings)), encoding="utf-8")
    heads = list(network.heads.parameters())
    body = [each for each in network.encoder.parameters() if each.requires_grad]
    groups = [{"params": body, "lr": settings.rate}, {"params": heads, "lr": settings.rate_of_heads}]
    optimizer = torch.optim.AdamW(groups, weight_decay=settings.decay)
    rates = [group["lr"] for group in optimizer.param_groups]
    mean = AveragedModel(network)
    saved = folder / "checkpoint.pt"
    done: dict[str, int] = {}
    if saved.exists():
        state: dict[str, Any] = torch.load(saved, weights_only=True)
        network.load_state_dict(state["network"])
        mean.load_state_dict(state["mean"])
        optimizer.load_state_dict(state["optimizer"])
        done = state["done"]
    network.eval()  # no dropout: on a processor it takes as long as all the rest, and no example is seen more than a few times
    for place, phase in enumerate(PHASES):
        questions, claims = data(phase.name)
        steps = steps_of(phase, len(questions))
        stream_q = altered_questions(_endless(questions, settings.seed + place), settings.seed + place)
        stream_c = altered_claims(_endless(claims, settings.seed + 10 + place), settings.seed + place)
        begun, sums = time.time(), [0.0, 0.0]
        for step in range(steps):
            asked = [next(stream_q) for _ in range(phase.questions)]
            claimed = [next(stream_c) for _ in range(phase.claims)]
            if step < done.get(phase.name, 0):
                continue
            share = (place + step / steps) / len(PHASES)
            scale = min(share / _WARM, 1.0) * (1 - share) + 0.02
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * scale
            losses = _step(network, asked, claimed)
            torch.nn.utils.clip_grad_norm_([*body, *heads], _CLIPPED)
            optimizer.step()
            optimizer.zero_grad()
            sums = [before + new for before, new in zip(sums, losses, strict=True)]
            if (step + 1) % _TOLD_EVERY == 0 or step + 1 == steps:
                n = (step % _TOLD_EVERY) + 1
                line = {"phase": phase.name, "step": step + 1, "of": steps, "reading": sums[0] / n, "support": sums[1] / n}
                tell(
                    json.dumps(
                        {**{k: round(v, 4) if isinstance(v, float) else v for k, v in line.items()}, "s": round(time.time() - begun)}
                    )
                )
                sums = [0.0, 0.0]
            if (step + 1) % _SAVED_EVERY == 0 or step + 1 == steps:
                done[phase.name] = step + 1
                if phase is PHASES[-1] and step >= _AVERAGED * steps:
                    mean.update_parameters(network)
                kept = {"network": network, "mean": mean, "optimizer": optimizer}
                _save(saved, {**{name: each.state_dict() for name, each in kept.items()}, "done": done})
        if phase.name == until and phase is not PHASES[-1]:
            return
    network.load_state_dict(mean.module.state_dict())


def _step(network: Network, asked: Sequence[EncodedQuestion], claimed: Sequence[EncodedClaim]) -> list[float]:
    passages = [passage for one in asked for passage in one.passages]
    logits = network([*(passage.ids for passage in passages), *(claim.ids for claim in claimed)])
    at, losses = 0, []
    for one in asked:
        losses.append(question_loss(one, logits[at : at + len(one.passages)]))
        at += len(one.passages)
    reading, support = torch.stack(losses).mean(), claim_loss(claimed, logits[at:])
    (reading + support).backward()
    return [float(reading.detach()), float(support.detach())]


def _save(path: Path, state: dict[str, Any]) -> None:
    beside = path.with_suffix(".part")
    torch.save(state, beside)
    beside.replace(path)


def _endless(items: Sequence[T], seed: int) -> Iterator[T]:
    """All of them in random order, again and again, each time in another order."""
    draw = random.Random(seed)
    order = list(items)
    if not order:
        raise ValueError("there is nothing to learn from; give a folder with the public sets, and our own data beside this file")
    while True:
        draw.shuffle(order)
        yield from order
