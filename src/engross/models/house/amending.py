"""A draft that came back: what the reasons name is taken out, the rest stays as it is."""

from __future__ import annotations

import re

from engross.models.house.conversation import Conversation
from engross.models.house.reading import Section, layout
from engross.models.house.telling import nothing_found, to_confirm
from engross.records import Draft, DraftSection, Paragraph, Sentence

_PLACE = re.compile(r"section `?([a-z][a-z0-9_]*)`?, paragraph ([0-9]+)")
_QUOTED = re.compile(r"“(.+?)(?: …)?”")
_LEAST_QUOTED = 12
"""Characters of a quoted beginning below which it may be chance."""


def amended(before: Draft, talk: Conversation) -> Draft | None:
    """The draft without what was refused, or `None` while the standard format is asked for.

    The reasons name places (`section fees, paragraph 2`) and quote how the sentences begin. A
    paragraph of which no sentence is quoted goes as a whole.
    """
    plan = layout(talk.ask("standard_format"))
    if talk.waiting():
        return None
    reasons = talk.user_words()
    refused = {(key, int(number)) for key, number in _PLACE.findall(reasons)}
    quoted = tuple(text for text in _QUOTED.findall(reasons) if len(text) >= _LEAST_QUOTED)
    written = {section.key: section for section in before.sections}
    return Draft(
        sections=tuple(
            _without(
                section, written.get(section.key, DraftSection(key=section.key)), refused, quoted
            )
            for section in plan.sections
        )
    )


def _without(
    section: Section, written: DraftSection, refused: set[tuple[str, int]], quoted: tuple[str, ...]
) -> DraftSection:
    kept: list[Paragraph] = []
    for number, paragraph in enumerate(written.paragraphs, start=1):
        sentences = paragraph.sentences
        if (section.key, number) in refused:
            sentences = _not_quoted(sentences, quoted)
        if sentences and not section.fixed:
            kept.append(Paragraph(sentences=sentences))
    needed = (section.measures or section.kinds) and not (section.may_be_empty or section.fixed)
    if needed and not kept:
        gap = Sentence(text=to_confirm(nothing_found(section)))
        kept.append(Paragraph(sentences=(gap,)))
    return DraftSection(key=section.key, paragraphs=tuple(kept))


def _not_quoted(sentences: tuple[Sentence, ...], quoted: tuple[str, ...]) -> tuple[Sentence, ...]:
    kept = tuple(s for s in sentences if not " ".join(s.text.split()).startswith(quoted))
    return kept if len(kept) < len(sentences) else ()
