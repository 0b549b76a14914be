"""docs/tutorial-new-crew.md, done step by step as it stands: a new document type without Python."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import docx as python_docx
import pytest

from acceptance.firm import PASSWORD, ROOT, Firm, make_firm

pytestmark = pytest.mark.slow

PAGE = ROOT / "docs" / "tutorial-new-crew.md"
BLOCK = re.compile(
    r"(?P<before>[^\n]+)\n\n```(?P<kind>sh|yaml|text|diff)\n(?P<text>.*?)\n```\n", re.DOTALL
)
NEW = {
    "acceptance.md",
    "crews/engagement_letter.yaml",
    "tasks/engagement_letter_check.yaml",
    "tasks/engagement_letter_draft.yaml",
    "tasks/engagement_letter_research.yaml",
    "templates/engagement_letter.docx",
    "templates/engagement_letter.yaml",
}


class Step(NamedTuple):
    """A fenced block of the page."""

    kind: str
    file: str
    """The file that the line before the block names last; empty when it names none."""
    text: str


def steps() -> Iterator[Step]:
    for found in BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
        named = re.findall(r"`([\w./-]+\.\w+)`", found["before"])
        yield Step(found["kind"], named[-1] if named else "", found["text"])


class Done(NamedTuple):
    """The workspace once every step of the page is done."""

    firm: Firm
    before: dict[str, bytes]
    printed: dict[str, str]
    """What each command printed."""

    @property
    def run(self) -> str:
        """The letter's run."""
        return self.firm.run_id(next(t for c, t in self.printed.items() if " run " in c))

    def letter(self) -> list[str]:
        """The candidate's paragraphs."""
        document = python_docx.Document(str(self.firm.candidate(self.run)))
        return [paragraph.text for paragraph in document.paragraphs if paragraph.text.strip()]


def files_of(root: Path) -> dict[str, bytes]:
    """Everything that a firm edits."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.relative_to(root).parts[0] not in {".engross", "outputs"}
    }


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    firm = make_firm(tmp_path_factory.mktemp("tutorial"))
    shutil.copytree(ROOT / "examples", firm.root / "examples")
    before, printed = files_of(firm.root), dict[str, str]()
    for step in steps():
        if step.kind == "sh":
            for command in step.text.replace("\\\n", " ").splitlines():
                printed[command] = carry_out(firm, command)
        elif step.kind == "diff":
            change(firm.root / step.file, step.text)
        else:
            (firm.root / step.file).write_text(step.text + "\n", encoding="utf-8")
    return Done(firm, before, printed)


def carry_out(firm: Firm, command: str) -> str:
    """Do what somebody at a terminal would, who types a password when asked for it."""
    program, *words = shlex.split(command)
    assert program == "engross"
    return firm.done(*words, ENGROSS_PASSWORD=PASSWORD, ENGROSS_NEW_PASSWORD=PASSWORD)


def change(path: Path, diff: str) -> None:
    """Put the line with a plus in the place of the one with a minus."""
    old, new = (line[1:] for line in diff.splitlines())
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_block_of_the_page_is_a_step() -> None:
    kinds = [(step.kind, step.file) for step in steps() if step.kind != "sh"]

    assert PAGE.read_text(encoding="utf-8").count("\n```") == 2 * len(list(steps()))
    assert kinds == [
        ("yaml", "crews/engagement_letter.yaml"),
        ("diff", "firm.yaml"),
        ("text", "acceptance.md"),
    ]


def test_only_files_that_a_firm_edits_are_new_and_none_is_python(done: Done) -> None:
    after = files_of(done.firm.root)
    changed = {name for name, data in done.before.items() if after.get(name) != data}

    assert after.keys() - done.before.keys() == NEW
    assert changed == {"firm.yaml", "templates/approvals.yaml"}


def test_the_check_finds_no_problem(done: Done) -> None:
    assert done.printed["engross check"].endswith("Problems: none.\n")


def test_the_letter_is_held_without_a_block(done: Done) -> None:
    findings = done.firm.held(done.run)["findings"]

    assert [f["rule"] for f in findings if f["severity"] == "block"] == []
    assert [f["rule"] for f in findings if f["severity"] == "warn"] == ["fee-differs"]


def test_the_letter_says_what_was_agreed_and_nothing_that_was_not(done: Done) -> None:
    letter = done.letter()
    whole = "\n".join(letter)

    assert letter[letter.index("Dear Sam Okafor") + 1] == (
        "Engagement letter: monthly management accounts"
    )
    assert "contract between Quillhaven Pottery Limited and Penhallow Reeve LLP" in whole
    assert "£9,600 plus VAT, which is £11,520 including VAT." in whole
    assert (
        "Please send us the trial balance at 31 October 2026 by Friday 4 December 2026." in letter
    )
    assert "Corrections to earlier years." in letter
    assert "You may complain to Helen Pike, Partner." in whole
    assert letter[-7:] == [
        "for Penhallow Reeve LLP",
        "Helen Pike",
        "Partner",
        "Agreed for Quillhaven Pottery Limited",
        "Signature",
        "Name",
        "Date",
    ]
    assert "[to confirm" not in whole
    assert "paid more" not in whole
    assert "80%" not in whole
