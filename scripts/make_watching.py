"""Makes `triage/watching_weights.json` from `triage/escalation_examples.toml`.

    python scripts/make_watching.py [--check]

Logistic regression on the embedding that Engross carries, each kind of escalation against the
ordinary mails of `knowledge/triage/examples.yaml`: the examples of intents whose reply is drafted,
and those out of scope, whole and sentence by sentence. The weights are kept as whole numbers; a
second run writes the same bytes.
`--check` says how many were told right that were left out of the learning, five parts in turn, and
writes nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tomllib
from pathlib import Path

import numpy as np
import yaml

from engross.adapters.embedding import MiniLMEmbedding
from engross.triage.regression import Weights, fit
from engross.triage.sentences import sentences
from engross.triage.watching import FEWEST, FILE, SURE

ROOT = Path(__file__).resolve().parents[1]
ROOM = ROOT / "src" / "engross" / "triage"
SCALE = 1000
"""A weight of 1 is kept as this."""
STRENGTH = 100.0
"""How far the training may follow the examples: the penalty is one over this and their number."""
PARTS = 5


def main() -> int:
    """Write the weights, or check them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    listed, harmless = examples(), ordinary()
    mails = [*(text for kind in listed.values() for text in kind), *harmless]
    inside = [[]] * (len(mails) - len(harmless)) + [sentences_of(text) for text in harmless]
    texts = [*mails, *(sentence for each in inside for sentence in each)]
    sizes = [*(len(kind) for kind in listed.values()), len(texts) - len(mails) + len(harmless)]
    classes = np.repeat(np.arange(len(sizes)), sizes)
    within = [place for place, each in enumerate(inside) for _ in each]
    owners = np.array([*range(len(mails)), *within])
    embedding = MiniLMEmbedding()
    vectors = embedding.embed(texts).astype(np.float64)
    if asked.check:
        check(vectors, classes, owners)
        return 0
    taught = teach(vectors, classes, len(sizes))
    (ROOM / FILE).write_text(written(embedding.name, list(listed), taught), encoding="utf-8")
    return 0


def examples() -> dict[str, list[str]]:
    """The mails that a person must see to, by kind."""
    return tomllib.loads((ROOM / "escalation_examples.toml").read_text("utf-8"))


def ordinary() -> list[str]:
    """Mails that a reply may be drafted for, and such as want nothing."""
    folder = ROOT / "knowledge" / "triage"
    intents = yaml.safe_load((folder / "intents.yaml").read_text("utf-8"))["intents"]
    listed = yaml.safe_load((folder / "examples.yaml").read_text("utf-8"))
    answered = [key for key, intent in intents.items() if intent["reply"] == "draft"]
    return [
        *(text for key in answered for text in listed["examples"][key]),
        *listed["out_of_scope"],
    ]


def sentences_of(mail: str) -> list[str]:
    """Those that the watch looks at alone; none where the mail is one."""
    return [each for each in sentences(mail) if each != mail and len(each.split()) >= FEWEST]


def sources() -> str:
    """SHA-256 of the mails that a person must see to."""
    return hashlib.sha256(json.dumps(examples()).encode()).hexdigest()


def teach(vectors: np.ndarray, classes: np.ndarray, count: int) -> Weights:
    """Weights that tell the kinds and the ordinary mails apart; the last class is the ordinary."""
    return fit(vectors, classes, count, 1 / (STRENGTH * len(classes)))


def written(embedding: str, kinds: list[str], taught: Weights) -> str:
    """The file's text, a kind a line."""
    rows = np.rint(taught.matrix.T * SCALE).astype(int).tolist()
    parts = {
        "embedding": embedding,
        "sources": sources(),
        "kinds": kinds,
        "scale": SCALE,
        "shift": np.rint(taught.shift * SCALE).astype(int).tolist(),
    }
    lines = [f" {json.dumps(name)}: {json.dumps(value)}" for name, value in parts.items()]
    matrix = ",\n".join(f"  {json.dumps(row)}" for row in rows)
    return "{\n" + ",\n".join(lines) + ',\n "matrix": [\n' + matrix + "\n ]\n}\n"


def check(vectors: np.ndarray, classes: np.ndarray, owners: np.ndarray) -> None:
    """Print the share found of those for people, and of the ordinary ones that were found too.

    `owners` says of which mail each text is, a mail's own sentences being left out with it.
    """
    count, parts = int(classes.max()) + 1, owners % PARTS
    found = np.zeros(len(classes), dtype=bool)
    for part in range(PARTS):
        out = parts == part
        shares = teach(vectors[~out], classes[~out], count).shares(vectors[out])
        found[out] = 1 - shares[:, -1] >= SURE
    whole = np.arange(len(classes)) == owners
    of_people, harmless = classes < count - 1, whole & (classes == count - 1)
    print(f"for people, found     {found[of_people].mean():.3f} of {of_people.sum()}")
    print(f"ordinary, found too   {found[harmless].mean():.3f} of {harmless.sum()}")


if __name__ == "__main__":
    sys.exit(main())
