"""Edits in Word, and what Engross makes of them.

    python benchmarks/roundtrip.py [--edits 500] [--seed 6] [--json FILE] [--keep FOLDER]

The example report is made once in a workspace of its own. `roundtrip_edits.py`, which knows nothing
of Engross, makes the edited copies of its review copy in a process of its own and says what it did.
Each copy is read back as `engross return-file` reads it, and held against that: figures that were
changed, deleted and typed in are found; others are not called changed; a lost bookmark is named;
nothing tracked is left. It ends with 1 when one of these numbers is not what it should be.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engross.ooxml.revisions import accept_changes
from engross.ooxml.undressing import Undressed, undressed
from engross.pipeline import names
from engross.pipeline.orders import Order
from engross.pipeline.stages import PRODUCE
from engross.pipeline.starting import start
from engross.records import Figure, HeldDocument
from engross.returning import ReadBack, read_back
from engross.settings import Settings
from engross.wiring import open_house

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples" / "client_report"
WORKSPACE = ("crews", "agents", "tasks", "knowledge", "templates", "outputs")
INPUTS = (
    ("notes", EXAMPLES / "wrackline-call.vtt"),
    ("notes", EXAMPLES / "call-notes.md"),
    ("billing", EXAMPLES / "billing.xlsx"),
)
TRACKED = re.compile(
    rb"<w:(?:ins|del|moveFrom|moveTo|moveFromRangeStart|moveToRangeStart|cellIns|cellDel|cellMerge"
    rb"|rPrChange|pPrChange|trPrChange|tcPrChange|tblPrChange|sectPrChange|delText)[ />]"
)
"""Every mark by which Word tracks a change, found in the text of a part."""
MOST_LINES = 60
"""Of what was not right; the JSON file has all."""


@dataclass
class Count:
    """How many there were, and how many of them were read back rightly."""

    of: int = 0
    right: int = 0

    def add(self, right: bool) -> bool:  # noqa: FBT001 - it is what is counted
        """Count one; whether it was right."""
        self.of += 1
        self.right += right
        return right

    @property
    def share(self) -> str:
        """`99.51 %`; a dash for none of none."""
        return f"{100 * self.right / self.of:.2f} %" if self.of else "-"


@dataclass
class Score:
    """What was counted over all copies."""

    copies: int = 0
    resaved: int = 0
    crashed: int = 0
    edits: Counter[str] = field(default_factory=Counter)
    changed: Count = field(default_factory=Count)
    words_for_words: int = 0
    """Changed figures among these that are called gone: words in place of words, no bookmark."""
    gone: Count = field(default_factory=Count)
    typed: Count = field(default_factory=Count)
    unchanged: Count = field(default_factory=Count)
    lost: Count = field(default_factory=Count)
    comments: Count = field(default_factory=Count)
    nobody_typed: int = 0
    """Figures called typed in that nobody typed in."""
    tracked: int = 0
    tracked_left: int = 0
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """What was not right, a line each."""


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--keep", type=Path, help="a folder that gets the copies")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        copy, figures = report(folder / "firm")
        made = edits_of(copy, figures, folder, given.edits, given.seed)
        score = counted(made, copy, figures)
        if given.keep:
            shutil.copytree(made, given.keep, dirs_exist_ok=True)
            (given.keep / "copy.docx").write_bytes(copy)
    if given.json:
        given.json.write_text(json.dumps(flat(score), indent=1) + "\n", encoding="utf-8")
    print("\n".join(table(score)))
    return 0 if is_right(score) else 1


def report(workspace: Path) -> tuple[bytes, Sequence[Figure]]:
    """The review copy of the example report, and its figures."""
    for name in WORKSPACE:
        ignored = shutil.ignore_patterns("client_report-*")
        shutil.copytree(ROOT / name, workspace / name, ignore=ignored)
    shutil.copy(ROOT / "firm.yaml", workspace)
    order = Order(
        crew="client_report",
        client="wrackline",
        matter="accounts-2026",
        files=INPUTS,
        period="2026-Q3",
        as_at=dt.date(2026, 10, 14),
    )
    with open_house(Settings(workspace=workspace, office="none"), lambda _words: None) as house:
        services = house.services
        run = start(services, order)
        for _name, stage in PRODUCE:
            stage(services, services.runs.get(run.id))
        candidate = services.records.load(run.id, names.HELD, HeldDocument).candidate
        return services.documents.get(candidate.review_copy.sha256), candidate.figures


def edits_of(copy: bytes, figures: Sequence[Figure], folder: Path, edits: int, seed: int) -> Path:
    """A folder with the edited copies and what was done to each."""
    (folder / "copy.docx").write_bytes(copy)
    listed = [{"anchor": f.anchor, "text": f.text, "place": f.place} for f in figures]
    (folder / "figures.json").write_text(json.dumps(listed), encoding="utf-8")
    program = [sys.executable, str(Path(__file__).with_name("roundtrip_edits.py"))]
    given = [folder / "copy.docx", folder / "figures.json", folder / "edits"]
    options = ["--edits", str(edits), "--seed", str(seed)]
    subprocess.run([*program, *given, *options], check=True)
    return folder / "edits"


def counted(folder: Path, copy: bytes, figures: Sequence[Figure]) -> Score:
    """Every copy read back and held against its truth."""
    held, score = undressed(copy, figures), Score()
    truths = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    for name, truth in truths.items():
        how = ", ".join(truth["edits"]) + (", saved again" if truth["resaved"] else "")
        score.copies += 1
        score.resaved += truth["resaved"]
        score.edits.update(truth["edits"])
        try:
            wrong = list(read(score, truth, (folder / name).read_bytes(), held, figures))
        except Exception:  # noqa: BLE001 - any crash is counted, with its end
            score.crashed += 1
            wrong = [f"crashed: {traceback.format_exc().splitlines()[-1]}"]
        score.wrong += [f"{name} ({how}): {line}" for line in wrong]
    return score


def read(
    score: Score,
    truth: Mapping[str, Any],
    copy: bytes,
    held: Undressed,
    figures: Sequence[Figure],
) -> Iterator[str]:
    """Read one copy back, as `engross return-file` does; a line for each thing not right."""
    began = time.perf_counter()
    back = undressed(copy, figures)
    accepted = accept_changes(back.docx)
    found = read_back(accepted, held.docx, figures)
    score.seconds.append(time.perf_counter() - began)
    score.tracked += tracked(copy)
    score.tracked_left += tracked(accepted)
    if len(back.remarks) != len(held.remarks) + truth["comments"]:
        yield f"{len(back.remarks)} comments were read, {truth['comments']} were made"
    for number in range(truth["comments"]):
        score.comments.add(number < len(back.remarks) - len(held.remarks))
    yield from compared(score, truth, found)
    yield from compared_typed(score, truth, found)


def compared(score: Score, truth: Mapping[str, Any], found: ReadBack) -> Iterator[str]:
    """Count the document's figures; a line for each that was not read rightly."""
    lost = {one.figure.anchor for one in found.lost}
    for one in found.figures:
        anchor = one.figure.anchor
        now = truth["changed"].get(anchor, "" if anchor in truth["gone"] else one.figure.text)
        if anchor in truth["changed"]:
            for_words = one.status == "gone" and is_words_for_words(anchor, now, truth)
            score.words_for_words += for_words
            right = for_words or (one.status == "changed" and same(one.now, now))
            score.changed.add(right)
        elif anchor in truth["gone"]:
            right = score.gone.add(one.status == "gone")
        else:
            right = score.unchanged.add(one.status == "unchanged")
        if not right:
            yield f"{anchor} {one.figure.text!r} is {one.status} {one.now!r}; it stands as {now!r}"
        if anchor in truth["lost"] and one.status != "gone" and not score.lost.add(anchor in lost):
            yield f"{anchor}: its lost bookmark is not named"


def is_words_for_words(anchor: str, now: str, truth: Mapping[str, Any]) -> bool:
    """Whether words were put for words, with no bookmark round them to say so."""
    unmarked = anchor in truth["lost"] or anchor in truth["emptied"]
    return unmarked and not any(letter.isdigit() for letter in now)


def compared_typed(score: Score, truth: Mapping[str, Any], found: ReadBack) -> Iterator[str]:
    """Count the figures typed in; a number of a quotation that was changed may be called that."""
    left = [one.text for one in found.typed]
    for text in truth["typed"]:
        match = next((one for one in left if text in one), None)
        if score.typed.add(match is not None):
            left.remove(match or "")
        else:
            yield f"{text!r} was typed in and is not found"
    for text in left:
        if not any(text in now for now in truth["changed"].values()):
            score.nobody_typed += 1
            yield f"{text!r} is called typed in and nobody typed it"


def same(one: str, other: str) -> bool:
    """Whether two texts are the same but for kinds of spaces and hyphens."""
    plain = str.maketrans({"\u00a0": " ", "\u2011": "-", "\u2019": "'"})
    return one.translate(plain).strip() == other.translate(plain).strip()


def tracked(docx: bytes) -> int:
    """Marks of tracked changes in any part."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return sum(
            len(TRACKED.findall(archive.read(name)))
            for name in archive.namelist()
            if name.endswith(".xml")
        )


def is_right(score: Score) -> bool:
    """Whether everything was found, and nothing else."""
    return not score.wrong and not score.tracked_left


def flat(score: Score) -> dict[str, float]:
    """Metric to number."""
    counts = {name: value for name, value in vars(score).items() if isinstance(value, Count)}
    return {
        **{name: value for name, value in vars(score).items() if isinstance(value, int)},
        **{
            f"{name}_{part}": getattr(one, part)
            for name, one in counts.items()
            for part in ("of", "right")
        },
        "edits": score.edits.total(),
        "kinds": len(score.edits),
        "wrong": len(score.wrong),
        "seconds_median": statistics.median(score.seconds or [0.0]),
    }


def table(score: Score) -> Iterator[str]:
    """The result, ending in a table."""
    for line in score.wrong[:MOST_LINES]:
        yield f"  {line}"
    if len(score.wrong) > MOST_LINES:
        yield f"  and {len(score.wrong) - MOST_LINES} more"
    yield (
        f"{score.copies} copies with {score.edits.total()} edits of {len(score.edits)} kinds, "
        f"{score.resaved} of them saved again by LibreOffice; {score.crashed} crashed"
    )
    yield ""
    yield "| what | of | right | |"
    yield "|---|---:|---:|---:|"
    for what, count in (
        ("changed figures found", score.changed),
        ("deleted figures found", score.gone),
        ("figures typed in found", score.typed),
        ("unchanged figures called unchanged", score.unchanged),
        ("lost bookmarks named", score.lost),
        ("people's comments read", score.comments),
    ):
        yield f"| {what} | {count.of:,} | {count.right:,} | {count.share} |"
    left, all_marks = score.tracked_left, score.tracked
    yield f"| tracked changes accepted | {all_marks:,} | {all_marks - left:,} | {left} left |"
    yield ""
    yield f"Figures called typed in that nobody typed: {score.nobody_typed}. "
    yield f"Words put for words with no bookmark, called gone: {score.words_for_words}. "
    if score.seconds:
        yield f"Reading one back takes {statistics.median(score.seconds):.2f} s, median."


if __name__ == "__main__":
    sys.exit(main())
