"""The commands of docs/how-to/prove.md, run as they are written."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from integration.proof.conftest import ROOT, Firm

PAGE = (ROOT / "docs" / "how-to" / "prove.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)


def run(firm: Firm, tmp_path: Path) -> str:
    """What all commands of the page print, one after the other in one shell."""
    program = tmp_path / "bin" / "engross"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m engross "$@"\n')
    program.chmod(0o700)
    environment = {
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "ENGROSS_OFFICE": "none",
    }
    script = "".join(COMMANDS).replace("RUN", firm.released)
    done = subprocess.run(
        ["bash", "-c", script],  # noqa: S607 - the shell that the page is for
        cwd=firm.root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.stdout + done.stderr


def test_the_commands_prove_a_release(firm: Firm, tmp_path: Path) -> None:
    printed = run(firm, tmp_path)
    fingerprint = re.findall(r"fingerprint  SHA-256 ([0-9a-f]{64})", printed)

    assert printed.count("these are the bytes that were signed.") == 2
    assert "Signature Verified Successfully" in printed
    assert f"whole: {firm.report.name}" in printed
    assert "whole: certificate.docx" in printed
    assert "CHANGED" not in printed
    assert f"{fingerprint[0]} *stdin" in printed


def test_the_commands_notice_a_change(firm: Firm, tmp_path: Path) -> None:
    shutil.copy(firm.folder / "certificate.docx", firm.report)
    manifest = firm.folder / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"version":1', b'"version":2'))
    printed = run(firm, tmp_path)

    assert printed.count("This does not verify.") == 3
    assert "Signature Verification Failure" in printed
    assert f"CHANGED: {firm.report.name}" in printed
