"""``python -m onrecord.evals.training OUT --public FOLDER``: trains the reader and writes it, with what it was made from."""

from __future__ import annotations

import json
from pathlib import Path

import click
import torch
from transformers import BertModel

from ...index.embedder import default_folder, default_tokenizer
from ...qa.reading.passage import Pieces
from .encoding import EncodedClaim, EncodedQuestion, encoded_claims, encoded_questions
from .examples import DATA, fingerprint, our_claims, our_questions, public_claims, public_files, public_questions
from .export import export
from .network import Network
from .training import Settings, train

_REPLAYED = 0.25  # of the public examples, shown again beside ours so that they aren't forgotten


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--public", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True, help="Folder of the public sets.")
@click.option("--until", type=click.Choice(["public", "ours"]), default="ours", help="The phase to stop after.")
def main(out: Path, public: Path, until: str) -> None:
    """Trains the reader; run again with the same OUT, it goes on where it was stopped."""
    settings = Settings()
    torch.manual_seed(settings.seed)
    out.mkdir(parents=True, exist_ok=True)
    pieces = Pieces(default_tokenizer())
    network = Network(BertModel.from_pretrained(str(default_folder()), add_pooling_layer=False, local_files_only=True))

    def data(phase: str) -> tuple[list[EncodedQuestion], list[EncodedClaim]]:
        questions, claims = public_questions(public, settings.seed), public_claims(public, settings.seed)
        if phase == "public":
            return list(encoded_questions(questions, pieces)), encoded_claims(claims, pieces)
        ours = our_claims()
        again = questions[: int(_REPLAYED * len(questions))]
        return list(encoded_questions([*our_questions(settings.seed), *again], pieces)), encoded_claims(
            [*ours, *ours, *claims[: int(_REPLAYED * len(claims))]], pieces
        )

    with (out / "log.jsonl").open("a", encoding="utf-8") as log:

        def tell(line: str) -> None:
            click.echo(line, err=True)
            log.write(f"{line}\n")
            log.flush()

        train(network, data, out, settings, until, tell)
    if until == "ours":
        files = [*public_files(public), *DATA.glob("*.jsonl")]
        export(network, out / "reader.onnx")
        (out / "made-from.json").write_text(json.dumps(fingerprint(files), indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
