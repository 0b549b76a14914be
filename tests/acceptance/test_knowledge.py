"""The knowledge base at the command line: each thing found behind its own wall, and kept or erased.

One workspace with a client's and a matter's files and a held report is made for all of it.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from acceptance.firm import HELEN, PASSWORD, ROOT, Firm, make_firm

MARTIN = "martin.oke@penhallowreeve.example"
DOGS = "May a dog come aboard the Wrackline ferry?"
"""What the crew asks of the knowledge base, and what no file says."""
FIRMS = "holidays.md"
CLIENTS = "clients/wrackline/moorings.md"
MATTERS = "clients/wrackline/matters/accounts-2026/gauges.txt"
OTHERS = "clients/copperbeech/seedlings.md"
FILES = {
    FIRMS: "# Holidays\n\nThe office is shut between Christmas Eve and the second of January.\n",
    CLIENTS: "# Moorings\n\nThe pontoon berths are let by the half year, paid in advance.\n",
    MATTERS: "The tide gauge is calibrated by the harbour master every spring.\n",
    OTHERS: "# Seedlings\n\nCamellia seedlings are potted on by the night shift in February.\n",
}
BROKEN = "clients/wrackline/broken.docx"
QUESTIONS = {
    FIRMS: "When is the office shut over Christmas?",
    CLIENTS: "How are the pontoon berths let and paid?",
    MATTERS: "Who calibrates the tide gauge?",
    OTHERS: "When are the camellia seedlings potted on?",
}
NONSENSE = "Do penguins prefer opera or ballet?"
LATE = "2026-01-31"


def shelve(firm: Firm, file: str, data: bytes, review_by: str = "2099-12-31") -> None:
    """Put a file into knowledge/ and list it."""
    path = firm.root / "knowledge" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    entry = f"  {file}:\n    owner: {MARTIN}\n    review_by: {review_by}\n    tier: firm\n"
    with (firm.root / "knowledge" / "index.yaml").open("a", encoding="utf-8") as index:
        index.write(entry)


def search(firm: Firm, question: str, *more: str) -> dict[str, list[dict[str, object]]]:
    """The answer, as `--json` prints it."""
    return dict(json.loads(firm.done("knowledge", "search", question, *more, "--json")))


def files_found(firm: Firm, question: str, *more: str) -> set[str]:
    """The files of all that is shown of an answer, or of what came nearest."""
    answer = search(firm, question, *more)
    shown = json.dumps([answer["passages"], answer["nearest"]])
    return set(re.findall(r'"file": "([^"]+)"', shown))


@pytest.fixture(scope="module")
def stocked_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Firm, str]:
    """A workspace with such files, and a held report that asked about dogs; only to be read."""
    firm = make_firm(tmp_path_factory.mktemp("stocked"))
    for file, text in FILES.items():
        shelve(firm, file, text.encode(), LATE if file == CLIENTS else "2099-12-31")
    crew = firm.root / "crews" / "client_report.yaml"
    asks = crew.read_text("utf-8")
    assert "[How can an invoice be queried?]" in asks
    crew.write_text(asks.replace("[How can an invoice be queried?]", f"[{DOGS}]"), "utf-8")
    for email in (HELEN, MARTIN):
        firm.done("people", "password", email, ENGROSS_NEW_PASSWORD=PASSWORD)
    return firm, firm.run_demo()


@pytest.fixture
def stocked(stocked_once: tuple[Firm, str], tmp_path: Path) -> tuple[Firm, str]:
    """A copy of that workspace, to do with as a test likes."""
    shutil.copytree(stocked_once[0].root.parent, tmp_path / "copy")
    return Firm(tmp_path / "copy" / "firm"), stocked_once[1]


def test_a_sync_takes_in_every_wall_and_says_what_it_could_not_take_in(
    stocked: tuple[Firm, str],
) -> None:
    firm, _ = stocked
    shelve(firm, BROKEN, b"PK\x03\x04 and then nothing")
    shelve(firm, "clients/nobody/stray.md", b"Nobody's.")
    (firm.root / "knowledge" / "new.md").write_text("Not listed.", encoding="utf-8")

    synced = firm.engross("knowledge", "sync")
    again = firm.engross("knowledge", "sync", "--json")
    report = json.loads(again.stdout)

    assert (synced.returncode, again.returncode) == (4, 4)
    assert re.search(r"^client copperbeech: 1 file, 1 passage\n  added    clients/", synced.stdout)
    assert "client wrackline: 1 file, 1 passage\n" in synced.stdout
    assert f"added    {BROKEN}" not in synced.stdout
    assert f"Refused, so not searched:\n  {BROKEN}" in synced.stdout
    assert "clients/nobody/stray.md: it is behind no wall" in synced.stdout
    assert "new.md: this file is not in knowledge/index.yaml" in synced.stdout
    assert f"{CLIENTS}: since 31 January 2026, {MARTIN}" in synced.stdout
    assert f"reading {OTHERS}" in synced.stderr
    assert [one["file"] for one in report["refused"]] == [BROKEN]
    assert {one["file"] for one in report["overdue"]} & set(FILES) == {CLIENTS}
    assert all(wall["added"] == wall["changed"] == [] for wall in report["walls"])


def test_a_sync_without_a_problem_ends_well_and_forgets_what_went(
    stocked: tuple[Firm, str],
) -> None:
    firm, _ = stocked
    before = files_found(firm, QUESTIONS[FIRMS])
    (firm.root / "knowledge" / FIRMS).unlink()
    index = firm.root / "knowledge" / "index.yaml"
    kept = re.sub(rf"  {FIRMS}:\n(?:    .*\n)+", "", index.read_text("utf-8"))
    index.write_text(kept, encoding="utf-8")

    printed = firm.done("knowledge", "sync")

    assert FIRMS in before
    assert f"  removed  {FIRMS}" in printed
    assert FIRMS not in files_found(firm, QUESTIONS[FIRMS])


@pytest.mark.parametrize(
    ("file", "of"),
    [
        (FIRMS, ()),
        (FIRMS, ("--client", "wrackline")),
        (CLIENTS, ("--client", "Wrackline Boatyard Limited")),
        (MATTERS, ("--client", "wrackline", "--matter", "WRA001")),
        (OTHERS, ("--client", "copperbeech", "--matter", "advisory")),
    ],
)
def test_a_question_is_answered_from_behind_the_walls_that_were_named(
    file: str, of: tuple[str, ...], stocked_once: tuple[Firm, str]
) -> None:
    firm, _ = stocked_once
    answer = search(firm, QUESTIONS[file], *of)
    best = answer["passages"][0]

    assert best["owner"] == MARTIN
    assert best["overdue"] is (file == CLIENTS)
    assert best["passage"]["span"]["file"] == file
    assert best["passage"]["text"] in FILES[file]


@pytest.mark.parametrize(
    ("file", "of"),
    [
        (CLIENTS, ()),
        (MATTERS, ()),
        (OTHERS, ()),
        (MATTERS, ("--client", "wrackline")),
        (OTHERS, ("--client", "wrackline", "--matter", "accounts-2026")),
        (CLIENTS, ("--client", "copperbeech", "--matter", "advisory")),
        (MATTERS, ("--client", "copperbeech", "--matter", "advisory")),
    ],
)
def test_what_is_behind_another_wall_is_never_shown_not_even_as_nearest(
    file: str, of: tuple[str, ...], stocked_once: tuple[Firm, str]
) -> None:
    firm, _ = stocked_once

    found = firm.done("knowledge", "search", QUESTIONS[file], *of, "--limit", "50")

    assert file not in found
    assert FILES[file].splitlines()[-1] not in found


def test_each_passage_is_printed_with_who_answers_for_it_and_until_when(
    stocked_once: tuple[Firm, str],
) -> None:
    firm, _ = stocked_once
    printed = firm.done("knowledge", "search", QUESTIONS[CLIENTS], "--client", "wrackline")

    assert re.match(rf"[01]\.\d\d  {CLIENTS}, Moorings, paragraph 1\n", printed)
    assert f"approved by the firm; {MARTIN}; OVERDUE: was to be read again" in printed
    assert "      The pontoon berths are let by the half year" in printed


def test_what_nothing_answers_is_said_plainly_with_what_came_nearest(
    stocked_once: tuple[Firm, str],
) -> None:
    firm, _ = stocked_once
    printed = firm.done("knowledge", "search", NONSENSE)

    assert printed.startswith("The knowledge base does not say.\nWhat came nearest, which no agent")
    assert search(firm, NONSENSE)["passages"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("x", "--client", "nobody"), "Give --client one of: copperbeech, tidewell, wrackline."),
        (("x", "--client", "wrackline", "--matter", "no"), "--matter one of: accounts-2026."),
        (("x", "--matter", "accounts-2026"), "Add --client KEY."),
        ((" ",), "There is no question."),
    ],
)
def test_whose_wall_it_is_must_be_said_rightly(
    words: tuple[str, ...], said: str, firm: Firm
) -> None:
    refused = firm.engross("knowledge", "search", *words)

    assert refused.returncode == 2
    assert said in refused.stderr


def test_a_question_that_a_run_asked_in_vain_is_a_gap_until_it_is_answered(
    stocked: tuple[Firm, str],
) -> None:
    firm, run = stocked
    printed = firm.done("knowledge", "gaps")
    (gap,) = json.loads(firm.done("knowledge", "gaps", "--json"))
    shelve(firm, "ferry.md", f"# {DOGS}\n\nA dog may come aboard the ferry on a lead.\n".encode())

    assert printed.startswith(f"{DOGS}\n  asked    in 1 run, last on ")
    assert (gap["question"], gap["runs"], gap["clients"]) == (DOGS, [run], ["wrackline"])
    assert "without an answer" in firm.done("knowledge", "gaps")


def test_a_gap_goes_with_the_run_that_asked(stocked: tuple[Firm, str]) -> None:
    firm, run = stocked
    firm.done("delete", run, "--as", MARTIN, "--yes", ENGROSS_PASSWORD=PASSWORD)

    assert json.loads(firm.done("knowledge", "gaps", "--json")) == []


def test_a_proposed_article_names_no_client_and_is_never_written_over(
    stocked: tuple[Firm, str], tmp_path: Path
) -> None:
    firm, _ = stocked
    firm.done("knowledge", "gaps", "--write", str(tmp_path / "proposed"))
    (article,) = (tmp_path / "proposed").iterdir()
    text = article.read_text("utf-8")
    article.write_text("filled in", encoding="utf-8")
    again = firm.engross("knowledge", "gaps", "--write", str(tmp_path / "proposed"))

    assert article.name == "may-a-dog-come-aboard-the-client-ferry.md"
    assert text.startswith("# May a dog come aboard the client ferry?\n")
    assert "wrackline" not in text.lower()
    assert article.read_text("utf-8") == "filled in"
    assert f"Left as it is: {article}" in again.stderr


def test_a_released_document_is_kept_by_a_person_s_choice_and_found_behind_its_wall(
    stocked: tuple[Firm, str], sign: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    firm, run = stocked
    words = ("knowledge", "keep", run, "--as", HELEN, "--section", "fees")
    early = firm.engross(*words, ENGROSS_PASSWORD=PASSWORD)
    blocks = [f for f in firm.held(run)["findings"] if f["severity"] == "block"]  # type: ignore[attr-defined]  # JSON
    overrides = [f"--override={f['id']}=checked against the ledger" for f in blocks]
    released = sign(firm, run, *overrides)
    wrong = firm.engross(*words, ENGROSS_PASSWORD="not the password")  # noqa: S106 - made up
    kept = firm.done(*words, ENGROSS_PASSWORD=PASSWORD)
    for_all = firm.done(*words, "--behind", "firm", ENGROSS_PASSWORD=PASSWORD)
    (general,) = re.findall(r"^Kept: (\S+)  \(firm\)\n", for_all)
    (file,) = re.findall(
        r"^Kept: (\S+)  \(matter accounts-2026 of wrackline\)$", kept, re.MULTILINE
    )
    name = file.removeprefix("knowledge/")
    about = "What was billed in fees this period?"
    ours = files_found(firm, about, "--client", "wrackline", "--matter", "accounts-2026")

    assert released.returncode == 0, released.stderr
    assert (early.returncode, wrong.returncode) == (7, 7)
    assert name.startswith("clients/wrackline/matters/accounts-2026/")
    assert (firm.root / file).is_file()
    assert f"owner     {HELEN}" in kept
    assert "Read this before anybody relies on it:" in for_all
    assert "Wrackline" not in (firm.root / general).read_text("utf-8")
    assert name in ours
    assert name not in files_found(firm, about, "--client", "wrackline")
    assert "Problems: none." in firm.done("check")


def test_an_erased_file_is_proved_to_be_gone(stocked: tuple[Firm, str]) -> None:
    firm, _ = stocked
    firm.done("knowledge", "sync")
    words = ("knowledge", "erase", "--file", OTHERS, "--yes")
    refused = firm.engross(*words, "--as", HELEN, ENGROSS_PASSWORD=PASSWORD)
    printed = firm.done(*words, "--as", MARTIN, ENGROSS_PASSWORD=PASSWORD)
    text = FILES[OTHERS].splitlines()[-1].encode()
    left = [p for p in firm.root.rglob("*") if p.is_file() and text in p.read_bytes()]

    assert refused.returncode == 7
    assert f"Erased: knowledge/{OTHERS}" in printed
    assert re.search(r"vectors of 1 passage in [\d,]+ files of the state folder", printed)
    assert re.search(r"Found before in \d+ stretches; now nowhere\.", printed)
    assert left == []
    assert "copperbeech" not in (firm.root / "knowledge" / "index.yaml").read_text("utf-8")


def test_all_of_a_client_s_walls_are_erased_together(stocked: tuple[Firm, str]) -> None:
    firm, run = stocked
    firm.done("knowledge", "sync")
    words = ("knowledge", "erase", "--client", "wrackline", "--as", MARTIN, "--yes")

    result = firm.engross(*words, ENGROSS_PASSWORD=PASSWORD)

    assert result.returncode == 0, result.stdout + result.stderr
    assert f"Erased: knowledge/{CLIENTS}" in result.stdout
    assert f"Erased: knowledge/{MATTERS}" in result.stdout
    assert run in result.stdout
    assert not (firm.root / "knowledge" / CLIENTS).exists()
    assert OTHERS in files_found(firm, QUESTIONS[OTHERS], "--client", "copperbeech")


def test_what_a_run_still_quotes_is_named_with_the_run_to_erase(
    held: tuple[Firm, str],
) -> None:
    firm, run = held
    firm.done("people", "password", MARTIN, ENGROSS_NEW_PASSWORD=PASSWORD)
    words = ("knowledge", "erase", "--file", "faq.md", "--as", MARTIN, "--yes")

    result = firm.engross(*words, ENGROSS_PASSWORD=PASSWORD)

    assert result.returncode == 1
    assert "Erased: knowledge/faq.md" in result.stdout
    assert "Still there, or not to be looked into:" in result.stdout
    assert f"engross delete {run}" in result.stdout


def test_every_command_of_the_how_to_is_understood(stocked: tuple[Firm, str]) -> None:
    firm, _ = stocked
    page = (ROOT / "docs" / "how-to" / "knowledge.md").read_text("utf-8")
    commands = [shlex.split(line) for line in re.findall(r"^engross (.*)$", page, re.MULTILINE)]
    by_somebody = [words for words in commands if "--as" in words]
    others = [words for words in commands if "--as" not in words]

    assert len(by_somebody) > 2
    assert len(others) > 4
    assert {firm.engross(*words).returncode for words in others} == {0}
    for words in by_somebody:
        refused = firm.engross(*words, ENGROSS_PASSWORD="not the password")  # noqa: S106 - made up
        assert "password" in refused.stderr
        assert refused.returncode == 7
