"""Structure: the standard format's sections, their order and length, and the sign-off block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engross.checks.cases import DocumentCase, DraftCase
from engross.checks.places import plain
from engross.checks.rules import finding
from engross.records import DraftSection, Finding, slots, without_slots
from engross.records.slots import TO_CONFIRM
from engross.workspace.section_specs import SectionSpec

RULE = "sections-in-order"


def draft_sections(case: DraftCase) -> Iterator[Finding]:
    """Sections that are missing, unknown, doubled, out of order, empty, short or long."""
    wanted = {section.key: section for section in case.crew.standard_format}
    written = [section.key for section in case.draft.sections]
    yield from _keys(wanted, written)
    for section in case.draft.sections:
        if section.key in wanted:
            yield from _length(case, wanted[section.key], section)
    for spec in wanted.values():
        if not (spec.key in written or spec.only_fixed):
            message = f"The section “{spec.heading}” is missing."
            yield finding(RULE, f"section {spec.key}", message, _EACH_ONCE)


def document_structure(case: DocumentCase) -> Iterator[Finding]:
    """Headings of a document that are missing or out of order, and its sign-off block."""
    texts = [plain(block.text) for block in case.blocks]
    last = -1
    for spec in _printed(case):
        at = [n for n, text in enumerate(texts) if text == plain(spec.heading)]
        if not at:
            message = f"The section “{spec.heading}” is missing from the document."
            yield finding(RULE, f"section {spec.key}", message, "Return it for another draft.")
            continue
        later = [n for n in at if n > last]
        if not later:
            message = f"The section “{spec.heading}” is not where the standard format has it."
            yield finding(
                RULE,
                f"section {spec.key}",
                message,
                "Put it back into its order in the Word template.",
            )
        last = min(later, default=last)
    yield from _whole_length(case)
    yield from _sign_off(case, texts[last + 1 :])


_EACH_ONCE = "Give each section of the standard format once, in its order."


def _keys(wanted: dict[str, SectionSpec], written: list[str]) -> Iterator[Finding]:
    for key in dict.fromkeys(written):
        if key not in wanted:
            message = f"The standard format has no section {key}."
            yield finding(RULE, f"section {key}", message, _EACH_ONCE)
        elif written.count(key) > 1:
            message = f"The section “{wanted[key].heading}” stands there twice."
            yield finding(RULE, f"section {key}", message, _EACH_ONCE)
    known = [key for key in dict.fromkeys(written) if key in wanted]
    if known != [key for key in wanted if key in known]:
        order = ", ".join(wanted)
        message = f"The sections are out of order: {', '.join(known)}."
        yield finding(RULE, "draft", message, f"The order is: {order}.")


def _length(case: DraftCase, spec: SectionSpec, section: DraftSection) -> Iterator[Finding]:
    place = f"section {spec.key}"
    count = _words(case, section)
    if spec.only_fixed:
        if count:
            message = f"The section “{spec.heading}” holds the firm's own text and nothing else."
            yield finding(RULE, place, message, "Leave it empty; code puts the text in.")
        return
    if not count:
        if not (spec.may_be_empty or spec.fixed_text or spec.tables):
            message = f"The section “{spec.heading}” is empty, and it may not be."
            yield finding(RULE, place, message, "Write it, or say what is [to confirm: ...].")
        return
    fewest, most = spec.words
    if not fewest <= count <= most and not _only_asks(section):
        yield finding(
            RULE,
            place,
            f"The section “{spec.heading}” has {count} words; it should have {fewest} to {most}.",
            "Say what is missing."
            if count < fewest
            else "Leave out what the reader can do without.",
            severity="warn",
        )


def _only_asks(section: DraftSection) -> bool:
    """Whether it holds nothing but what is to be confirmed, of which another rule tells."""
    text = " ".join(s.text for p in section.paragraphs for s in p.sentences)
    return bool(text) and not TO_CONFIRM.sub("", text).strip(" .")


def _words(case: DraftCase, section: DraftSection) -> int:
    """Words as they will be printed: a figure counts as one, a quotation as its own words."""
    count = 0
    for paragraph in section.paragraphs:
        for sentence in paragraph.sentences:
            count += len(without_slots(sentence.text).split())
            for slot in slots(sentence.text):
                whole = slot.kind == "quote" and not slot.part
                quoted = case.passage(slot.id) if whole else None
                count += len(quoted.text.split()) if quoted else 1
    return count


def _printed(case: DocumentCase) -> Iterator[SectionSpec]:
    """The sections that must be there: those that the template prints and that say something."""
    specs = {section.key: section for section in case.crew.standard_format}
    for key in case.template.sections:
        spec = specs.get(key)
        if spec is not None and (not spec.may_be_empty or spec.when_empty):
            yield spec


def _whole_length(case: DocumentCase) -> Iterator[Finding]:
    """Words of the whole, from the first heading on, where the crew says how many it may have."""
    fewest, most = case.crew.length
    told = (text for place, text in case.placed if place.startswith(("section ", "table ")))
    count = sum(len(text.split()) for text in told)
    if not most or fewest <= count <= most:
        return
    yield finding(
        RULE,
        "document",
        f"The document has {count} words; it should have {fewest} to {most}.",
        "Say what is missing." if count < fewest else "Leave out what the reader can do without.",
        severity="warn",
    )


def _sign_off(case: DocumentCase, after: Sequence[str]) -> Iterator[Finding]:
    """The signatory's and the firm's name after the last heading."""
    partner = case.firm.person(case.matter.partner)
    name = partner.name if partner else case.matter.partner
    if not any(plain(name) in text for text in after):
        others = [p.name for p in case.firm.people if plain(p.name) in set(after)]
        names_other = f" It names {others[0]} instead." if others else ""
        yield finding(
            RULE,
            "sign-off block",
            f"The document does not end with the name of {name}, who signs for this matter."
            + names_other,
            "The template prints sign_off.name; firm.yaml names the matter's partner.",
        )
    firm = case.firm.particulars.name
    if not any(plain(firm) in text for text in after):
        message = f"The sign-off block does not name the firm, {firm}."
        yield finding(RULE, "sign-off block", message, "The template prints sign_off.firm.")
