"""Each section of the draft: figures, passages and the firm's own words, in their order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engross.models.house import approved
from engross.models.house.asking import Wanted, wanted
from engross.models.house.commentary import Remark, asks, comment, lead
from engross.models.house.grouping import is_line, line_begun
from engross.models.house.phrases import WORDS
from engross.models.house.reading import (
    FactLine,
    Layout,
    PassageLine,
    Section,
    has_digits,
    spoken_length,
    unique,
)
from engross.models.house.reasons import calls_for_reason, reason
from engross.models.house.salience import each_once
from engross.models.house.summary import in_short
from engross.models.house.telling import Speech, nothing_found, paragraphs, said_in, to_confirm
from engross.records import (
    Brief,
    BriefSection,
    Draft,
    DraftSection,
    Paragraph,
    Sentence,
    without_slots,
)

_HEAD = re.compile(r"^\[\[fact:[^\]]+\]\]: ")
_PLENTY = 4
"""How many sentences make a paragraph; a summary of as many is told in two."""


@dataclass(frozen=True)
class Material:
    """What the brief names, looked up, and what it takes to tell it."""

    plan: Layout
    facts: Mapping[str, FactLine]
    passages: Mapping[str, PassageLine]
    register: tuple[FactLine, ...]
    """The register's facts, and those that name and class the workstreams."""
    speech: Speech
    forbidden: tuple[str, ...]
    asking: Section | None
    asks: BriefSection
    """What the brief has for the section that asks."""

    def known(self, told: BriefSection) -> list[FactLine]:
        """The facts that a section may speak of."""
        named = [self.facts[i] for i in told.facts if i in self.facts]
        return list({fact.id: fact for fact in (*named, *self.register)}.values())

    def chosen(self, told: BriefSection) -> list[PassageLine]:
        """The passages that the brief gives the section."""
        return [self.passages[i] for i in told.passages if i in self.passages]


def written(material: Material, brief: Brief) -> Draft:
    """Every section of the standard format."""
    briefed = {section.key: section for section in brief.sections}
    return Draft(
        sections=tuple(
            DraftSection(
                key=section.key,
                paragraphs=_section(
                    material, section, briefed.get(section.key, BriefSection(key=section.key))
                ),
            )
            for section in material.plan.sections
        )
    )


def _section(material: Material, section: Section, told: BriefSection) -> tuple[Paragraph, ...]:
    if section.fixed:
        return ()
    everything = _summary if section.is_summary else _body
    return _within(material, section, everything(material, section, told)) or _empty(section)


def _summary(material: Material, section: Section, told: BriefSection) -> tuple[Paragraph, ...]:
    """Position and change first, then the money and what we ask."""
    known, period = material.known(told), material.plan.period
    happened = in_short(material.chosen(told), material.speech.reader)
    money = _plain_sentences(material, comment(section, known, period))
    asked = _asked_shortly(material, known)
    if section.is_list:
        points = [*money, *asked, *happened]
        return tuple(Paragraph(sentences=(point,)) for point in points)
    parts = [happened, [*money, *asked]]
    if len(happened) + len(money) + len(asked) < _PLENTY:
        parts = [[*happened, *money, *asked]]
    return tuple(Paragraph(sentences=tuple(part)) for part in parts if part)


def _asked_shortly(material: Material, known: Sequence[FactLine]) -> list[Sentence]:
    """What we ask the client to decide and by when, pointing to the section that asks it."""
    asking, told = material.asking, material.asks
    if asking is None or not (told.facts or told.passages):
        return []
    heading = "" if has_digits(asking.heading) else asking.heading
    decisions = _decisions(material, asking, told, material.chosen(told))
    days = {one.remark.about: one.due_fact for one in decisions if one.due_fact}
    remarks = asks(known, material.plan.period, short=True)
    said = [replace(r, text=_pointing(r.text, heading, days.get(r.about, ""))) for r in remarks]
    return _plain_sentences(material, said)


def _pointing(text: str, heading: str, due_fact: str) -> str:
    """The sentence with the day and the heading that it points to, or without them."""
    day = WORDS["by_day"].format(day=f"[[fact:{due_fact}]]") if due_fact else ""
    pointer = "" if heading else r" ?\([^()]*<asking>[^()]*\)"
    text = re.sub(pointer, "", text) if pointer else text.replace("<asking>", heading)
    return text.replace("<by>", day)


def _body(material: Material, section: Section, told: BriefSection) -> tuple[Paragraph, ...]:
    chosen = [p for p in material.chosen(told) if not approved.is_approved(p)]
    reasons = _reasons(material, section, told, chosen)
    decisions = _decisions(material, section, told, chosen)
    used = {passage.id for one in decisions for passage in one.asked}
    used |= {name for given in reasons.values() for name in given.cites}
    mine, again = each_once([p for p in chosen if p.id not in used], material.speech.nearness)
    told_once = paragraphs(section, mine, material.speech, asking=section == material.asking)
    quoted = [_citing(paragraph, again) for paragraph in told_once]
    under = _headed(material, quoted)
    arranged = _arranged(section, quoted, _comments(material, section, told, reasons, under), under)
    first = lead(section, material.known(told), material.plan.period)
    begun = (_plain(first.text),) if quoted and first and not section.is_list else ()
    return (*begun, *(one.paragraph() for one in decisions), *arranged)


def _citing(paragraph: Paragraph, again: Mapping[str, tuple[str, ...]]) -> Paragraph:
    """The paragraph, its sentences citing the passages that say the same too."""
    return Paragraph(
        sentences=tuple(
            sentence.model_copy(
                update={"cites": unique(n for c in sentence.cites for n in (c, *again.get(c, ())))}
            )
            for sentence in paragraph.sentences
        )
    )


def _reasons(
    material: Material, section: Section, told: BriefSection, chosen: Sequence[PassageLine]
) -> dict[str, Sentence]:
    """Why figures are what they are, by workstream, where the brief has a passage that says so."""
    known = material.known(told)
    support = [passage for passage in chosen if passage.kind not in section.kinds]
    found = {}
    for remark in comment(section, known, material.plan.period) if support else ():
        scope = calls_for_reason(remark, known)
        given = reason(scope, known, support, material.speech) if scope else None
        if given:
            found[scope] = given
    return found


def _decisions(
    material: Material, section: Section, told: BriefSection, chosen: Sequence[PassageLine]
) -> tuple[Wanted, ...]:
    """What we ask the client to decide, in the section that asks."""
    if section != material.asking:
        return ()
    speech = material.speech
    return wanted(material.known(told), material.plan.period, chosen, speech.parts, speech.nearness)


def _headed(material: Material, quoted: Sequence[Paragraph]) -> dict[str, int]:
    """The paragraphs that begin with a workstream's name, by its scope."""
    parts = material.speech.parts
    heads = {f"[[fact:{fact.id}]]: ": scope for scope, fact in parts.items()}
    found: dict[str, int] = {}
    for place, paragraph in enumerate(quoted):
        first = paragraph.sentences[0]
        headed = _HEAD.match(first.text)
        told = said_in(first, material.passages)
        scope = heads.get(headed[0], "") if headed else line_begun(told, parts)
        if scope:
            found[scope] = place
    return found


def _comments(
    material: Material,
    section: Section,
    told: BriefSection,
    reasons: Mapping[str, Sentence],
    under: Mapping[str, int],
) -> list[tuple[str, list[Sentence]]]:
    """What is to be said of the figures, each with the workstream that it is about."""
    known = material.known(told)
    remarks = comment(section, known, material.plan.period, under)
    words = [passage for passage in material.chosen(told) if approved.is_approved(passage)]
    fit = approved.fitting(section, remarks, words, material.speech.nearness)
    spoken = []
    for place, remark in enumerate(remarks):
        sentences = _plain_sentences(material, [remark])
        if given := reasons.get(calls_for_reason(remark, known)):
            sentences.append(given)
        if fit and fit[0] == place:
            sentences.append(fit[1])
        spoken.append((remark.about, sentences))
    return spoken


def _arranged(
    section: Section,
    quoted: Sequence[Paragraph],
    spoken: Sequence[tuple[str, list[Sentence]]],
    under: Mapping[str, int],
) -> tuple[Paragraph, ...]:
    """The paragraphs, each remark under the workstream that it is about, the others together."""
    told = [list(paragraph.sentences) for paragraph in quoted]
    rest = [sentences for scope, sentences in spoken if scope not in under]
    for scope, sentences in spoken:
        if scope in under and is_line(scope):
            told[under[scope]] = [*sentences, *_unheaded(told[under[scope]])]
        elif scope in under:
            told[under[scope]].extend(sentences)
    written = [Paragraph(sentences=tuple(sentences)) for sentences in told]
    together = [Paragraph(sentences=tuple(sentences)) for sentences in _parted(rest)]
    # What was done comes before what it came to; where a table follows the figures are the point.
    return tuple([*together, *written] if section.has_tables else [*written, *together])


def _unheaded(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences without the name before the first, which what now precedes them has said."""
    first, *others = sentences
    text = _HEAD.sub("", first.text)
    return [first.model_copy(update={"text": text[:1].upper() + text[1:]}), *others]


def _parted(groups: Sequence[list[Sentence]]) -> list[list[Sentence]]:
    """Paragraphs of a few sentences, those of one remark kept together, none of a single one."""
    parts: list[list[Sentence]] = []
    for group in filter(None, groups):
        if not parts or len(parts[-1]) + len(group) > _PLENTY:
            parts.append([])
        parts[-1] += group
    if len(parts) > 1 and len(parts[-1]) == 1:
        last = parts.pop()
        parts[-1] += last
    return parts


def _plain_sentences(material: Material, remarks: Sequence[Remark]) -> list[Sentence]:
    return [
        Sentence(text=remark.text[:1].upper() + remark.text[1:])
        for remark in remarks
        if not _uses_forbidden(remark.text, material.forbidden)
    ]


def _within(
    material: Material, section: Section, everything: Sequence[Paragraph]
) -> tuple[Paragraph, ...]:
    """The paragraphs, without the sentences that would make the section too long."""
    room = section.most
    known = {**{fact.id: fact for fact in material.register}, **material.facts}
    kept: list[Paragraph] = []
    for paragraph in everything:
        sentences = []
        for sentence in paragraph.sentences:
            length = spoken_length(sentence.text, material.passages, known)
            if length <= room:
                room -= length
                sentences.append(sentence)
        if sentences:
            kept.append(Paragraph(sentences=tuple(sentences)))
    return tuple(kept)


def _empty(section: Section) -> tuple[Paragraph, ...]:
    """Nothing where code puts in the firm's own words; otherwise the gap, made visible."""
    wanted_at_all = section.measures or section.kinds
    if section.fixed or section.may_be_empty or not wanted_at_all:
        return ()
    return (_plain(to_confirm(nothing_found(section))),)


def _plain(text: str) -> Paragraph:
    return Paragraph(sentences=(Sentence(text=text),))


def _uses_forbidden(text: str, forbidden: Sequence[str]) -> bool:
    own = without_slots(text)
    return any(re.search(rf"\b{re.escape(word)}\b", own, re.IGNORECASE) for word in forbidden)
