"""Proof, after the event: of a released file, and of the ledger against every release."""

from __future__ import annotations

import json
from pathlib import Path

from engross.ledger import Head
from engross.pipeline.services import Services
from engross.release import MANIFEST, Manifest, signing_key, verify


def verify_file(services: Services, path: Path) -> tuple[str, ...]:
    """Everything wrong with a released file or folder; empty when it is what was signed."""
    problems = verify(path, signing_key(services.keys).public_pem)
    if problems:
        return problems
    folder = path if path.is_dir() else path.parent
    manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    head = Head(manifest.ledger_head.number, manifest.ledger_head.hash)
    return services.ledger.verify([head])


def ledger_problems(services: Services) -> tuple[str, ...]:
    """Everything wrong with the ledger, also against the heads that signed manifests name."""
    return services.ledger.verify(_known_heads(services))


def _known_heads(services: Services) -> list[Head]:
    """The heads in this workspace's own releases; a broken manifest is `verify_file`'s concern."""
    heads = []
    key = None
    for path in sorted(services.outputs.glob(f"*/*/{MANIFEST}")):
        key = key or signing_key(services.keys)
        if not verify(path, key.public_pem):
            head = json.loads(path.read_bytes())["ledger_head"]
            heads.append(Head(head["number"], head["hash"]))
    return heads
