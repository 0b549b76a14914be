"""What is signed is what leaves: those bytes, a manifest under the firm's key, a certificate."""

from engross.release.copying import Outbox, Seal, Stored, release
from engross.release.keys import SigningKey, make_signing_key, public_key, signing_key
from engross.release.manifests import MANIFEST, PUBLIC_KEY, SIGNATURE, Manifest
from engross.release.verification import verify

__all__ = [
    "MANIFEST",
    "PUBLIC_KEY",
    "SIGNATURE",
    "Manifest",
    "Outbox",
    "Seal",
    "SigningKey",
    "Stored",
    "make_signing_key",
    "public_key",
    "release",
    "signing_key",
    "verify",
]
