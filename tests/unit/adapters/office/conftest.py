"""A program that stands in for LibreOffice and writes down how it was started."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from engross.records.ports import ToPrint

PDF_A = b"%PDF-1.6\n<pdfaid:part>2</pdfaid:part>\n%%EOF\n"

_PROGRAM = """#!{python} -S
import json, os, pathlib, subprocess, sys, time
words = sys.argv[1:]
at = words.index("--outdir") + 1
out, files = pathlib.Path(words[at]), [pathlib.Path(word) for word in words[at + 1:]]
log = pathlib.Path({log!r})
before = log.read_text().count("\\n") if log.exists() else 0
profile = next(word for word in words if word.startswith("-env:UserInstallation=file://"))
settings = pathlib.Path(profile.partition("file://")[2]) / "user" / "registrymodifications.xcu"
with log.open("a") as lines:
    told = dict(words=words, environment=dict(os.environ), folder=os.getcwd(), files=len(files),
                locked="DisableMacrosExecution" in settings.read_text())
    lines.write(json.dumps(told) + "\\n")
def give(file, data={pdf!r}):
    (out / file.with_suffix(".pdf").name).write_bytes(data)
{does}
"""


@dataclass(frozen=True)
class Pretended:
    """The program, and what it wrote down."""

    program: Path
    log: Path

    @property
    def starts(self) -> Sequence[dict[str, Any]]:
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        return [json.loads(line) for line in lines]


@pytest.fixture
def office(tmp_path: Path) -> Callable[[str], Pretended]:
    """A program that does what those lines of Python say."""

    def made(does: str = "for file in files: give(file)") -> Pretended:
        program, log = tmp_path / "soffice", tmp_path / "starts"
        program.write_text(
            _PROGRAM.format(python=sys.executable, log=str(log), pdf=PDF_A, does=does),
            encoding="utf-8",
        )
        program.chmod(0o755)
        return Pretended(program, log)

    return made


@pytest.fixture
def word_file() -> Callable[..., ToPrint]:
    """A Word file with those bookmarks, to be printed."""

    def made(*bookmarks: str, destinations: bool = False) -> ToPrint:
        body = "".join(f'<w:bookmarkStart w:id="1" w:name="{name}"/>' for name in bookmarks)
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as parts:
            parts.writestr("[Content_Types].xml", "<Types/>")
            parts.writestr(
                "_rels/.rels",
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                'relationships"><Relationship Id="d" Type="http://schemas.openxmlformats.org/'
                'officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
                "</Relationships>",
            )
            parts.writestr("word/document.xml", f'<w:document xmlns:w="w">{body}</w:document>')
        return ToPrint(target.getvalue(), destinations=destinations)

    return made
