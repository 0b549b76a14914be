from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engross.errors import RefusedError, StorageError, Tampered
from engross.release import make_signing_key, public_key, signing_key
from engross.release.keys import KEY_FILE, key_id, signed_by


def test_a_key_is_made_once_and_then_read(tmp_path: Path) -> None:
    first, second = make_signing_key(tmp_path / "keys"), signing_key(tmp_path / "keys")

    assert first == second
    assert public_key(tmp_path / "keys") == first.public_pem
    assert [path.name for path in (tmp_path / "keys").iterdir()] == [KEY_FILE]


def test_a_key_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    assert make_signing_key(tmp_path) == make_signing_key(tmp_path)


def test_reading_makes_no_key(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="is not there") as refused:
        signing_key(tmp_path / "keys")

    assert str(tmp_path / "keys" / KEY_FILE) in str(refused.value)
    assert "from your backup" in refused.value.remedy
    assert public_key(tmp_path / "keys") is None
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_a_key_that_is_away_counts_as_a_key(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).symlink_to(tmp_path / "stick" / KEY_FILE)

    for ask in (make_signing_key, signing_key, public_key):
        with pytest.raises(RefusedError, match="is not there"):
            ask(tmp_path)


def test_only_the_owner_may_read_the_private_key(tmp_path: Path) -> None:
    make_signing_key(tmp_path / "keys")

    assert stat.S_IMODE((tmp_path / "keys" / KEY_FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_the_private_key_is_not_shown(tmp_path: Path) -> None:
    assert "PRIVATE" not in repr(make_signing_key(tmp_path))


def test_two_who_make_the_first_key_at_once_end_with_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: make_signing_key(tmp_path / "keys").id, range(8)))

    assert keys == {signing_key(tmp_path / "keys").id}


def test_a_signature_is_right_for_its_bytes_and_key_only(tmp_path: Path) -> None:
    key, other = make_signing_key(tmp_path / "one"), make_signing_key(tmp_path / "two")
    signature = key.sign(b"these bytes")

    assert signed_by(key.public_pem, signature, b"these bytes")
    assert not signed_by(key.public_pem, signature, b"these bytez")
    assert not signed_by(other.public_pem, signature, b"these bytes")
    assert not signed_by(key.public_pem, b"", b"these bytes")


def test_keys_have_different_ids(tmp_path: Path) -> None:
    assert make_signing_key(tmp_path / "one").id != make_signing_key(tmp_path / "two").id


@pytest.mark.parametrize("pem", [b"", b"rubbish", b"-----BEGIN PRIVATE KEY-----\nAAAA\n"])
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, pem: bytes) -> None:
    path = tmp_path / KEY_FILE
    path.write_bytes(pem)
    path.chmod(0o600)

    for ask in (make_signing_key, signing_key, public_key):
        with pytest.raises(Tampered, match="no private key"):
            ask(tmp_path)

    assert path.read_bytes() == pem


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives import serialization as form  # noqa: PLC0415 - one test
    from cryptography.hazmat.primitives.asymmetric.x25519 import (  # noqa: PLC0415 - the same
        X25519PrivateKey,
    )

    other = X25519PrivateKey.generate()
    path = tmp_path / KEY_FILE
    path.write_bytes(
        other.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    )
    path.chmod(0o600)
    public = other.public_key().public_bytes(
        form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo
    )

    with pytest.raises(Tampered, match="another kind"):
        signing_key(tmp_path)
    with pytest.raises(Tampered, match="another kind"):
        key_id(public)


def test_a_folder_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")

    for ask in (make_signing_key, signing_key):
        with pytest.raises(StorageError):
            ask(tmp_path / "state" / "keys")


def test_the_library_is_loaded_only_when_a_key_is_needed() -> None:
    code = "import sys, engross.release; sys.exit('cryptography' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_openssl_agrees_with_our_signatures(tmp_path: Path) -> None:
    """The same answer from another program; where it is not installed, from the library."""
    key = make_signing_key(tmp_path)
    (tmp_path / "manifest.json").write_bytes(b'{"run":"x"}')
    (tmp_path / "manifest.sig").write_bytes(key.sign(b'{"run":"x"}'))
    (tmp_path / "firm-public-key.pem").write_bytes(key.public_pem)
    right = _verified(tmp_path)
    (tmp_path / "manifest.json").write_bytes(b'{"run":"y"}')

    assert right
    assert not _verified(tmp_path)


def _verified(folder: Path) -> bool:
    openssl = shutil.which("openssl")
    if openssl is None:
        pem, signature, data = (
            (folder / name).read_bytes()
            for name in ("firm-public-key.pem", "manifest.sig", "manifest.json")
        )
        return signed_by(pem, signature, data)
    command = "pkeyutl -verify -pubin -inkey firm-public-key.pem -rawin -in manifest.json"
    arguments = [openssl, *command.split(), "-sigfile", "manifest.sig"]
    return subprocess.run(arguments, cwd=folder, check=False, capture_output=True).returncode == 0
