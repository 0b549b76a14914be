"""A small model over real HTTP: it writes one sentence on each item, and code does the rest."""

from __future__ import annotations

import json
import re
import sqlite3
from typing import Any

import pytest

from acceptance.firm import DEMO, EXAMPLES, Firm
from engross.records import ChatAnswer
from engross.testing.server import Reply, ScriptedServer, completion

MODEL = "openai/small-model"
INPUTS = (f"notes={EXAMPLES / 'call-notes.md'}", f"billing={EXAMPLES / 'billing.xlsx'}")
ITEM = re.compile(r'^(?P<name>[^:,]+)(?P<about>(?:"[^"]*"|[^":])*): (?P<words>.+)$')
NOTE = re.compile(r"^ ?(?P<kind>\w+)(?P<about>(?:\"[^\"]*\"|[^\":])*): (?P<words>.+)$")
FIGURE = re.compile(r"^(?P<blank>\[\[.+?\]\]) is (?P<label>[^;]+)")
BEGIN = re.compile(r'begin "([^"]*)"')


def sentences(body: dict[str, Any]) -> Reply:
    """The plainest sentence on each item: its own words after its opening."""
    items = body["messages"][-1]["content"].rpartition("The items:\n")[2].splitlines()
    asked = body["response_format"]["json_schema"]["schema"]["properties"]
    found = [match for match in map(ITEM.match, items) if match and match["name"] in asked]
    written = {match["name"]: _sentence(match["about"], match["words"]) for match in found}
    return completion(ChatAnswer(text=json.dumps(written)))


def _sentence(about: str, words: str) -> str:
    if note := NOTE.match(words):
        about, words = note["about"], note["words"]
    opening = " ".join(BEGIN.findall(about))
    if figure := FIGURE.match(words):
        words = f"{figure['label']}: {figure['blank']}"
    elif "[[due]]" in about:
        words = f"{words.rstrip('.')} by [[due]]"
    return f"{opening} {words.rstrip('.?')}.".strip()


def _allow(firm: Firm) -> None:
    path = firm.root / "firm.yaml"
    text = path.read_text(encoding="utf-8")
    allowed = f"  allowed: [house, {MODEL}]\n  small: [{MODEL}]\n"
    assert "  allowed: [house]\n" in text
    path.write_text(text.replace("  allowed: [house]\n", allowed), encoding="utf-8")


def _calls(firm: Firm, run: str) -> list[tuple[str, str]]:
    with sqlite3.connect(firm.root / ".engross" / "engross.db") as database:
        rows = database.execute(
            "select payload from ledger join ledger_payloads using (number) "
            "where run = ? and kind = 'model-called' order by number",
            (run,),
        ).fetchall()
    calls = [json.loads(payload)["details"] for (payload,) in rows]
    return [(call["agent"], call["model"]) for call in calls]


@pytest.mark.slow
def test_a_small_model_writes_the_sections_and_code_everything_else(firm: Firm) -> None:
    _allow(firm)
    with ScriptedServer([sentences]) as server:
        address = {
            "ENGROSS_MODEL": MODEL,
            "ENGROSS_MODEL_URL": server.url,
            "ENGROSS_MODEL_KEY": "none",
        }
        run = firm.run_id(firm.done(*DEMO, *INPUTS, **address))
    calls = _calls(firm, run)
    printed = {figure["id"] for figure in json.loads(firm.done("trace", run, "--json"))}

    assert {model for agent, model in calls if agent != "drafter"} == {"house"}
    assert calls.count(("drafter", MODEL)) == len(server.requests) >= 8
    assert all("tools" not in body for body in server.requests)
    assert {"billed/2026-Q3/matter", "overdue/at-2026-10-14/matter"} <= printed
    assert firm.candidate(run).exists()
