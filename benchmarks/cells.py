"""Whether we show what Excel shows, cell by cell, beside plain calamine in the same run.

    python benchmarks/cells.py --data DIR [--split dev] [--list] [--json FILE]

DIR holds `spreadsheets/poi_excel_oracle/<split>`: workbooks, and for sheet N of FILE the text file
`FILE.N.csv` that Excel 2016 itself wrote of it. Every cell that is not empty there is compared with
the text that we say the cell shows, or, where we say nothing of that, with its plain value. They
must be equal after these steps, which hide no figure:

- every run of blanks and line ends is one space, and none is left at either end: formats pad with
  blanks (`_)`), and we strip texts;
- a character that Windows-1252 lacks is `_`, as Excel wrote it: its file could not hold it;
- rows and columns before the first filled one are left off: Excel's file begins there, not at A1.

Excel ran on an American machine, so the formats that follow the machine (14 and 22) are compared in
the American way. A formula that Excel works out anew whenever it opens a file (TODAY) and a column
too narrow for its number (`########`) count as differences; the table names what differs by cause.
Cells that we fill and Excel leaves empty are counted too, but in no percentage. A file that we
refuse is named with the reason and counts apart; calamine is measured on the files that we read,
by the same rule and, more kindly, with numbers compared by the digits that Excel shows.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import importlib.util
import json
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path

from cells_texts import (
    Place,
    calamine_sheets,
    first_filled,
    from_first_filled,
    oracles_of,
    our_texts,
)

from engross.errors import InputError
from engross.sources import guard, wire
from engross.sources.file import SourceFile
from engross.sources.readers import display
from engross.sources.sheets import NOT_CALCULATED, SheetRead, Value, column_letters

READERS = {".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls"}
VOLATILE = re.compile(r"\b(?:TODAY|NOW|RAND|RANDBETWEEN|INFO|CELL)\(", re.IGNORECASE)
NUMBER = re.compile(r"[-(]?[£$€]?[\d,]*\.?\d+(?:E[+-]\d+)?%?\)?")


@dataclass
class Score:
    """Cells that Excel fills, and how many of them are right."""

    cells: int = 0
    ours: int = 0
    calamine: int = 0
    calamine_by_number: int = 0
    """The same, if a number counts as right that has the digits which Excel shows of it."""
    more: int = 0
    """Cells that we fill and Excel leaves empty."""


@dataclass
class Result:
    """Everything measured."""

    by_format: dict[str, Score] = field(default_factory=dict)
    causes: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)


def main() -> int:
    """Measure, write the JSON if asked, print the table last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--list", action="store_true", help="print each cell that differs")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    display.REGION.set(display.UNITED_STATES)
    result = measure(asked.data / "spreadsheets" / "poi_excel_oracle" / asked.split)
    if asked.list:
        print("\n".join(result.differences))
    metrics = metrics_of(result) | robustness(asked.data)
    if asked.json:
        asked.json.write_text(json.dumps(metrics, indent=2), encoding="utf-8")
    print_tables(result, metrics)
    return 0


def measure(folder: Path) -> Result:
    """Every workbook of the folder against its text files."""
    result = Result()
    for path in sorted(
        p for p in folder.iterdir() if p.suffix in {".xls", ".xlsx", ".xlsm", ".xlsb"}
    ):
        oracles = oracles_of(path)
        if not oracles:
            continue
        file = SourceFile(path.name, path.read_bytes())
        try:
            sheets = read(file)
        except InputError as error:
            result.refused[path.name] = error.problem
            continue
        compare(result, path, sheets, oracles)
    return result


def robustness(data: Path) -> dict[str, float]:
    """What benchmarks/robustness.py measures of odd and broken files, where that script is."""
    if importlib.util.find_spec("robustness") is None:
        return {}
    measured = importlib.import_module("robustness").measure(data)
    return {f"robustness_{name}": value for name, value in measured.items()}


def read(file: SourceFile) -> Sequence[SheetRead]:
    """The sheets as the child reads them, but in this process, whose region is American."""
    guard.check(file, "billing")
    reader = importlib.import_module(f"engross.sources.readers.{READERS[file.suffix]}")
    return wire.workbook_of(reader.lines(file)).sheets


def compare(
    result: Result,
    path: Path,
    sheets: Sequence[SheetRead],
    oracles: Mapping[int, Mapping[Place, str]],
) -> None:
    """Add one workbook to the result."""
    score = result.by_format.setdefault(path.suffix, Score())
    theirs = list(calamine_sheets(path))
    for number, excel in sorted(oracles.items()):
        sheet = sheets[number] if number < len(sheets) else SheetRead("", ())
        ours = from_first_filled(our_texts(sheet))
        calamine = theirs[number] if number < len(theirs) else {}
        score.cells += len(excel)
        score.more += len(ours.keys() - excel.keys())
        score.calamine += sum(calamine.get(place) == text for place, text in excel.items())
        score.calamine_by_number += sum(
            same_number(calamine.get(place, ""), text) for place, text in excel.items()
        )
        score.ours += sum(ours.get(place) == text for place, text in excel.items())
        note(result, f"{path.name} sheet {number}", sheet, ours, excel)


def note(
    result: Result,
    where: str,
    sheet: SheetRead,
    ours: Mapping[Place, str],
    excel: Mapping[Place, str],
) -> None:
    """File the sheet's differences under their causes."""
    top, left = first_filled(our_texts(sheet))
    values = {(row.number, at): one for row in sheet.rows for at, one in enumerate(row.values)}
    for place, text in excel.items():
        shown = ours.get(place, "")
        if shown == text:
            continue
        at = (place[0] + top, place[1] + left)
        why = cause(values.get(at), shown, text, sheet.formulas.get(at, ""))
        line = f"{where}, {cell_name(at)}: Excel {text!r:.80}, ours {shown!r:.80}"
        result.causes[why] += 1
        result.examples.setdefault(why, line)
        result.differences.append(f"{why}: {line}")


def cell_name(place: Place) -> str:
    """`F4` for the sixth column of the fourth row."""
    return f"{column_letters(place[1])}{place[0]}"


def cause(value: Value, ours: str, excel: str, formula: str) -> str:
    """Why the two may differ, as far as the cell itself tells."""
    if set(excel) == {"#"}:
        return "the column is too narrow (########)"
    if value is NOT_CALCULATED:
        return "a formula whose result is not in the file"
    if VOLATILE.search(formula):
        return "a formula that Excel works out anew (TODAY, RAND)"
    return cause_by_kind(value, excel) if ours else "we show nothing"


def cause_by_kind(value: Value, excel: str) -> str:
    """What kind of value the cell holds."""
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return "a date or time"
    if isinstance(value, Decimal) and NUMBER.fullmatch(excel):
        return "a number, rounded further by Excel" if rounds_to(value, excel) else "a number"
    return "a text" if isinstance(value, str) else "a truth value or an error"


def same_number(theirs: str, excel: str) -> bool:
    """Whether they are the same text, or the same number but for its format."""
    if theirs == excel:
        return True
    bare = re.sub(r"[,$£€() ]", "", excel)
    try:
        return rounds_to(abs(Decimal(theirs)), bare.removeprefix("-"))
    except InvalidOperation:
        return False


def rounds_to(value: Decimal, excel: str) -> bool:
    """Whether Excel's text is the value with fewer digits, as in a narrow column."""
    try:
        short = Decimal(excel)
        return value.quantize(short, ROUND_HALF_UP) == short
    except InvalidOperation:
        return False


def metrics_of(result: Result) -> dict[str, float]:
    """Metric to number."""
    total = Score()
    metrics: dict[str, float] = {}
    for suffix, score in sorted(result.by_format.items()):
        metrics |= metrics_for(suffix.removeprefix("."), score)
        total.cells += score.cells
        total.ours += score.ours
        total.calamine += score.calamine
        total.calamine_by_number += score.calamine_by_number
        total.more += score.more
    return metrics | metrics_for("all", total) | {"refused_files": len(result.refused)}


def metrics_for(name: str, score: Score) -> dict[str, float]:
    """Of one format."""
    return {
        f"{name}_cells": score.cells,
        f"{name}_agreement": score.ours / max(1, score.cells),
        f"{name}_calamine_agreement": score.calamine / max(1, score.cells),
        f"{name}_calamine_by_number": score.calamine_by_number / max(1, score.cells),
        f"{name}_cells_empty_in_excel": score.more,
    }


def print_tables(result: Result, metrics: Mapping[str, float]) -> None:
    """Refusals, causes and, last, agreement by format."""
    for name, value in metrics.items():
        if name.startswith("robustness_"):
            print(f"{name:<40} {value:>10.2f}")
    print(f"refused: {len(result.refused)}")
    for name, reason in result.refused.items():
        print(f"  {name}: {reason}")
    print(f"\n{'cells':>6}  what differs")
    for why, count in result.causes.most_common():
        print(f"{count:>6}  {why}; {result.examples[why]}")
    print(
        f"\n{'format':<8} {'cells':>8} {'engross':>9} {'calamine':>9} {'by number':>10}"
        f" {'empty in Excel':>15}"
    )
    for name in [*(suffix.removeprefix(".") for suffix in sorted(result.by_format)), "all"]:
        print(
            f"{name:<8} {metrics[f'{name}_cells']:>8.0f} {metrics[f'{name}_agreement']:>9.2%}"
            f" {metrics[f'{name}_calamine_agreement']:>9.2%}"
            f" {metrics[f'{name}_calamine_by_number']:>10.2%}"
            f" {metrics[f'{name}_cells_empty_in_excel']:>15.0f}"
        )


if __name__ == "__main__":
    sys.exit(main())
