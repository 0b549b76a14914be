"""What became of people's remarks, told by comparing the earlier draft with the new one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from engross.checks.rules import finding
from engross.records import Draft, DraftSection, Finding, Sentence, slots
from engross.records.redrafts import (
    Instruction,
    Redraft,
    RemarkOrder,
    is_same,
    section_of,
    sentences_of,
)

_SHOWN = 200
"""Characters of a remark, and of the words it is on, that a finding shows."""


def remark_findings(redraft: Redraft, after: Draft) -> tuple[Finding, ...]:
    """A finding for each remark, in their order."""
    remarks = sorted((*redraft.revision.remarks, *redraft.aside), key=lambda remark: remark.number)
    return tuple(_judged(remark, redraft, after) for remark in remarks)


def _judged(remark: Instruction, redraft: Redraft, after: Draft) -> Finding:
    asked = _told(remark)
    place = f"section {remark.section}" if remark.section else "document"
    if remark.order and _is_done(remark, redraft.draft, after):
        return finding("remark-followed", place, f"{asked} It was done.", severity="note")
    return finding(
        "remark-open",
        place,
        f"{asked} {_standing(remark, redraft, after)}",
        _SUGGESTIONS[remark in redraft.aside],
        severity="warn",
    )


_SUGGESTIONS = {
    True: "Name its section when you ask for a redraft, or edit the document in Word.",
    False: "Read the place; if it is not as you want it, edit it in Word and return the file.",
}


def _standing(remark: Instruction, redraft: Redraft, after: Draft) -> str:
    if remark in redraft.aside:
        return "The drafter was not asked: it stands in no section that was written again."
    if remark.order:
        return "It was not done."
    if not any(_changed(redraft.draft, after, key) for key in _keys(remark, redraft)):
        return "Nothing was changed."
    if remark.about and _stands(remark, section_of(after, remark.section)):
        return "Those words stand as they did; others of the section were changed."
    return "The wording was changed; only a reader can tell whether it does what was asked."


def _keys(remark: Instruction, redraft: Redraft) -> Iterator[str]:
    yield from ([remark.section] if remark.section else sorted(redraft.revision.keys))


def _changed(before: Draft, after: Draft, key: str) -> bool:
    return section_of(before, key).paragraphs != section_of(after, key).paragraphs


def _is_done(remark: Instruction, before: Draft, after: Draft) -> bool:
    was, is_now = section_of(before, remark.section), section_of(after, remark.section)
    return _DONE[remark.order](remark, was, is_now)


def _told(remark: Instruction) -> str:
    """Who wrote what, and on which words."""
    on = f" on “{_short(remark.on)}”" if remark.on else ""
    says = _short(remark.says)
    stop = "" if says.endswith((".", "!", "?", "…")) else "."
    return f"{remark.by or 'Somebody'} wrote{on}: “{says}”{stop}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rstrip()} …"


def _left_out(remark: Instruction, before: DraftSection, after: DraftSection) -> bool:
    return all(_is_gone(sentence, before, after) for sentence in remark.about)


def _is_gone(sentence: Sentence, before: DraftSection, after: DraftSection) -> bool:
    """Whether it stands there no more, in other words neither."""
    was = sum(is_same(sentence, other) for other in sentences_of(before))
    is_now = sum(is_same(sentence, other) for other in sentences_of(after))
    return is_now < was and sentence.text not in _texts(after)


def _kept(remark: Instruction, before: DraftSection, after: DraftSection) -> bool:
    """Whether its sentences stand word for word; on a heading, whether the section does."""
    if not remark.about:
        return before.paragraphs == after.paragraphs
    return _stands(remark, after)


def _stands(remark: Instruction, after: DraftSection) -> bool:
    return all(sentence.text in _texts(after) for sentence in remark.about)


def _quoted(remark: Instruction, _before: DraftSection, after: DraftSection) -> bool:
    """Whether each sentence gave way to a passage of its own, word for word, or was that before."""
    now = sentences_of(after)
    return all(
        any(_whole(one) & {*s.cites} for one in now)
        and (s.text not in _texts(after) or bool(_whole(s)))
        for s in remark.about
    )


def _whole(sentence: Sentence) -> frozenset[str]:
    """The passages that it quotes word for word."""
    return frozenset(s.id for s in slots(sentence.text) if s.kind == "quote" and not s.part)


def _shortened(remark: Instruction, before: DraftSection, after: DraftSection) -> bool:
    first, *rest = remark.about
    return first.text in _texts(after) and all(_is_gone(s, before, after) for s in rest)


def _moved_first(remark: Instruction, _before: DraftSection, after: DraftSection) -> bool:
    now = sentences_of(after)
    return bool(now) and is_same(remark.about[0], now[0])


def _texts(section: DraftSection) -> frozenset[str]:
    return frozenset(sentence.text for sentence in sentences_of(section))


_Done = Callable[[Instruction, DraftSection, DraftSection], bool]

_DONE: Mapping[RemarkOrder, _Done] = {
    "leave-out": _left_out,
    "keep": _kept,
    "quote": _quoted,
    "shorten": _shortened,
    "move-first": _moved_first,
}
