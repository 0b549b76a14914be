"""Rows of an estimate that say the same as one above them: two pieces of work, or one copied."""

from __future__ import annotations

from engross.intake.entry import Entry
from engross.intake.offer.estimate_drafts import StageDraft
from engross.intake.offer.estimate_tables import EstimateTable
from engross.records import Finding
from engross.workspace.price_list import PriceList

_Said = tuple[str, str, tuple[tuple[int, str], ...]]


class Doubled:
    """Notices each row whose stage, words and figures another row has too."""

    def __init__(self, table: EstimateTable, prices: PriceList | None) -> None:
        columns = table.table.headings.columns
        told = {at for meaning, at in columns.items() if meaning not in {"stage", "deliverable"}}
        self._columns = sorted(told | {at for _, at in table.hour_columns(prices)})
        self._seen: dict[_Said, Entry] = {}
        self.findings: list[Finding] = []

    def take(self, entry: Entry, draft: StageDraft) -> None:
        """Take a row of that stage."""
        said = self._said(entry, draft)
        first = self._seen.setdefault(said, entry)
        if first is not entry:
            self.findings.append(
                Finding(
                    rule="estimate-unclear",
                    severity="warn",
                    place=str(entry.place()),
                    message=(
                        f"“{draft.name.text}” stands in row {first.row.number} and again in row "
                        f"{entry.row.number}, with the same words and figures. Both count."
                    ),
                    suggestion=(
                        "If one is a copy, take it out. If both are meant, say in the deliverable "
                        "how they differ."
                    ),
                )
            )

    def _said(self, entry: Entry, draft: StageDraft) -> _Said:
        values = entry.row.values
        cells = tuple(
            (at, str(values[at]).strip().casefold())
            for at in self._columns
            if at < len(values) and values[at] is not None
        )
        what = draft.deliverable.text.casefold() if draft.deliverable else ""
        return draft.name.text.casefold(), what, cells
