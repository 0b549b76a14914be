"""A proposal's required statements, from the pack to the signature, as the firm sees them."""

from __future__ import annotations

import re

import pytest

from acceptance.firm import EXAMPLES, HELEN, PASSWORD, Firm, make_firm

PROPOSALS = EXAMPLES.parent / "proposal"
EXPORT = tuple(f"crm={path}" for path in sorted(PROPOSALS.glob("hubspot-*.csv")))
COMPLAINTS = "knowledge/packs/accountants/complaints.yaml"
STANDING = (
    "How to complain, version 2, in force since 1 April 2026, reviewed by Helen Pike on 14 "
    "September 2026"
)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> tuple[Firm, str]:
    """A held proposal to a prospect."""
    firm = make_firm(tmp_path_factory.mktemp("packs"))
    firm.done("people", "password", HELEN, ENGROSS_NEW_PASSWORD=PASSWORD)
    asked = ("run", "proposal", "--deal", "21480377101", "--as-at", "2026-11-18", *EXPORT)
    return firm, firm.run_id(firm.done(*asked))


def test_a_statement_is_traced_to_its_file_and_to_who_answers_for_it(
    held: tuple[Firm, str],
) -> None:
    firm, run = held

    printed = firm.done("trace", run, "complaints")

    assert printed.splitlines() == [STANDING, f"    {COMPLAINTS}"]


def test_a_statement_that_changes_while_a_document_is_held_stops_the_signature(
    held: tuple[Firm, str],
) -> None:
    firm, run = held
    pack = firm.root / COMPLAINTS
    before = pack.read_text(encoding="utf-8")
    changed = re.sub(r"five\s+working\s+days", "seven days", before)
    pack.write_text(changed.replace("version: 2", "version: 3"), encoding="utf-8")

    refused = firm.engross("sign", run, "--as", HELEN, ENGROSS_PASSWORD=PASSWORD)
    pack.write_text(before, encoding="utf-8")

    assert refused.returncode != 0
    assert "the statement “How to complain” (complaints) changed in" in refused.stderr
    assert f"engross rerun {run}" in refused.stderr


def test_a_word_changed_since_the_review_is_named_until_somebody_reviews_the_statement(
    held: tuple[Firm, str],
) -> None:
    firm, _ = held
    pack = firm.root / COMPLAINTS
    before = pack.read_text(encoding="utf-8")
    pack.write_text(before.replace("eight weeks", "six weeks"), encoding="utf-8")

    checked = firm.engross("check")
    reviewed = firm.done(
        "statement", "review", "complaints", "--as", HELEN, ENGROSS_PASSWORD=PASSWORD
    )
    again = firm.engross("check")
    pack.write_text(before, encoding="utf-8")

    assert checked.returncode != 0
    assert f"{COMPLAINTS}:12: reviewed_words: the words were changed since {HELEN}" in (
        checked.stdout + checked.stderr
    )
    assert reviewed.startswith("How to complain, version 2")
    assert again.returncode == 0
