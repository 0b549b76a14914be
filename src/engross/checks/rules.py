"""Every rule there is: what it looks at, how much it matters, whether anybody may override it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from engross.records import Finding, Severity

When = Literal["intake", "crew", "draft", "document", "draft and document"]
"""Where a rule looks: at the sources, at the crew's work, at the draft before figures are filled
in, at the document as it would leave."""


class Rule(NamedTuple):
    """One rule, as `docs/reference/checks.md` prints it."""

    name: str
    when: When
    looks_at: str
    """What it looks at, in a few words."""
    severity: Severity
    """The heaviest that its findings are; a milder finding of the same rule says why."""
    overridable: bool
    """Whether a signer may answer for a block finding of it, with a reason."""
    reason: str
    """Why it is there, in one paragraph."""
    source: str
    """Whose rule it is."""


_FIGURES = "[what the figures mean](../explanation/figures.md)"
_SLOTS = "[slots, not numbers](../decisions/0002-slots-not-numbers.md)"
_HOW = "[how a document is made](../explanation/how-it-works.md)"
_PRACTICE = "what partners look for before they sign"

RULES = (
    Rule(
        "row-set-aside",
        "intake",
        "rows of the billing files that cannot be read",
        "warn",
        overridable=True,
        reason="A row without a matter, with a date that no calendar has, or with an amount that "
        "is no number is set aside and listed, never guessed and never dropped: whoever signs "
        "must know what the figures leave out.",
        source=_FIGURES,
    ),
    Rule(
        "period-chosen",
        "intake",
        "the reporting period, when nobody named one",
        "note",
        overridable=True,
        reason="When the command names no period, the latest complete one in the records is "
        "taken. Text and figures that cover different periods are a common fault of reports, so "
        "the choice is said aloud.",
        source=_FIGURES,
    ),
    Rule(
        "totals-differ",
        "intake",
        "totals written in the billing files, added up again",
        "warn",
        overridable=True,
        reason="A workbook believes the value that was last calculated for a cell. Totals are "
        "added again from their rows, and a difference is shown; the figures in the document are "
        "ours.",
        source=_FIGURES,
    ),
    Rule(
        "column-guessed",
        "intake",
        "columns of the billing files whose heading is not a known name",
        "warn",
        overridable=True,
        reason="Every billing system names its columns in its own way. A heading that is only "
        "near to a known name is used, and the guess is shown, because net mixed with gross would "
        "be wrong in every figure. `billing_columns` in firm.yaml settles it for good.",
        source="[billing columns](../how-to/billing-columns.md)",
    ),
    Rule(
        "name-not-registered",
        "intake",
        "clients, matters and people in the sources that firm.yaml does not have",
        "warn",
        overridable=True,
        reason="Names are matched by code or in full, never by likeness: two clients with similar "
        "names are two clients. What firm.yaml does not know is left out and listed.",
        source=_FIGURES,
    ),
    Rule(
        "rows-of-others",
        "intake",
        "rows of other clients in the billing files",
        "note",
        overridable=True,
        reason="An export often holds every client of the firm. Only this client's rows are read "
        "into the evidence; how many others there were is said, so that a wrong export is "
        "noticed.",
        source=_FIGURES,
    ),
    Rule(
        "register-differs",
        "intake",
        "what the billing files and firm.yaml say about the same thing",
        "warn",
        overridable=True,
        reason="firm.yaml is believed, and the difference is shown. The basis of a workstream "
        "decides whether the client sees hours, so the two ought to agree.",
        source=_FIGURES,
    ),
    Rule(
        "write-off-netted",
        "intake",
        "time written off in the billing files",
        "note",
        overridable=True,
        reason="Time that has been written off is taken off the work not yet billed, and the "
        "signer is told; the client never is.",
        source=_FIGURES,
    ),
    Rule(
        "hidden-cells",
        "intake",
        "hidden sheets, rows and columns of a workbook",
        "note",
        overridable=True,
        reason="A reader of the workbook does not see them and a program does. They are read, and "
        "said to be hidden.",
        source=_FIGURES,
    ),
    Rule(
        "formula-not-calculated",
        "intake",
        "formulas of a workbook that were never calculated",
        "warn",
        overridable=True,
        reason="A formula that a program wrote and no Excel has opened holds no value. It is left "
        "out, never worked out by guess.",
        source=_FIGURES,
    ),
    Rule(
        "table-not-used",
        "intake",
        "tables of the billing files that hold nothing the crew can read",
        "warn",
        overridable=True,
        reason="A sheet whose columns mean nothing to the reader may be a note or may be the "
        "invoices under unknown headings. What was not read is said.",
        source=_FIGURES,
    ),
    Rule(
        "export-begins-late",
        "intake",
        "whether the billing files go back to the start of the engagement year",
        "warn",
        overridable=True,
        reason="Figures to date are sums over the year; an export that begins later makes them "
        "too small without a sign of it.",
        source=_FIGURES,
    ),
    Rule(
        "draft-accepted-with-faults",
        "crew",
        "a draft that its guard still refused at the last permitted attempt",
        "block",
        overridable=True,
        reason="A run is held and never lost. When a model cannot put its draft right in the "
        "attempts that it has, the draft is taken with every reason against it, and a person "
        "decides.",
        source=_HOW,
    ),
    Rule(
        "model-fell-back",
        "crew",
        "calls that the built-in house model answered in another model's place",
        "warn",
        overridable=True,
        reason="When the firm's model is down, slow, refuses or answers what cannot be used, the "
        "house model goes on. Its prose is plainer; whoever signs should know who wrote it.",
        source="`models.fall_back_to_house` in firm.yaml",
    ),
    Rule(
        "checker-noticed",
        "crew",
        "what the consistency checker, an agent, noticed",
        "warn",
        overridable=True,
        reason="An agent may add findings and never remove one, and it cannot block: only code "
        "does. What it says is a hint to the reader.",
        source=_HOW,
    ),
    Rule(
        "slots-resolve",
        "draft",
        "every slot of every sentence",
        "block",
        overridable=False,
        reason="A drafter writes a slot where a figure, a date, a name or somebody's words "
        "belong, and code fills it. A slot that names nothing leaves a hole in the document, and "
        "nobody can answer for a hole.",
        source=_SLOTS,
    ),
    Rule(
        "slot-fits-sentence",
        "draft",
        "the words around each slot: measure, period, scope, sign",
        "block",
        overridable=True,
        reason="The live error is a valid slot in the wrong place: the right figure of the wrong "
        "quarter, measure, invoice or workstream, or 'over budget' before a saving. The words of "
        "the sentence are compared with what the slot's id says it is.",
        source=_SLOTS,
    ),
    Rule(
        "stray-literals",
        "draft and document",
        "figures, amounts and dates that no slot stands behind",
        "block",
        overridable=True,
        reason="No figure in a document is typed by a model. In a draft, a figure outside a slot "
        "is refused, also one in words from three up; in the finished document every number must "
        "belong to a filled slot, a table cell, the firm's particulars or the template.",
        source=_SLOTS,
    ),
    Rule(
        "citations-resolve",
        "draft",
        "citations, and sentences that say what somebody said, asked or agreed",
        "block",
        overridable=True,
        reason="'You told us', 'you asked us to' and 'we agreed' are three different facts, and a "
        "remark reported as a decision is a common fault. Such a sentence must cite or quote the "
        "passage that it rests on.",
        source=_PRACTICE,
    ),
    Rule(
        "sections-in-order",
        "draft and document",
        "the sections, their order and length, and the sign-off block",
        "block",
        overridable=True,
        reason="The standard format says what a reader will find and where. A missing section is "
        "noticed only by the reader who needed it; a wrong signatory makes the document somebody "
        "else's. Length is a warning.",
        source="the crew's standard format",
    ),
    Rule(
        "placeholders",
        "draft and document",
        "text that was to be replaced: TODO, XXX, lorem ipsum, braces, [insert ...]",
        "block",
        overridable=False,
        reason="Text left over from a template says that nobody read the document. What is "
        "honestly unknown stays visible as [to confirm: ...], which is a warning.",
        source=_PRACTICE,
    ),
    Rule(
        "names-as-registered",
        "draft and document",
        "names of the client, the firm, people, and of other clients",
        "block",
        overridable=True,
        reason="One wrong name and nothing else in a report is believed. The client's and the "
        "firm's names must be as registered, people's as firm.yaml spells them, and no other "
        "client's name may occur.",
        source=_PRACTICE,
    ),
    Rule(
        "nothing-internal",
        "draft and document",
        "the firm's figures about itself, internal notes, withheld passages",
        "block",
        overridable=False,
        reason="Cost rates, margins, recovery, write-offs, lock-up, risk ratings, internal notes "
        "and side remarks never reach a client, nor anything that hints at a report of suspicion. "
        "The ban is on the firm's figures about itself: words that may be about the client's own "
        "business, such as 'margin', are a warning.",
        source=_FIGURES,
    ),
    Rule(
        "house-style",
        "draft and document",
        "words that the firm does not use",
        "warn",
        overridable=True,
        reason="firm.yaml lists the firm's forbidden words under house_style; a partner would "
        "strike them out.",
        source="`house_style.forbidden_words` in firm.yaml",
    ),
    Rule(
        "same-fact-same-everywhere",
        "document",
        "every filled figure and quotation against the evidence",
        "block",
        overridable=False,
        reason="What stands in the document must be the fact's value, and the same fact must read "
        "the same wherever it stands. A difference means that the document was not made from this "
        "evidence.",
        source=_SLOTS,
    ),
    Rule(
        "totals-foot",
        "document",
        "the columns and rows of every table, added up again",
        "block",
        overridable=True,
        reason="A table that does not cast is not believed. Totals are added again from the "
        "unrounded facts of the rows that are shown, and rows are cross-cast where their columns "
        "are known; where rounding alone makes the printed figures differ, a note says so.",
        source=_PRACTICE,
    ),
    Rule(
        "dates-valid",
        "document",
        "every date, and the weekday beside it",
        "block",
        overridable=True,
        reason="A weekday that is not the date's, or a day that no calendar has, leaves the "
        "reader with two dates for one deadline.",
        source=_PRACTICE,
    ),
)
"""Every rule, in the order in which a run meets them."""

OVERRIDABLE = frozenset(rule.name for rule in RULES if rule.overridable)
"""The rules whose block findings a signer may answer for."""

_SEVERITIES = {rule.name: rule.severity for rule in RULES}

_HEAVIEST_FIRST = ("block", "warn", "note")


def finding(  # noqa: PLR0913 - a finding's own fields
    rule: str,
    place: str,
    message: str,
    suggestion: str = "",
    *,
    evidence: Iterable[str] = (),
    severity: Severity | None = None,
) -> Finding:
    """A finding of that rule, as heavy as the rule unless said otherwise."""
    return Finding(
        rule=rule,
        severity=severity or _SEVERITIES[rule],
        place=place,
        message=message,
        suggestion=suggestion,
        evidence=tuple(evidence),
    )


def weight(severity: Severity) -> int:
    """For sorting: the heaviest is 0."""
    return _HEAVIEST_FIRST.index(severity)


def chosen(names: tuple[str, ...]) -> frozenset[str]:
    """The rules that a crew wants: those it names, or all.

    Those that nobody may override run in any case: a file of the workspace cannot switch them off.
    """
    if not names:
        return frozenset(_SEVERITIES)
    return frozenset(names) | (frozenset(_SEVERITIES) - OVERRIDABLE)
