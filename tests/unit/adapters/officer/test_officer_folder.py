from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from engross.adapters.officer import OfficerFolder
from engross.adapters.officer.sealing import (
    NotSealed,
    ScryptCost,
    WrongPassword,
    new_key,
    seal,
    unseal,
    unwrap,
    wrap,
)
from engross.errors import NotAuthenticated, StorageError, Tampered, UsageError

QUICK = ScryptCost(work=2, block=8, lanes=1)
WORDS = "harbour lantern quince"
TOLD = "The zinnober kiln is paid in cash. Priya Sandhu"


@pytest.fixture
def folder(tmp_path: Path) -> OfficerFolder:
    """An officer's folder with a key."""
    officer = OfficerFolder(tmp_path / "officer")
    officer.make_key(WORDS, QUICK)
    return officer


def _sealed(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "officer").glob("*.sealed"))


def test_what_was_told_is_read_by_the_officer(folder: OfficerFolder) -> None:
    folder.tell(TOLD)

    (read,) = folder.told(WORDS)
    assert (read.text, read.problem) == (TOLD, "")


def test_nothing_in_the_folder_says_what_was_told(folder: OfficerFolder, tmp_path: Path) -> None:
    folder.tell(TOLD)

    for path in (tmp_path / "officer").iterdir():
        data = path.read_bytes()
        assert not [
            w for w in ("zinnober", "Priya") for c in ("utf-8", "utf-16-le") if w.encode(c) in data
        ]


def test_a_file_says_neither_how_long_the_text_is_nor_when_it_was_told(
    folder: OfficerFolder, tmp_path: Path
) -> None:
    folder.tell("Short.")
    folder.tell("A much longer text. " * 150)

    sizes = {path.stat().st_size for path in _sealed(tmp_path)}
    times = {path.stat().st_mtime for path in _sealed(tmp_path)}
    names = [path.stem for path in _sealed(tmp_path)]
    assert len(sizes) == 1
    assert len(times) == 1
    assert all(re.fullmatch(r"[0-9a-f]{32}", name) for name in names)


def test_the_same_text_is_sealed_otherwise_each_time() -> None:
    public = new_key().public

    assert seal(TOLD, public) != seal(TOLD, public)


def test_only_this_account_may_read_the_files(folder: OfficerFolder, tmp_path: Path) -> None:
    folder.tell(TOLD)

    paths = [tmp_path / "officer", *(tmp_path / "officer").iterdir()]
    assert not [p for p in paths if p.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]


def test_without_a_key_nothing_is_told(tmp_path: Path) -> None:
    officer = OfficerFolder(tmp_path / "officer")

    assert not officer.is_ready()
    with pytest.raises(StorageError, match="no key yet") as refused:
        officer.tell(TOLD)
    assert "zinnober" not in str(refused.value)
    assert not (tmp_path / "officer").exists()


def test_a_wrong_password_reads_nothing(folder: OfficerFolder) -> None:
    folder.tell(TOLD)

    with pytest.raises(NotAuthenticated):
        folder.told("another three words")


def test_a_key_is_never_made_twice(folder: OfficerFolder) -> None:
    with pytest.raises(UsageError, match="has a key already"):
        folder.make_key(WORDS, QUICK)


def test_a_new_password_opens_what_was_sealed_before(folder: OfficerFolder) -> None:
    folder.tell(TOLD)

    folder.change_password(WORDS, "meadow copper violin", QUICK)

    (read,) = folder.told("meadow copper violin")
    assert read.text == TOLD
    with pytest.raises(NotAuthenticated):
        folder.told(WORDS)


def test_a_public_key_that_somebody_put_there_is_noticed(
    folder: OfficerFolder, tmp_path: Path
) -> None:
    (tmp_path / "officer" / "public.key").write_text(new_key().public.hex(), "ascii")

    with pytest.raises(Tampered, match="another in its place"):
        folder.told(WORDS)


def test_a_file_that_was_changed_is_told_beside_the_others(
    folder: OfficerFolder, tmp_path: Path
) -> None:
    folder.tell("One.")
    folder.tell("Two.")
    spoilt = _sealed(tmp_path)[0]
    spoilt.write_bytes(spoilt.read_bytes()[:-1] + b"\0")

    read = folder.told(WORDS)

    assert sorted(bool(one.problem) for one in read) == [False, True]


def test_one_of_them_is_removed_by_the_officer_alone(folder: OfficerFolder, tmp_path: Path) -> None:
    folder.tell(TOLD)
    name = _sealed(tmp_path)[0].stem

    with pytest.raises(NotAuthenticated):
        folder.remove(name, "another three words")
    with pytest.raises(UsageError):
        folder.remove("../officer/private", WORDS)
    folder.remove(name, WORDS)

    assert _sealed(tmp_path) == []


@pytest.mark.parametrize("at", [0, 20, -1])
def test_a_changed_byte_is_noticed(at: int) -> None:
    key = new_key()
    data = bytearray(seal(TOLD, key.public))
    data[at] ^= 1

    with pytest.raises(NotSealed):
        unseal(bytes(data), key)


def test_a_text_opens_with_no_other_key() -> None:
    with pytest.raises(NotSealed):
        unseal(seal(TOLD, new_key().public), new_key())


def test_a_wrapped_key_says_nothing_of_the_key_and_opens_as_it_was() -> None:
    key = new_key()

    wrapped = wrap(key, WORDS, QUICK)

    assert key.private.hex().encode() not in wrapped
    assert unwrap(wrapped, WORDS).private == key.private


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"wrapped": "zz"}'])
def test_what_is_no_wrapped_key_opens_with_no_password(data: bytes) -> None:
    with pytest.raises(WrongPassword):
        unwrap(data, WORDS)


def test_the_same_is_kept_once_however_often_a_batch_tells_it(
    folder: OfficerFolder, tmp_path: Path
) -> None:
    folder.tell(TOLD)
    folder.tell(TOLD)

    assert len(_sealed(tmp_path)) == 1


def test_a_disk_that_sets_no_times_keeps_what_was_told(
    folder: OfficerFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_any: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.utime", refuses)

    folder.tell(TOLD)

    assert len(_sealed(tmp_path)) == 1
