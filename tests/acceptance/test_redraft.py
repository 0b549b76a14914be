"""A held report is gone over again from the command line."""

from __future__ import annotations

import json

from acceptance.firm import HELEN, Firm

FEES = "Say why the forecast is over the budget."


def test_one_section_is_gone_over_again_and_the_rest_stays(held: tuple[Firm, str]) -> None:
    firm, run = held
    before = firm.candidate(run).read_bytes()
    asked = ("redraft", run, "--section", "Fees", "--say", FEES, "--by", HELEN)
    result = firm.engross(*asked)
    again = firm.run_id(result.stdout)
    document = firm.held(again)
    opened = [f for f in document["findings"] if f["rule"] == "remark-open"]

    assert result.returncode == 0, result.stderr
    assert "written again: fees; every other section stays as it is" in result.stderr
    assert again != run
    assert [f["message"] for f in opened] == [
        f"Under “Fees”: Helen Pike wrote: “{FEES}” Nothing was changed."
    ]
    assert firm.candidate(again).read_bytes() == before
    shown = firm.done("show", again)
    assert "model-replayed client_report_research" in shown
    assert "model-called client_report_research" not in shown
    assert firm.engross("redraft", run, "--say", FEES).returncode == 7


def test_a_redraft_without_a_word_says_how_to_say_it(held: tuple[Firm, str]) -> None:
    firm, run = held
    result = firm.engross("redraft", run)

    assert result.returncode == 2
    assert '--say "..."' in result.stderr
    assert "engross return-file" in result.stderr
    assert json.loads(firm.done("list", "--json"))[0]["id"] == run
