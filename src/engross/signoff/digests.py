"""What a signature is over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from engross.records import HeldDocument, Override, canonical_json

SCHEME = "engross-sign-off-1"
"""Names the fields below; another set of fields gets another name."""


def digest(held: HeldDocument, by: str, overrides: Iterable[Override] = ()) -> str:
    """Hex SHA-256 over everything that a signature is about.

    That is the run, every deliverable and whether it stays in the firm, the evidence, the findings,
    what the signer answers for (in any order) and who the signer is.
    """
    signed = {
        "scheme": SCHEME,
        "run": held.run,
        "deliverables": [
            {
                "name": file.name,
                "sha256": file.sha256,
                **({} if file.leaves else {"leaves": False}),  # only of what stays in the firm
            }
            for file in held.candidate.deliverables
        ],
        "evidence": held.evidence_sha256,
        "findings": held.findings_sha256,
        "overrides": sorted([override.finding, override.reason] for override in overrides),
        "signer": by.strip().lower(),
    }
    return hashlib.sha256(canonical_json(signed)).hexdigest()
