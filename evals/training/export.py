"""The trained network as the graph that is shipped."""

from __future__ import annotations

from pathlib import Path

from ...index.embedder import write_atomically
from ...index.minilm import build
from .network import Network


def export(network: Network, path: Path) -> None:
    """Writes the 8-bit ONNX graph: ids int64 (1, n) in, logits float32 (1, n, 7) out."""
    tensors = {name: tensor.detach().float().contiguous().numpy() for name, tensor in network.encoder.state_dict().items()}
    head = (network.heads.weight.detach().numpy(), network.heads.bias.detach().numpy())
    write_atomically(path, build(tensors, head))
