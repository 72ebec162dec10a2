"""The reader while it learns: MiniLM's encoder with one linear layer on top, and its losses, in torch."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, log_softmax, logsigmoid
from transformers import BertModel

from ...qa.reading.model import ANSWERED, END, HEADS, RELEVANT, START, SUPPORT
from .encoding import EncodedClaim, EncodedQuestion
from .examples import LABELS

_PADDING_TO = 16
_ANSWER = 1.0  # how much counts where the short answer stands
_NO_ANSWER = 0.05  # how much counts that a passage has no short answer: most have none, and the head would say so of all


class Network(nn.Module):
    """Word piece ids in; for each word piece ``HEADS`` logits out, as ``Head`` names them."""

    def __init__(self, encoder: BertModel, frozen_layers: int = 1) -> None:
        """The word vectors and the lowest layers stay as they are: they know English already, and learning costs time by the layer."""
        super().__init__()
        self.encoder = encoder
        self.heads = nn.Linear(encoder.config.hidden_size, HEADS)
        nn.init.normal_(self.heads.weight, std=0.02)
        nn.init.zeros_(self.heads.bias)
        for part in (encoder.embeddings, *encoder.encoder.layer[:frozen_layers]):
            for parameter in part.parameters():
                parameter.requires_grad = False

    def forward(self, sequences: Sequence[Sequence[int]], at_once: int = 8) -> list[Tensor]:
        """Of each sequence of ids (n_pieces, HEADS). Those of about one length are padded together."""
        order = sorted(range(len(sequences)), key=lambda i: len(sequences[i]))
        out: dict[int, Tensor] = {}
        for first in range(0, len(order), at_once):
            chosen = order[first : first + at_once]
            width = -(-max(len(sequences[i]) for i in chosen) // _PADDING_TO) * _PADDING_TO
            ids = torch.zeros((len(chosen), width), dtype=torch.long)
            for row, i in enumerate(chosen):
                ids[row, : len(sequences[i])] = torch.tensor(sequences[i])
            lengths = torch.tensor([len(sequences[i]) for i in chosen])
            mask = (torch.arange(width)[None, :] < lengths[:, None]).long()
            logits = self.heads(self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state)
            for row, i in enumerate(chosen):
                out[i] = logits[row, : len(sequences[i])]
        return [out[i] for i in range(len(sequences))]


def question_loss(asked: EncodedQuestion, logits: Sequence[Tensor]) -> Tensor:
    """Of one question: which sentences answer, of all that were read and none; whether each passage does; where the answer stands."""
    scores, right, answered, holds = [], [], [], []
    spans: dict[bool, list[Tensor]] = {True: [], False: []}
    for passage, out in zip(asked.passages, logits, strict=True):
        scores += [out[start:end, RELEVANT].mean() for start, end in passage.sentences]
        right += passage.right
        answered.append(out[0, ANSWERED])
        holds.append(float(any(passage.right)))
        if passage.answer is not None:
            body = [0, *range(passage.body, len(out) - 1)]  # [CLS] stands for there being none
            first, last = (body.index(at) for at in passage.answer)
            spans[last > 0] += [cross_entropy(out[body, head][None], torch.tensor([at])) for head, at in ((START, first), (END, last))]
    found, wanted = torch.stack(scores), torch.tensor(right, dtype=torch.float32)
    listed = log_softmax(torch.cat([torch.zeros(1), found]), dim=0)
    best = torch.logsumexp(listed[1:][wanted > 0], dim=0) if wanted.any() else listed[0]
    pointwise = binary_cross_entropy_with_logits(found, wanted)
    whole = binary_cross_entropy_with_logits(torch.stack(answered), torch.tensor(holds))
    short = [share * torch.stack(spans[there]).mean() for there, share in ((True, _ANSWER), (False, _NO_ANSWER)) if spans[there]]
    return -best + 2 * pointwise + 0.5 * whole + sum(short, torch.zeros(()))


def claim_loss(claims: Sequence[EncodedClaim], logits: Sequence[Tensor]) -> Tensor:
    """Entailed, contradicted or neither; where all that is known is that a claim isn't entailed, that alone counts."""
    losses = []
    for claim, out in zip(claims, logits, strict=True):
        scores = out[0, SUPPORT]
        if claim.label in LABELS:
            losses.append(cross_entropy(scores[None], torch.tensor([LABELS.index(claim.label)])))
        else:
            losses.append(-logsigmoid(torch.logsumexp(scores[1:], dim=0) - scores[0]))
    return torch.stack(losses).mean()
