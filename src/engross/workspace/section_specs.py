"""What a section of a document may say: its texts, its tables, its charts, and their variants."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from engross.records import PassageKind, Record, Side

Key = Field(pattern=r"^[a-z][a-z0-9_]*$")

TablePeriod = Literal[
    "report",
    "before",
    "year-before",
    "year-to-date",
    "as-at",
    "period-end",
    "before-end",
    "year-before-end",
    "engagement",
    "proposal",
    "any",
]
"""The reporting period, the one before it, the same a year before, the financial year up to the
period's end, the as-at day, the last day of the period, of the one before and of the same a year
before, the engagement year, what is proposed, or whichever there is."""

Dimension = Literal[
    "gate",
    "field",
    "officer",
    "step",
    "need",
    "invoice",
    "workstream",
    "fee-earner",
    "month",
    "disbursement",
    "ageing",
    "matter",
    "stage",
    "option",
    "grade",
    "line",
    "balance",
    "customer",
    "tax",
]
"""What the rows of a table are. `stage` and `grade` are those of a fee that is proposed, and
`option` the stages that the client may add to it; `line`,
`balance`, `customer` and `tax` those of a client's own accounts; `gate`, `field`, `officer`,
`step` and `need` those of onboarding: what must be done before the firm acts, what the form says,
who is behind the client, what happens first, and what the client is asked for."""


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
    dimension: Dimension
    """What the rows are: every `dimension:value` scope that has a fact; `matter` is a single row,
    the matter itself (scope `matter`), and so is `ageing`, with one column for each age."""
    period: TablePeriod
    """Which of the facts' periods: the reporting period, the as-at day, the engagement year."""
    columns: tuple[ColumnSpec, ...]
    """In order."""
    total_scope: str = ""
    """The scope of the total row's facts: `matter`, `invoices`; empty for no total row."""
    only: tuple[str, ...] = ()
    """The rows that it has, in this order, by what stands behind the colon of their scope:
    `[income, gross-profit, profit]`; one without a fact is left out. Empty takes every row, in the
    order of the sources."""
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
    row: str = ""
    """The row that is spoken of whatever the others have, by what stands behind the colon of its
    scope; empty chooses it."""


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
    table's only row or of its total."""
    only: tuple[str, ...] = ()
    """The rows that it shows, by what stands behind the colon of their scope; empty is all."""
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
    actions_of: Side = ""
    """Whose actions belong in it, the firm's or the client's; empty is either side's."""
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
    text_from: tuple[str, ...] = ()
    """More of the firm's own paragraphs, kept elsewhere and put after `fixed_text` for each run:
    `service.scope` from the price list's service, `pack.complaints` from the profession's pack."""
    notes: dict[str, str] = Field(default_factory=dict)
    """Footnotes to `fixed_text`, by the key that `[[note:key]]` puts in their place."""
    tables: tuple[TableSpec, ...] = ()
    """Tables that stand in it, made by code."""
    charts: tuple[ChartSpec, ...] = ()
    """Charts of those tables, made by code; a document has two at most."""
    layout: Literal["prose", "list"] = "prose"
    """`list` prints its paragraphs as a numbered list, each a point of its own: the drafter's, or
    the firm's own where no agent writes in the section."""

    @property
    def only_fixed(self) -> bool:
        """Whether only the firm's own text and code's tables may stand in it: no agent writes."""
        own = self.fixed_text or self.text_from or self.tables or self.may_be_empty
        return bool(own) and self.words[1] == 0


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
    text_from: tuple[str, ...] | None = None
    """All of the texts kept elsewhere, in place of the format's."""
    notes: dict[str, str] | None = None
    """All of their footnotes, in place of the format's."""
    tables: dict[str, TableVariant] = Field(default_factory=dict)
    """What is different in its tables, by the table's key."""
    charts: dict[str, ChartVariant] = Field(default_factory=dict)
    """What is different in its charts, by the chart's key; a chart goes with its table."""
