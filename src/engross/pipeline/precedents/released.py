"""The words of a released document: proven to be those that were signed, section by section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from engross.errors import InputError, Tampered, UsageError
from engross.knowledge.precedents import Section, sentences_of
from engross.ooxml.marks import without_marks
from engross.ooxml.text import read_text
from engross.pipeline import names
from engross.pipeline.quotable import found_passages, with_passages
from engross.pipeline.services import Services
from engross.records import (
    CrewResult,
    Decision,
    Draft,
    DraftSection,
    Evidence,
    HeldDocument,
    Passage,
    Run,
)
from engross.rendering.slots import FigureBook, fill_paragraph
from engross.signoff import digest
from engross.sources.apart import read_document
from engross.sources.documents import BlockRead
from engross.sources.file import SourceFile
from engross.sources.guard import check
from engross.workspace.section_specs import SectionSpec

_WORD: Final = ".docx"
_NUMBER = re.compile(r"^\d+(?:\.\d+)*[.)]?\s+")
_GIVE_THE_FILE: Final = (
    "Open the released document in Word, and keep the wording from that file instead."
)


class Words(NamedTuple):
    """The wording of a document."""

    sections: tuple[Section, ...]
    """Those that have any."""
    warnings: tuple[str, ...] = ()


class Signed(NamedTuple):
    """What was signed, and what it was made of."""

    held: HeldDocument
    draft: Draft
    evidence: Evidence
    """With what the run found in the knowledge base."""
    found: tuple[Passage, ...]
    """What it found there."""


def signed_document(services: Services, run: Run) -> Signed:
    """The run's document as it was signed.

    Raises:
        Tampered: the signature is not the one that was noted, or not of this document.
    """
    records = services.records
    held = records.load(run.id, names.HELD, HeldDocument)
    decision = records.load(run.id, names.DECISION, Decision)
    evidence = records.load(run.id, names.EVIDENCE, Evidence)
    line = services.ledger.newest("signed", run.id)
    noted = services.ledger.details(line) if line else None
    if (
        noted is None
        or Decision.model_validate(noted) != decision
        or digest(held, decision.by, decision.overrides) != decision.digest
        or evidence.fingerprint() != held.evidence_sha256
    ):
        raise Tampered(
            f"What is kept of {run.id} is not what was signed.",
            remedy="`engross ledger verify` says more. Nothing was kept as a precedent.",
        )
    found = found_passages(services, run)
    draft = records.load(run.id, names.RESULT, CrewResult).draft
    return Signed(held, draft, with_passages(evidence, found), found)


def as_released(
    services: Services, run: Run, signed: Signed, specs: Sequence[SectionSpec]
) -> tuple[Section, ...]:
    """What was drafted for the sections, filled in, as it stands in the signed document.

    Raises:
        Tampered: the draft does not say what the document says.
    """
    drafted = {section.key: section for section in signed.draft.sections}
    pairs = [(spec, _filled(drafted.get(spec.key), signed)) for spec in specs]
    there = _paragraphs(services, signed.held, review=False)
    missing = [text for _, texts in pairs for text in texts if text not in there]
    if missing:
        raise Tampered(
            f"The signed document of {run.id} does not have the paragraph “{missing[0][:80]}”, "
            "which its draft would print today.",
            remedy=_GIVE_THE_FILE,
        )
    return tuple(
        Section(
            spec.heading,
            tuple(sentences_of(text) for text in texts),
            spec.layout == "list" and len(texts) > 1,
        )
        for spec, texts in pairs
        if texts
    )


def as_edited(
    services: Services, signed: Signed, specs: Sequence[SectionSpec], file: SourceFile
) -> Words:
    """What somebody's own Word file says under the headings of the sections.

    Comments, deleted text, the watermark, tables and whatever the template prints are left out.

    Raises:
        InputError: it is no Word file, cannot be read, or may do harm.
    """
    if file.suffix != _WORD:
        raise InputError(
            file.name, "it is no Word document.", remedy="Save it in Word as .docx, and give that."
        )
    remarks = check(file, "notes")
    blocks = read_document(file).blocks
    printed = _paragraphs(services, signed.held, review=True) - {
        text for section in signed.draft.sections for text in _filled(section, signed)
    }
    found = _under_headings(blocks, {_plain(spec.heading): spec for spec in specs}, printed)
    warnings = [f"{file.name}: {remark.message}" for remark in remarks]
    if any(not block.place.startswith("paragraph ") for block in blocks):
        warnings.append(f"{file.name}: what stands in tables, text boxes and notes is left out.")
    sections = (_section(spec, found.get(spec.key, [])) for spec in specs)
    return Words(tuple(one for one in sections if one.paragraphs), tuple(warnings))


def headings_missing(words: Words, specs: Sequence[SectionSpec], file: SourceFile) -> UsageError:
    """That the file has nothing under the headings that were asked for."""
    there = {section.heading for section in words.sections}
    missing = ", ".join(f"“{s.heading}”" for s in specs if s.heading not in there)
    return UsageError(
        f"{file.name} has nothing under {missing}.",
        remedy="Sections are found by their headings, which must be those of the document: give "
        "the edited copy of this run's document.",
    )


def _filled(section: DraftSection | None, signed: Signed) -> list[str]:
    """The section's paragraphs with every slot filled, without marks."""
    book = FigureBook(signed.evidence)
    texts = (
        without_marks(fill_paragraph(paragraph, book, ""))
        for paragraph in (section.paragraphs if section else ())
    )
    return [text for text in map(_squeezed, texts) if text]


def _paragraphs(services: Services, held: HeldDocument, *, review: bool) -> frozenset[str]:
    """Every paragraph of the released Word files, and of the review copy too."""
    leaving = [file for file in held.candidate.deliverables if file.leaves]
    files = [file for file in leaving if file.name.endswith(_WORD)]
    files += [held.candidate.review_copy] if review else []
    texts = (block.text for f in files for block in read_text(services.documents.get(f.sha256)))
    return frozenset(map(_squeezed, texts))


def _under_headings(
    blocks: Sequence[BlockRead], headings: Mapping[str, SectionSpec], printed: frozenset[str]
) -> Mapping[str, list[BlockRead]]:
    """The paragraphs of each section, by its key; a strange heading of its rank ends a section."""
    found: dict[str, list[BlockRead]] = {}
    current: list[BlockRead] | None = None
    for block in blocks:
        spec = headings.get(_plain(block.text))
        if spec is not None and (block.level or _squeezed(block.text) in printed):
            current = found.setdefault(spec.key, [])
        elif block.level == 1:
            current = None
        elif current is not None and _is_wording(block, printed):
            current.append(block)
    return found


def _is_wording(block: BlockRead, printed: frozenset[str]) -> bool:
    return block.place.startswith("paragraph ") and _squeezed(block.text) not in printed


def _section(spec: SectionSpec, blocks: Sequence[BlockRead]) -> Section:
    is_list = len(blocks) > 1 and all(block.indent is not None for block in blocks)
    return Section(spec.heading, tuple(_sentences(blocks)), is_list)


def _sentences(blocks: Sequence[BlockRead]) -> Iterator[tuple[str, ...]]:
    return (sentences_of(_squeezed(block.text)) for block in blocks)


def _plain(heading: str) -> str:
    """A heading without its number, as it is compared."""
    return _NUMBER.sub("", _squeezed(heading)).rstrip(":").casefold()


def _squeezed(text: str) -> str:
    return " ".join(text.split())
