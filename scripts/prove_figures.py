"""Prove, without Engross, that every number in a document equals the cells that it names.

    python scripts/prove_figures.py CANDIDATE.docx FIGURES.json FOLDER AS-AT PERIOD

FOLDER holds the sources and the workspace's YAML files; AS-AT and PERIOD (`2026-10-14 2026-Q3`)
are what the run was told. FIGURES.json is what `engross trace RUN --json` prints. This imports
nothing from engross: it reads the Word file as XML, the workbook with openpyxl and the other
sources as text, works out each figure's origin line again, and compares. Then it looks for numbers
that no figure accounts for: each must stand in the firm's own YAML or be of the day. It exits with
1 on any difference.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BETWEEN = (" as a percentage change from ", " as a percentage of ", " plus ", " less ")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
MONTHS = "January February March April May June July August September October November December"


class Sources:
    """The files that origins name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.books: dict[str, openpyxl.Workbook] = {}

    def cells(self, text: str) -> list[object]:
        """The values behind `FILE SHEET!A1:A9,A12`; for other places the place itself."""
        file, _, place = text.partition(".xlsx ")
        if not place or "!" not in place:
            return []
        name = f"{file}.xlsx"
        if name not in self.books:
            self.books[name] = openpyxl.load_workbook(self.folder / name, data_only=True)
        sheet, _, ranges = place.rpartition("!")
        page = self.books[name][sheet.strip("'")]
        values: list[object] = []
        for part in ranges.split(","):
            if part.endswith("(no such row)"):
                continue  # the sum over no row at all
            found = page[part]
            rows = found if isinstance(found, tuple) else ((found,),)
            values += [cell.value for row in rows for cell in row]
        return values

    def text(self, name: str) -> str:
        """A notes file, as text."""
        return (self.folder / name).read_text(encoding="utf-8")


def value(origin: str, sources: Sources) -> object:
    """What the origin line comes to: a Decimal, a date, a text, or `None` when it names no cell."""
    words, depth, start = [], 0, 0
    for place, letter in enumerate(origin):
        depth += (letter == "(") - (letter == ")")
        for between in BETWEEN:
            if depth == 0 and origin.startswith(between, place):
                words += [origin[start:place], between]
                start = place + len(between)
    parts = [*words[::2], origin[start:]]
    if len(parts) > 1:
        return combine([number(part, sources) for part in parts], words[1])
    return simple(origin, sources)


def simple(origin: str, sources: Sources) -> object:
    """One part: `sum of` cells, `count of` cells, or one cell."""
    if origin.startswith("("):
        return value(origin[1:-1], sources)
    for word in ("sum of ", "count of ", "assumed in "):
        if origin.startswith(word):
            cells = [v for c in origin[len(word) :].split(" and ") for v in sources.cells(c)]
            if word == "sum of ":
                return sum((Decimal(str(v)) for v in cells), Decimal(0))
            return Decimal(len({v for v in cells if v not in (None, "")})) if cells else None
    cells = sources.cells(origin)
    if len(cells) > 1:
        return "; ".join(dict.fromkeys(str(cell) for cell in cells))
    return cells[0] if cells else None


def number(part: str, sources: Sources) -> Decimal:
    """A part that must be a number."""
    found = simple(part, sources)
    return Decimal(str(found if found is not None else 0))


def combine(numbers: list[Decimal], word: str) -> Decimal:
    """Two or more parts put together."""
    first, second = numbers[0], numbers[1]
    if word == " plus ":
        return sum(numbers, Decimal(0))
    if word == " less ":
        return first - second
    return 100 * (first if word == " as a percentage of " else first - second) / second


def agrees(shown: str, found: object) -> bool:
    """Whether the text in the document is that value, rounded as it is shown."""
    if isinstance(found, dt.datetime):
        month = MONTHS.split()[found.month - 1]
        return shown == f"{found.day} {month} {found.year}"
    if isinstance(found, int | float | Decimal):
        amount = Decimal(str(found))
        if shown in {"\N{EN DASH}", "nil", "£0", "0"}:
            return amount == 0
        digits = NUMBER.search(shown)
        if digits is None:
            return False
        plain = Decimal(digits.group().replace(",", ""))
        step = Decimal(1).scaleb(int(plain.as_tuple().exponent))
        rounded = abs(amount).quantize(step, rounding=ROUND_HALF_UP)
        return rounded == plain
    return str(found).strip() == shown.strip()


def told(shown: str, origin: str, as_at: str, period: str) -> bool:
    """Whether a figure that comes from the run's own settings says what the run was told."""
    day = dt.date.fromisoformat(as_at)
    if origin.endswith("as at"):
        return shown == f"{day.day} {MONTHS.split()[day.month - 1]} {day.year}"
    year, quarter = period.split("-Q")
    following = (int(year) + int(quarter) // 4, int(quarter) % 4 + 1)
    return any(
        shown.startswith(
            f"Q{q} {y} ({MONTHS.split()[q * 3 - 3]} to {MONTHS.split()[q * 3 - 1]} {y})"
        )
        for y, q in ((int(year), int(quarter)), following)
    )


def document_text(path: Path) -> str:
    """The words of the document's body in order, paragraphs parted by a line break."""
    with zipfile.ZipFile(path) as archive:
        body = ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 - our own output
    return "\n".join(
        "".join(run.text or "" for run in paragraph.iter(f"{W}t"))
        for paragraph in body.iter(f"{W}p")
    )


def main() -> int:
    """Prove, and print what was compared."""
    candidate, listed, folder = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    sources = Sources(folder)
    text = document_text(candidate)
    figures = json.loads(listed.read_text(encoding="utf-8"))
    wrong, counts, at, rest = [], {"cells": 0, "quotes": 0, "register": 0, "settings": 0}, 0, []
    for figure in figures:
        found_at = text.find(figure["text"], at)
        if found_at < 0:
            wrong.append(f"{figure['text']!r} is not in the document where it should be")
            continue
        rest.append(text[at:found_at])
        at = found_at + len(figure["text"])
        if "the run's settings" in figure["origin"]:
            counts["settings"] += 1
            if not told(figure["text"], figure["origin"], *sys.argv[4:6]):
                wrong.append(f"{figure['text']!r} is not what the run was told")
            continue
        wrong += compare(figure, sources, counts)
    rest.append(text[at:])
    wrong += unaccounted("\n".join(rest), folder)
    for problem in wrong:
        print(f"WRONG {problem}")
    print(f"{len(figures)} figures: {counts}; {len(wrong)} wrong")
    return 1 if wrong or not counts["cells"] else 0


def compare(figure: dict[str, str], sources: Sources, counts: dict[str, int]) -> list[str]:
    """What is wrong with one figure."""
    if figure["kind"] == "quote":
        counts["quotes"] += 1
        file = next((s["file"] for s in figure["spans"]), "")  # type: ignore[index]  # JSON
        spoken = figure["text"].startswith("\N{LEFT DOUBLE QUOTATION MARK}")
        text = figure["text"].rpartition(" (")[0] if spoken else figure["text"]
        return [] if in_source(text, sources.text(file)) else [f"quote {text!r}"]
    found = value(figure["origin"], sources)
    if found is None:
        counts["register"] += 1
        return (
            [] if "firm.yaml" in figure["origin"] or "xlsx" in figure["origin"] else [str(figure)]
        )
    counts["cells"] += 1
    if agrees(figure["text"], found):
        return []
    return [f"{figure['text']!r} against {found} ({figure['origin']})"]


def in_source(text: str, source: str) -> bool:
    """Whether the source has the words; a date that stands beside them there may follow them."""
    words, halves = plain(source), re.split(r", by (?=[^,]*$)", text)
    return plain(text) in words or all(plain(half) in words for half in halves)


def plain(text: str) -> str:
    """Words only, in small letters."""
    return re.sub(r"\W+", " ", text).strip().lower()


def unaccounted(rest: str, folder: Path) -> list[str]:
    """Numbers that no figure stands behind and that firm.yaml does not have."""
    known = {str(dt.date.fromisoformat(sys.argv[4]).day), sys.argv[4][:4], sys.argv[5][-1]}
    for path in folder.glob("*.yaml"):
        known |= {n.strip(",") for n in NUMBER.findall(path.read_text(encoding="utf-8"))}
    numbers = [n.strip(",") for n in NUMBER.findall(rest)]
    return [f"{n} stands in the text without a figure" for n in numbers if n not in known]


if __name__ == "__main__":
    sys.exit(main())
