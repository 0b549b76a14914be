"""What the files in `crews/ agents/ tasks/ templates/` may say.

Crew, agent and task fields that CrewAI has too carry CrewAI's names, so that its documentation
applies. There are no Python references, no conditions and no inheritance.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from engross.records import PassageKind, Record, Tier

OutputRecord = Literal["Brief", "Draft", "AgentFindings"]
"""The records a task may return; each has its guardrail in the engine."""

OUTPUT_ORDER: tuple[OutputRecord, ...] = ("Brief", "Draft", "AgentFindings")
"""A crew has exactly one task for each, in this order."""

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
}
"""The engine's tools that a task may name. All are read-only."""

CHECKS: tuple[str, ...] = (
    "slots-resolve",
    "slot-fits-sentence",
    "stray-literals",
    "citations-resolve",
    "sections-in-order",
    "placeholders",
    "names-as-registered",
    "nothing-internal",
    "house-style",
    "addresses-known",
    "words-that-bind",
    "passages-left-out",
    "section-without-evidence",
    "payment-details",
    "same-fact-same-everywhere",
    "totals-foot",
    "dates-valid",
)
"""The rules that a crew's `checks` may name; a misspelt name would switch a rule off unseen."""

Key = Field(pattern=r"^[a-z][a-z0-9_]*$")


class InputSpec(Record):
    """One input of a crew."""

    kind: Literal["notes", "billing"]
    """Which reader takes it."""
    description: str
    """What it is, for whoever starts a run."""
    required: bool = True
    """Whether a run needs it."""
    several: bool = False
    """Whether more than one file may be given for it."""


class ColumnSpec(Record):
    """One column of a table; cells are filled by code."""

    key: str = Key
    """Its name in the template's rows."""
    heading: str
    """With its unit: `Net £`."""
    measure: str
    """A measure; `label` prints the row's name."""
    total: bool = False
    """Whether the total row has a figure here; it is the fact of the table's `total_scope`."""


class TableSpec(Record):
    """A table made by code: one row for each value of a dimension."""

    key: str = Key
    """Its name in the template: `tables.<key>.rows`."""
    title: str
    """As printed above it."""
    dimension: Literal["invoice", "workstream", "fee-earner", "month", "disbursement", "ageing"]
    """What the rows are: every `dimension:value` scope that has a fact; `ageing` is a single row,
    the matter itself (scope `matter`), with one column for each age."""
    period: Literal["report", "as-at", "engagement", "any"]
    """Which of the facts' periods: the reporting period, the as-at day, the engagement year."""
    columns: tuple[ColumnSpec, ...]
    """In order."""
    total_scope: str = ""
    """The scope of the total row's facts: `matter`, `invoices`; empty for no total row."""


class SectionSpec(Record):
    """One section of the standard format."""

    key: str = Key
    """Its name in the template and in drafts."""
    heading: str
    """As printed."""
    purpose: str
    """What it must contain, told to the agents."""
    measures: tuple[str, ...] = ()
    """Measures that belong in it."""
    passages: tuple[PassageKind, ...] = ()
    """Kinds of passage that belong in it."""
    knowledge: tuple[str, ...] = ()
    """Questions to put to the knowledge base for it."""
    words: tuple[int, int] = (0, 400)
    """Fewest and most words; outside is a finding."""
    may_be_empty: bool = False
    """Whether it may have nothing to say."""
    when_empty: str = ""
    """What it says when there is nothing to say; the firm's words."""
    fixed_text: tuple[str, ...] = ()
    """Paragraphs of the firm's own, word for word, with slots; no agent writes them."""
    tables: tuple[TableSpec, ...] = ()
    """Tables that stand in it, made by code."""

    @property
    def only_fixed(self) -> bool:
        """Whether only the firm's own text may stand in it, so that no agent writes there."""
        return bool(self.fixed_text) and self.words[1] == 0


class SignOffSpec(Record):
    """Who may sign a crew's documents."""

    roles: tuple[Literal["fee_earner", "manager"], ...] = ("fee_earner",)
    """One of these is needed, besides the right in `firm.yaml`."""
    not_the_preparer: bool = False
    """Whether the person who started the run may not sign it."""
    matter_partner_only: bool = False
    """Whether only the matter's own partner may sign."""


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
    template: str
    """Key of `templates/<key>.docx` and `.yaml`."""
    deliverable: str
    """File name of the document, with `{client} {title} {period}`."""
    checks: tuple[str, ...] = ()
    """Rules that run, beside those that nobody may override; empty is all of them."""
    sign_off: SignOffSpec = SignOffSpec()
    """Who may sign."""
    standard_format: tuple[SectionSpec, ...]
    """The sections, in the order of the document."""


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


class ContextField(Record):
    """One name that a template may use."""

    kind: Literal["text", "paragraphs", "rows"]
    """`text` prints; `paragraphs` is a list of texts; `rows` is a list of rows with `columns`."""
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
