"""What the files in `crews/ agents/ tasks/ templates/` may say.

Crew, agent and task fields that CrewAI has too carry CrewAI's names, so that its documentation
applies. There are no Python references, no conditions and no inheritance.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from engross.records import PassageKind, Record, Tier
from engross.workspace.register import Profession

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


TablePeriod = Literal["report", "as-at", "engagement", "any"]
"""The reporting period, the as-at day, the engagement year, or whichever there is."""


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
    period: TablePeriod | None = None
    """Which of the facts' periods, where it is not the table's."""


class TableSpec(Record):
    """A table made by code: one row for each value of a dimension."""

    key: str = Key
    """Its name in the template: `tables.<key>.rows`."""
    title: str
    """As printed above it."""
    dimension: Literal[
        "invoice", "workstream", "fee-earner", "month", "disbursement", "ageing", "matter"
    ]
    """What the rows are: every `dimension:value` scope that has a fact; `matter` is a single row,
    the matter itself (scope `matter`), and so is `ageing`, with one column for each age."""
    period: TablePeriod
    """Which of the facts' periods: the reporting period, the as-at day, the engagement year."""
    columns: tuple[ColumnSpec, ...]
    """In order."""
    total_scope: str = ""
    """The scope of the total row's facts: `matter`, `invoices`; empty for no total row."""
    note: str = ""
    """A footnote to its title, in the firm's words; no figures."""
    alt: str = ""
    """What its rows and columns are, for a reader who cannot see it; empty names the headings."""


class SeriesSpec(Record):
    """One set of bars: a column of the chart's table."""

    column: str
    """The column's key."""
    label: str = ""
    """What the chart calls it; empty is the column's heading."""


class ChartFindingSpec(Record):
    """What a chart's title says of its figures, in the firm's words; code chooses and fills them.

    Words may have `{measure}` in them, for that figure of the row spoken of.
    """

    measure: str
    """The measure that decides. The row with the most of it is spoken of, or the one furthest
    below nil when none is above."""
    over: str
    """When it is above nil: `{workstream} is forecast {variance} over budget`."""
    under: str = ""
    """When it is below nil; the figure is then written without its sign. Empty for no finding."""
    nil: str = ""
    """When it is nil in every row. Empty for no finding."""


class ChartSpec(Record):
    """A chart made by code of a table of its section: the same facts, so the two cannot differ."""

    key: str = Key
    """Its name in the template: `{{ charts.<key> }}` in a paragraph of its own."""
    kind: Literal["bars", "columns", "stacked"]
    """Bars side by side, upright columns, or one bar for each category in parts."""
    title: str
    """As printed above it when there is no finding."""
    alt: str
    """What it shows, for a reader who cannot see it; no figures."""
    table: str
    """Key of the table, in the same section, that it shows."""
    categories: str = ""
    """The column that names the bars, one for each row; empty makes each of `series` a bar, of the
    table's only row."""
    series: tuple[SeriesSpec, ...]
    """The columns that it shows, in order."""
    unit: str = ""
    """What the bars measure, printed behind the title: `£, excluding VAT`."""
    finding: ChartFindingSpec | None = None
    """What its title says instead of `title`, where the figures bear it out."""


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
    notes: dict[str, str] = Field(default_factory=dict)
    """Footnotes to `fixed_text`, by the key that `[[note:key]]` puts in their place."""
    tables: tuple[TableSpec, ...] = ()
    """Tables that stand in it, made by code."""
    charts: tuple[ChartSpec, ...] = ()
    """Charts of those tables, made by code; a document has two at most."""
    layout: Literal["prose", "list"] = "prose"
    """`list` prints its paragraphs as a numbered list, each a point of its own."""

    @property
    def only_fixed(self) -> bool:
        """Whether only the firm's own text and code's tables may stand in it: no agent writes."""
        return bool(self.fixed_text or self.tables) and self.words[1] == 0


class TableVariant(Record):
    """What one profession's table says otherwise; its rows and columns are the same."""

    title: str | None = None
    """As printed above it."""
    note: str | None = None
    """A footnote to its title."""
    headings: dict[str, str] = Field(default_factory=dict)
    """Headings of columns, by the column's key."""
    omit: bool = False
    """Whether this profession's document goes without the table."""


class ChartVariant(Record):
    """What one profession's chart says otherwise; it shows the same figures."""

    title: str | None = None
    """As printed above it when there is no finding."""
    alt: str | None = None
    """What it shows, for a reader who cannot see it."""
    finding: ChartFindingSpec | None = None
    """The whole finding, in place of the format's."""


class SectionVariant(Record):
    """What one profession's section says otherwise; what is left out stays as it is."""

    heading: str | None = None
    """As printed."""
    purpose: str | None = None
    """What it must contain, told to the agents."""
    words: tuple[int, int] | None = None
    """Fewest and most words."""
    may_be_empty: bool | None = None
    """Whether it may have nothing to say."""
    when_empty: str | None = None
    """What it says when there is nothing to say."""
    fixed_text: tuple[str, ...] | None = None
    """All of the firm's own paragraphs, in place of the format's."""
    notes: dict[str, str] | None = None
    """All of their footnotes, in place of the format's."""
    tables: dict[str, TableVariant] = Field(default_factory=dict)
    """What is different in its tables, by the table's key."""
    charts: dict[str, ChartVariant] = Field(default_factory=dict)
    """What is different in its charts, by the chart's key; a chart goes with its table."""


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
