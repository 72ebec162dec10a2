"""Writes a language model of a few thousand random weights as a GGUF file: python tiny_llama.py FILE. It needs the package gguf."""

# pyright: reportMissingImports=false, reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
import sys

import gguf
import numpy as np
import numpy.typing as npt

WIDTH, HEADS, LAYERS, INNER, CONTEXT = 32, 2, 1, 64, 4096
WORDS = ["\u2581the", "\u2581ferry", "\u2581sails", "\u2581said", "\u2581on", "."]
TEMPLATE = "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}assistant:"


def write(path: str) -> None:
    """One layer of LLaMA's architecture, over bytes and a few pieces of words."""
    pieces = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256)), "\u2581", *WORDS]
    kinds = gguf.TokenType
    types = [kinds.UNKNOWN, kinds.CONTROL, kinds.CONTROL, *[kinds.BYTE] * 256, kinds.NORMAL, *[kinds.NORMAL] * len(WORDS)]
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("tiny")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(pieces))
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(pieces)
    writer.add_token_scores([0.0] * len(pieces))
    writer.add_token_types(types)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_chat_template(TEMPLATE)
    random = np.random.default_rng(1)

    def weights(*shape: int) -> npt.NDArray[np.float32]:
        return random.normal(0, 0.2, shape).astype(np.float32)

    writer.add_tensor("token_embd.weight", weights(len(pieces), WIDTH))
    for layer in range(LAYERS):
        for name in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"blk.{layer}.{name}.weight", np.ones(WIDTH, np.float32))
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            writer.add_tensor(f"blk.{layer}.{name}.weight", weights(WIDTH, WIDTH))
        for name in ("ffn_gate", "ffn_up"):
            writer.add_tensor(f"blk.{layer}.{name}.weight", weights(INNER, WIDTH))
        writer.add_tensor(f"blk.{layer}.ffn_down.weight", weights(WIDTH, INNER))
    writer.add_tensor("output_norm.weight", np.ones(WIDTH, np.float32))
    # Words alone are written: where one of two opposite rows is below the zero of all others, the other is above it.
    rows = weights(len(WORDS) // 2, WIDTH)
    writer.add_tensor("output.weight", np.concatenate([np.zeros((len(pieces) - len(WORDS), WIDTH), np.float32), rows, -rows]))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    write(sys.argv[1])
