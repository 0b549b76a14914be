"""The rules that can be applied to a draft, before any figure is filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from engross.checks.addresses import draft_addresses
from engross.checks.binding import binding_words
from engross.checks.cases import DraftCase
from engross.checks.coverage import left_out
from engross.checks.knowledge import standing_of_knowledge
from engross.checks.leakage import draft_leaks
from engross.checks.literals import stray_literals
from engross.checks.measure_words import wrong_measure_words
from engross.checks.names import draft_names
from engross.checks.near_words import wrong_near_words
from engross.checks.parts import parts_out_of_place
from engross.checks.period_words import wrong_period_words
from engross.checks.questions import unanswered_questions
from engross.checks.reports import in_order
from engross.checks.rules import chosen
from engross.checks.scope_words import wrong_scope_words
from engross.checks.second_price import draft_second_prices
from engross.checks.sign_words import wrong_sign_words
from engross.checks.slots import unresolved_slots
from engross.checks.structure import draft_sections
from engross.checks.tipping import draft_tipping
from engross.checks.words import citations, draft_forbidden_words, draft_placeholders
from engross.records import Draft, Evidence, Finding, FoundPassage
from engross.workspace.register import Client, Firm
from engross.workspace.specs import CrewSpec

_CHECKS: tuple[Callable[[DraftCase], Iterable[Finding]], ...] = (
    unresolved_slots,
    wrong_measure_words,
    wrong_near_words,
    wrong_period_words,
    wrong_scope_words,
    wrong_sign_words,
    parts_out_of_place,
    stray_literals,
    draft_second_prices,
    citations,
    standing_of_knowledge,
    draft_names,
    draft_placeholders,
    draft_sections,
    draft_leaks,
    draft_tipping,
    draft_forbidden_words,
    draft_addresses,
    binding_words,
    left_out,
    unanswered_questions,
)


def check_draft(  # noqa: PLR0913, PLR0917 - what a draft is judged by
    draft: Draft,
    evidence: Evidence,
    crew: CrewSpec,
    firm: Firm,
    client: Client,
    knowledge: Sequence[FoundPassage] = (),
) -> tuple[Finding, ...]:
    """Everything that the crew's rules notice in a draft, most severe first.

    `knowledge` is what this run has found in the knowledge base. No message holds
    the value of an internal figure: agents read them.
    """
    found = {one.passage.id: one for one in knowledge}
    case = DraftCase(draft, evidence, crew, firm, client, found)
    wanted = chosen(crew.checks)
    noticed = (finding for check in _CHECKS for finding in check(case))
    return in_order(finding for finding in noticed if finding.rule in wanted)
