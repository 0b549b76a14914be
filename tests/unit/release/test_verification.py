from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engross.errors import Tampered
from engross.records import ReleasedDocument
from engross.release import Outbox, Seal, make_signing_key, verify

REPORT = "Wrackline Boatyard Limited - client report - 2026-Q3.docx"


@pytest.fixture
def released(let_go: Callable[..., ReleasedDocument], outbox: Outbox) -> Path:
    let_go()
    return outbox.folder


@pytest.fixture
def public(seal: Seal) -> bytes:
    return seal.key.public_pem


def test_a_release_as_it_was_made_is_whole(released: Path, public: bytes) -> None:
    assert verify(released, public) == ()
    assert verify(released / REPORT, public) == ()
    assert verify(released / "certificate.docx", public) == ()
    assert verify(released / "manifest.json", public) == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data())
def test_every_changed_byte_of_every_file_is_noticed(
    released: Path, public: bytes, data: st.DataObject
) -> None:
    names = sorted(path.name for path in released.iterdir() if path.suffix != ".pem")
    path = released / data.draw(st.sampled_from(names))
    before = path.read_bytes()
    changed = bytearray(before)
    changed[data.draw(st.integers(0, len(before) - 1))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(bytes(changed))

    noticed = verify(released, public)
    path.write_bytes(before)

    assert noticed
    assert verify(released, public) == ()


@pytest.mark.parametrize("line", [b"BEGIN PUBLIC", b"MCowBQYDK2VwAyEA"])
def test_a_changed_public_key_beside_the_files_is_noticed(
    released: Path, public: bytes, line: bytes
) -> None:
    (released / "firm-public-key.pem").write_bytes(public.replace(line, line.lower()))

    assert verify(released, public) == ("firm-public-key.pem is not the firm's key.",)


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    if isinstance(value, dict | list) and value:
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in pairs:
            yield from _leaves(inner, (*path, key))
    else:
        yield path


def test_every_single_field_change_of_the_manifest_is_noticed(
    released: Path, public: bytes
) -> None:
    path = released / "manifest.json"
    whole = path.read_bytes()
    unnoticed = []
    for leaf in _leaves(json.loads(whole)):
        manifest = json.loads(whole)
        inner = manifest
        for key in leaf[:-1]:
            inner = inner[key]
        inner[leaf[-1]] = "changed"
        path.write_text(json.dumps(manifest, sort_keys=True, separators=(",", ":")))
        if not verify(released, public):
            unnoticed.append(leaf)

    assert len(list(_leaves(json.loads(whole)))) > 15
    assert unnoticed == []


def test_a_manifest_signed_anew_with_another_key_is_noticed(
    released: Path, public: bytes, tmp_path: Path
) -> None:
    forger = make_signing_key(tmp_path / "forger")
    manifest = json.loads((released / "manifest.json").read_bytes())
    manifest["key_id"] = forger.id
    data = json.dumps(manifest, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    (released / "manifest.json").write_bytes(data)
    (released / "manifest.sig").write_bytes(forger.sign(data))
    (released / "firm-public-key.pem").write_bytes(forger.public_pem)

    noticed = " ".join(verify(released, public))

    assert "does not bear the firm's signature" in noticed
    assert "firm-public-key.pem is not the firm's key" in noticed
    assert f"names the key {forger.id}" in noticed
    assert verify(released, forger.public_pem) == ()


def test_a_manifest_in_another_form_is_noticed_even_when_it_is_signed(
    released: Path, seal: Seal
) -> None:
    manifest = json.loads((released / "manifest.json").read_bytes())
    data = json.dumps(manifest, indent=1).encode()
    (released / "manifest.json").write_bytes(data)
    (released / "manifest.sig").write_bytes(seal.key.sign(data))

    assert verify(released, seal.key.public_pem) == (
        "manifest.json is not in the one form that is signed.",
    )


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        (REPORT, f"{REPORT} is missing."),
        ("certificate.docx", "certificate.docx is missing."),
        ("firm-public-key.pem", "firm-public-key.pem is missing."),
        ("manifest.sig", "manifest.sig is missing, so nothing vouches for manifest.json."),
    ],
)
def test_a_missing_file_is_named(released: Path, public: bytes, name: str, problem: str) -> None:
    (released / name).unlink()

    assert verify(released, public) == (problem,)


def test_without_a_manifest_nothing_vouches(released: Path, public: bytes) -> None:
    (released / "manifest.json").unlink()

    (problem,) = verify(released, public)

    assert problem.endswith("holds no manifest.json, so nothing vouches for what is in it.")


def test_a_file_put_beside_the_released_ones_is_noticed(released: Path, public: bytes) -> None:
    (released / "New bank details.docx").write_bytes(b"pay here")
    (released / "~$port.docx").write_bytes(b"Word was here")
    (released / ".DS_Store").write_bytes(b"macOS was here")

    assert verify(released, public) == (
        "New bank details.docx is in the folder and no part of this release.",
    )


def test_a_strange_file_is_no_part_of_the_release(released: Path, public: bytes) -> None:
    (released / "other.docx").write_bytes(b"other")

    assert verify(released / "other.docx", public) == ("other.docx is no part of this release.",)


def test_a_renamed_file_is_told_by_its_bytes(released: Path, public: bytes) -> None:
    (released / REPORT).rename(released / "report.docx")

    assert verify(released / "report.docx", public)[0] == (
        f"report.docx is no part of this release. Its bytes are those of {REPORT}."
    )


def test_what_is_not_there_is_said(tmp_path: Path, public: bytes) -> None:
    assert verify(tmp_path / "gone.docx", public) == (f"{tmp_path / 'gone.docx'} is not there.",)


def test_a_manifest_name_cannot_lead_out_of_the_folder(
    released: Path, seal: Seal, tmp_path: Path
) -> None:
    """Even a manifest under our own key makes `verify` read nothing outside the folder."""
    (tmp_path / "secret.txt").write_bytes(b"secret")
    manifest = json.loads((released / "manifest.json").read_bytes())
    manifest["certificate"]["name"] = "../../../secret.txt"
    data = json.dumps(manifest, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    (released / "manifest.json").write_bytes(data)
    (released / "manifest.sig").write_bytes(seal.key.sign(data))

    assert "../../../secret.txt is missing." in verify(released, seal.key.public_pem)


def signed_anew(released: Path, seal: Seal, manifest: dict[str, Any]) -> None:
    """Put another manifest in the folder, under the firm's own key."""
    data = json.dumps(manifest, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    (released / "manifest.json").write_bytes(data)
    (released / "manifest.sig").write_bytes(seal.key.sign(data))


def test_a_release_of_the_first_form_is_still_proved(released: Path, seal: Seal) -> None:
    manifest = json.loads((released / "manifest.json").read_bytes())
    for name in ("version", "edited_by", "template", "answered", "findings", "asserted", "held_at"):
        del manifest[name]
    (released / "certificate.docx").rename(released / "certificate.txt")
    manifest["certificate"]["name"] = "certificate.txt"
    signed_anew(released, seal, {**manifest, "scheme": "engross-release-1"})

    assert verify(released, seal.key.public_pem) == ()


def test_findings_that_are_not_those_signed_are_noticed(released: Path, seal: Seal) -> None:
    manifest = json.loads((released / "manifest.json").read_bytes())
    signed_anew(released, seal, {**manifest, "answered": []})

    assert verify(released, seal.key.public_pem) == (
        "manifest.json lists other findings than those that the signer answers for.",
    )


def test_a_release_in_the_folder_of_another_run_is_noticed(
    released: Path, public: bytes, tmp_path: Path
) -> None:
    """Elsewhere it may lie in any folder."""
    other = tmp_path / "client_report-20261014-ffffff" / "released"
    shutil.copytree(released, other)
    kept = shutil.copytree(released, tmp_path / "Wrackline 2026" / "released")

    assert verify(kept, public) == ()
    (problem,) = verify(other, public)
    assert problem.startswith("This is the release of client_report-20261014-0a1b2c, and lies in")


def test_a_key_that_is_none_is_refused(released: Path) -> None:
    with pytest.raises(Tampered, match="not a public key"):
        verify(released, b"my key, honestly")
