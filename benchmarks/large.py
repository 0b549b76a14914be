"""A big workbook read from end to end, beside calamine and openpyxl on the same file.

    python benchmarks/large.py [--rows 1000000] [--rounds 1] [--json FILE]

Makes a workbook like a time export of so many rows and ten columns, and one of 4,000 rows, the
same ones each time. Each reading is in a process of its own, turn by turn: calamine to Python
values; openpyxl read-only, every value; ours with all that it does in a run (the guard, the child
process that reads and compares, one pass over all rows in the parent). Seconds are by the clock,
medians of the rounds; memory is what a process took at most, ours as parent and child apart, and
as their sum, which is more than both took at one time. The script fails if ours takes more than
four times calamine's time for the big workbook, or 1.5 GB.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

SMALL_ROWS = 4_000
COLUMNS = 10
MOST_TIMES_CALAMINE = 4
MOST_MEMORY_MB = 1_500

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

HEADINGS = (
    "Date",
    "Matter",
    "Client",
    "Fee earner",
    "Narrative",
    "Hours",
    "Rate",
    "Value",
    "Discount",
    "Entered",
)
CLIENTS = (
    "Wrackline Boatyard Limited",
    "Copperbeech Nurseries Limited",
    "Tidewell Dental Practice LLP",
)
PEOPLE = tuple(f"Fee earner {number}" for number in range(1, 31))
MATTERS = tuple(f"{number:05}" for number in range(1, 401))
ROWS_FOR_EACH_NARRATIVE = 4
FIRST_DAY = 45_000

MEASURED = """
import json, resource, sys, time
from pathlib import Path

def most_memory():
    try:  # what the kernel calls the peak of this program, without the one that started it
        status = Path("/proc/self/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

def calamine(path):
    from python_calamine import load_workbook
    book = load_workbook(str(path))
    return sum(1 for row in book.get_sheet_by_index(0).to_python() for cell in row if cell != "")

def openpyxl(path):
    from openpyxl import load_workbook
    book = load_workbook(path, read_only=True, data_only=True)
    rows = book.worksheets[0].iter_rows(values_only=True)
    return sum(1 for row in rows for cell in row if cell is not None)

def ours(path):
    from engross.sources import apart, guard
    from engross.sources.file import SourceFile
    file = SourceFile(path.name, path.read_bytes())
    started = time.perf_counter()
    guard.check(file, "billing")
    steps["guard_s"] = time.perf_counter() - started
    read = apart.read_workbook(file)
    steps["reading_s"] = time.perf_counter() - started - steps["guard_s"]
    cells = sum(1 for row in read.sheets[0].rows for cell in row.values if cell is not None)
    steps["pass_s"] = time.perf_counter() - started - steps["guard_s"] - steps["reading_s"]
    print(read.method, *(remark.message for remark in read.remarks), file=sys.stderr)
    steps["child_mb"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    return cells

steps = {}
started = time.perf_counter()
cells = {"calamine": calamine, "openpyxl": openpyxl, "ours": ours}[sys.argv[1]](Path(sys.argv[2]))
steps["s"] = time.perf_counter() - started
steps["cells"] = cells
steps["mb"] = most_memory() / 1e6
print(json.dumps(steps))
"""


def main() -> int:
    """Make the workbooks, measure, write the JSON if asked, print the table last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    results: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in (("small", SMALL_ROWS), ("large", asked.rows)):
            workbook = Path(folder) / f"{name}.xlsx"
            write(workbook, rows)
            results |= measure(name, workbook, rows, asked.rounds)
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=2), encoding="utf-8")
    print_table(results)
    good = (
        results["large_ours_over_calamine"] <= MOST_TIMES_CALAMINE
        and results["large_ours_sum_mb"] <= MOST_MEMORY_MB
    )
    return 0 if good else 1


def measure(name: str, workbook: Path, rows: int, rounds: int) -> dict[str, float]:
    """Metric to number, each metric's name begun by the workbook's; all must see every cell."""
    runs: dict[str, list[dict[str, float]]] = {"calamine": [], "openpyxl": [], "ours": []}
    for _ in range(rounds):
        for reader, done in runs.items():
            done.append(run(reader, workbook))
    results = {f"{name}_file_mb": workbook.stat().st_size / 1e6, f"{name}_rows": float(rows)}
    for reader, done in runs.items():
        for metric in done[0]:
            value = statistics.median(one[metric] for one in done)
            results[f"{name}_{reader}_{metric}"] = value
        if results[f"{name}_{reader}_cells"] != (rows + 1) * COLUMNS:
            sys.exit(f"{reader} saw {results[f'{name}_{reader}_cells']:.0f} cells of {name}.xlsx")
    parent, child = results[f"{name}_ours_mb"], results[f"{name}_ours_child_mb"]
    results[f"{name}_ours_sum_mb"] = parent + child
    for peer in ("calamine", "openpyxl"):
        ratio = results[f"{name}_ours_s"] / results[f"{name}_{peer}_s"]
        results[f"{name}_ours_over_{peer}"] = ratio
    return results


def run(reader: str, workbook: Path) -> dict[str, float]:
    """What one process of its own measured; it must succeed."""
    command = [sys.executable, "-W", "ignore", "-c", MEASURED, reader, workbook]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return dict(json.loads(ran.stdout).items())


def write(workbook: Path, rows: int) -> None:
    """The workbook, row by row, as programs write their exports."""
    with zipfile.ZipFile(workbook, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, text in parts().items():
            archive.writestr(name, text)
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            part.write(f'<sst xmlns="{MAIN}">'.encode())
            part.writelines(f"<si><t>{text}</t></si>".encode() for text in strings(rows))
            part.write(b"</sst>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            part.writelines(sheet_rows(rows))
            part.write(b"</sheetData></worksheet>")


def strings(rows: int) -> Iterator[str]:
    """The shared texts: headings, clients, people, matters, narratives."""
    yield from (*HEADINGS, *CLIENTS, *PEOPLE, *MATTERS)
    for number in range(rows // ROWS_FOR_EACH_NARRATIVE + 1):
        yield f"Telephone attendance on the lease of the yard; letter {number} to the agents"


def sheet_rows(rows: int) -> Iterator[bytes]:
    """The headings and so many entries, the same ones each time."""
    headings = "".join(
        f'<c r="{column}1" t="s"><v>{at}</v></c>' for at, column in enumerate("ABCDEFGHIJ")
    )
    yield f'<row r="1">{headings}</row>'.encode()
    chooser = random.Random(4)  # noqa: S311 - a sample, not a secret
    clients = len(HEADINGS)
    people = clients + len(CLIENTS)
    matters = people + len(PEOPLE)
    narratives = matters + len(MATTERS)
    for n in range(2, rows + 2):
        hours, rate = chooser.randrange(1, 90) / 10, chooser.choice((95, 140, 185, 240, 310))
        day = FIRST_DAY + n % 900
        matter = chooser.randrange(len(MATTERS))
        yield (
            f'<row r="{n}"><c r="A{n}" s="1"><v>{day}</v></c>'
            f'<c r="B{n}" t="s"><v>{matters + matter}</v></c>'
            f'<c r="C{n}" t="s"><v>{clients + matter % len(CLIENTS)}</v></c>'
            f'<c r="D{n}" t="s"><v>{people + chooser.randrange(len(PEOPLE))}</v></c>'
            f'<c r="E{n}" t="s"><v>{narratives + n // ROWS_FOR_EACH_NARRATIVE}</v></c>'
            f'<c r="F{n}" s="2"><v>{hours}</v></c><c r="G{n}" s="3"><v>{rate}</v></c>'
            f'<c r="H{n}" s="3"><v>{hours * rate:.15g}</v></c>'
            f'<c r="I{n}" s="4"><v>{chooser.choice((0, 0.05, 0.1))}</v></c>'
            f'<c r="J{n}" s="5"><v>{day + chooser.randrange(1440) / 1440:.10f}</v></c></row>'
        ).encode()


def parts() -> dict[str, str]:
    """The workbook's small parts; styles 1 to 5 are a day, hours, pounds, a percentage, a time."""
    codes = ("dd/mm/yyyy", "0.00", "&quot;£&quot;#,##0.00", "0%", "dd/mm/yyyy hh:mm")
    formats = "".join(
        f'<numFmt numFmtId="{164 + at}" formatCode="{code}"/>' for at, code in enumerate(codes)
    )
    styles = "".join(f'<xf numFmtId="{164 + at}"/>' for at in range(len(codes)))
    named = {
        "/xl/workbook.xml": "sheet.main",
        "/xl/worksheets/sheet1.xml": "worksheet",
        "/xl/styles.xml": "styles",
        "/xl/sharedStrings.xml": "sharedStrings",
    }
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{KIND}.{kind}+xml"/>'
        for part, kind in named.items()
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": relations("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Time" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            *("worksheet", "worksheets/sheet1.xml"),
            *("styles", "styles.xml"),
            *("sharedStrings", "sharedStrings.xml"),
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(codes)}">{formats}'
        '</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill>'
        "</fills>"
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="{len(codes) + 1}"><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
    }


def relations(*kinds_and_targets: str) -> str:
    """A part's relations: kind, target, kind, target, ..."""
    pairs = zip(kinds_and_targets[::2], kinds_and_targets[1::2], strict=True)
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def print_table(results: dict[str, float]) -> None:
    """One metric a line."""
    print(f"{'metric':<32} {'value':>14}")
    for name, value in results.items():
        print(f"{name:<32} {value:>14,.2f}")


if __name__ == "__main__":
    sys.exit(main())
