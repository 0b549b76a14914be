from __future__ import annotations

import datetime as dt

import pytest

from engross.pipeline import names
from engross.pipeline.services import Services
from engross.pipeline.tracing import trace
from engross.records import Candidate, Deliverable, Figure, HeldDocument, Run, Span

RUN = Run(
    id="client_report-20261014-abcdef",
    crew="client_report",
    client="wrackline",
    matter="accounts-2026",
    period="2026-Q3",
    as_at=dt.date(2026, 10, 14),
    inputs=(),
    started_at=dt.datetime(2026, 10, 14, tzinfo=dt.UTC),
)


def _figure(text: str, identifier: str, place: str) -> Figure:
    span = Span(source="0" * 64, file="billing.xlsx", place=place)
    return Figure(
        anchor=f"a{abs(hash(identifier))}",
        id=identifier,
        kind="fact",
        text=text,
        place="section fees, paragraph 1",
        origin=f"sum of billing.xlsx {place}",
        spans=(span,),
    )


BILLED = _figure("£10,963", "billed/2026-Q3/matter", "Invoices!G9:G17")
PAID = _figure("£6,392", "paid/at-2026-10-14/invoices", "'Paid so far'!J9:J11,J15")


@pytest.fixture
def traced(services: Services) -> Services:
    empty = Deliverable(name="x.docx", sha256="0" * 64, size=0)
    candidate = Candidate(deliverables=(empty,), review_copy=empty, figures=(BILLED, PAID))
    held = HeldDocument(
        run=RUN.id,
        candidate=candidate,
        evidence_sha256="",
        findings=(),
        held_at=RUN.started_at,
    )
    services.runs.add(RUN)
    services.records.save(RUN.id, names.HELD, held)
    return services


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ("", (BILLED, PAID)),
        ("£10,963", (BILLED,)),
        ("paid/at-2026-10-14/invoices", (PAID,)),
        ("Invoices!G9", (BILLED,)),
        ("Invoices!G17", (BILLED,)),
        ("Invoices!G18", ()),
        ("Invoices!H9", ()),
        ("Paid so far!J15", (PAID,)),
        ("Paid so far!J12", ()),
        ("J11", (PAID,)),
        ("billing.xlsx", (BILLED, PAID)),
        ("£1", ()),
    ],
)
def test_a_figure_or_a_cell_finds_what_belongs_to_it(
    traced: Services, what: str, found: tuple[Figure, ...]
) -> None:
    assert tuple(trace(traced, RUN, what)) == found
