"""What the golden documents about a subject are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engross.intake.given import Subject
from engross.records import Draft, DraftSection, Paragraph, Sentence
from engross.rendering import DocumentParticulars


def draft_of(sentences: Mapping[str, Sequence[str]]) -> Draft:
    """A draft of a paragraph for each section."""
    return Draft(
        sections=tuple(
            DraftSection(
                key=key,
                paragraphs=(Paragraph(sentences=tuple(Sentence(text=words) for words in texts)),),
            )
            for key, texts in sentences.items()
        )
    )


def particulars_of(title: str, subject: Subject) -> DocumentParticulars:
    """A document of that title about the subject, of its day."""
    return DocumentParticulars(
        title=title,
        period=subject.period.key,
        period_label=subject.period.label,
        as_at=subject.as_at,
        firm=subject.firm,
        client=subject.client,
        matter=subject.matter,
    )
