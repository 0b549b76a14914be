"""Proof, after the event: of a released file, and of the ledger against every release."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from engross.ledger import Head
from engross.pipeline.services import Services
from engross.release import MANIFEST, SIGNATURE, Manifest, public_key, signing_key, verify
from engross.release.keys import signed_by


def verify_file(services: Services, path: Path) -> tuple[str, ...]:
    """Everything wrong with a released file or folder; empty when it is what was signed.

    Raises:
        RefusedError: this workspace has no signing key to compare with.
    """
    problems = verify(path, signing_key(services.keys).public_pem)
    if problems:
        return problems
    folder = path if path.is_dir() else path.parent
    manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    return services.ledger.verify([_head(manifest)])


def ledger_problems(services: Services) -> tuple[str, ...]:
    """Everything wrong with the ledger, also against the heads that signed manifests name.

    A manifest in `outputs/` that the firm's key does not vouch for is a problem itself: it may
    have been changed to hide that the ledger was cut short.
    """
    found = list(_own_heads(services))
    heads = [head for head in found if isinstance(head, Head)]
    problems = [problem for problem in found if isinstance(problem, str)]
    return (*problems, *services.ledger.verify(heads))


def _own_heads(services: Services) -> Iterator[Head | str]:
    """The head that each release in `outputs/` names, or what is wrong with its manifest."""
    manifests = sorted(services.outputs.glob(f"*/released/{MANIFEST}"))
    if not manifests:
        return
    key = public_key(services.keys)
    if key is None:
        yield f"{services.outputs} has releases and {services.keys} has no key to check them with."
        return
    for path in manifests:
        data, signature = path.read_bytes(), path.with_name(SIGNATURE)
        try:
            manifest = Manifest.model_validate_json(data)
        except ValidationError:
            yield f"{path} is no manifest any more."
            continue
        if signature.is_file() and signed_by(key, signature.read_bytes(), data):
            yield _head(manifest)
        else:
            yield f"{path} does not bear the firm's signature: it has been changed."


def _head(manifest: Manifest) -> Head:
    return Head(manifest.ledger_head.number, manifest.ledger_head.hash)
