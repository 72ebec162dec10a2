"""all-MiniLM-L6-v2 as an 8-bit ONNX graph, written straight from the official weights.

The graph is BERT's encoder (Devlin et al. 2019, https://arxiv.org/abs/1810.04805) with the sizes of MiniLM (Wang et al. 2020,
https://arxiv.org/abs/2002.10957): six layers, twelve heads, 384 dimensions. It takes one text at a time, so that no text's vectors
depend on its neighbours in a batch: 8-bit inference scales each tensor by its largest value, and in a batch that may be another text's.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

Array = npt.NDArray[np.float32]

LAYERS = 6
HEADS = 12
EPSILON = 1e-12
_MICROSOFT = "com.microsoft"  # the operators that onnxruntime adds to the standard ones
# Seven bits and a sign would be 127. Processors without VNNI add two products of an unsigned and a signed byte in 16 bits, which
# overflows from 64 on, and then the same text has other vectors on another machine.
_LARGEST = 63


class _Graph:
    """Nodes and weights of the graph as it grows; every method returns the name of the value it made."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, array: npt.NDArray[np.generic]) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, op: str, inputs: list[str], *outputs: str, domain: str = "", **attributes: Any) -> str:
        self.nodes.append(helper.make_node(op, inputs, list(outputs), domain=domain, **attributes))
        return outputs[0]

    def linear(self, x: str, name: str, weight: Array, bias: Array) -> str:
        """``x @ weight.T + bias`` in 8 bits: the weight scaled per output, the input per tensor as it comes. ``weight`` is (out, in)."""
        scale = np.abs(weight).max(axis=1) / _LARGEST
        rounded = np.round(weight / scale[:, None]).astype(np.int8)
        inputs = [
            x,
            self.weight(f"{name}.weight", rounded.T),
            self.weight(f"{name}.scale", scale),
            self.weight(f"{name}.zero", np.zeros(len(scale), np.int8)),
            self.weight(f"{name}.bias", bias),
        ]
        return self.node("DynamicQuantizeMatMul", inputs, name, domain=_MICROSOFT)

    def norm(self, x: str, name: str, gain: Array, bias: Array) -> str:
        inputs = [x, self.weight(f"{name}.gain", gain), self.weight(f"{name}.bias", bias)]
        return self.node("LayerNormalization", inputs, name, axis=-1, epsilon=EPSILON)

    def embeddings(self, words: Array, positions: Array) -> str:
        """(1, n) word piece ids to (1, n, dim): 8-bit word vectors, scaled back, plus the vector of each position."""
        scale = np.abs(words).max(axis=1, keepdims=True) / 127
        rounded = np.round(words / np.where(scale == 0, 1, scale)).astype(np.int8)
        taken = self.node(
            "Cast", [self.node("Gather", [self.weight("words", rounded), "ids"], "words.taken")], "words.cast", to=TensorProto.FLOAT
        )
        scales = self.node("Gather", [self.weight("words.scale", scale), "ids"], "words.scale.taken")
        length = self.node("Shape", ["ids"], "length", start=1, end=2)
        places = self.node(
            "Slice", [self.weight("positions", positions), self.weight("first", np.zeros(1, np.int64)), length], "positions.taken"
        )
        return self.node("Add", [self.node("Mul", [taken, scales], "words.scaled"), places], "embedded")


def load(weights: Path) -> dict[str, Array]:
    """The tensors in a ``model.safetensors``, by name."""
    return load_file(str(weights))


def build(tensors: Mapping[str, Array], head: tuple[Array, Array] | None = None) -> bytes:
    """The serialized ONNX model of these weights: ids int64 (1, n) in, "hidden" float32 (1, n, 384) out.

    With a ``head``, a linear layer's weight (k, 384) and bias (k,), "logits" (1, n, k) comes out instead, that layer in full precision.
    """
    graph = _Graph()

    def pair(name: str) -> tuple[Array, Array]:
        return tensors[f"{name}.weight"], tensors[f"{name}.bias"]

    # Every text is of token type 0: its vector is added once, here, to every position.
    positions = tensors["embeddings.position_embeddings.weight"] + tensors["embeddings.token_type_embeddings.weight"][0]
    x = graph.norm(graph.embeddings(tensors["embeddings.word_embeddings.weight"], positions), "layer_in", *pair("embeddings.LayerNorm"))
    for i in range(LAYERS):
        source, name = f"encoder.layer.{i}", f"layer{i}"
        projections = [pair(f"{source}.attention.self.{role}") for role in ("query", "key", "value")]
        together = graph.linear(x, f"{name}.qkv", np.concatenate([w for w, _ in projections]), np.concatenate([b for _, b in projections]))
        split = [f"{name}.q", f"{name}.k", f"{name}.v"]
        graph.node("Split", [together], *split, axis=-1, num_outputs=3)
        attended = graph.node("MultiHeadAttention", split, f"{name}.attended", domain=_MICROSOFT, num_heads=HEADS)
        attended = graph.linear(attended, f"{name}.attention", *pair(f"{source}.attention.output.dense"))
        x = graph.norm(
            graph.node("Add", [x, attended], f"{name}.middle"), f"{name}.middle_norm", *pair(f"{source}.attention.output.LayerNorm")
        )
        widened = graph.linear(x, f"{name}.wide", *pair(f"{source}.intermediate.dense"))
        widened = graph.node("Gelu", [widened], f"{name}.gelu", domain=_MICROSOFT)
        narrowed = graph.linear(widened, f"{name}.narrow", *pair(f"{source}.output.dense"))
        out = "hidden" if i == LAYERS - 1 else f"{name}.out"
        x = graph.norm(graph.node("Add", [x, narrowed], f"{name}.end"), out, *pair(f"{source}.output.LayerNorm"))

    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "n"])
    width = len(tensors["embeddings.LayerNorm.bias"])
    if head is not None:
        weight, bias = head
        x = graph.node(
            "Add", [graph.node("MatMul", [x, graph.weight("head", weight.T)], "headed"), graph.weight("head.bias", bias)], "logits"
        )
        width = len(bias)
    out = helper.make_tensor_value_info(x, TensorProto.FLOAT, [1, "n", width])
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(_MICROSOFT, 1)]
    model = helper.make_model(helper.make_graph(graph.nodes, "minilm", [ids], [out], graph.weights), opset_imports=opsets, ir_version=10)
    return model.SerializeToString()
