"""A client's own accounts in words: against budget, a year before, line by line with causes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest

from engross.checks.cases import DraftCase
from engross.checks.measure_words import wrong_measure_words
from engross.checks.near_words import wrong_near_words
from engross.checks.period_words import wrong_period_words
from engross.checks.scope_words import wrong_scope_words
from engross.checks.sign_words import wrong_sign_words
from engross.records import (
    Draft,
    DraftSection,
    Fact,
    Finding,
    Paragraph,
    Passage,
    Sentence,
)
from engross.workspace.specs import CrewSpec, InputSpec

from .conftest import PERIOD, fact, passage, register, replaced, section

LAST_YEAR, TO_DATE = "2025-Q3", "2026-09-6m"
END, END_LAST_YEAR = "at-2026-09-30", "at-2025-09-30"


def line(  # noqa: PLR0913, PLR0917 - a line has that many figures
    key: str, kind: str, actual: int, budget: int, last_year: int, to_date: tuple[int, int]
) -> list[Fact]:
    name, scope = key.replace("-", " ").capitalize(), f"line:{key}"
    sign = -1 if kind == "cost" or key == "overheads" else 1
    return [
        fact("line", PERIOD, name, scope, name),
        fact("line-kind", PERIOD, kind, scope, name),
        fact("ledger-actual", PERIOD, actual, scope, name),
        fact("ledger-budget", PERIOD, budget, scope, name),
        fact("ledger-variance", PERIOD, sign * (actual - budget), scope, name),
        fact("ledger-actual", LAST_YEAR, last_year, scope, name),
        fact("ledger-actual", TO_DATE, to_date[0], scope, name),
        fact("ledger-budget", TO_DATE, to_date[1], scope, name),
    ]


@pytest.fixture
def accounts() -> list[Fact]:
    share = "line:gross-profit"
    return [
        *register(),
        fact("balance-date", "register", "2026-09-30", "balance"),
        fact("balance-date", "register", "2026-09-30", "customers"),
        *line("repairs", "income", 167893, 180000, 165066, (343466, 360000)),
        *line("chandlery", "income", 59995, 51000, 58601, (111411, 102000)),
        *line("sales", "total", 227888, 231000, 223667, (454877, 462000)),
        *line("subcontractors", "cost", 32265, 18000, 19225, (51715, 36000)),
        *line("gross-profit", "result", 195623, 213000, 204442, (403162, 426000)),
        *line("overheads", "total", 88000, 88000, 84000, (171000, 170000)),
        *line("profit", "result", 107623, 125000, 120442, (232162, 256000)),
        fact("ledger-variance-percent", PERIOD, "1.347", "line:sales"),
        fact("ledger-change", PERIOD, "1.887", "line:sales"),
        fact("ledger-share", PERIOD, "85.842", share),
        fact("ledger-budget-share", PERIOD, "92.208", share),
        fact("ledger-share", LAST_YEAR, "91.404", share),
        fact("ledger-balance", END, 60120, "cash"),
        fact("ledger-balance", END_LAST_YEAR, 44980, "cash"),
        fact("line", END, "Net assets", "balance:net-assets", "Net assets"),
        fact("ledger-balance", END, 311040, "balance:net-assets", "Net assets"),
        fact("line", END, "Trade debtors", "balance:trade-debtors", "Trade debtors"),
        fact("ledger-balance", END, "48215.65", "balance:trade-debtors", "Trade debtors"),
        fact("customer-debt", END, "48216.10", "customers"),
        fact("overdue", END, 21400, "customers"),
        fact("ageing-over-90", END, 6300, "customers"),
        fact("customer", END, "Saltings Marina", "customer:saltings", "Saltings Marina"),
        fact("customer-debt", END, 9100, "customer:saltings", "Saltings Marina"),
        fact("ageing-over-90", END, 6300, "customer:saltings", "Saltings Marina"),
    ]


@pytest.fixture
def summary() -> CrewSpec:
    return CrewSpec(
        title="Financial summary",
        description="A summary.",
        agents=("researcher",),
        tasks=("research",),
        inputs={"accounts": InputSpec(kind="accounts", description="Accounts.")},
        template="financial_summary",
        deliverable="{client}.docx",
        standard_format=(
            section(
                "headlines",
                purpose="The position.",
                measures=("ledger-actual", "ledger-balance", "customer-debt"),
                layout="list",
            ),
            section("results", purpose="The year before.", measures=("ledger-actual",)),
            section("balances", purpose="What is owned.", measures=("ledger-balance",)),
            section("debtors", purpose="Who owes.", measures=("customer-debt",)),
            section(
                "commentary",
                purpose="Causes, line by line.",
                measures=("ledger-variance",),
                passages=("background",),
            ),
        ),
    )


@pytest.fixture
def causes() -> list[Passage]:
    return [
        passage(1, "background", "Subcontractors were needed for two engine refits in August."),
        passage(2, "background", "The auditors' visit is planned for the spring."),
    ]


@pytest.fixture
def play(
    stage: Callable[..., SimpleNamespace],
    accounts: list[Fact],
    causes: list[Passage],
    summary: CrewSpec,
) -> SimpleNamespace:
    return stage(facts=accounts, passages=causes, crew=summary)


def points(play: SimpleNamespace, draft: Draft, key: str) -> list[str]:
    (told,) = (one for one in draft.sections if one.key == key)
    return [" ".join(play.filled(s.text) for s in p.sentences) for p in told.paragraphs]


def test_each_headline_is_a_point_of_its_own(play: SimpleNamespace) -> None:
    said = points(play, play.draft(), "headlines")

    assert said == [
        "Sales came to £227,888 this quarter, £3,112 (1.3%) below budget.",
        (
            "Gross profit came to £195,623, or 85.8% of sales, 6.4 percentage points below the "
            "budgeted 92.2%."
        ),
        "Overheads came to £88,000, in line with budget.",
        "Profit came to £107,623, £17,377 below budget.",
        "On 30 September 2026, cash and bank balances together came to £60,120.",
        "Customers owed £48,216.10 on 30 September 2026, of which £21,400 was overdue.",
    ]


def test_results_are_compared_with_a_year_before_and_the_year_to_date(
    play: SimpleNamespace,
) -> None:
    said = play.told(play.draft())["results"]

    assert "Sales rose by £4,221 (1.9%) on a year earlier." in said
    assert "Sales in the financial year to date came to £454,877, £7,123 below budget." in said
    assert "5.6 percentage points less than the 91.4% of a year earlier." in said
    assert "Profit was £12,819 lower than a year earlier." in said


def test_a_balance_is_compared_with_the_same_day_a_year_before(play: SimpleNamespace) -> None:
    said = play.told(play.draft())["balances"]

    assert "came to £60,120 on 30 September 2026, £15,140 more than a year earlier." in said
    assert "Net assets came to £311,040 on 30 September 2026." in said


def test_the_oldest_debts_are_named(play: SimpleNamespace) -> None:
    told = play.told(play.draft())
    said = told["debtors"]

    assert (
        "The debts listed come to £48,216.10, and £21,400 of that was overdue on "
        "30 September 2026." in said
    )
    assert "Customers owed £48,216.10 on 30 September 2026" in told["headlines"]
    assert "Saltings Marina owed £9,100, of which £6,300 is in the oldest age band." in said


@pytest.mark.parametrize("owed", [0, -40])
def test_a_customer_who_owes_nothing_has_no_old_debt(
    stage: Callable[..., SimpleNamespace], accounts: list[Fact], summary: CrewSpec, owed: int
) -> None:
    paid_up = [
        fact("customer", END, "Gull Charters", "customer:gull", "Gull Charters"),
        fact("customer-debt", END, owed, "customer:gull", "Gull Charters"),
        fact("ageing-over-90", END, owed, "customer:gull", "Gull Charters"),
    ]
    play = stage(facts=[*accounts, *paid_up], passages=[], crew=summary)
    told = play.told(play.draft())["debtors"]

    assert "Saltings Marina owed £9,100" in told
    assert "Gull Charters" not in told


def test_no_more_than_six_lines_are_named_and_in_the_order_of_the_accounts(
    stage: Callable[..., SimpleNamespace], accounts: list[Fact], summary: CrewSpec
) -> None:
    more = [
        made
        for name, amount in [("A", 1), ("B", 90), ("C", -80), ("D", 70), ("E", 60), ("F", 50)]
        for made in (
            fact("line", PERIOD, name, f"line:{name}", name),
            fact("line-kind", PERIOD, "cost", f"line:{name}", name),
            fact("ledger-actual", PERIOD, 100 + amount, f"line:{name}", name),
            fact("ledger-budget", PERIOD, 100, f"line:{name}", name),
            fact("ledger-variance", PERIOD, -amount, f"line:{name}", name),
        )
    ]
    play = stage(facts=[*accounts, *more], passages=[], crew=summary)
    said = re.findall(r"([A-Z]\w*) came to", play.told(play.draft())["commentary"])

    assert len(said) == 6
    assert said[-3:] == ["B", "C", "D"]


@pytest.mark.parametrize(
    ("booked", "said"),
    [
        ("48215.65", ""),
        ("47616.10", "The list of debts is £600 above “Trade debtors” in the balance sheet"),
        ("48816.10", "The list of debts is £600 below “Trade debtors” in the balance sheet"),
    ],
)
def test_a_list_of_debts_that_is_not_the_balance_sheet_s_is_told(
    stage: Callable[..., SimpleNamespace],
    accounts: list[Fact],
    summary: CrewSpec,
    booked: str,
    said: str,
) -> None:
    balance = f"ledger-balance/{END}/balance:trade-debtors"
    play = stage(facts=replaced(accounts, balance, booked), passages=[], crew=summary)
    told = play.told(play.draft())["debtors"]

    assert said in told
    assert ("[to confirm: what the difference is]" in told) == bool(said)


def test_a_line_s_cause_follows_its_figure(play: SimpleNamespace) -> None:
    said = points(play, play.draft(), "commentary")

    assert (
        "Subcontractors came to £32,265 this quarter, £14,265 above the budget of £18,000. "
        "Subcontractors were needed for two engine refits in August." in said
    )
    assert any("auditors' visit" in paragraph for paragraph in said)
    assert not any("Gross profit came" in paragraph for paragraph in said)


@pytest.mark.parametrize(
    "cause",
    [
        "Chandlery and subcontractors rose because of the regatta.",
        "Sales are up because of the weather and subcontractors are down.",
        "The overdraft was used because the chandler was repaid early.",
    ],
)
def test_a_cause_of_no_line_or_of_several_stands_by_itself(
    stage: Callable[..., SimpleNamespace], accounts: list[Fact], summary: CrewSpec, cause: str
) -> None:
    play = stage(facts=accounts, passages=[passage(1, "background", cause)], crew=summary)

    assert cause in points(play, play.draft(), "commentary")


def test_what_it_writes_passes_the_rules_on_words(play: SimpleNamespace) -> None:
    assert [found.message for found in _faults(play, play.draft())] == []


def test_without_a_budget_nothing_is_compared_with_one(
    stage: Callable[..., SimpleNamespace], accounts: list[Fact], summary: CrewSpec
) -> None:
    bare = [f for f in accounts if "budget" not in f.measure and "variance" not in f.measure]
    play = stage(facts=bare, passages=[], crew=summary)
    draft = play.draft()

    assert points(play, draft, "headlines")[0] == "Sales came to £227,888 this quarter."
    assert "budget" not in " ".join(play.told(draft).values())


def _faults(play: SimpleNamespace, draft: Draft) -> Iterator[Finding]:
    case = DraftCase(
        draft=draft,
        evidence=play.evidence,
        crew=play.crew,
        firm=None,  # type: ignore[arg-type]  # no rule of these asks for it
        client=None,  # type: ignore[arg-type]  # nor for this
        knowledge={},
    )
    rules = (
        wrong_measure_words,
        wrong_near_words,
        wrong_period_words,
        wrong_scope_words,
        wrong_sign_words,
    )
    for rule in rules:
        yield from rule(case)


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("{line} was {variance} better than budget.", "says “better”"),
        ("{line} was {below} above budget.", "says “above”"),
        ("Chandlery came to {actual}.", "is about Chandlery"),
        ("What is overdue is {actual}.", "says “overdue” beside"),
    ],
)
def test_a_figure_of_the_accounts_in_the_wrong_words_is_found(
    stage: Callable[..., SimpleNamespace],
    accounts: list[Fact],
    summary: CrewSpec,
    sentence: str,
    fault: str,
) -> None:
    ids = {
        name: f"{measure}/{PERIOD}/line:sales"
        for name, measure in (
            ("line", "line"),
            ("variance", "ledger-variance"),
            ("actual", "ledger-actual"),
            ("budget", "ledger-budget"),
        )
    }
    ids["below"] = f"difference({ids['actual']};{ids['budget']})"
    text = sentence.format_map({name: f"[[fact:{one}]]" for name, one in ids.items()})
    paragraph = Paragraph(sentences=(Sentence(text=text),))
    draft = Draft(sections=(DraftSection(key="results", paragraphs=(paragraph,)),))
    play = stage(facts=accounts, passages=[], crew=summary)

    assert any(fault in found.message for found in _faults(play, draft))
