"""A workspace as small as one can be, for planting faults in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from engross.workspace.loading import check_workspace

SCHEMA = "# yaml-language-server: $schema={depth}docs/reference/schemas/{kind}.json\n"

FIRM = """
particulars:
  name: Penhallow Reeve LLP
  profession: accountants
  registered_in: England and Wales
  number: OC000000
  registered_office: 1 Example Quay, Exeter
  address: 1 Example Quay, Exeter
  telephone: 01632 960100
  email: office@penhallowreeve.example
bank:
  account_name: Penhallow Reeve LLP
  sort_code: 00-00-00
  account_number: "00000000"
people: # all of them
  - email: helen.pike@penhallowreeve.example
    name: Helen Pike
    roles: [fee_earner]
    signs: [report]
  - email: martin.oke@penhallowreeve.example
    name: Martin Oke
    roles: [manager]

# whom we act for
clients:
  - key: wrackline
    name: Wrackline Boatyard Limited
    short_name: the Company
    names_in_records: [WRA]
    matters:
      - key: accounts-2026
        reference: WRA001
        title: Management accounts
        partner: helen.pike@penhallowreeve.example
  - key: tidewell
    name: Tidewell Dental Practice LLP
    short_name: the Practice
    names_in_records: [TID]
    matters:
      - key: payroll
        reference: TID001
        title: Payroll
        partner: helen.pike@penhallowreeve.example
models:
  default: house
  allowed: [house]
"""

CREW = """
title: Report
description: A report.
agents: [finder, writer]
tasks: [find, write, review]
inputs:
  billing:
    kind: billing
    description: The billing workbook.
template: report
deliverable: "{client} - {title} - {period}.docx"
standard_format:
  - key: fees
    heading: Fees
    purpose: What was billed.
    measures: [billed]
    passages: [decision]
    words: [10, 100]
    tables:
      - key: invoices
        title: Invoices
        dimension: invoice
        period: as-at
        columns:
          - { key: number, heading: Number, measure: number }
          - { key: net, heading: Net, measure: net, total: true }
        total_scope: invoices
  - key: basis
    heading: Basis
    purpose: Its limits.
    words: [0, 0]
    fixed_text: ["For [[fact:client-name/register/client]] only."]
"""

AGENT = """
role: Finder
goal: Find it.
backstory: You find things.
"""

TASK = """
description: Do it.
expected_output: Only the JSON.
agent: {agent}
output_record: {record}
context: [{context}]
tools: [look_up]
purpose: do it
"""

TEMPLATE = """
title: Report
sections: [fees, basis]
context:
  client.name: { kind: text }
  sections.fees.paragraphs: { kind: paragraphs }
  sections.basis.paragraphs: { kind: paragraphs }
  tables.invoices.rows: { kind: rows, columns: [number, net] }
  tables.invoices.total: { kind: rows, columns: [number, net] }
"""

INDEX = """
files:
  faq.md:
    owner: helen.pike@penhallowreeve.example
    review_by: 2027-01-31
"""

FILES = {
    "firm.yaml": ("firm", FIRM),
    "crews/report.yaml": ("crew", CREW),
    "agents/finder.yaml": ("agent", AGENT),
    "agents/writer.yaml": ("agent", AGENT),
    "tasks/find.yaml": ("task", TASK.format(agent="finder", record="Brief", context="")),
    "tasks/write.yaml": ("task", TASK.format(agent="writer", record="Draft", context="find")),
    "tasks/review.yaml": (
        "task",
        TASK.format(agent="finder", record="AgentFindings", context="find, write"),
    ),
    "templates/report.yaml": ("template", TEMPLATE),
    "knowledge/index.yaml": ("knowledge", INDEX),
}


@dataclass(frozen=True)
class PlantedWorkspace:
    """A workspace on disk whose files can be changed by a word."""

    root: Path

    def plant(self, file: str, old: str, new: str) -> None:
        """Put the new words in place of the old ones, which must be there once."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        if text.count(old) != 1:
            pytest.fail(f"{old!r} stands {text.count(old)} times in {file}")
        path.write_text(text.replace(old, new), encoding="utf-8")

    def add(self, file: str, text: str) -> None:
        """Put the text at the end of the file."""
        path = self.root / file
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    def line(self, file: str, words: str) -> int:
        """The line on which the words stand first."""
        lines = (self.root / file).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, start=1) if words in line)

    def problems(self) -> list[str]:
        """What `check_workspace` says, as people read it."""
        return [str(problem) for problem in check_workspace(self.root)]


@pytest.fixture
def workspace(tmp_path: Path) -> PlantedWorkspace:
    for folder in ("crews", "agents", "tasks", "knowledge", "templates", "outputs"):
        (tmp_path / folder).mkdir()
    for name, (kind, text) in FILES.items():
        first = SCHEMA.format(depth="../" * name.count("/"), kind=kind)
        (tmp_path / name).write_text(first + text.lstrip(), encoding="utf-8")
    (tmp_path / "templates/report.docx").write_bytes(b"a Word file")
    (tmp_path / "knowledge/faq.md").write_text("# Questions\n", encoding="utf-8")
    return PlantedWorkspace(tmp_path)
