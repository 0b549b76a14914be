"""What is read of CRM files, beside counts made without us.

    python benchmarks/crm.py --data DIR [--json FILE]

DIR holds `crm/maven_crm` (a CRM's tables as .csv), `crm/maven_crm_edited_workbook` (the same deals
in a workbook with pivots, and with days whose order must be told), `crm/connector_tables` (HubSpot,
Salesforce and Zendesk, a file for each table) and `crm/salesforce_tree_json`. Totals and counts are
compared with what the standard library's csv and json readers count; the traps are those that the
data's own notes name. The script fails if a total, count or trap is not exact.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from engross.errors import InputError
from engross.intake.crm import Crm, CrmTable, crm_tables, read_crm
from engross.intake.given import GivenFile
from engross.intake.sheets import Sheet
from engross.sources.apart import read_workbook

TABLES = ("sales_pipeline", "accounts", "products", "sales_teams", "data_dictionary")
EDITED = ("data_model.xlsx", "sales_pipeline_ambiguous_dates.csv")
SYSTEMS = ("hubspot", "salesforce", "zendesk")
SHOWN = 12


class Compared(NamedTuple):
    """One figure of ours beside another's."""

    what: str
    ours: object
    theirs: object

    @property
    def agrees(self) -> bool:
        """Whether they are the same."""
        return self.ours == self.theirs


def main() -> int:
    """Compare, print, and say whether everything agrees."""
    arguments = parsed()
    folder = arguments.data / "crm"
    deals = rows_of(folder / "maven_crm" / "sales_pipeline.csv")
    compared = list(whole_crm(folder, deals))
    compared += edited(folder, deals)
    compared += trees(folder)
    metrics: dict[str, float] = {}
    for system in SYSTEMS:
        metrics |= connector_tables(folder / "connector_tables" / system)
    print()
    for one in compared:
        print(f"{'agrees ' if one.agrees else 'DIFFERS'}  {one.what:62} {shown(one)}")
    wrong = sum(not one.agrees for one in compared)
    print(f"\n{len(compared) - wrong} of {len(compared)} comparisons agree")
    metrics |= {"compared": len(compared), "agreeing": len(compared) - wrong}
    if arguments.json:
        arguments.json.write_text(json.dumps(metrics, indent=2) + "\n", encoding="utf-8")
    return 1 if wrong else 0


def parsed() -> argparse.Namespace:
    """The command's options."""
    parser = argparse.ArgumentParser(description="CRM files, read and counted")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


def shown(one: Compared) -> str:
    """The figure, or both where they differ; long ones only by their size."""
    if isinstance(one.ours, dict | set) and one.agrees:
        return f"{len(one.ours)} values"
    return f"{one.ours}" if one.agrees else f"ours {one.ours}, counted {one.theirs}"


def given(path: Path) -> GivenFile:
    """The file as a CRM input."""
    return GivenFile(name=path.name, data=path.read_bytes(), role="crm", kind="crm")


def rows_of(path: Path) -> list[dict[str, str]]:
    """The file's records, read without us."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def whole_crm(folder: Path, deals: list[dict[str, str]]) -> Iterator[Compared]:
    """The five tables read together."""
    started = time.perf_counter()
    crm = read_crm([given(folder / "maven_crm" / f"{name}.csv") for name in TABLES])
    print(f"five tables, {len(crm.deals):,} deals: {time.perf_counter() - started:.1f} s")
    yield from totals("csv", crm, deals)
    for name, records in (("accounts", crm.accounts), ("products", crm.products)):
        counted = len(rows_of(folder / "maven_crm" / f"{name}.csv"))
        yield Compared(f"csv: {name}", len(records), counted)
    split = json.loads((folder / "maven_crm" / "account_split.json").read_text("utf-8"))
    named = {name for names in split.values() for name in names}
    yield Compared("csv: accounts that deals name", set(crm.by_account) - {""}, named)
    yield from traps(crm, deals)


def totals(which: str, crm: Crm, deals: list[dict[str, str]]) -> Iterator[Compared]:
    """Won total, counts and won amounts, each key by key."""
    won = [deal for deal in deals if deal["deal_stage"] == "Won"]
    yield Compared(f"{which}: won total", crm.won_total, amount(won))
    yield Compared(f"{which}: deals by outcome", outcomes(crm), counted_outcomes(deals))
    for what, ours, column in (
        ("stage", crm.by_stage, "deal_stage"),
        ("account", crm.by_account, "account"),
        ("owner", crm.by_owner, "sales_agent"),
    ):
        counts = {name: tally.deals for name, tally in ours.items()}
        yield Compared(f"{which}: deals by {what}", counts, dict(Counter(d[column] for d in deals)))
        amounts = {name: tally.won_amount for name, tally in ours.items()}
        yield Compared(f"{which}: won by {what}", amounts, won_by(deals, lambda d, c=column: d[c]))
    quarters = {name: tally.won_amount for name, tally in crm.by_quarter.items()}
    yield Compared(f"{which}: won by quarter", quarters, won_by(deals, quarter))


def outcomes(crm: Crm) -> dict[str, int]:
    """How many deals are won, lost and open."""
    return dict(Counter(deal.outcome for deal in crm.deals))


def counted_outcomes(deals: Iterable[Mapping[str, str]]) -> dict[str, int]:
    """The same, counted without us."""
    named = {"Won": "won", "Lost": "lost"}
    return dict(Counter(named.get(deal["deal_stage"], "open") for deal in deals))


def amount(deals: Iterable[Mapping[str, str]]) -> Decimal:
    """What the deals come to."""
    return sum((Decimal(deal["close_value"]) for deal in deals if deal["close_value"]), Decimal(0))


def won_by(deals: list[dict[str, str]], key: Callable[[dict[str, str]], str]) -> dict[str, Decimal]:
    """What the won deals of each key come to; nil for a key that has none."""
    found = {key(deal): Decimal(0) for deal in deals}
    for deal in deals:
        if deal["deal_stage"] == "Won":
            found[key(deal)] += Decimal(deal["close_value"])
    return found


def quarter(deal: Mapping[str, str]) -> str:
    """The calendar quarter of the day on which the deal closed."""
    if not deal["close_date"]:
        return ""
    year, month, _ = deal["close_date"].split("-")
    return f"{year}-Q{(int(month) + 2) // 3}"


def traps(crm: Crm, deals: list[dict[str, str]]) -> Iterator[Compared]:
    """What the data's notes say is wrong with it, and whether a finding says so."""
    said = "\n".join(f"{finding.rule}: {finding.message}" for finding in crm.findings)
    without = sum(not deal["account"] for deal in deals)
    blank = sum(not deal["close_value"] for deal in deals)
    for trap, words in (
        ("product GTXPro for GTX Pro", "crm-name-variant: The product “GTXPro”"),
        ("sector technolgy", "crm-value-odd: The industry “technolgy”"),
        ("country Philipines", "crm-value-odd: The country “Philipines”"),
        (f"{without:,} deals without an account", f"crm-no-account: {without:,} of "),
        (f"{blank:,} open deals without an amount", f"crm-no-amount: {blank:,} open deals"),
    ):
        yield Compared(f"trap reported: {trap}", words in said, theirs=True)
    yield Compared("findings beside the traps", len(crm.findings), 6)


def edited(folder: Path, deals: list[dict[str, str]]) -> Iterator[Compared]:
    """The same deals, corrected by somebody and written in two other ways."""
    for name in EDITED:
        started = time.perf_counter()
        crm = read_crm([given(folder / "maven_crm_edited_workbook" / name)])
        print(f"{name}: {time.perf_counter() - started:.1f} s")
        yield from totals(name, crm, deals)
        for finding in crm.findings:
            if finding.rule in {"table-not-used", "crm-dates-unclear", "crm-left-out"}:
                print(f"  {finding.rule}: {finding.message}")


def connector_tables(folder: Path) -> dict[str, float]:
    """A line for each table: its kind and columns, what it lacks or why it is of no use."""
    print(f"\n{folder.name}")
    read = unused = unknown = 0
    for path in sorted(folder.glob("*.csv")):
        for table in tables_of(path):
            read += not table.unused
            unused += bool(table.headings and table.unused)
            unknown += table.headings is None
            print(f"  {path.stem:34} {told(table)}")
    print(f"  read {read}, recognised and of no use {unused}, not understood {unknown}")
    return {f"{folder.name}_read": read, f"{folder.name}_unknown": unknown}


def tables_of(path: Path) -> tuple[CrmTable, ...]:
    """The file's tables; none of a file that is refused."""
    file = given(path)
    try:
        return crm_tables(Sheet(file, sheet) for sheet in read_workbook(file).sheets)
    except InputError as refused:
        print(f"  {path.stem:34} REFUSED: {refused}")
        return ()


def told(table: CrmTable) -> str:
    """Kind, columns, what is missing or why it is not used."""
    if table.headings is None:
        return f"NOT UNDERSTOOD: {table.unused}"
    meanings = sorted(table.headings.columns)
    listed = ", ".join(meanings[:SHOWN]) + (" ..." if len(meanings) > SHOWN else "")
    missing = f"; lacks {', '.join(table.missing)}" if table.missing else ""
    why = f"unused: {table.unused}" if table.unused else f"{len(meanings)} columns: {listed}"
    return f"{table.headings.kind.title}: {why}{missing}"


def trees(folder: Path) -> Iterator[Compared]:
    """Every JSON file's records, counted without us."""
    print("\nsalesforce_tree_json")
    for path in sorted((folder / "salesforce_tree_json").glob("*.json")):
        content = json.loads(path.read_text("utf-8"))
        records = content if isinstance(content, list) else content["records"]
        tables = tables_of(path)
        for table in tables:
            print(f"  {path.stem:34} {told(table)}")
        rows = sum(len(table.sheet.rows) - 1 for table in tables)
        yield Compared(f"{path.name}: records", rows, len(records))


if __name__ == "__main__":
    sys.exit(main())
