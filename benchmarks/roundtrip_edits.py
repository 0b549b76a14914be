"""Review copies as people hand them back, with the truth of what was done to each.

    python benchmarks/roundtrip_edits.py COPY.docx FIGURES.json FOLDER [--edits 500] [--seed 6]

FIGURES.json lists the document's figures: `[{"anchor": "figure1", "text": "£6,730"}, ...]`.
FOLDER gets `0001.docx`, `0002.docx`, ... and `truth.json`. Every kind of edit is made alone first,
then one to four together; every sixth file is saved again by LibreOffice, where that is installed.
Edits are made in the XML; nothing of Engross is imported.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import roundtrip_figures
import roundtrip_looks
import roundtrip_rows
import roundtrip_sentences
from roundtrip_truth import KINDS, Truth
from roundtrip_word import Document

MODULES = (roundtrip_figures, roundtrip_rows, roundtrip_sentences, roundtrip_looks)
"""They fill `KINDS`."""
MOST_TOGETHER = 4
RESAVED_EVERY = 6
NOT_RESAVED = ("inserted-and-deleted",)
"""LibreOffice 7.4 makes words that one person inserted and another deleted plain words again."""
AT_ONCE = 25
"""Files that LibreOffice saves in one start."""


def edited(docx: bytes, figures: dict[str, str], number: int, seed: int) -> tuple[bytes, Truth]:
    """One edited copy; the same number and seed give the same one."""
    chosen = random.Random(f"{seed}/{number}")  # noqa: S311 - for variety, no secret
    document, truth, names = Document.read(docx, figures), Truth(), list(KINDS)
    alone = number <= 2 * len(names)
    wanted = (
        [names[number % len(names)]]
        if alone
        else [chosen.choice(names) for _ in range(chosen.randint(1, MOST_TOGETHER))]
    )
    truth.edits = [name for name in wanted if KINDS[name](document, truth, chosen)]
    return document.write(), truth


def resave(folder: Path, files: list[Path], soffice: str) -> None:
    """Let LibreOffice open and save the files, in place."""
    with tempfile.TemporaryDirectory() as scratch:
        profile = f"-env:UserInstallation=file://{scratch}/profile"
        out = Path(scratch) / "out"
        for first in range(0, len(files), AT_ONCE):
            some = files[first : first + AT_ONCE]
            command = [soffice, profile, "--headless", "--convert-to", "docx", "--outdir", out]
            subprocess.run([*command, *some], check=True, capture_output=True, timeout=600)
        for path in files:
            shutil.move(out / path.name, folder / path.name)


def make(docx: bytes, figures: dict[str, str], folder: Path, edits: int, seed: int) -> int:
    """Write the copies and their truth; how many LibreOffice saved."""
    folder.mkdir(parents=True, exist_ok=True)
    truths = {}
    for number in range(1, edits + 1):
        data, truth = edited(docx, figures, number, seed)
        name = f"{number:04}.docx"
        (folder / name).write_bytes(data)
        truths[name] = asdict(truth) | {"resaved": False}
    soffice = shutil.which("soffice")
    names = [
        name
        for name in list(truths)[RESAVED_EVERY - 1 :: RESAVED_EVERY]
        if soffice and not set(NOT_RESAVED) & set(truths[name]["edits"])
    ]
    if soffice:
        resave(folder, [folder / name for name in names], soffice)
    for name in names:
        truths[name]["resaved"] = True
    told = json.dumps(truths, indent=1, ensure_ascii=False)
    (folder / "truth.json").write_text(told, encoding="utf-8")
    return len(names)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("copy", type=Path)
    parser.add_argument("figures", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--seed", type=int, default=6)
    given = parser.parse_args()
    listed = json.loads(given.figures.read_text(encoding="utf-8"))
    figures = {figure["anchor"]: figure["text"] for figure in listed}
    resaved = make(given.copy.read_bytes(), figures, given.folder, given.edits, given.seed)
    print(f"{given.edits} edited copies of {len(KINDS)} kinds, {resaved} saved by LibreOffice")
    return 0


if __name__ == "__main__":
    sys.exit(main())
