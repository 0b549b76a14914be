"""The reporting officer's folder: a public key, the wrapped private one, and sealed files."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engross.errors import NotAuthenticated, StorageError, Tampered, UsageError
from engross.records.post import Sealed

if TYPE_CHECKING:
    from engross.adapters.officer.sealing import OfficerKey, ScryptCost

PUBLIC: Final = "public.key"
PRIVATE: Final = "private.key"
_ENDING: Final = ".sealed"
_NO_TIME: Final = (946_684_800, 946_684_800)
"""What every sealed file says of its time: the year 2000 began. When it was written is told inside
it, if at all."""
_BYTES: Final = 32


class OfficerFolder:
    """`OfficerStore` in a folder: anybody may add a sealed file, the officer alone opens them."""

    def __init__(self, folder: Path) -> None:
        """Use that folder; it is made when the key is."""
        self._folder = folder
        self._told: set[bytes] = set()

    def is_ready(self) -> bool:
        """Whether an officer has made their key."""
        return (self._folder / PUBLIC).is_file()

    def tell(self, text: str) -> None:
        """Seal the text and keep it under a name of chance, with no time.

        What was told since this was made is not kept twice: a batch has the same notes each time.

        Raises:
            StorageError: no officer has a key, or it cannot be kept.
        """
        from engross.adapters.officer.sealing import seal  # noqa: PLC0415 - slow to load

        if not self.is_ready():
            raise StorageError(
                "The reporting officer has no key yet, so nothing can be sealed. Nothing was kept.",
                remedy="Ask the officer to make one: engross suspicion key --as EMAIL",
            )
        digest = hashlib.sha256(text.encode("utf-8")).digest()
        if digest in self._told:
            return
        path = self._folder / f"{secrets.token_hex(16)}{_ENDING}"
        self._write(path, seal(text, self._public()))
        self._told.add(digest)
        with suppress(OSError):  # it is kept, and a disk that sets no times is no reason to refuse
            os.utime(path, _NO_TIME)
            os.utime(self._folder, _NO_TIME)

    def make_key(self, password: str, cost: ScryptCost | None = None) -> str:
        """Make the officer's key, wrapped by the password; the public half's fingerprint.

        Raises:
            UsageError: there is a key: what was sealed for it opens with no other.
            StorageError: it cannot be kept.
        """
        from engross.adapters.officer.sealing import (  # noqa: PLC0415 - slow to load
            ScryptCost,
            new_key,
            wrap,
        )

        if self.is_ready() or (self._folder / PRIVATE).exists():
            raise UsageError(
                "The reporting officer has a key already.",
                remedy="Change its password: engross suspicion password --as EMAIL. To begin anew, "
                "the officer reads and removes everything, and moves the folder away by hand.",
            )
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise _cannot(self._folder, error) from error
        key = new_key()
        self._write(self._folder / PRIVATE, wrap(key, password, cost or ScryptCost()))
        self._write(self._folder / PUBLIC, key.public.hex().encode())
        return hashlib.sha256(key.public).hexdigest()

    def change_password(self, old: str, new: str, cost: ScryptCost | None = None) -> None:
        """Wrap the key by another password.

        Raises:
            NotAuthenticated: the old one does not open it.
            StorageError: it cannot be kept; the old one stands.
        """
        from engross.adapters.officer.sealing import (  # noqa: PLC0415 - slow to load
            ScryptCost,
            wrap,
        )

        key = self._key(old)
        path = self._folder / f"{secrets.token_hex(16)}.new"
        self._write(path, wrap(key, new, cost or ScryptCost()))
        path.replace(self._folder / PRIVATE)

    def fingerprint(self) -> str:
        """Hex SHA-256 of the public half, to be read out and compared."""
        return hashlib.sha256(self._public()).hexdigest()

    def told(self, password: str) -> tuple[Sealed, ...]:
        """Everything that was told, opened, in the order of the names.

        Raises:
            NotAuthenticated: the password does not open the key.
            Tampered: the public key is another's: what is told now is sealed for somebody else.
        """
        key = self._key(password)
        if key.public != self._public():
            raise Tampered(
                f"{self._folder / PUBLIC} is not the officer's own key: somebody has put another "
                "in its place, and whatever was told since is sealed for them.",
                remedy="Put the file back from a backup, and find out who did it.",
            )
        return tuple(self._opened(key))

    def remove(self, name: str, password: str) -> None:
        """Remove one of them, once the password has opened the key.

        Raises:
            NotAuthenticated: it does not.
            UsageError: there is none of that name.
        """
        self._key(password)
        path = self._folder / f"{name}{_ENDING}"
        if path not in self._files():
            raise UsageError(
                f"Nothing is kept under {name!r}.",
                remedy="`engross suspicion read` lists the names.",
            )
        path.unlink()

    def _opened(self, key: OfficerKey) -> Iterator[Sealed]:
        from engross.adapters.officer.sealing import (  # noqa: PLC0415 - slow to load
            NotSealed,
            unseal,
        )

        for path in self._files():
            try:
                yield Sealed(path.stem, unseal(path.read_bytes(), key))
            except NotSealed:
                problem = "It was sealed for another key, or has been changed, and cannot be read."
                yield Sealed(path.stem, "", problem)

    def _key(self, password: str) -> OfficerKey:
        from engross.adapters.officer.sealing import (  # noqa: PLC0415 - slow to load
            WrongPassword,
            unwrap,
        )

        try:
            return unwrap(self._read(PRIVATE), password)
        except WrongPassword as error:
            raise NotAuthenticated(
                "That is not the password of the officer's key.",
                remedy="Nobody can set it anew: without it what was sealed stays sealed.",
            ) from error

    def _public(self) -> bytes:
        text = self._read(PUBLIC).decode("ascii", "replace").strip()
        try:
            key = bytes.fromhex(text)
        except ValueError:
            key = b""
        if len(key) != _BYTES:
            raise Tampered(
                f"{self._folder / PUBLIC} holds no public key.",
                remedy="Put it back from a backup.",
            )
        return key

    def _read(self, name: str) -> bytes:
        try:
            return (self._folder / name).read_bytes()
        except FileNotFoundError as error:
            raise StorageError(
                "The reporting officer has no key yet.",
                remedy="The officer makes one: engross suspicion key --as EMAIL",
            ) from error
        except OSError as error:
            raise _cannot(self._folder / name, error) from error

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob(f"*{_ENDING}"))

    def _write(self, path: Path, data: bytes) -> None:
        """On the disk when this returns; readable by this account alone."""
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            folder = os.open(self._folder, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except OSError as error:
            raise _cannot(path, error) from error


def _cannot(path: Path, error: OSError) -> StorageError:
    return StorageError(
        f"{path} cannot be read or written ({error.strerror}).",
        remedy="Make the state folder readable and writable, and see that the disk has room.",
    )
