"""The root of every record: frozen, strict about keys, documented field by field."""

from __future__ import annotations

import hashlib
import json

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A value that does not change once made and refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    def canonical(self) -> bytes:
        """The one JSON form that hashes are taken over: sorted keys, no spaces, UTF-8."""
        return canonical_json(self.model_dump(mode="json"))

    def fingerprint(self) -> str:
        """Hex SHA-256 of the canonical form."""
        return hashlib.sha256(self.canonical()).hexdigest()


def canonical_json(value: object) -> bytes:
    """JSON with sorted keys and no spaces, as UTF-8; equal values give equal bytes."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()
