"""The firm's Ed25519 key: the only module that speaks to the cryptography library."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from engross.errors import RefusedError, Tampered
from engross.release.disk import make_folder, storage_error, sync, write

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

KEY_FILE = "release-ed25519.pem"
"""The private key, in the state folder's `keys/`; only its owner may read it."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO

_BRING_BACK = (
    "If the firm has released documents, put the key back from your backup: another one does not "
    "vouch for them."
)


@dataclass(frozen=True)
class SigningKey:
    """The firm's key for manifests."""

    private_pem: bytes = field(repr=False)

    def sign(self, data: bytes) -> bytes:
        """The 64 bytes of the signature (RFC 8032, without prehash)."""
        return _private(self.private_pem).sign(data)

    @property
    def public_pem(self) -> bytes:
        """The public half, as `openssl pkeyutl -pubin -inkey` reads it."""
        from cryptography.hazmat.primitives import (  # noqa: PLC0415 - slow to load
            serialization as form,
        )

        public = _private(self.private_pem).public_key()
        return public.public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)

    @property
    def id(self) -> str:
        """What manifests call the key."""
        return key_id(self.public_pem)


def signing_key(folder: Path) -> SigningKey:
    """The firm's key in that folder; nothing is ever made here.

    Raises:
        RefusedError: there is none, or other users of this computer may read it.
        StorageError: it cannot be read.
        Tampered: the file holds no Ed25519 key.
    """
    path = folder / KEY_FILE
    try:
        data, mode = path.read_bytes(), path.stat().st_mode
    except FileNotFoundError as error:
        message = f"The firm's signing key {path} is not there."
        raise RefusedError(message, remedy=_BRING_BACK) from error
    except OSError as error:
        raise storage_error(path, error) from error
    if mode & _OTHERS:
        message = f"{path} can be read by other users of this computer, so it cannot vouch for us."
        raise RefusedError(message, remedy=f"Run `chmod 600 {path}` and find out who did it.")
    _private(data)
    return SigningKey(data)


def make_signing_key(folder: Path) -> SigningKey:
    """The firm's key in that folder, made now unless there is one; none is ever replaced.

    Whoever calls this must know that the firm has released nothing yet: a second key does not
    vouch for what was released under a first one that is lost.

    Raises:
        StorageError: it can be neither read nor written.
        RefusedError: there is one, and other users of this computer may read it.
        Tampered: there is a file of its name without an Ed25519 key.
    """
    # A link that leads nowhere counts as there: the key may be on a disk that is not plugged in.
    if not os.path.lexists(folder / KEY_FILE):
        _make(folder, folder / KEY_FILE)
    return signing_key(folder)


def public_key(folder: Path) -> bytes | None:
    """The public half of the firm's key as PEM; `None` when there is no key in that folder.

    Raises:
        RefusedError, StorageError, Tampered: as `signing_key`, about a key that is there.
    """
    return signing_key(folder).public_pem if os.path.lexists(folder / KEY_FILE) else None


def key_id(public_pem: bytes) -> str:
    """The first sixteen hex digits of the key's fingerprint, by which manifests call it.

    Raises:
        Tampered: these are not an Ed25519 public key.
    """
    return fingerprint(public_pem)[:16]


def fingerprint(public_pem: bytes) -> str:
    """Hex SHA-256 over the public key's 32 bytes.

    Raises:
        Tampered: these are not an Ed25519 public key.
    """
    from cryptography.hazmat.primitives import (  # noqa: PLC0415 - slow to load
        serialization as form,
    )

    raw = _public(public_pem).public_bytes(form.Encoding.Raw, form.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()


def signed_by(public_pem: bytes, signature: bytes, data: bytes) -> bool:
    """Whether the owner of the key has signed exactly these bytes."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - slow to load

    try:
        _public(public_pem).verify(signature, data)
    except InvalidSignature:
        return False
    return True


def _make(folder: Path, path: Path) -> None:
    from cryptography.hazmat.primitives import (  # noqa: PLC0415 - slow to load
        serialization as form,
    )
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415 - the same
        Ed25519PrivateKey,
    )

    pem = Ed25519PrivateKey.generate().private_bytes(
        form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()
    )
    make_folder(folder, 0o700)
    temporary = folder / f".{KEY_FILE}.{secrets.token_hex(4)}"
    write(temporary, pem, 0o600)
    try:
        # A link and not a rename: when two processes make the first key, the first one stands.
        with suppress(FileExistsError):
            os.link(temporary, path)
        # What is signed in a moment must not outlast its key when the power fails.
        sync(folder)
    except OSError as error:
        raise storage_error(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _private(pem: bytes) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives import (  # noqa: PLC0415 - slow to load
        serialization as form,
    )
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415 - the same
        Ed25519PrivateKey,
    )

    try:
        key = form.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as error:
        raise Tampered(f"{KEY_FILE} holds no private key.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Tampered(f"{KEY_FILE} holds a key of another kind than Ed25519.")
    return key


def _public(pem: bytes) -> Ed25519PublicKey:
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - slow to load
    from cryptography.hazmat.primitives import (  # noqa: PLC0415 - slow to load
        serialization as form,
    )
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415 - the same
        Ed25519PublicKey,
    )

    try:
        key = form.load_pem_public_key(pem)
    except UnsupportedAlgorithm as error:
        raise Tampered("This is a public key of a kind that nobody knows.") from error
    except ValueError as error:
        raise Tampered("This is not a public key in PEM form.") from error
    if not isinstance(key, Ed25519PublicKey):
        raise Tampered("This is a public key of another kind than Ed25519.")
    return key
