"""Every rule there is: what it looks at, how much it matters, whether anybody may override it."""

from __future__ import annotations

from collections.abc import Iterable

from engross.checks.accounts_rules import ACCOUNTS_RULES
from engross.checks.crm_rules import CRM_RULES
from engross.checks.document_rules import DOCUMENT_RULES
from engross.checks.edit_rules import EDIT_RULES
from engross.checks.file_rules import FILE_RULES
from engross.checks.form_rules import FORM_RULES
from engross.checks.gate_rules import GATE_RULES
from engross.checks.mail_rules import MAIL_RULES
from engross.checks.offer_rules import OFFER_RULES
from engross.checks.pack_rules import PACK_RULES
from engross.checks.printing_rules import PRINTING_RULES
from engross.checks.remark_rules import REMARK_RULES
from engross.checks.reply_rules import REPLY_RULES
from engross.checks.rule import Rule
from engross.checks.template_rules import TEMPLATE_RULES
from engross.checks.word_rules import WORD_RULES
from engross.records import Finding, Severity

_FIGURES = "[what the figures mean](../explanation/figures.md)"
_HOW = "[how a document is made](../explanation/how-it-works.md)"

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
        "period-not-over",
        "intake",
        "whether the reporting period is over by the as-at day",
        "warn",
        overridable=True,
        reason="Nothing later than the as-at day is used. The figures of a period that still runs "
        "reach only up to that day, and a reader takes them for the whole period's.",
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
        "name-misheard",
        "intake",
        "names in a transcript that are near to a registered one and not equal to it",
        "note",
        overridable=True,
        reason="Speech recognition mishears names: Mr Okay for Mr Oke. The name is proposed and "
        "never changed, because it may as well be somebody else's.",
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
        "entered-late",
        "intake",
        "work of the period that was entered after it had ended",
        "note",
        overridable=True,
        reason="September's work is often entered in October. Hours and time value go by the day "
        "of the work and fees by the date of the invoice, so such an entry is in the period's "
        "hours and on none of its invoices.",
        source=_FIGURES,
    ),
    Rule(
        "payment-unmatched",
        "intake",
        "payments that name no invoice, or one that the billing files do not have",
        "warn",
        overridable=True,
        reason="Money on account, or set against the wrong invoice, is taken off no balance: which "
        "one it settles is never guessed. Without a word of it the client would be told of a "
        "debt that it has paid.",
        source=_FIGURES,
    ),
    Rule(
        "description-held",
        "intake",
        "descriptions in the billing files that are not for the client",
        "warn",
        overridable=True,
        reason="A description is printed word for word. One that names another client of the firm, "
        "or says what the firm keeps to itself, stays in the billing file, and its cell is empty.",
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
        "export-ends-early",
        "intake",
        "whether the billing files reach over the reporting period",
        "block",
        overridable=True,
        reason="Where the billing files end before the period begins, its figures are nil because "
        "nothing is there, and the report says that nothing was done and nothing billed: true to "
        "the files and false to the client. Whoever signs says that it was so. Files that end "
        "more than fourteen days short of the period's end or the as-at day, or a table that ends "
        "before the period while another reaches it, are a warning. Rows of any client count: "
        "where others' go on and this matter's do not, the nil is true and a note says so.",
        source=_FIGURES,
    ),
    Rule(
        "figure-left-out",
        "intake",
        "figures that the billing files do not support",
        "warn",
        overridable=True,
        reason="A figure that would need a column, a table or a day that was not given is left "
        "out, never worked out by guess. What is missing is said with what would supply it; it is "
        "a note where the report can do without.",
        source=_FIGURES,
    ),
    Rule(
        "notes-of-another-period",
        "intake",
        "the dates of the notes, against the reporting period",
        "warn",
        overridable=True,
        reason="Last quarter's notes under this quarter's heading read well and are wrong in every "
        "line. A call about a period is usually held in it or within 45 days of its end; when "
        "every dated note lies elsewhere, or so early in a long period that is over that it may "
        "be about the one before, the file and its dates are named. Notes without a date are not "
        "judged.",
        source=_FIGURES,
    ),
    Rule(
        "notes-not-sorted",
        "intake",
        "lines of the notes that nobody marked for the client",
        "warn",
        overridable=True,
        reason="Private remarks stand among the rest in notes as people type them. A line under no "
        "known heading, without a label and without words that say what it does is held back: it "
        "reaches the client only when somebody has put it where it belongs.",
        source="[writing notes](../how-to/write-notes.md)",
    ),
    Rule(
        "notes-too-late",
        "intake",
        "notes dated after the as-at day",
        "warn",
        overridable=True,
        reason="Nothing later than the as-at day is used. A note of a later day would tell the "
        "client what was not known on the day of the report, or its date is wrong.",
        source=_FIGURES,
    ),
    Rule(
        "notes-name-another-client",
        "intake",
        "lines of the notes that name another client of the firm",
        "warn",
        overridable=True,
        reason="No client's document names another. A line of the notes with another client's "
        "registered name is held back as a whole.",
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
        "knowledge-overdue",
        "crew",
        "files of the knowledge base whose day of review has passed",
        "note",
        overridable=True,
        reason="Rates, services and answers change. A file that its owner has not read again by "
        "the day in `knowledge/index.yaml` may say what is no longer so.",
        source="knowledge/index.yaml",
    ),
    Rule(
        "knowledge-left-out",
        "crew",
        "files of the knowledge base that could not be read",
        "warn",
        overridable=True,
        reason="A file that is damaged, protected or of a kind that is not read is left out and "
        "named, and the run goes on. What it would have said is missing.",
        source="[the knowledge base](../how-to/knowledge.md)",
    ),
    Rule(
        "rests-on-overdue",
        "draft",
        "sentences that rest on a passage whose day of review has passed",
        "warn",
        overridable=True,
        reason="An overdue file that nobody quotes is a note; a sentence that rests on one may "
        "tell a client what is no longer so. Whoever signs should have read the passage.",
        source="knowledge/index.yaml",
    ),
    Rule(
        "rests-on-third-party",
        "draft",
        "sentences that rest on nothing but what others than the firm and the client wrote",
        "warn",
        overridable=True,
        reason="The tier of a file says who answers for its words. What a third party wrote is "
        "no advice of the firm's and no fact of the client's until somebody here has read it.",
        source="knowledge/index.yaml",
    ),
    *REMARK_RULES,
    *FILE_RULES,
    *CRM_RULES,
    *FORM_RULES,
    *OFFER_RULES,
    *ACCOUNTS_RULES,
    *PACK_RULES,
    *MAIL_RULES,
    *REPLY_RULES,
    *DOCUMENT_RULES,
    *GATE_RULES,
    *TEMPLATE_RULES,
    *WORD_RULES,
    *PRINTING_RULES,
    *EDIT_RULES,
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
