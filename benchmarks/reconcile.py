"""Totals that public bodies state in their lists of payments, beside what the rows add up to.

    python benchmarks/reconcile.py --data DIR [--json FILE]

DIR holds `spreadsheets/uk_council_spend`: lists as three councils published them, and `truth.csv`
with stated totals, and sums and counts of rows that were worked out by hand. Each file goes the way
of a billing file: guard, reader in a process apart, tables by their structure, columns by names, of
which this script gives those of payments. For each stated total the table says whether the rows
make it, or else which row explains the difference; for each list without one, whether sum and count
of rows are those of `truth.csv`. All lists of one council must come out with the same columns.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from engross.errors import InputError  # noqa: E402 - the path comes first
from engross.intake.columns import understand  # noqa: E402
from engross.intake.given import GivenFile  # noqa: E402
from engross.intake.kinds import Kind  # noqa: E402
from engross.intake.regions import regions  # noqa: E402
from engross.intake.sheets import Sheet  # noqa: E402
from engross.intake.tables import Table  # noqa: E402
from engross.intake.vocabulary import Vocabulary  # noqa: E402
from engross.records.quality import TotalReport  # noqa: E402
from engross.sources import guard  # noqa: E402
from engross.sources.apart import read_workbook  # noqa: E402

PAYMENTS = Kind(
    key="spend",
    title="payments to suppliers",
    sheets=(),
    needs=("supplier", "amount"),
    marks=(("supplier", "amount"),),
    columns={
        "supplier": ("supplier name", "beneficiary name", "supplier"),
        "amount": (
            "amount", "total", "invoice nett amount", "sum of invoice nett amount", "net amount",
        ),
        "date": ("paid date", "payment date", "invoice creation date", "date"),
        "body": ("body name", "body", "client", "organisation label"),
        "unit": ("organisational unit", "service area", "department"),
        "category": (
            "expenditure category", "expenditure catergory", "category internal name",
            "subj description",
        ),
        "code": ("expenditure code", "merchant category code"),
        "transaction": ("trans no", "transaction number"),
        "type": ("type", "type of expenditure", "caporrev", "card transaction"),
        "supplier_id": ("supplier id",),
    },
)  # fmt: skip
KNOWN = Vocabulary((PAYMENTS,), (), {})
MAY_LACK = {"category"}
"""Columns that a council left out of one of its lists."""


@dataclass(frozen=True)
class Measured:
    """What became of one file."""

    name: str
    refused: str = ""
    method: str = ""
    place: str = ""
    meanings: frozenset[str] = frozenset()
    rows: int = 0
    total: Decimal = Decimal(0)
    unread: int = 0
    totals: tuple[TotalReport, ...] = ()
    seconds: float = 0.0

    @property
    def publisher(self) -> str:
        """Who published it, by the first part of the file's name."""
        return self.name.partition("__")[0]


def main() -> int:
    """Measure every list, write the JSON if asked, print the table last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    folder = asked.data / "spreadsheets" / "uk_council_spend"
    measured = [measure(path) for path in sorted(folder.glob("dev/*.csv"))]
    results = figures(measured, truth(folder / "truth.csv"))
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    print("\n".join(lines(measured, truth(folder / "truth.csv"), results)))
    return 0


def truth(path: Path) -> dict[tuple[str, str], Decimal]:
    """By file and measure, what is known of it."""
    with path.open(encoding="utf-8", newline="") as text:
        return {
            (Path(row["file"]).name, row["measure"]): Decimal(row["value"])
            for row in csv.DictReader(text)
        }


def measure(path: Path) -> Measured:
    """One list, read as a billing file is."""
    started = time.perf_counter()
    file = GivenFile(role="billing", kind="billing", name=path.name, data=path.read_bytes())
    try:
        guard.check(file, "billing")
        workbook = read_workbook(file)
    except InputError as error:
        return Measured(path.name, refused=str(error))
    tables = [table for read in workbook.sheets for table in _tables(Sheet(file, read))]
    if len(tables) != 1:
        return Measured(path.name, refused=f"{len(tables)} tables of payments were found")
    (table,) = tables
    amounts = [
        entry.number("amount", table.headings.columns["amount"]) for entry in table.entries()
    ]
    read = [amount for amount in amounts if amount is not None]
    return Measured(
        name=path.name,
        method=workbook.method,
        place=table.region.address if table.region else "",
        meanings=frozenset(table.headings.columns),
        rows=len(amounts),
        total=sum(read, Decimal(0)),
        unread=len(amounts) - len(read),
        totals=table.totals(),
        seconds=time.perf_counter() - started,
    )


def _tables(sheet: Sheet) -> Iterator[Table]:
    for region in regions(sheet):
        part = region.as_sheet()
        if headings := understand(part, {}, among=KNOWN):
            yield Table(part, headings, region)


def figures(measured: list[Measured], known: dict[tuple[str, str], Decimal]) -> dict[str, float]:
    """The metrics, flat."""
    totals = [total for one in measured for total in one.totals]
    summed = [one for one in measured if (one.name, SUM) in known]
    stated = [one for one in measured if (one.name, STATED) in known]
    return {
        "files": len(measured),
        "files_refused": sum(bool(one.refused) for one in measured),
        "totals_stated": len(totals),
        "totals_reconciled": sum(total.agrees for total in totals),
        "totals_explained": sum(bool(total.explanation) for total in totals if not total.agrees),
        "totals_unexplained": sum(not (t.agrees or t.explanation) for t in totals),
        "truth_totals": len(stated),
        "truth_totals_found": sum(_states(one, known[one.name, STATED]) for one in stated),
        "truth_sums": len(summed),
        "truth_sums_exact": sum(one.total == known[one.name, SUM] for one in summed),
        "truth_rows_exact": sum(one.rows == known[one.name, ROWS] for one in summed),
        "truth_unread_exact": sum(one.unread == known[one.name, UNREAD] for one in summed),
        "publishers_of_lists_alike": len(_alike(summed)),
        "seconds": round(sum(one.seconds for one in measured), 2),
    }


STATED = "grand_total_stated_in_file_by_council"
SUM = "sum_amount_computed_by_us"
ROWS = "rows_computed_by_us"
UNREAD = "unparseable_amounts"


def _states(one: Measured, total: Decimal) -> bool:
    return any(report.stated == total for report in one.totals)


def _alike(measured: list[Measured]) -> set[str]:
    """Publishers all of whose lists have the same columns, but for those that may lack."""
    sets: dict[str, set[frozenset[str]]] = {}
    for one in measured:
        sets.setdefault(one.publisher, set()).add(one.meanings - MAY_LACK)
    return {publisher for publisher, found in sets.items() if len(found) == 1}


def lines(
    measured: list[Measured], known: dict[tuple[str, str], Decimal], results: dict[str, float]
) -> Iterator[str]:
    """The table, a line for each file, what explains a difference below it."""
    yield f"{'file':46} {'table':12} {'rows':>5} {'sum of rows':>15}  against"
    for one in measured:
        if one.refused:
            yield f"{one.name:46} refused: {one.refused}"
            continue
        cells = one.place or "?"
        yield f"{one.name:46} {cells:12} {one.rows:5} {one.total:15,.2f}  {_verdict(one, known)}"
        yield f"    {one.method}; {', '.join(sorted(one.meanings))}"
        yield from (f"    {t.place}: {t.explanation}" for t in one.totals if t.explanation)
    yield ""
    yield from (f"{name:28} {value:10g}" for name, value in results.items())


def _verdict(one: Measured, known: dict[tuple[str, str], Decimal]) -> str:
    if (one.name, SUM) in known:
        sums = "sum exact" if one.total == known[one.name, SUM] else "SUM DIFFERS"
        rows = "rows exact" if one.rows == known[one.name, ROWS] else "ROWS DIFFER"
        return f"{sums}, {rows}, {one.unread} not read"
    if not one.totals:
        return "no total is stated"
    return "; ".join(
        f"{total.stated:,.2f} stated, {'agrees' if total.agrees else 'differs'}"
        for total in one.totals
    )


if __name__ == "__main__":
    raise SystemExit(main())
