"""What is signed is what leaves: those bytes, a manifest under the firm's key, a certificate."""

from engross.release.certificates import Wording
from engross.release.copying import Outbox, Seal, Stored, release
from engross.release.fingerprints import in_words
from engross.release.keys import (
    SigningKey,
    fingerprint,
    key_id,
    make_signing_key,
    public_key,
    signed_by,
    signing_key,
)
from engross.release.manifests import MANIFEST, PUBLIC_KEY, SIGNATURE, Asserted, Manifest
from engross.release.verification import RELEASED, release_folder, verify

__all__ = [
    "MANIFEST",
    "PUBLIC_KEY",
    "RELEASED",
    "SIGNATURE",
    "Asserted",
    "Manifest",
    "Outbox",
    "Seal",
    "SigningKey",
    "Stored",
    "Wording",
    "fingerprint",
    "in_words",
    "key_id",
    "make_signing_key",
    "public_key",
    "release",
    "release_folder",
    "signed_by",
    "signing_key",
    "verify",
]
