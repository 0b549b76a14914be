"""Every validator of Word files there is, Microsoft's own included."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from engross.adapters.validators import validators
from engross.errors import InputError
from engross.ooxml.faults import VALIDATOR, own_faults

PROGRAMS = Path(__file__).resolve().parents[2] / "word_validator/node_modules/@xarsh"

Judged = dict[str, list[str]]
"""What each validator says, by its short name; one that is content is left out."""


@pytest.fixture(scope="session")
def microsoft() -> Path:
    """Microsoft's validator, as it is for this machine."""
    found = [path for path in PROGRAMS.glob("*/ooxml-validator*") if path.suffix in {"", ".exe"}]
    assert found, "Microsoft's validator is missing: make word-validator"
    return found[0]


@pytest.fixture
def judged(tmp_path: Path, microsoft: Path) -> Callable[[bytes], Judged]:
    """`judged(docx)`: what the four say of a Word file."""

    def judge(docx: bytes) -> Judged:
        said = {
            one.name.partition("-")[2]: [fault.message for fault in one.faults(docx)]
            for one in validators()
        }
        said |= {"microsoft": _microsoft(docx, tmp_path, microsoft), VALIDATOR: _own(docx)}
        return {name: messages for name, messages in said.items() if messages}

    return judge


def _own(docx: bytes) -> list[str]:
    try:
        return [fault.message for fault in own_faults(docx)]
    except InputError as refused:
        return [str(refused)]


def _microsoft(docx: bytes, folder: Path, program: Path) -> list[str]:
    path = folder / "document.docx"
    path.write_bytes(docx)
    answer = subprocess.run(
        [str(program), str(path)], capture_output=True, text=True, check=False, timeout=60
    )
    return [error["description"] for error in json.loads(answer.stdout)["errors"]]
