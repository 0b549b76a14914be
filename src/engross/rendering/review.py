"""The review copy: the candidate's words with watermark, evidence comments and findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from engross.ooxml.marks import CHECKS, EVIDENCE, place_name
from engross.records import Figure, Finding
from engross.rendering.context import TITLE
from engross.rendering.slots import Citation

if TYPE_CHECKING:
    import datetime as dt

    from engross.ooxml.comments import Note

WEIGHT = {
    "block": "Must be settled before signing",
    "warn": "Please look at this",
    "note": "For the record",
}
"""What each severity means to the reader."""

_COLUMNS = {"Weight": 3.0, "Where": 3.2, "What was noticed": 6.4, "What to do": 4.4}
"""The headings of the list of findings, each with its share of the width."""


def review_copy(
    marked: bytes,
    figures: Sequence[Figure],
    findings: Sequence[Finding],
    title: str,
    *,
    citations: Sequence[Citation] = (),
) -> bytes:
    """The marked document, anchored and dressed."""
    from engross.ooxml.anchors import place_anchors  # noqa: PLC0415 - loads lxml

    return dressed(place_anchors(marked), figures, findings, title, citations=citations)


def dressed(  # noqa: PLR0913 - the document, what is said of it, and when
    anchored: bytes,
    figures: Sequence[Figure],
    findings: Sequence[Finding],
    title: str,
    *,
    citations: Sequence[Citation] = (),
    when: dt.datetime | None = None,
) -> bytes:
    """The document for reading and editing in Word, watermarked, with evidence and findings.

    A comment for every figure in prose, every table row with figures, every chart, every sentence
    of `citations` and every finding, dated `when` (else as the document's properties are); the
    findings again on a last page, which calls the document `title`; and the words that stand in a
    review copy only. The anchors stay, for `engross.ooxml.undressing`, which undoes all of this.
    The same arguments always give the same bytes.
    """
    from engross.ooxml.cleaning import made_at  # noqa: PLC0415 - loads lxml
    from engross.ooxml.closing_page import add_closing_page  # noqa: PLC0415 - loads lxml
    from engross.ooxml.comments import Note, add_comments  # noqa: PLC0415 - loads lxml
    from engross.ooxml.review_only import put_back  # noqa: PLC0415 - loads lxml
    from engross.ooxml.watermark import add_watermark  # noqa: PLC0415 - loads lxml

    notes = [
        *_finding_notes(findings, _row_anchors(figures)),
        *_evidence_notes(figures),
        *(Note((cited.anchor,), "\n".join(cited.working), EVIDENCE) for cited in citations),
    ]
    copy = add_comments(put_back(anchored), notes, when or made_at(anchored))
    copy = add_closing_page(
        copy, "Findings", _summary(findings, title), _COLUMNS, [_row(f) for f in findings]
    )
    return add_watermark(copy)


def _evidence_notes(figures: Sequence[Figure]) -> Iterator[Note]:
    """One for each figure in prose, for each row of a table, and for each chart."""
    from engross.ooxml.comments import Note  # noqa: PLC0415 - loads lxml

    shown: dict[str, set[str]] = defaultdict(set)
    for figure in figures:
        shown[figure.place.partition(", ")[0]].add(_evidence(figure)[0])
    for place, group in groupby(figures, key=_commented_at):
        together = list(group)
        whole = place.partition(", ")[0]
        if place.startswith("chart "):
            yield Note((place_name(place),), _row_evidence(together, shown[whole]), EVIDENCE)
        elif place.startswith("table "):
            yield Note((together[0].anchor,), _row_evidence(together, shown[whole]), EVIDENCE)
        else:
            for figure in together:
                yield Note((figure.anchor,), "\n".join(_evidence(figure)), EVIDENCE)


def _commented_at(figure: Figure) -> str:
    """The place that its evidence is given at: a chart, being one drawing, has one for all."""
    chart = figure.place.startswith("chart ")
    return figure.place.partition(", ")[0] if chart else figure.place


def _row_evidence(row: Sequence[Figure], shown: Collection[str]) -> str:
    """A line for each of the row's figures, and for what they rest on that is not `shown` in it.

    `shown` is the first line of every figure of the table, or chart, that the row is of.
    """
    lines = dict.fromkeys(
        line
        for figure in row
        for number, line in enumerate(_evidence(figure))
        if number == 0 or line not in shown
    )
    return "\n".join(lines)


def _evidence(figure: Figure) -> Sequence[str]:
    return figure.working or (f"{figure.text}: {figure.origin}",)


def _finding_notes(findings: Sequence[Finding], row_anchors: Mapping[str, str]) -> Iterator[Note]:
    from engross.ooxml.comments import Note  # noqa: PLC0415 - loads lxml

    for finding in findings:
        lines = [f"{WEIGHT[finding.severity]}: {finding.message}"]
        lines += [f"What to do: {finding.suggestion}"] if finding.suggestion else []
        lines += [f"{finding.place} ({finding.rule}, {finding.id})"]
        row = row_anchors.get(finding.place)
        targets = ([row] if row else []) + list(_anchors(finding.place))
        yield Note(tuple(targets), "\n".join(lines), CHECKS)


def _row_anchors(figures: Sequence[Figure]) -> dict[str, str]:
    """The first figure of each table row; a total is the row after the last one, too."""
    anchors: dict[str, str] = {}
    rows: dict[str, int] = {}
    for figure in figures:
        table, comma, row = figure.place.partition(", ")
        if not (comma and table.startswith("table ")):
            continue
        anchors.setdefault(figure.place, figure.anchor)
        if row.startswith("row "):
            rows[table] = int(row.removeprefix("row "))
        else:
            anchors.setdefault(f"{table}, row {rows.get(table, 0) + 1}", figure.anchor)
    return anchors


def _anchors(place: str) -> Iterator[str]:
    """The anchors that the place may have, nearest first: itself, what it is part of, the title."""
    parts = place.split(", ")
    for length in range(len(parts), 0, -1):
        yield place_name(", ".join(parts[:length]))
    yield place_name(TITLE)


def _row(finding: Finding) -> tuple[str, ...]:
    return (WEIGHT[finding.severity], finding.place, finding.message, finding.suggestion or "-")


def _summary(findings: Sequence[Finding], title: str) -> str:
    if not findings:
        return f"{title}. The checks noticed nothing."
    blocks = sum(finding.severity == "block" for finding in findings)
    count = f"{len(findings)} findings" if len(findings) > 1 else "1 finding"
    return f"{title}. {count}, of which {blocks or 'none'} must be settled before anybody signs."
