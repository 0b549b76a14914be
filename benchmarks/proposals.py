"""Hundreds of proposals from real CRM exports, by the batch command's own functions.

    python benchmarks/proposals.py --data DIR [--count 200] [--json FILE]

DIR holds `crm/maven_crm` and `crm/connector_tables`. So many opportunities of the first, drawn by
chance, and every deal of the second are asked for in one process, with the house model and without
LibreOffice, in a fresh workspace. Some have no account: their proposals must ask for whom they are,
and name nobody. The published connector tables have ids that were hashed apart, so that no deal has
its account, and all of Salesforce's are deleted. They are asked for as they are, and once more
linked: each deal there again, with an account of its own export. `proposals_truth.py`, which
imports nothing of Engross, reads the client, the product and every amount in each Word file against
the source rows. The script fails on a crash or a wrong one.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import proposals_truth as truth

from engross.pipeline.batches import Carrier, carry_out
from engross.pipeline.batches.asking import batch_of_file
from engross.pipeline.orders import Order
from engross.settings import Settings
from engross.wiring import House, open_house
from engross.workspace.starting import init_workspace

CREW = "proposal"
WITHOUT_ACCOUNT = 10
SHOWN = 20
MAVEN = ("sales_pipeline", "accounts", "products", "sales_teams")
SALESFORCE = ("opportunity", "account", "contact", "opportunity_line_item", "product_2", "user")
HUBSPOT = ("deal", "company", "contact", "deal_company", "deal_contact", "owner")


@dataclass(frozen=True)
class Set:
    """Some deals of one export."""

    name: str
    files: tuple[Path, ...]
    expected: Sequence[truth.Expected]
    names: truth.Names


@dataclass
class Measured:
    """What was seen of one set."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    """Tracebacks of what had no name."""
    wrong: list[truth.Wrong] = field(default_factory=list)
    seconds: float = 0.0
    again_seconds: float = 0.0
    again: Counter[str] = field(default_factory=Counter)
    memory: list[float] = field(default_factory=list)
    """Megabytes after each item."""


def main() -> int:
    """Make, compare, print the table last, and say whether all is right."""
    parser = argparse.ArgumentParser(description="Hundreds of proposals from CRM exports")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measured = {
            one.name: measure(one, Path(folder) / one.name)
            for one in sets(asked.data / "crm", asked.count, Path(folder))
        }
    for name, one in measured.items():
        tell(name, one)
    metrics = metrics_of(measured)
    if asked.json:
        asked.json.write_text(json.dumps(metrics, indent=2) + "\n", encoding="utf-8")
    print(f"{'metric':<34} {'value':>10}")
    for metric, value in metrics.items():
        print(f"{metric:<34} {value:>10,.1f}" if value % 1 else f"{metric:<34} {value:>10,.0f}")
    return 1 if any(one.wrong or one.faults for one in measured.values()) else 0


# --- what is asked for


def sets(crm: Path, count: int, folder: Path) -> Iterator[Set]:
    """The exports, and the deals of each that are asked for."""
    expected, names = truth.maven(crm / "maven_crm")
    files = tuple(crm / "maven_crm" / f"{name}.csv" for name in MAVEN)
    yield Set("maven", files, drawn(expected, count), names)
    yield of_salesforce("salesforce", crm / "connector_tables" / "salesforce")
    yield of_hubspot("hubspot", crm / "connector_tables" / "hubspot")
    linked = folder / "linked"
    shutil.copytree(crm / "connector_tables", linked)
    link(linked)
    yield of_salesforce("salesforce_linked", linked / "salesforce")
    yield of_hubspot("hubspot_linked", linked / "hubspot")


def drawn(expected: Sequence[truth.Expected], count: int) -> list[truth.Expected]:
    """So many with an account and a few without, in the export's order."""
    chooser = random.Random(7)  # noqa: S311 - a sample, not a secret
    chosen = set(chooser.sample([one.deal for one in expected if one.client], count))
    chosen.update(chooser.sample([one.deal for one in expected if not one.client], WITHOUT_ACCOUNT))
    return [one for one in expected if one.deal in chosen]


def of_salesforce(name: str, folder: Path) -> Set:
    """Every opportunity of the connector's tables."""
    files = tuple(folder / f"sf_{table}_data.csv" for table in SALESFORCE)
    return Set(name, files, *truth.salesforce(folder))


def of_hubspot(name: str, folder: Path) -> Set:
    """Every deal of the connector's tables."""
    files = tuple(folder / f"{table}_data.csv" for table in HUBSPOT)
    return Set(name, files, *truth.hubspot(folder))


def link(folder: Path) -> None:
    """Give each deal an account of its own export, one after the other, and delete none."""
    table = folder / "salesforce" / "sf_account_data.csv"
    kept = truth.rows_of(table)
    accounts = [row["id"] for row in kept]
    write(table, [row | {"is_deleted": "false"} for row in kept])
    deals = folder / "salesforce" / "sf_opportunity_data.csv"
    rows = truth.rows_of(deals)
    for number, row in enumerate(rows):
        row |= {"account_id": accounts[number % len(accounts)], "is_deleted": "false"}
    write(deals, rows)
    companies = [row["id"] for row in truth.rows_of(folder / "hubspot" / "company_data.csv")]
    of_deals = truth.rows_of(folder / "hubspot" / "deal_data.csv")
    links = [
        {"company_id": companies[number % len(companies)], "deal_id": row["deal_id"]}
        for number, row in enumerate(of_deals)
    ]
    write(folder / "hubspot" / "deal_company_data.csv", links)


def write(path: Path, rows: Sequence[dict[str, str]]) -> None:
    """The rows as a .csv in place of what was there, which may not be written to."""
    path.unlink()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


# --- what is made


def measure(one: Set, folder: Path) -> Measured:
    """Make every document of the set in a workspace of its own, twice, and compare."""
    init_workspace(folder / "firm")
    batch_file = folder / "deals.csv"
    write_batch(batch_file, [expected.deal for expected in one.expected])
    measured = Measured()
    settings = Settings(workspace=folder / "firm", office="none")
    with open_house(settings, progress=lambda _words: None) as house:
        carrier = Carrier(
            house.produce,
            measured_faults(measured),
            done=lambda _result: measured.memory.append(megabytes()),
        )
        started = time.perf_counter()
        name, measured.outcomes = made(house, one, batch_file, carrier)
        measured.seconds = time.perf_counter() - started
        measured.wrong = list(compared(one, settings.outputs, settings.outputs / name))
        started = time.perf_counter()
        _, measured.again = made(house, one, batch_file, Carrier(house.produce, str))
        measured.again_seconds = time.perf_counter() - started
    return measured


def made(house: House, one: Set, file: Path, carrier: Carrier) -> tuple[str, Counter[str]]:
    """The batch's name and how many items came to what."""
    order = Order(crew=CREW, files=tuple(("crm", path) for path in one.files))
    results = carry_out(house.services, batch_of_file(house.services, file, order), carrier)
    return results.batch, Counter(item.outcome for item in results.items)


def write_batch(path: Path, deals: Sequence[str]) -> None:
    """A batch file with a row for each deal."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["deal", *deals, ""]), encoding="utf-8")


def measured_faults(measured: Measured) -> Callable[[Exception], str]:
    """Keeps the tracebacks of what had no name."""

    def keep(error: Exception) -> str:
        measured.faults.append("".join(traceback.format_exception(error)))
        return "the benchmark"

    return keep


def compared(one: Set, outputs: Path, results: Path) -> Iterator[truth.Wrong]:
    """Everything that is wrong with the documents of the set."""
    rows = truth.results_of(results)
    for number, expected in enumerate(one.expected, start=2):
        row = rows[f"row {number}"]
        document = outputs / row["Run"] / "candidate" / row["Document"] if row["Document"] else None
        yield from truth.compare(expected, document, one.names)


def megabytes() -> float:
    """What this process holds in memory now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


# --- what is told


def tell(name: str, one: Measured) -> None:
    """How the items of a set came out, and the first of what went wrong."""
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in one.outcomes.items())
    print(f"{name}: {outcomes}; {one.seconds:.0f} s")
    for wrong in one.wrong[:SHOWN]:
        print(f"  WRONG {wrong.what} of {wrong.deal}: {wrong.told}")
    for fault in one.faults[:3]:
        print(f"  CRASH {fault}")


def metrics_of(measured: dict[str, Measured]) -> dict[str, float]:
    """Everything that was counted and timed."""
    everything = measured.values()
    documents = sum(one.outcomes["held"] for one in everything)
    wrong = Counter(wrong.what for one in everything for wrong in one.wrong)
    first = measured["maven"]
    quarter = max(len(first.memory) // 4, 1)
    return {
        "asked": sum(sum(one.outcomes.values()) for one in everything),
        "documents": documents,
        "not_started": sum(one.outcomes["not started"] for one in everything),
        "failed": sum(one.outcomes["failed"] for one in everything),
        "crashes": sum(len(one.faults) for one in everything),
        **{f"wrong_{what}": wrong[what] for what in ("client", "product", "amount", "private")},
        "missing_or_too_many": wrong["document"],
        "asked_again_made_again": sum(one.again["held"] for one in everything),
        "items_a_minute": 60 * documents / sum(one.seconds for one in everything),
        "recognised_again_a_minute": 60
        * sum(sum(one.again.values()) for one in everything)
        / sum(one.again_seconds for one in everything),
        "memory_after_first_quarter_mb": first.memory[quarter - 1],
        "memory_after_last_mb": first.memory[-1],
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
    }


if __name__ == "__main__":
    sys.exit(main())
