"""However much there is to say, the certificate is one page, as LibreOffice lays it out."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from engross.ooxml.plain_page import Entry, Heading, fits, plain_page
from engross.records import (
    Candidate,
    Decision,
    Deliverable,
    Finding,
    HeldDocument,
    Override,
    SignedDocument,
)
from engross.release import Asserted, Wording
from engross.release.certificates import Vouching, certificate
from engross.release.manifests import LedgerHead

NOW = dt.datetime(2026, 10, 14, 16, 30, tzinfo=dt.UTC)
HELEN = "helen.pike@penhallowreeve.example"
WORDS = (
    "The total of the table is £12,340.50 and the notes say otherwise. ",
    "WIDE CAPITALS MAKE A WIDE LINE ",
    "Zażółć gęślą jaźń Ελληνικά 漢字漢字 ",
    "W" * 50,
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The text of every page of each certificate, all printed in one start."""
    folder = tmp_path_factory.mktemp("certificates")
    for many in (0, 6, 300):
        for number, words in enumerate(WORDS):
            (folder / f"{many}-{number}.docx").write_bytes(made(many, words))
    (folder / "full.docx").write_bytes(full())
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
    files = sorted(folder.glob("*.docx"))
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=240)
    return {path.stem: texts(path.with_suffix(".pdf")) for path in files}


def texts(pdf: Path) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    found = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return found


def made(many: int, words: str) -> bytes:
    """A certificate with that many of everything, in words of that kind."""
    blocks, warns = (
        tuple(
            Finding(rule=f"rule-{severity}", severity=severity, place=f"row {n}", message=words * 9)
            for n in range(many)
        )
        for severity in ("block", "warn")
    )
    files = tuple(
        Deliverable(name=f"{words[:20]} {n}.docx", sha256="8" * 64, size=123_456_789)
        for n in range(max(many, 1))
    )
    held = HeldDocument(
        run="client_report-20261014-0a1b2c",
        candidate=Candidate(deliverables=files, review_copy=files[0], figures=()),
        evidence_sha256="a" * 64,
        findings=(*blocks, *warns),
        version=2,
        edited_by=HELEN,
        held_at=NOW,
    )
    overrides = tuple(Override(finding=f.id, reason=words * 9) for f in blocks)
    decision = Decision(
        run=held.run, kind="sign", by=HELEN, at=NOW, comment=words * 9, overrides=overrides
    )
    asserted = tuple(
        Asserted(fact=f"a/b/{n}", text="£1,234,567.89", place=words * 2, by=HELEN)
        for n in range(many)
    )
    vouching = Vouching(
        "0a1b2c3d4e5f6071",
        "; ".join(["xylophone skeleton snowflake telescope"] * 3),
        LedgerHead(number=123_456, hash="d" * 64),
        NOW,
    )
    wording = Wording(words * 4, words * 4, {HELEN: words * 4})
    return certificate(SignedDocument(held=held, decision=decision), asserted, vouching, wording)


def full() -> bytes:
    """A page with as many lines as are said to fit."""
    blocks = [Heading("Heading"), *[Entry("Label", "A line of the page.")] * 10]
    while fits("Subtitle", [*blocks, Entry("Label", "The last line.")]):
        blocks.append(Entry("Label", "The last line."))
    return plain_page("Title", "Subtitle", blocks)


def test_every_certificate_is_one_page(pages: dict[str, list[str]]) -> None:
    assert {name: len(found) for name, found in pages.items()} == dict.fromkeys(pages, 1)


def test_the_page_ends_with_how_to_prove_it(pages: dict[str, list[str]]) -> None:
    ends = {name: " ".join(found[0].split())[-60:] for name, found in pages.items()}
    without = [name for name, end in ends.items() if "SHA-256 with manifest.json." not in end]

    assert without == ["full"]


def test_a_long_list_is_cut_with_a_count(pages: dict[str, list[str]]) -> None:
    assert " ".join(pages["300-0"][0].split()).count("more, all of them in manifest.json.") == 3
