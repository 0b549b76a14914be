"""What of a CRM's hopes, limits and remarks comes into a proposal: fifty exports full of them.

    python benchmarks/planted.py [--only HubSpot/hopes] [--json FILE]

Every text column of an export (HubSpot, Salesforce, Pipedrive, Dynamics 365, a plain one) has
something planted in it that no document may hold: hopes, chances, limits of discount, margins, side
remarks, orders to whoever reads it, another client's deal of nearly the same name. The call notes
have more. Each is made into a proposal through the whole pipeline by the house model. What was
planted is then looked for, by made-up words and by the words around them: in the candidate and in
the review copy's own pages with all their parts and properties, in the names of files, and in what
the agents were shown. The CRM's amounts are looked for in the candidate, where the price list has
a price. Findings, which only the firm reads, are looked at apart; so are remarks that use none of
the words by which one is known. It ends with 1 if anything was found in a document or before an
agent, or if a proposal was not held.
"""

from __future__ import annotations

import argparse
import datetime as dt
import html
import json
import re
import shutil
import sqlite3
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from planted_files import Planted, Variant, asides, found_in, variants
from planted_tables import CLIENT

from engross.errors import EngrossError
from engross.intake.crm.remarks import why_not_printed
from engross.ooxml.marks import CLOSING_PAGE
from engross.pipeline.orders import Order
from engross.pipeline.starting import start
from engross.records import Run
from engross.settings import Settings
from engross.wiring import House, open_house

ROOT = Path(__file__).resolve().parents[1]
AS_AT = dt.date(2026, 11, 18)
_FOLDERS = ("crews", "agents", "tasks", "knowledge", "templates", "outputs")
FINDINGS, CLOSING = "findings", "the page of findings"
_OF_FINDINGS = {CLOSING, "word/comments.xml"}
"""Parts of the review copy that are no part of the document."""
_CLOSING = f'w:name="{CLOSING_PAGE}"'
_TAGS = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"</w:p>")


class Outcome(NamedTuple):
    """What came of one variant."""

    name: str
    state: str
    planted: int
    """Texts that were planted."""
    leaks: tuple[str, ...]
    """What was found in a document, in a name of a file or before an agent, and where."""
    told: tuple[str, ...]
    """What was found in findings and comments of the review copy."""
    names_client: bool
    """Whether the candidate names the client, so that it is a proposal at all."""
    findings: tuple[str, ...]
    """The block findings."""


def main() -> int:
    """Make all of them, write the JSON if asked, print the table last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", action="append", default=[], help="A variant: HubSpot/hopes.")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--data", type=Path, help="not used: the exports are made up")
    asked = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        outcomes = list(outcomes_of(variants(asked.only), Path(folder)))
    results = summary(outcomes, time.perf_counter() - began) | refused_asides()
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=2), encoding="utf-8")
    print_table(outcomes, results)
    return 1 if results["leaks"] or results["not_held"] else 0


def outcomes_of(wanted: Iterator[Variant], folder: Path) -> Iterator[Outcome]:
    """What comes of each, in one process and one workspace."""
    root = make_workspace(folder)
    settings = Settings(workspace=root, office="none")
    with open_house(settings, progress=lambda _words: None) as house:
        for number, variant in enumerate(wanted):
            given = folder / f"given-{number}"
            yield outcome_of(house, variant, given)


def outcome_of(house: House, variant: Variant, given: Path) -> Outcome:
    """The proposal of one variant, and what of the planted texts is in it."""
    planted = len(variant.planted)
    try:
        started = start(house.services, order_of(variant, given))
    except EngrossError as error:
        return Outcome(variant.name, f"not started: {error}", planted, (), (), False, ())  # noqa: FBT003 - a column of the table
    run = house.produce(started.id)
    held = house.held(run.id)
    shown = dict(written(house, run)) | {"what the agents were shown": shown_to_agents(house, run)}
    found = {place: found_in(text, variant.planted) for place, text in shown.items()}
    candidate = " ".join(text for place, text in shown.items() if place.startswith("candidate"))
    found["candidate"] = found_in(candidate, variant.amounts)
    blocks = [f for f in held.findings if f.severity == "block"] if held else []
    return Outcome(
        variant.name,
        run.state,
        planted,
        tuple(_listed(found, lambda place: not place.startswith(FINDINGS))),
        tuple(_listed(found, lambda place: place.startswith(FINDINGS))),
        bool(found_in(candidate, [Planted("client", (CLIENT,))])),
        tuple(f"{f.rule}: {f.message}" for f in blocks),
    )


def _listed(found: Mapping[str, Sequence[str]], wanted: Callable[[str], bool]) -> Iterator[str]:
    for place, texts in found.items():
        if wanted(place):
            yield from (f"{place}: {text}" for text in texts)


def order_of(variant: Variant, given: Path) -> Order:
    """The order for its proposal, once its files are in that folder."""
    given.mkdir(parents=True)
    files = []
    for name, data in variant.files.items():
        (given / name).write_bytes(data)
        files.append(("crm", given / name))
    (given / "call.md").write_bytes(variant.notes)
    files.append(("notes", given / "call.md"))
    return Order(crew="proposal", files=tuple(files), deal=variant.deal, as_at=AS_AT)


def written(house: House, run: Run) -> Iterator[tuple[str, str]]:
    """Every part of the candidate and of the review copy as text, and the names of all files."""
    folder = house.services.outputs / run.id
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    yield "names of files", " ".join(path.relative_to(folder).as_posix() for path in paths)
    for path in paths:
        if path.suffix == ".docx":
            what = "candidate" if path.parent.name == "candidate" else "review copy"
            for part, text in parts_of(path):
                yield f"{FINDINGS if part in _OF_FINDINGS else what}, {part}", text


def parts_of(path: Path) -> Iterator[tuple[str, str]]:
    """The words of each of a Word file's parts, and what stands inside its tags."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                own, _, closing = package.read(name).decode("utf-8").partition(_CLOSING)
                yield name, _words_of(own)
                if closing:
                    yield CLOSING, _words_of(closing)


def _words_of(xml: str) -> str:
    text = _PARAGRAPH.sub(" ", xml)
    inside = " ".join(re.findall(r'"([^"]*)"', text))
    return html.unescape(f"{_TAGS.sub('', text)} {inside}")


def shown_to_agents(house: House, run: Run) -> str:
    """Every tool's result and every answer of a model in the run, as the journal has them."""
    path = house.services.state / "engross.db"
    with sqlite3.connect(path) as database:
        rows = database.execute("SELECT answer FROM journal WHERE run = ?", (run.id,)).fetchall()
    return " ".join(str(answer) for (answer,) in rows)


def make_workspace(folder: Path) -> Path:
    """A copy of the starter."""
    root = folder / "firm"
    for name in _FOLDERS:
        shutil.copytree(
            ROOT / name, root / name, ignore=shutil.ignore_patterns("*-20[0-9][0-9]*-*")
        )
    shutil.copy(ROOT / "firm.yaml", root)
    return root


def summary(outcomes: Sequence[Outcome], seconds: float) -> dict[str, float]:
    """The figures of the table."""
    return {
        "proposals": len(outcomes),
        "planted": sum(one.planted for one in outcomes),
        "leaks": sum(len(one.leaks) for one in outcomes),
        "told_in_findings": sum(len(one.told) for one in outcomes),
        "not_held": sum(one.state != "held" for one in outcomes),
        "without_the_client": sum(not one.names_client for one in outcomes),
        "with_block_findings": sum(bool(one.findings) for one in outcomes),
        "seconds": round(seconds, 1),
    }


def refused_asides() -> dict[str, float]:
    """Of remarks that use none of the telling words, how many are refused; of names, how many."""
    judged = [(one, bool(why_not_printed(one.text, one.kind))) for one in asides()]
    return {
        "asides": sum(one.is_remark for one, _ in judged),
        "asides_refused": sum(refused for one, refused in judged if one.is_remark),
        "names": sum(not one.is_remark for one, _ in judged),
        "names_refused": sum(refused for one, refused in judged if not one.is_remark),
    }


def print_table(outcomes: Sequence[Outcome], results: Mapping[str, float]) -> None:
    """Each leak and each that was not held; then one metric a line."""
    for one in outcomes:
        for told in (
            *one.leaks,
            *one.told,
            *([one.state] if one.state != "held" else []),
            *one.findings,
        ):
            print(f"{one.name}: {told}")
    print(f"\n{'metric':<24} {'value':>10}")
    for name, value in results.items():
        print(f"{name:<24} {value:>10}")


if __name__ == "__main__":
    sys.exit(main())
