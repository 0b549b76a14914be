"""What the files in `crews/ agents/ tasks/ templates/` may say.

Crew, agent and task fields that CrewAI has too carry CrewAI's names, so that its documentation
applies. There are no Python references, no conditions and no inheritance.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from engross.records import Record, Tier
from engross.records.gates import GateKey
from engross.workspace.register import Profession
from engross.workspace.section_specs import Key, SectionSpec, SectionVariant

OutputRecord = Literal["Brief", "Draft", "AgentFindings", "IntentAnswer"]
"""The records a task may return; each has its guardrail in the engine."""

OUTPUT_ORDER: tuple[OutputRecord, ...] = ("Brief", "Draft", "AgentFindings")
"""A crew has exactly one task for each, in this order; `IntentAnswer` is its triage's, if it has
one."""

TOOLS: dict[str, str] = {
    "standard_format": "the sections the document must have, and what belongs in each",
    "list_measures": "which measures the sources hold, for which periods and scopes",
    "find_facts": "facts by measure, period and scope",
    "show_rows": "the cells behind a fact",
    "derive": "a sum, difference, share or change of facts, worked out by code",
    "search_notes": "passages of the notes by kind and words",
    "search_knowledge": "passages of the firm's knowledge base",
    "look_up": "facts and passages by their ids",
    "house_style": "the firm's writing rules and the words it does not use",
    "check_draft": "what the rules find in the draft last accepted in this run",
    "intents": "what a mail may want, as the firm calls it, with examples",
    "read_mail": "the newest message of the mail that is answered, and what it asks",
}
"""The engine's tools that a task may name. All are read-only."""

CHECKS: tuple[str, ...] = (
    "slots-resolve",
    "slot-fits-sentence",
    "stray-literals",
    "citations-resolve",
    "rests-on-overdue",
    "rests-on-third-party",
    "sections-in-order",
    "placeholders",
    "names-as-registered",
    "nothing-internal",
    "house-style",
    "addresses-known",
    "words-that-bind",
    "passages-left-out",
    "section-without-evidence",
    "question-unanswered",
    "second-price",
    "payment-details",
    "same-fact-same-everywhere",
    "totals-foot",
    "dates-valid",
    "record-to-unverified",
    "tipping-off",
)
"""The rules that a crew's `checks` may name; a misspelt name would switch a rule off unseen."""

InputKind = Literal["notes", "billing", "crm", "estimate", "accounts", "mail", "form"]
"""`notes` of calls and meetings; the firm's `billing` records; a `crm` export; an `estimate` of the
fee, stage by stage; a client's own management `accounts`; the `mail` that is answered; the `form`
that a new client filled in."""


class InputSpec(Record):
    """One input of a crew."""

    kind: InputKind
    """Which reader takes it."""
    description: str
    """What it is, for whoever starts a run."""
    required: bool = True
    """Whether a run needs it."""
    several: bool = False
    """Whether more than one file may be given for it."""


class SignOffSpec(Record):
    """Who may sign a crew's documents."""

    roles: tuple[Literal["fee_earner", "manager"], ...] = ("fee_earner",)
    """One of these is needed, besides the right in `firm.yaml`."""
    not_the_preparer: bool = False
    """Whether the person who started the run may not sign it."""
    matter_partner_only: bool = False
    """Whether only the matter's own partner may sign."""


class AlsoColumn(Record):
    """A column of a table file."""

    heading: str
    """As the program that imports it calls it."""
    measure: str
    """The measure whose value stands in it."""
    scope: str = ""
    """Of which scope; empty takes the only fact of that measure, or the one of the whole."""


class AlsoSpec(Record):
    """A file that is made beside the document, by code alone."""

    kind: Literal["mail", "table", "document"]
    """`mail`: the document's words as a mail that is ready to be looked at and sent, and never
    sent by Engross; `table`: a CSV file with a row of facts, for another program to import;
    `document`: a Word file of its own template, with the firm's text and code's tables only."""
    key: str = Key
    """Its name."""
    deliverable: str
    """Its file name, with `{client} {title} {period}`."""
    leaves: bool = True
    """Whether it is meant for the client; otherwise it stays in the firm, signed all the same."""
    columns: tuple[AlsoColumn, ...] = ()
    """Of a table: its columns, in order."""
    template: str = ""
    """Of a document: key of its template."""
    title: str = ""
    """Of a document: what it is called."""
    standard_format: tuple[SectionSpec, ...] = ()
    """Of a document: its sections, in which no agent writes."""


class GateSpec(Record):
    """How a firm calls a gate, and what opens it."""

    title: str
    """As the checklist prints it."""
    evidence: str
    """What must have been seen, and where it is kept."""
    may_be_not_needed: bool = False
    """Whether somebody may say that it is not needed here, with a reason."""


class CrewSpec(Record):
    """`crews/<key>.yaml`: a document type."""

    title: str
    """`Client report`."""
    description: str
    """What the document is, for people."""
    agents: tuple[str, ...]
    """Keys of `agents/*.yaml`."""
    tasks: tuple[str, ...]
    """Keys of `tasks/*.yaml`, in order."""
    inputs: dict[str, InputSpec]
    """What a run is given, by the name used on the command line."""
    subject: Literal["matter", "deal", "mail", "form"] = "matter"
    """What a run is about: a matter in `firm.yaml`; a deal in the CRM export that it is given,
    whose client may be nobody in `firm.yaml` yet; a mail, whose sender may be anybody; or an entry
    of a form, by which somebody becomes a client."""
    period: Literal["reporting", "none"] = "reporting"
    """Whether the document is about a period; `none` is about its own day."""
    triage: str = ""
    """Key of the task by which a model is asked for a mail's intent where nothing else can tell;
    empty for a crew without triage. A crew about a mail needs one."""
    template: str
    """Key of `templates/<key>.docx` and `.yaml`."""
    deliverable: str
    """File name of the document, with `{client} {title} {period}`."""
    also: tuple[AlsoSpec, ...] = ()
    """More files that are made with the document, held and signed with it."""
    gates: dict[GateKey, GateSpec] = Field(default_factory=dict)
    """How the gates of onboarding are called; a crew about a form names all of them, and its
    document is not signed while one is shut."""
    checks: tuple[str, ...] = ()
    """Rules that run, beside those that nobody may override; empty is all of them."""
    length: tuple[int, int] = (0, 0)
    """Fewest and most words of all the sections together; outside is a finding, nil is no limit."""
    sign_off: SignOffSpec = SignOffSpec()
    """Who may sign."""
    standard_format: tuple[SectionSpec, ...]
    """The sections, in the order of the document."""
    variants: dict[Profession, dict[str, SectionVariant]] = Field(default_factory=dict)
    """What differs for one profession, by the section's key. The variant of the firm's own
    profession is worked into `standard_format` when the workspace is read; there is no other."""

    @property
    def targets(self) -> tuple[str, ...]:
        """What a reference may lead to: `tables.fees`, then charts, then sections."""
        sections = self.standard_format
        return (
            *(f"tables.{table.key}" for section in sections for table in section.tables),
            *(f"charts.{chart.key}" for section in sections for chart in section.charts),
            *(f"sections.{section.key}" for section in sections),
        )

    @property
    def leads(self) -> dict[str, str]:
        """The target of every name that `[[see:name]]` may give.

        `fees` is the table of that key, else the chart, else the section.
        """
        short = {target.partition(".")[2]: target for target in reversed(self.targets)}
        return {**short, **{target: target for target in self.targets}}


class AgentSpec(Record):
    """`agents/<key>.yaml`, in CrewAI's words."""

    role: str
    """What it is: `Researcher`."""
    goal: str
    """What it is after."""
    backstory: str
    """How it works and what it never does."""
    sees: tuple[str, ...] = ()
    """What data it is shown, for the process map: `facts`, `call notes`, `knowledge`."""
    max_iter: int = Field(default=12, ge=1, le=50)
    """Model calls that one task may take before it must answer."""


When = Literal["report", "before", "as-at", "engagement", "register"]
"""A figure's period: the report's, an earlier one, a day, the engagement year, or none."""


class BySection(Record):
    """How a task is put to a small model: one section at a time, one sentence for each item."""

    instruction: str
    """What the model is told before the items of a section."""
    summary: str = ""
    """What it is told besides, for a section that sums up the others."""
    openings: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """How a sentence begins, by its measure or its kind of note: the first whose blanks are known.
    `[[day]]` is the day on which it was said, `[[owner]]` who took it on. `action/firm` is for a
    side, `action/reader` for whom the document is addressed to, `variance/below` for a figure
    below nil."""
    periods: dict[When, str] = Field(default_factory=dict)
    """How a sentence names a figure's period; the day's slot follows `as-at`."""
    remarks: str = ""
    """What the model is told before people's remarks on the section, when it is written again."""


class TaskSpec(Record):
    """`tasks/<key>.yaml`, in CrewAI's words."""

    description: str
    """What to do and how."""
    expected_output: str
    """What the answer looks like."""
    agent: str
    """Key of `agents/*.yaml`."""
    context: tuple[str, ...] = ()
    """Tasks whose outputs it is handed."""
    output_record: OutputRecord
    """The record that it returns."""
    tools: tuple[str, ...] = ()
    """Names of the engine's tools."""
    guardrail_max_retries: int = Field(default=2, ge=0, le=5)
    """How often it is asked again when code refuses its answer."""
    purpose: str
    """Why a model is called, for the ledger: `select evidence for the report`."""
    redraft: str = ""
    """For the task that writes the draft: what its agent is told when a draft is written again,
    before the sections to write again and people's remarks on them."""
    by_section: BySection | None = None
    """How a small model is asked; without it the house model does the task in a small one's
    place. `models.small` in firm.yaml says which models are small."""


class ContextField(Record):
    """One name that a template may use."""

    kind: Literal["text", "paragraphs", "rows", "chart"]
    """`text` prints; `paragraphs` is a list of texts; `rows` is a list of rows with `columns`;
    `chart` prints a chart, in a paragraph of its own."""
    description: str = ""
    """What it prints, for whoever lays out the Word file."""
    columns: tuple[str, ...] = ()
    """For `rows`: the names of the cells."""


class TemplateSpec(Record):
    """`templates/<key>.yaml`: the context that the Word template may use."""

    title: str
    """What the template is for."""
    context: dict[str, ContextField]
    """By dotted name: `client.name`, `sections.summary.paragraphs`, `tables.fees.rows`."""
    sections: tuple[str, ...]
    """Keys of the sections, in the order in which the template prints them."""

    @property
    def charts(self) -> tuple[str, ...]:
        """Keys of the charts that it may print."""
        return tuple(
            name.partition(".")[2] for name, field in self.context.items() if field.kind == "chart"
        )


class KnowledgeFile(Record):
    """One file of the knowledge base."""

    owner: str
    """E-mail address of the person who answers for it."""
    review_by: dt.date
    """The day by which the owner reads it again."""
    tier: Tier = "firm"
    """Who answers for its words."""


class KnowledgeIndex(Record):
    """`knowledge/index.yaml`: who answers for each file, and until when."""

    files: dict[str, KnowledgeFile] = Field(default_factory=dict)
    """By name inside `knowledge/`; a file that is not listed is not searched."""


class Workspace(Record):
    """Everything read from a workspace's files, checked."""

    crews: dict[str, CrewSpec]
    """By key."""
    agents: dict[str, AgentSpec]
    """By key."""
    tasks: dict[str, TaskSpec]
    """By key."""
    templates: dict[str, TemplateSpec]
    """By key."""
    knowledge: KnowledgeIndex = KnowledgeIndex()
    """Who answers for the knowledge base's files."""
