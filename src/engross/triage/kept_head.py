"""The head kept in the state folder, and trained anew when the examples or the embedding change."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile

import numpy as np

from engross.errors import StorageError
from engross.records import canonical_json
from engross.triage.calibration import Calibration
from engross.triage.head import Head, train
from engross.triage.regression import Weights
from engross.workspace.triage import TriageFiles
from engross.workspace.writing import put_file

if TYPE_CHECKING:
    from engross.records.ports import Embedding

_FOLDER: Final = "triage"
_WAY: Final = 2
"""Counts up when a head is trained in another way, so that one trained before is not used."""


def head_for(state: Path, triage: TriageFiles, embedding: Embedding) -> Head:
    """The head for the firm's examples, as it was kept, or trained now and kept.

    Raises:
        StorageError: it cannot be kept.
    """
    file = state / _FOLDER / f"head-{_stamp(triage, embedding)}.npz"
    return _read(file, embedding) or _trained(file, triage, embedding)


def _trained(file: Path, triage: TriageFiles, embedding: Embedding) -> Head:
    head = train(triage.examples, embedding)
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        put_file(file, _packed(head))
        for other in file.parent.glob("head-*.npz"):
            if other != file:
                other.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(
            f"{file} could not be written: {error.strerror}.", remedy="See who may write there."
        ) from error
    return head


def _stamp(triage: TriageFiles, embedding: Embedding) -> str:
    told = [_WAY, embedding.name, [list(example) for example in triage.examples]]
    return hashlib.sha256(canonical_json(told)).hexdigest()[:16]


def _packed(head: Head) -> bytes:
    packed = io.BytesIO()
    np.savez(
        packed,
        intents=np.array(head.intents),
        matrix=head.weights.matrix,
        shift=head.weights.shift,
        calibration=np.array(head.calibration),
        threshold=np.array(head.threshold),
        vectors=head.vectors,
        classes=head.classes,
    )
    return packed.getvalue()


def _read(file: Path, embedding: Embedding) -> Head | None:
    """The head as it was kept; `None` when there is none, or what is there is none."""
    try:
        with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as kept:
            return Head(
                intents=tuple(str(key) for key in kept["intents"]),
                weights=Weights(kept["matrix"], kept["shift"]),
                calibration=Calibration(*(float(factor) for factor in kept["calibration"])),
                threshold=float(kept["threshold"]),
                vectors=kept["vectors"],
                classes=kept["classes"],
                embedding=embedding,
            )
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
        return None  # it is trained again
