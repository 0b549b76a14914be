"""Text sealed for one public key, and the private key wrapped by a password.

A text is sealed as in RFC 9180's base mode in its plainest form: a key pair of its own (X25519, RFC
7748), HKDF-SHA-256 (RFC 5869) over what the two keys share with both public keys, and ChaCha20-
Poly1305 (RFC 8439) under that key, which is used once. The private key is wrapped under a key made
of the password by scrypt (RFC 7914).
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MARK: Final = b"engross-sealed-1"
"""What a sealed file begins with; another form gets another mark."""

_WRAPPED: Final = "engross-officer-key-1"
_KEY: Final = 32
_NONCE: Final = 12
_ONCE: Final = bytes(_NONCE)
"""The key is used for one text, so its nonce may be nought."""
_STEP: Final = 4096
"""Bytes; every text is padded to a multiple, so that its size says next to nothing."""
_LENGTH: Final = 8
"""Bytes that say how long the text is."""


@dataclass(frozen=True)
class ScryptCost:
    """What it costs to try one password (OWASP, "Password storage": N of 2 to the 17th)."""

    work: int = 2**17
    block: int = 8
    lanes: int = 1


@dataclass(frozen=True)
class OfficerKey:
    """The officer's private key, unwrapped."""

    private: bytes = field(repr=False)

    @property
    def public(self) -> bytes:
        """The 32 bytes of the public half."""
        return _raw(X25519PrivateKey.from_private_bytes(self.private).public_key())


class WrongPassword(ValueError):
    """The password does not unwrap the key, or somebody has changed the file."""


class NotSealed(ValueError):
    """This was not sealed for the key, or somebody has changed it."""


def new_key() -> OfficerKey:
    """A key that nobody has."""
    return OfficerKey(X25519PrivateKey.generate().private_bytes_raw())


def seal(text: str, public: bytes) -> bytes:
    """The text, padded and sealed for whoever has the private half of that key."""
    said = text.encode("utf-8")
    plain = len(said).to_bytes(_LENGTH, "big") + said
    padded = plain.ljust(-(-len(plain) // _STEP) * _STEP, b"\0")
    own = X25519PrivateKey.generate()
    ours = _raw(own.public_key())
    shared = own.exchange(X25519PublicKey.from_public_bytes(public))
    key = _derived(shared, ours, public)
    return MARK + ours + ChaCha20Poly1305(key).encrypt(_ONCE, padded, MARK)


def unseal(sealed: bytes, key: OfficerKey) -> str:
    """The text.

    Raises:
        NotSealed: it was not sealed for that key, or has been changed.
    """
    start, end = len(MARK), len(MARK) + _KEY
    ours = sealed[start:end]
    if sealed[:start] != MARK or len(ours) < _KEY:
        raise NotSealed
    try:
        private = X25519PrivateKey.from_private_bytes(key.private)
        shared = private.exchange(X25519PublicKey.from_public_bytes(ours))
        derived = _derived(shared, ours, key.public)
        padded = ChaCha20Poly1305(derived).decrypt(_ONCE, sealed[end:], MARK)
    except (InvalidTag, ValueError) as error:
        raise NotSealed from error
    length = int.from_bytes(padded[:_LENGTH], "big")
    return padded[_LENGTH : _LENGTH + length].decode("utf-8")


def wrap(key: OfficerKey, password: str, cost: ScryptCost) -> bytes:
    """The private key as a file that opens with that password alone."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(_NONCE)
    header = {
        "form": _WRAPPED,
        "scrypt": [cost.work, cost.block, cost.lanes],
        "salt": salt.hex(),
        "nonce": nonce.hex(),
    }
    known = json.dumps(header, sort_keys=True).encode()
    wrapped = ChaCha20Poly1305(_stretched(password, salt, cost)).encrypt(nonce, key.private, known)
    return json.dumps({**header, "wrapped": wrapped.hex()}, indent=1).encode()


def unwrap(data: bytes, password: str) -> OfficerKey:
    """The private key.

    Raises:
        WrongPassword: the password does not open it, or the file has been changed.
    """
    try:
        held = json.loads(data)
        wrapped = bytes.fromhex(held.pop("wrapped"))
        work, block, lanes = held["scrypt"]
        known = json.dumps(held, sort_keys=True).encode()
        stretched = _stretched(
            password, bytes.fromhex(held["salt"]), ScryptCost(work, block, lanes)
        )
        nonce = bytes.fromhex(held["nonce"])
        return OfficerKey(ChaCha20Poly1305(stretched).decrypt(nonce, wrapped, known))
    except (InvalidTag, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WrongPassword from error


def _stretched(password: str, salt: bytes, cost: ScryptCost) -> bytes:
    kdf = Scrypt(salt=salt, length=_KEY, n=cost.work, r=cost.block, p=cost.lanes)
    return kdf.derive(password.encode("utf-8"))


def _derived(shared: bytes, ours: bytes, public: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=MARK + ours + public).derive(
        shared
    )


def _raw(public: X25519PublicKey) -> bytes:
    return public.public_bytes(form.Encoding.Raw, form.PublicFormat.Raw)
