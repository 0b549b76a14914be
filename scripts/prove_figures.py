"""Prove, without Engross, that every number in a document equals the cells that it names.

    python scripts/prove_figures.py CANDIDATE.docx FIGURES.json FOLDER AS-AT PERIOD

FOLDER holds the sources and the workspace's YAML files; AS-AT and PERIOD (`2026-10-14 2026-Q3`)
are what the run was told. FIGURES.json is what `engross trace RUN --json` prints. This imports
nothing from engross: it reads the Word file as XML, the workbook with openpyxl and the other
sources as text, works out each figure's origin line again, and compares; for a chart it looks into
the chart and into the little workbook behind it. It counts the captions and follows what refers to
them. Then it looks for numbers that nothing accounts for: each must stand in the firm's own YAML or
be of the day. It exits with 1 on any difference.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import posixpath
import re
import sys
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
from proof_of_captions import Labels

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
BETWEEN = (" as a percentage change from ", " as a percentage of ", " plus ", " less ")
COUNTED = ("cells", "quotes", "days", "register", "settings")
NOTES = (".vtt", ".srt", ".md", ".txt")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
NOT_SAID = re.compile(r"^(?:.*-->.*|[0-9a-f-]+/[0-9]+-[0-9]+|[0-9]+)$", re.MULTILINE)
"""The lines of a transcript that nobody spoke."""
CUES_AFTER = 6
"""How many cues on from its first a sentence may still go."""
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
        """A notes file, as text; of a transcript, what was said."""
        text = (self.folder / name).read_text(encoding="utf-8")
        return spoken(text) if name.endswith((".vtt", ".srt")) else text

    def at(self, name: str, place: str) -> str:
        """What stands at `line 12`, `lines 12 to 14`, a cue's time, or `before the first cue`."""
        text = (self.folder / name).read_text(encoding="utf-8")
        if numbers := re.fullmatch(r"lines? (\d+)(?: to (\d+))?", place):
            first, last = int(numbers[1]), int(numbers[2] or numbers[1])
            return "\n".join(text.splitlines()[first - 1 : last])
        head, *cues = re.split(r"^(?=.*-->)", text, flags=re.MULTILINE)
        if place == "before the first cue":
            return head
        begun = next((n for n, cue in enumerate(cues) if cue.startswith(place)), len(cues))
        return spoken("\n".join(cues[begun : begun + CUES_AFTER]))


def spoken(transcript: str) -> str:
    """The words of a transcript without times, numbers and marks."""
    return " ".join(re.sub(r"<[^>]+>", "", NOT_SAID.sub("", transcript)).split())


class Charts:
    """The charts of a document, in order, with the workbooks behind them."""

    def __init__(self, path: Path) -> None:
        self.keys: list[str] = []
        self.books: list[openpyxl.Workbook] = []
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if re.fullmatch(r"word/charts/chart\d+\.xml", n)]
            names.sort(key=lambda name: int(re.sub(r"\D", "", name)))
            self.parts = [ET.fromstring(archive.read(name)) for name in names]  # noqa: S314 - our own output
            for name in names:
                folder, base = posixpath.split(name)
                told = ET.fromstring(archive.read(f"{folder}/_rels/{base}.rels"))  # noqa: S314 - our own output
                book = posixpath.normpath(f"{folder}/{told[0].get('Target', '')}")
                self.books.append(openpyxl.load_workbook(io.BytesIO(archive.read(book))))

    def shown(self, place: str) -> str:
        """What a chart has at `chart fees, title`, `..., category 2`, `..., series 1, point 3`."""
        key, where = re.fullmatch(r"chart ([^,]+), (.+)", place).groups()  # type: ignore[union-attr]  # our own words
        if key not in self.keys:
            self.keys.append(key)
        part = self.parts[self.keys.index(key)]
        if where == "title":
            return "".join(run.text or "" for run in part.iterfind(f".//{C}title//{A}t"))
        series, point = (int(n) for n in re.findall(r"\d+", f"1 {where}")[-2:])
        kind = "cat" if where.startswith("category") else "val"
        found = part.findall(f".//{C}ser")[series - 1].find(f"{C}{kind}")
        points = {} if found is None else {p.get("idx"): p for p in found.iter(f"{C}pt")}
        return (points[str(point - 1)].findtext(f"{C}v") or "") if str(point - 1) in points else ""

    def behind(self) -> list[str]:
        """What is wrong in the workbooks: each cell must hold what its bar shows, and no other."""
        wrong = []
        for part, book in zip(self.parts, self.books, strict=True):
            held = {
                f"{page.title}!{cell.coordinate}": str(cell.value)
                for page in book
                for row in page.iter_rows()
                for cell in row
                if cell.value is not None
            }
            for series in part.iter(f"{C}ser"):
                for kind in ("tx", "cat", "val"):
                    for place, shown in points(series.find(f"{C}{kind}")):
                        cell = held.get(place, "")
                        if not (equal(cell, shown) if kind == "val" else cell == shown):
                            wrong.append(f"{place} behind a chart is {cell!r}, not {shown}")
            told = {place for s in part.iter(f"{C}ser") for k in s for place, _ in points(k)}
            wrong += [f"{place} behind a chart is in no bar" for place in set(held) - told]
        return wrong

    def unlisted(self, figures: list[dict[str, Any]]) -> list[str]:
        """Bars that no figure stands behind; call it when every figure was looked at."""
        listed = sum(f["place"].startswith("chart ") and ", series" in f["place"] for f in figures)
        bars = sum(len(list(p.iterfind(f".//{C}val//{C}pt"))) for p in self.parts)
        return [] if bars == listed else [f"{bars} bars are drawn and {listed} figures listed"]


def points(part: ET.Element | None) -> list[tuple[str, str]]:
    """Each point of a series' part: its cell in the workbook, and what the chart itself holds."""
    where = "" if part is None else (part.findtext(f".//{C}f") or "").replace("$", "")
    found = re.match(r"(.*!)([A-Z]+)(\d+)", where)
    if part is None or found is None:
        return []
    column, first = f"{found[1]}{found[2]}", int(found[3])
    return [
        (f"{column}{first + int(point.get('idx', '0'))}", point.findtext(f"{C}v") or "")
        for point in part.iter(f"{C}pt")
    ]


def equal(cell: str, shown: str) -> bool:
    """Whether two texts are the same number."""
    try:
        return Decimal(cell) == Decimal(shown)
    except ArithmeticError:
        return False


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
    first, second, *_ = numbers
    if word == " plus ":
        return sum(numbers, Decimal(0))
    if word == " less ":
        # A credit note is below nil in some exports; what it takes off is the same.
        return first - sum((abs(number) for number in numbers[1:]), Decimal(0))
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
    text, charts = document_text(candidate), Charts(candidate)
    figures = json.loads(listed.read_text(encoding="utf-8"))
    wrong, counts, at, rest = [], dict.fromkeys(COUNTED, 0), 0, []
    for figure in figures:
        if figure["place"].startswith("chart "):
            wrong += in_chart(figure, sources, charts, counts)
            continue
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
    labels = Labels(candidate)
    said = labels.without("\n".join([*rest, labels.notes]))
    wrong += unaccounted(said, folder) + charts.behind() + charts.unlisted(figures) + labels.wrong
    for problem in wrong:
        print(f"WRONG {problem}")
    captions = f"{len(labels.said)} captions, {len(labels.references)} references"
    print(f"{len(figures)} figures: {counts}; {captions}; {len(wrong)} wrong")
    return 1 if wrong or not counts["cells"] else 0


def in_chart(
    figure: dict[str, Any], sources: Sources, charts: Charts, counts: dict[str, int]
) -> list[str]:
    """What is wrong with one figure of a chart: its source, or what the chart has in its place."""
    shown = charts.shown(figure["place"])
    problems = compare(figure, sources, counts)
    if ", series" in figure["place"]:
        found = value(figure["origin"], sources)
        same = isinstance(found, int | float | Decimal) and Decimal(shown or "0") == found
    else:
        same = figure["text"] in shown
    return problems if same else [*problems, f"{figure['place']} has {shown!r}"]


def compare(figure: dict[str, Any], sources: Sources, counts: dict[str, int]) -> list[str]:
    """What is wrong with one figure."""
    if figure["kind"] == "quote":
        counts["quotes"] += 1
        return quoted(figure, sources)
    if (span := next(iter(figure["spans"]), None)) and span["file"].endswith(NOTES):
        counts["days"] += 1
        said = sources.at(span["file"], span["place"])
        return [] if is_day_of(figure["text"], said) else [f"{figure['text']} against {said!r}"]
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


def quoted(figure: dict[str, Any], sources: Sources) -> list[str]:
    """What is wrong with a quotation: its source does not have the words, or not in that place."""
    span = figure["spans"][0]
    text, _, by = figure["text"].partition("\N{RIGHT DOUBLE QUOTATION MARK} (")
    words = sources.text(span["file"]) if " " in text or by else ""
    if in_source(text, words or sources.at(span["file"], span["place"])):
        return []
    return [f"quote {figure['text']!r}"]


def is_day_of(shown: str, said: str) -> bool:
    """Whether a day is the one that the words mean: its number and month, or its weekday."""
    *weekday, day, month, year = shown.split()
    date = dt.date(int(year), MONTHS.split().index(month) + 1, int(day))
    if weekday and weekday != [f"{date:%A}"]:
        return False
    if re.search(rf"(?<!\d){day}(?:st|nd|rd|th)?(?!\d)", said):
        months = [name for name in MONTHS.split() if re.search(rf"\b{name[:3]}", said)]
        return not months or month in months
    return f"{date:%A}" in said or re.search(r"\b(?:today|tomorrow|end of)\b", said) is not None


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
