from __future__ import annotations

from engross.ooxml.text import read_text
from engross.pipeline import names
from engross.pipeline.checking import check
from engross.pipeline.orders import Order
from engross.pipeline.rendering import file_name, particulars_of, render
from engross.pipeline.services import Services
from engross.pipeline.stages import read
from engross.pipeline.starting import start
from engross.records import (
    Brief,
    CheckReport,
    CrewResult,
    Draft,
    DraftSection,
    Paragraph,
    Run,
    Sentence,
)
from engross.testing.knowledge import found_passage

FOUND = found_passage("Our fees are agreed before the work begins.")
TERMS = FOUND.passage


def _started(services: Services, order: Order, text: str) -> Run:
    run = start(services, order)
    read(services, run)
    keys = [s.key for s in services.workspace.crews["client_report"].standard_format]
    said = Paragraph(sentences=(Sentence(text=text, cites=(TERMS.id,)),))
    draft = Draft(
        sections=tuple(
            DraftSection(key=key, paragraphs=(said,) if key == "fees" else ()) for key in keys
        )
    )
    services.records.save(run.id, names.RESULT, CrewResult(brief=Brief(sections=()), draft=draft))
    services.records.save(run.id, names.FOUND, names.FoundPassages(passages=(FOUND,)))
    return run


def test_a_draft_may_quote_what_the_run_found_in_the_knowledge_base(
    services: Services, order: Order
) -> None:
    run = _started(services, order, f"[[quote:{TERMS.id}]]")

    render(services, run)
    check(services, run)

    rendered = services.records.load(run.id, names.RENDERED, names.RenderedDocument)
    words = [block.text for block in read_text(services.documents.get(rendered.candidate.sha256))]
    report = services.records.load(run.id, names.REPORT, CheckReport)
    assert TERMS.text in words
    assert not [f for f in report.findings if TERMS.id in f.evidence]


def test_the_candidate_is_named_after_client_document_and_period(
    services: Services, order: Order
) -> None:
    run = _started(services, order, "The fees are in the table.")

    render(services, run)

    rendered = services.records.load(run.id, names.RENDERED, names.RenderedDocument)
    assert rendered.candidate.name == "Wrackline Boatyard Limited - client report - 2026-Q3.docx"


def test_documents_for_clients_that_nobody_knows_are_named_after_their_deals(
    services: Services, order: Order
) -> None:
    spec = services.workspace.crews["client_report"]
    document = particulars_of(services, _started(services, order, "The fees are in the table."))
    unknown = document.client.model_copy(update={"name": "[to confirm: the client's name]"})
    no_id = document.matter.model_copy(update={"reference": "[to confirm: Our reference]"})

    by_id = document.model_copy(update={"client": unknown})
    by_key = by_id.model_copy(update={"matter": no_id})

    assert file_name(spec.deliverable, by_id).startswith(
        f"client to confirm, {document.matter.reference} - "
    )
    assert file_name(spec.deliverable, by_key).startswith(
        f"client to confirm, {document.matter.key} - "
    )
